import type { FormDefinition, TransitionDefinition } from '../../../../config/definition/types';

/** Was the state there in the published form? Its value is then in records, rules and figures: it is renamed, recoloured, but stays. */
export const isStateKept = (published: FormDefinition | null, value: string): boolean =>
  published?.states.some((state) => state.value === value) ?? false;

/** Why an action cannot go: others perform it, or code of the product hangs on it. */
export type ActionLock = 'system' | 'code' | 'others';

export function actionLock(
  def: FormDefinition,
  published: FormDefinition | null,
  others: FormDefinition[],
  transition: TransitionDefinition,
): ActionLock | null {
  if (!published?.transitions.some((old) => old.action === transition.action)) return null;
  if (transition.by.every((role) => role === 'system')) return 'system';
  if ((transition.rules ?? []).length > 0 || (transition.effects ?? []).some((effect) => !('notify' in effect))) return 'code';
  return performedElsewhere(def, others, transition.action) ? 'others' : null;
}

/** Do effects of other forms perform the action on this one? */
function performedElsewhere(def: FormDefinition, others: FormDefinition[], action: string): boolean {
  return others.some(
    (form) =>
      form.key !== def.key &&
      form.transitions.some((transition) =>
        (transition.effects ?? []).some((effect) => {
          if (!('act' in effect) || effect.act.action !== action) return false;
          const target = effect.act.form ?? form.fields.find((field) => field.name === effect.act.on)?.target;
          return target === def.key;
        }),
      ),
  );
}
