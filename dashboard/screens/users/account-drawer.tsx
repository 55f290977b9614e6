import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Input, Select, Switch } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { RelationSelect } from '../../fields/relation/relation-select';
import { isApiError } from '../../providers/api-error';
import { useMe } from '../../providers/definitions';
import { useWords, type Wording } from '../../providers/i18n';
import type { Brief } from '../../providers/record-types';
import { accountsKey, fetchAccountRoles, saveAccount, type Account } from './account-source';
import { FormLine } from './form-line';
import { newPassword, passwordError, passwordRules } from './password-words';

type Draft = { username: string; email: string; role: string | undefined; employee: Brief | null; blocked: boolean; password: string };
type Errors = Partial<Record<keyof Draft, string>>;

/** Opens a login, or changes one. */
export function AccountDrawer({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const { user } = useMe();
  const { message } = App.useApp();
  const client = useQueryClient();
  const formId = useId();
  const [draft, setDraft] = useState<Draft>(() => draftOf(account));
  const [errors, setErrors] = useState<Errors>({});
  const set = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in part))));
  };
  const saving = useMutation({
    mutationFn: () =>
      saveAccount(account?.id ?? null, {
        username: draft.username.trim(),
        email: draft.email.trim(),
        role: draft.role ?? '',
        employee: draft.employee?.documentId ?? null,
        blocked: draft.blocked,
        ...(draft.password ? { password: draft.password } : {}),
      }),
    onSuccess: async () => {
      void message.success(t(account ? 'users.saved' : 'users.created'));
      await client.invalidateQueries({ queryKey: accountsKey });
      onClose();
    },
    onError: (error) => isApiError(error) && setErrors(Object.fromEntries(error.violations.map((one) => [one.path, one.message]))),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(draft, account, words);
    setErrors(found);
    const first = Object.keys(found)[0];
    if (first) document.getElementById(`${formId}-${first}`)?.focus();
    else saving.mutate();
  };
  const general = isApiError(saving.error) && saving.error.violations.length === 0 ? saving.error.message : null;
  return (
    <Drawer
      open
      width={420}
      onClose={onClose}
      title={account ? t('users.edit', { name: account.username }) : t('users.create')}
      maskClosable={false}
      footer={
        <div className="td-row">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={saving.isPending} className="td-end">
            {t('common.save')}
          </Button>
        </div>
      }
    >
      <form id={formId} className="td-stack" onSubmit={submit} noValidate>
        {general && (
          <p className="td-note" data-tone="danger" role="alert">
            {general}
          </p>
        )}
        {account?.id === user.id && (
          <p className="td-note" data-tone="warning">
            {t('users.self')}
          </p>
        )}
        <FormLine id={`${formId}-username`} label={t('users.username')} required help={t('users.usernameRule')} error={errors.username}>
          {(control) => (
            <Input
              {...control}
              autoFocus={!account}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={60}
              value={draft.username}
              onChange={(event) => set({ username: event.target.value })}
            />
          )}
        </FormLine>
        <FormLine id={`${formId}-email`} label={t('users.email')} required error={errors.email}>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="off"
              maxLength={200}
              value={draft.email}
              onChange={(event) => set({ email: event.target.value })}
            />
          )}
        </FormLine>
        <FormLine id={`${formId}-employee`} label={t('users.employee')} error={errors.employee}>
          {(control) => (
            <RelationSelect
              control={control}
              target="employee"
              address=""
              value={draft.employee ? [draft.employee] : []}
              isMany={false}
              placeholder={t('users.noEmployee')}
              onChange={(next) => set({ employee: next[0] ?? null })}
            />
          )}
        </FormLine>
        <FormLine id={`${formId}-role`} label={t('users.role')} required error={errors.role}>
          {(control) => <RoleSelect control={control} value={draft.role} onChange={(role) => set({ role })} />}
        </FormLine>
        <FormLine
          id={`${formId}-password`}
          label={t(account ? 'users.newPassword' : 'users.password')}
          required={!account}
          help={account ? `${t('users.keepPassword')}。${passwordRules(words)}` : passwordRules(words)}
          error={errors.password}
        >
          {(control) => (
            <div className="td-row td-password-row">
              <Input.Password
                {...control}
                autoComplete="new-password"
                value={draft.password}
                onChange={(event) => set({ password: event.target.value })}
              />
              <Button onClick={() => set({ password: newPassword() })}>{t('users.generate')}</Button>
            </div>
          )}
        </FormLine>
        {draft.password !== '' && (
          <p className="td-note">
            {t('users.copyOnce')} <code>{draft.password}</code>
          </p>
        )}
        <label className="td-row" htmlFor={`${formId}-blocked`}>
          <Switch
            id={`${formId}-blocked`}
            checked={draft.blocked}
            disabled={account?.id === user.id}
            onChange={(blocked) => set({ blocked })}
          />
          <span>{t('users.blocked')}</span>
          <span className="td-help">{t('users.blockHint')}</span>
        </label>
        {account && <p className="td-help">{t('users.endHint')}</p>}
      </form>
    </Drawer>
  );
}

function RoleSelect({ control, value, onChange }: { control: object; value: string | undefined; onChange: (role: string) => void }) {
  const { say } = useWords();
  const { data, isLoading } = useQuery({ queryKey: ['account-roles'], queryFn: fetchAccountRoles, staleTime: 10 * 60_000 });
  return (
    <Select
      {...control}
      showSearch
      optionFilterProp="label"
      loading={isLoading}
      value={value}
      onChange={onChange}
      options={(data ?? []).map((role) => ({ value: role.key, label: say(role) }))}
    />
  );
}

const draftOf = (account: Account | null): Draft => ({
  username: account?.username ?? '',
  email: account?.email ?? '',
  role: account?.role,
  employee: account?.employee ?? null,
  blocked: account?.blocked ?? false,
  password: '',
});

/** The plain mistakes, told before anything is sent; the server looks again. */
function problemsOf(draft: Draft, account: Account | null, words: Pick<Wording, 't'>): Errors {
  const { t } = words;
  const username = draft.username.trim();
  const found: [keyof Draft, string | undefined | false][] = [
    ['username', username === '' ? t('users.needUsername') : !/^[a-z0-9][a-z0-9._-]{2,59}$/i.test(username) && t('users.usernameRule')],
    [
      'email',
      draft.email.trim() === '' ? t('users.needEmail') : !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim()) && t('violations.format'),
    ],
    ['role', !draft.role && t('users.needRole')],
    ['password', account && draft.password === '' ? undefined : passwordError(draft.password, username, words)],
  ];
  return Object.fromEntries(found.filter((entry): entry is [keyof Draft, string] => typeof entry[1] === 'string'));
}
