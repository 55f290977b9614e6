import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Popconfirm } from 'antd';
import { ErrorState, EmptyState, LoadingRows } from '../../components/screen-states';
import { ago, showInstant } from '../../components/time-words';
import { isApiError } from '../../providers/api-error';
import { useWords } from '../../providers/i18n';
import { accountsKey, endLogins, fetchLogins, type Account } from './account-source';

/** Where a user is logged in, and the way to end it all: a lost phone, somebody who left. */
export function LoginsDrawer({ account, onClose }: { account: Account; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const { message } = App.useApp();
  const client = useQueryClient();
  const logins = useQuery({ queryKey: [...accountsKey, account.id, 'sessions'], queryFn: () => fetchLogins(account.id) });
  const ending = useMutation({
    mutationFn: () => endLogins(account.id),
    onSuccess: async ({ ended }) => {
      void message.success(t('users.sessionsEnded', { count: ended }));
      await client.invalidateQueries({ queryKey: accountsKey });
    },
    onError: (error) => void message.error(isApiError(error) && error.statusCode > 0 ? error.message : t('state.network')),
  });
  const count = logins.data?.length ?? 0;
  return (
    <Drawer
      open
      width={420}
      onClose={onClose}
      title={t('users.sessionsOf', { name: account.username })}
      footer={
        <Popconfirm
          title={t('users.endTitle')}
          description={t('users.endBody')}
          okText={t('users.endSessions')}
          cancelText={t('common.cancel')}
          okButtonProps={{ danger: true }}
          disabled={count === 0}
          onConfirm={() => ending.mutate()}
        >
          <Button danger disabled={count === 0} loading={ending.isPending}>
            {t('users.endSessions')}
          </Button>
        </Popconfirm>
      }
    >
      {logins.isLoading && <LoadingRows rows={3} />}
      {logins.error && !logins.data && <ErrorState error={logins.error} onRetry={() => void logins.refetch()} />}
      {logins.data && count === 0 && <EmptyState title={t('users.noSessions')} />}
      <ul className="td-work-list">
        {(logins.data ?? []).map((login) => (
          <li key={login.id}>
            <span>
              {t('users.since')} <time dateTime={login.since}>{showInstant(login.since)}</time>
            </span>
            {login.lastSeen && (
              <span className="td-work-time td-quiet">
                {t('users.lastSeen')}{' '}
                <time dateTime={login.lastSeen} title={showInstant(login.lastSeen)}>
                  {ago(login.lastSeen, words)}
                </time>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
