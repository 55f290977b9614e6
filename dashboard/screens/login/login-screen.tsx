import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import { useLogin } from '@refinedev/core';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { usePreferences } from '../../app/preferences';
import { LanguageSwitch } from '../../components/language-switch';
import { useTitle } from '../../components/use-title';
import { isApiError } from '../../providers/api-error';
import { useWords, type WordKey } from '../../providers/i18n';
import { safeTarget } from './safe-target';

type Missing = { identifier?: boolean; password?: boolean };

/** The way in. After it the address that was asked for opens, not the home page. */
export function LoginScreen() {
  const { t } = useWords();
  const [params] = useSearchParams();
  useTitle(t('login.title'));
  return (
    <main className="td-login">
      <LookSwitches />
      <section className="td-login-card" aria-labelledby="login-title">
        <img src="/favicon.svg" alt="" width={40} height={40} />
        <h1 id="login-title">{t('product')}</h1>
        <p className="td-quiet">{t('login.lead')}</p>
        {params.has('ended') && (
          <p className="td-note" data-tone="warning" role="status">
            {t('login.ended')}
          </p>
        )}
        <LoginForm target={safeTarget(params.get('to'))} />
      </section>
    </main>
  );
}

function LoginForm({ target }: { target: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<Missing>({});
  const [failure, setFailure] = useState<string | null>(null);
  const nameBox = useRef<InputRef>(null);
  const passwordBox = useRef<InputRef>(null);
  const fail = (error: unknown) => {
    setFailure(messageOf(error, t));
    setPassword('');
    passwordBox.current?.focus();
  };
  const { mutate: login, isPending } = useLogin<{ identifier: string; password: string }>({
    mutationOptions: {
      // Told beside the fields, so Refine's own corner message stays away.
      onSuccess: (answer) => (answer.success ? void navigate(target, { replace: true }) : fail(answer.error)),
      onError: fail,
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: Missing = { identifier: identifier.trim() === '', password: password === '' };
    setMissing(found);
    setFailure(null);
    if (found.identifier) return nameBox.current?.focus();
    if (found.password) return passwordBox.current?.focus();
    login({ identifier: identifier.trim(), password });
  };
  return (
    <form className="td-login-form" onSubmit={submit} noValidate>
      <div className="td-field">
        <label className="td-label" htmlFor="identifier">
          {t('login.identifier')}
        </label>
        <Input
          id="identifier"
          ref={nameBox}
          size="large"
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={identifier}
          status={missing.identifier ? 'error' : undefined}
          aria-invalid={missing.identifier}
          aria-describedby={missing.identifier ? 'identifier-error' : undefined}
          onChange={(event) => setIdentifier(event.target.value)}
        />
        {missing.identifier && (
          <p id="identifier-error" className="td-error">
            {t('login.needIdentifier')}
          </p>
        )}
      </div>
      <div className="td-field">
        <label className="td-label" htmlFor="password">
          {t('login.password')}
        </label>
        <Input.Password
          id="password"
          ref={passwordBox}
          size="large"
          autoComplete="current-password"
          value={password}
          status={missing.password ? 'error' : undefined}
          aria-invalid={missing.password}
          aria-describedby={missing.password ? 'password-error' : undefined}
          onChange={(event) => setPassword(event.target.value)}
        />
        {missing.password && (
          <p id="password-error" className="td-error">
            {t('login.needPassword')}
          </p>
        )}
      </div>
      <div aria-live="assertive">
        {failure && (
          <p className="td-note" data-tone="danger" role="alert">
            {failure}
          </p>
        )}
      </div>
      <Button type="primary" size="large" block htmlType="submit" loading={isPending}>
        {t('login.submit')}
      </Button>
    </form>
  );
}

/** Language and light or dark can be chosen before there is an account. */
function LookSwitches() {
  const { t } = useWords();
  const { isDark, setAppearance } = usePreferences();
  const label = t(isDark ? 'top.toLight' : 'top.toDark');
  return (
    <div className="td-login-switches">
      <LanguageSwitch />
      <Button
        type="text"
        icon={isDark ? <SunOutlined /> : <MoonOutlined />}
        aria-label={label}
        title={label}
        onClick={() => setAppearance(isDark ? 'light' : 'dark')}
      />
    </div>
  );
}

/** What went wrong, without telling which of the two was wrong. */
function messageOf(error: unknown, t: (key: WordKey) => string): string {
  if (!isApiError(error)) return t('login.failed');
  if (error.statusCode === 0 || error.statusCode >= 502) return t('login.offline');
  if (error.statusCode === 429) return t('login.locked');
  if (error.statusCode === 400 || error.statusCode === 401) return t('login.failed');
  return error.message;
}
