import { useMutation } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { isApiError } from '../../providers/api-error';
import { useMe } from '../../providers/definitions';
import { useWords } from '../../providers/i18n';
import { changePassword } from './account-source';
import { FormLine } from './form-line';
import { passwordError, passwordRules } from './password-words';

type Errors = { current?: string; next?: string; again?: string };

/** One's own new password; the old one is asked, and all other logins end. */
export function PasswordForm() {
  const words = useWords();
  const { t } = words;
  const { user } = useMe();
  const { message } = App.useApp();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const saving = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      for (const clear of [setCurrent, setNext, setAgain]) clear('');
      void message.success(t('password.changed'));
    },
    onError: (error) => isApiError(error) && setErrors({ current: error.errors.current?.[0], next: error.errors.next?.[0] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: Errors = {
      current: current === '' ? t('password.needCurrent') : undefined,
      next: passwordError(next, user.username, words) ?? (next === current ? t('password.same') : undefined),
      again: next !== again ? t('password.differ') : undefined,
    };
    setErrors(found);
    const first = (['current', 'next', 'again'] as const).find((name) => found[name]);
    if (first) document.getElementById(`password-${first}`)?.focus();
    else saving.mutate();
  };
  const general = isApiError(saving.error) && saving.error.violations.length === 0 ? saving.error.message : null;
  return (
    <form className="td-stack td-narrow" onSubmit={submit} noValidate>
      {general && (
        <p className="td-note" data-tone="danger" role="alert">
          {general}
        </p>
      )}
      {/* For password managers: whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
      <FormLine id="password-current" label={t('password.current')} required error={errors.current}>
        {(control) => (
          <Input.Password
            {...control}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </FormLine>
      <FormLine id="password-next" label={t('password.next')} required help={passwordRules(words)} error={errors.next}>
        {(control) => (
          <Input.Password {...control} autoComplete="new-password" value={next} onChange={(event) => setNext(event.target.value)} />
        )}
      </FormLine>
      <FormLine id="password-again" label={t('password.again')} required error={errors.again}>
        {(control) => (
          <Input.Password {...control} autoComplete="new-password" value={again} onChange={(event) => setAgain(event.target.value)} />
        )}
      </FormLine>
      <div className="td-row">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {t('password.title')}
        </Button>
        <span className="td-help">{t('password.endsOthers')}</span>
      </div>
    </form>
  );
}
