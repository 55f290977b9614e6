import { useLayoutEffect } from 'react';
import { definitionsKey, type Definitions } from './definitions-source';
import { http } from './http';
import { changeLanguage, currentLanguage, type Language } from './i18n';
import { queryClient } from './query-client';
import { accessToken } from './session';

/** Chosen on the login page, where it is not known yet whose choice it is; kept with the login that follows. */
let chosenAtTheDoor: Language | null = null;

/**
 * The reader wants this language: here at once, and by the server in every browser to come. It is the person's and not the computer's, so
 * that the desk which several share does not change for the next one. Throws when the server could not keep it; then this browser does.
 */
export async function chooseLanguage(language: Language): Promise<void> {
  const isIn = accessToken() !== null;
  await changeLanguage(language, !isIn);
  if (!isIn) {
    chosenAtTheDoor = language;
    return;
  }
  try {
    await keep(language);
  } catch (error) {
    await changeLanguage(language);
    throw error;
  }
}

/** After a login: what was chosen at the door is the person's choice. */
export async function keepLanguageOfTheDoor(): Promise<void> {
  const language = chosenAtTheDoor;
  chosenAtTheDoor = null;
  if (language) await keep(language);
}

async function keep(lang: Language): Promise<void> {
  await http('/me', { method: 'PUT', body: { lang } });
  // What is known of the person is asked for again rarely; it must not lead back to the old language.
  queryClient.setQueryData<Definitions>(
    definitionsKey,
    (known) => known && { ...known, me: { ...known.me, user: { ...known.me.user, lang } } },
  );
}

/** The language of the person who is logged in, as the server keeps it, before anything is painted in another. */
export function useOwnLanguage(kept: Language | undefined): void {
  useLayoutEffect(() => {
    if (kept && kept !== currentLanguage()) void changeLanguage(kept, false);
  }, [kept]);
}
