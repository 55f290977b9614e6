import { useState } from 'react';
import type { FormView } from '../../providers/definitions-source';

type Row = Record<string, unknown>;

/**
 * The form that somebody has begun to fill in stays under their hands when a manager publishes another version: it is offered, and taken when
 * they say so, with everything that they have written.
 */
export function useHeldForm(present: FormView): {
  form: FormView;
  newer: FormView | null;
  carried: Row | undefined;
  take: (written: Row) => void;
} {
  const [held, setHeld] = useState<{ form: FormView; carried: Row | undefined }>({ form: present, carried: undefined });
  return {
    form: held.form,
    newer: present.version === held.form.version ? null : present,
    carried: held.carried,
    take: (written) => setHeld({ form: present, carried: written }),
  };
}
