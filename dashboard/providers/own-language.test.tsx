import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SessionGate } from '../app/guards/session-gate';
import { LanguageSwitch } from '../components/language-switch';
import { renderAt, type Server } from '../test/render-at';
import { authProvider } from './auth-provider';
import { readStored } from './browser-storage';
import { definitionsKey, type Definitions } from './definitions-source';
import { changeLanguage, currentLanguage, useWords } from './i18n';
import { queryClient } from './query-client';
import { setAccessToken } from './session';

const sent: { method: string; path: string; body: unknown }[] = [];

function Page() {
  const { t } = useWords();
  return (
    <>
      <LanguageSwitch />
      <p>{t('profile.language')}</p>
    </>
  );
}

const open = (answer: { status?: number } = {}) => {
  sent.length = 0;
  const server: Server = ({ method, path, body }) => {
    if (path === '/me') sent.push({ method, path, body });
    if (path === '/auth/local') return { body: { jwt: 'fresh' } };
    return path === '/me' && method === 'PUT' ? { status: 200, body: {}, ...answer } : undefined;
  };
  const page = (
    <SessionGate>
      <Page />
    </SessionGate>
  );
  return renderAt('/', { routes: [{ path: '/', element: page }, { path: '/login', element: <Page /> }], forms: [], server }); // prettier-ignore
};
/** What another browser of the same person has chosen arrives with the definitions. */
const keptElsewhere = (lang: 'zh' | 'en') =>
  act(
    async () =>
    queryClient.setQueryData<Definitions>(definitionsKey, (known) => known && { ...known, me: { ...known.me, user: { ...known.me.user, lang } } }), // prettier-ignore
  );

beforeEach(() => localStorage.clear());
afterEach(() => changeLanguage('zh', false));

test('the switch changes the language and keeps it for every browser', async () => {
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'EN' }));
  await screen.findByText('Language');
  await waitFor(() => expect(sent).toEqual([{ method: 'PUT', path: '/me', body: { lang: 'en' } }]));
  expect(queryClient.getQueryData<Definitions>(definitionsKey)?.me.user.lang).toBe('en');
  // The person's, not the computer's: who comes next finds it as it was.
  expect(readStored('screen', 'language')).toBeNull();
});

test('what was chosen elsewhere is followed, and not sent back', async () => {
  open();
  await screen.findByText('语言');
  await keptElsewhere('en');
  await screen.findByText('Language');
  expect(sent).toEqual([]);
  expect(readStored('screen', 'language')).toBeNull();
});

test('a server that cannot keep it leaves the language in this browser and says so', async () => {
  open({ status: 500 });
  await userEvent.click(await screen.findByRole('button', { name: 'EN' }));
  await screen.findByText(/in this browser only/);
  expect([currentLanguage(), readStored('screen', 'language')]).toEqual(['en', 'en']);
});

test('a language chosen on the login page is kept with the login that follows, once', async () => {
  open();
  setAccessToken(null);
  await userEvent.click(await screen.findByRole('button', { name: 'EN' }));
  expect(sent).toEqual([]);
  for (const _time of ['first', 'second']) await authProvider.login({ identifier: 'tester', password: 'x' });
  expect(sent).toEqual([{ method: 'PUT', path: '/me', body: { lang: 'en' } }]);
});

test('after a logout the desk speaks as before', async () => {
  open();
  await screen.findByText('语言');
  await keptElsewhere('en');
  await screen.findByText('Language');
  await act(() => authProvider.logout({}));
  expect(currentLanguage()).toBe('zh');
});
