import type { StateTone } from '../../config/definition/types';
import type { FormView } from '../providers/definitions-source';
import { useWords } from '../providers/i18n';

const TONE_OF_COLOUR: Record<string, string> = {
  grey: 'neutral',
  blue: 'info',
  green: 'success',
  amber: 'warning',
  red: 'danger',
  purple: 'purple',
};

/** A dot and a word. Its shape says it too: danger is a square, a warning a diamond, neutral a ring. */
export function Dot({ tone, children }: { tone: StateTone | 'purple' | string; children: string }) {
  return (
    <span className="td-dot" data-tone={tone}>
      <i aria-hidden="true" />
      {children}
    </span>
  );
}

/** Colour names of definitions are tones here. */
export const toneOfColour = (colour: string | undefined): string => (colour ? (TONE_OF_COLOUR[colour] ?? 'neutral') : 'info');

/** A state of a form, in its own words. States of an older version that are gone are shown by their value. */
export function StateDot({ form, state }: { form: Pick<FormView, 'states'>; state: unknown }) {
  const { say } = useWords();
  const known = form.states.find((one) => one.value === state);
  if (!state) return null;
  return <Dot tone={known?.tone ?? 'neutral'}>{known ? say(known) : String(state)}</Dot>;
}
