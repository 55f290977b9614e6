import { Segmented } from 'antd';
import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import { usePreferences, type Appearance } from '../../app/preferences';
import { useChooseLanguage } from '../../components/language-switch';
import { PageHeader } from '../../components/page-header';
import { paths } from '../../components/paths';
import { useTitle } from '../../components/use-title';
import { useFormDefinition, useMe } from '../../providers/definitions';
import { useWords, type Language } from '../../providers/i18n';
import { PasswordForm } from './password-form';
import { StandIns } from './stand-ins';

/** Who I am to the product, how it looks to me, and my password. */
export function ProfileScreen() {
  const { t } = useWords();
  const { hash } = useLocation();
  const password = useRef<HTMLElement>(null);
  useTitle(t('profile.title'));
  // The menu leads here to change the password: its first field is where one starts.
  useEffect(() => {
    if (hash === '#password') password.current?.querySelector('input:not([hidden])')?.scrollIntoView({ block: 'center' });
    if (hash === '#password') document.getElementById('password-current')?.focus();
  }, [hash]);
  return (
    <div className="td-page" data-width="read">
      <PageHeader title={t('profile.title')} />
      <section className="td-card td-pad">
        <Facts />
      </section>
      <section className="td-card" aria-labelledby="profile-look">
        <header className="td-card-head">
          <h2 id="profile-look">{t('common.settings')}</h2>
        </header>
        <div className="td-card-body td-stack">
          <Looks />
        </div>
      </section>
      <section className="td-card" aria-labelledby="profile-stand-in">
        <header className="td-card-head">
          <h2 id="profile-stand-in">{t('standIn.title')}</h2>
        </header>
        <div className="td-card-body">
          <StandIns />
        </div>
      </section>
      <section className="td-card" id="password" ref={password} aria-labelledby="profile-password">
        <header className="td-card-head">
          <h2 id="profile-password">{t('password.title')}</h2>
        </header>
        <div className="td-card-body">
          <PasswordForm />
        </div>
      </section>
    </div>
  );
}

function Facts() {
  const { t, say } = useWords();
  const { user } = useMe();
  const staff = useFormDefinition('employee');
  const facts: [string, React.ReactNode][] = [
    [t('profile.name'), user.employee && staff ? <Link to={paths.show(staff, user.employee)}>{user.name}</Link> : user.name],
    [t('profile.username'), user.username],
    [t('profile.roles'), user.roleNames.map(say).join(t('common.and'))],
    [t('profile.department'), user.department ?? t('common.none')],
    [t('profile.head'), t(user.head ? 'common.yes' : 'common.no')],
    [t('profile.site'), user.site ?? t('common.none')],
  ];
  return (
    <dl className="td-facts">
      {facts.map(([label, value]) => (
        <FactLine key={label} label={label}>
          {value}
        </FactLine>
      ))}
    </dl>
  );
}

const FactLine = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

function Looks() {
  const { t, lang } = useWords();
  const choose = useChooseLanguage();
  const { appearance, setAppearance } = usePreferences();
  return (
    <>
      <div className="td-row td-look">
        <span className="td-label" id="profile-language">
          {t('profile.language')}
        </span>
        <Segmented<Language>
          aria-labelledby="profile-language"
          value={lang}
          onChange={choose}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <div className="td-row td-look">
        <span className="td-label" id="profile-theme">
          {t('top.theme')}
        </span>
        <Segmented<Appearance>
          aria-labelledby="profile-theme"
          value={appearance}
          onChange={setAppearance}
          options={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(`top.${value}`) }))}
        />
      </div>
    </>
  );
}
