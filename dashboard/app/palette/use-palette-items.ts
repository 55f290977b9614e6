import { useLogout } from '@refinedev/core';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { formsToFill } from '../../components/forms-to-fill';
import { useChooseLanguage } from '../../components/language-switch';
import { paths } from '../../components/paths';
import { useForms, useMe } from '../../providers/definitions';
import { useFavourites } from '../../providers/favourites';
import type { FormView } from '../../providers/definitions-source';
import { useWords, type WordKey, type Wording } from '../../providers/i18n';
import { recentRecords, type RecentRecord } from '../../providers/recent-records';
import { en } from '../words.en';
import { zh } from '../words.zh';
import { usePreferences } from '../preferences';
import type { PaletteItem } from './palette-rank';

/** A record as the search and the list of recent ones name it. */
export type NamedRecord = Pick<RecentRecord, 'form' | 'documentId' | 'title' | 'number'>;

type Go = (to: string) => void;

type Found = { places: PaletteItem[]; usual: PaletteItem[]; recent: PaletteItem[]; ofRecord: (record: NamedRecord) => PaletteItem | null };

/** Everything that can be reached without asking the server: places, forms, new records, recent ones and commands. */
export function usePaletteItems(close: () => void, onHelp: () => void): Found {
  const words = useWords();
  const forms = useForms();
  const { user } = useMe();
  const navigate = useNavigate();
  const { isDark, setAppearance } = usePreferences();
  const { mutate: logout } = useLogout();
  const favourites = useFavourites();
  const choose = useChooseLanguage();
  return useMemo(() => {
    const go: Go = (to) => {
      close();
      void navigate(to);
    };
    const after = (run: () => void) => () => {
      close();
      run();
    };
    const commands = [
      commandOf(
        'top.toDark',
        'theme',
        after(() => setAppearance(isDark ? 'light' : 'dark')),
        words,
        isDark ? 'top.toLight' : 'top.toDark',
      ),
      {
        id: 'command:language',
        kind: 'command' as const,
        label: words.lang === 'zh' ? 'English' : '中文',
        hint: words.t('top.language'),
        words: ['English', '中文', zh.top.language, en.top.language],
        run: after(() => choose(words.lang === 'zh' ? 'en' : 'zh')),
      },
      commandOf('top.help', 'help', () => onHelp(), words),
      commandOf('top.profile', 'profile', () => go(paths.profile()), words),
      commandOf('top.changePassword', 'password', () => go(`${paths.profile()}#password`), words),
      commandOf(
        'top.logout',
        'logout',
        after(() => logout()),
        words,
      ),
    ];
    const screens = [
      placeOf('nav.home', paths.home(), go, words),
      placeOf('nav.inbox', paths.inbox(), go, words),
      placeOf('nav.kpi', paths.kpi(), go, words),
      ...((user.designs ?? []).length > 0 ? [placeOf('designer.menu', paths.designer(), go, words)] : []),
      ...((user.designs ?? []).includes('*') ? [placeOf('limits.menu', paths.limits(), go, words)] : []),
      ...(user.roles.includes('administrator') ? [placeOf('nav.users', paths.users(), go, words)] : []),
    ];
    const ofRecord = (record: NamedRecord): PaletteItem | null => recordItem(record, forms, go, words);
    return {
      /** What is offered before a word is typed. */
      usual: [
        ...screens,
        ...formsToFill(forms, favourites)
          .slice(0, 5)
          .map((form) => createItem(form, go, words)),
        ...commands,
      ],
      places: [
        ...screens,
        ...forms.map((form) => listItem(form, go, words)),
        ...forms.filter((form) => form.can.create).map((form) => createItem(form, go, words)),
        ...commands,
      ],
      recent: recentRecords().flatMap((record) => {
        const item = ofRecord(record);
        return item ? [{ ...item, id: `recent:${record.documentId}`, kind: 'recent' as const }] : [];
      }),
      ofRecord,
    };
  }, [words, forms, favourites, user, navigate, isDark, setAppearance, choose, logout, close, onHelp]);
}

/** The same word in both languages: who works in English may still type Chinese. */
function bothOf(key: WordKey): string[] {
  return [zh, en].map((words) => String(key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], words)));
}

const placeOf = (key: WordKey, to: string, go: Go, { t }: Wording): PaletteItem => ({
  id: `place:${to}`,
  kind: 'form',
  label: t(key),
  words: bothOf(key),
  run: () => go(to),
});

const commandOf = (key: WordKey, id: string, run: () => void, { t }: Wording, shown: WordKey = key): PaletteItem => ({
  id: `command:${id}`,
  kind: 'command',
  label: t(shown),
  words: bothOf(shown),
  run,
});

const listItem = (form: FormView, go: Go, { say }: Wording): PaletteItem => ({
  id: `form:${form.key}`,
  kind: 'form',
  label: say(form),
  words: [form.zh, form.en, form.key],
  run: () => go(paths.list(form)),
});

const createItem = (form: FormView, go: Go, { t, say }: Wording): PaletteItem => ({
  id: `create:${form.key}`,
  kind: 'create',
  label: t('common.createForm', { form: say(form) }),
  // "新建报修" and "报修" both lead to it.
  words: [form.zh, form.en, `${zh.common.create}${form.zh}`, `${en.common.create} ${form.en}`],
  run: () => go(paths.create(form)),
});

function recordItem(record: NamedRecord, forms: FormView[], go: Go, { say }: Wording): PaletteItem | null {
  const form = forms.find((one) => one.key === record.form);
  if (!form) return null;
  // Most titles begin with the number.
  const label = record.number && !record.title.includes(record.number) ? `${record.number} · ${record.title}` : record.title;
  return {
    id: `record:${record.documentId}`,
    kind: 'record',
    label,
    hint: say(form),
    words: [record.title, record.number ?? ''],
    run: () => go(paths.show(form, record.documentId)),
  };
}
