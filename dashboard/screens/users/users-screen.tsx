import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { PageHeader } from '../../components/page-header';
import { paths } from '../../components/paths';
import { EmptyState, ErrorState, ForbiddenState, LoadingRows } from '../../components/screen-states';
import { Dot } from '../../components/state-dot';
import { ago, showInstant } from '../../components/time-words';
import { useTitle } from '../../components/use-title';
import { useFormDefinition, useMe } from '../../providers/definitions';
import { useWords } from '../../providers/i18n';
import { usePinyinMatch } from '../../providers/pinyin';
import { AccountDrawer } from './account-drawer';
import { accountsKey, fetchAccounts, type Account } from './account-source';
import { LoginsDrawer } from './logins-drawer';

type Opened = { kind: 'edit'; account: Account | null } | { kind: 'logins'; account: Account };

/** Logins of the house: who, in which role, blocked or not, where logged in. For the administrator only. */
export function UsersScreen() {
  const { t } = useWords();
  const { user } = useMe();
  useTitle(t('users.title'));
  return user.roles.includes('administrator') ? <Users /> : <ForbiddenState />;
}

function Users() {
  const { t, say } = useWords();
  const accounts = useQuery({ queryKey: accountsKey, queryFn: fetchAccounts });
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState<Opened | null>(null);
  const text = useDeferredValue(typed.trim());
  const match = usePinyinMatch(text !== '');
  const found = useMemo(
    () =>
      (accounts.data ?? []).filter(
        (one) =>
          text === '' ||
          [one.username, one.email, one.employee?.title ?? '', one.roleName.zh, one.roleName.en].some((word) => match(word, text)),
      ),
    [accounts.data, text, match],
  );
  return (
    <div className="td-page">
      <PageHeader
        title={t('users.title')}
        aside={accounts.data && <span className="td-quiet td-figures">{t('users.count', { count: accounts.data.length })}</span>}
        actions={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpened({ kind: 'edit', account: null })}>
            {t('users.create')}
          </Button>
        }
      />
      <Input
        className="td-list-search"
        allowClear
        type="search"
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder={t('users.search')}
        aria-label={t('users.search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="td-card">
        {accounts.isLoading && <LoadingRows rows={8} />}
        {accounts.error && !accounts.data && <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />}
        {accounts.data && found.length === 0 && (
          <EmptyState title={text ? t('users.noMatch', { text }) : t('users.empty')}>
            {text ? <Button onClick={() => setTyped('')}>{t('common.clear')}</Button> : null}
          </EmptyState>
        )}
        {found.length > 0 && (
          <div className="td-users-scroll">
            <table className="td-plain-table td-users">
              <caption className="td-visually-hidden">{t('users.title')}</caption>
              <thead>
                <tr>
                  {([['username'], ['employee'], ['role'], ['status'], ['sessions'], ['lastSeen']] as const).map(([name]) => (
                    <th key={name} scope="col">
                      {t(`users.${name}`)}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="td-visually-hidden">{t('list.rowActions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {found.map((account) => (
                  <AccountRow key={account.id} account={account} role={say(account.roleName)} onOpen={setOpened} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      {opened?.kind === 'edit' && (
        <AccountDrawer key={opened.account?.id ?? 'new'} account={opened.account} onClose={() => setOpened(null)} />
      )}
      {opened?.kind === 'logins' && <LoginsDrawer account={opened.account} onClose={() => setOpened(null)} />}
    </div>
  );
}

function AccountRow({ account, role, onOpen }: { account: Account; role: string; onOpen: (next: Opened) => void }) {
  const words = useWords();
  const { t } = words;
  const staff = useFormDefinition('employee');
  const { employee } = account;
  return (
    <tr>
      <th scope="row">
        <button type="button" className="td-link-button" onClick={() => onOpen({ kind: 'edit', account })}>
          {account.username}
        </button>
      </th>
      <td>
        {employee?.documentId && staff ? (
          <Link to={paths.show(staff, employee.documentId)}>{employee.title}</Link>
        ) : (
          <span className="td-quiet">{employee?.title ?? t('users.unlinked')}</span>
        )}
      </td>
      <td>
        {role}
        {account.head && <span className="td-mark">{t('users.headMark')}</span>}
      </td>
      <td>
        <Dot tone={account.blocked ? 'danger' : 'success'}>{t(account.blocked ? 'users.blocked' : 'users.active')}</Dot>
      </td>
      <td>
        <button type="button" className="td-link-button td-figures" onClick={() => onOpen({ kind: 'logins', account })}>
          {t('users.logins', { count: account.sessions })}
        </button>
      </td>
      <td>
        {account.lastSeen ? (
          <time dateTime={account.lastSeen} title={showInstant(account.lastSeen)}>
            {ago(account.lastSeen, words)}
          </time>
        ) : (
          <span className="td-quiet">{t('users.neverSeen')}</span>
        )}
      </td>
      <td data-align="end">
        <Button size="small" aria-label={t('users.edit', { name: account.username })} onClick={() => onOpen({ kind: 'edit', account })}>
          {t('common.edit')}
        </Button>
      </td>
    </tr>
  );
}
