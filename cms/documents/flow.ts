import type { Registry } from '../definitions/registry';
import { successors } from '../../config/definition/conversions';
import type { FormDefinition, TransitionDefinition } from '../../config/definition/types';

/**
 * The form with the flow that a record began under: fields and rights are today's, states and transitions those of the version that the
 * record was filled in under, so that a changed flow never moves a case that is on its way. States that came since stay known.
 */
export function withFlowOf(registry: Pick<Registry, 'version'>, def: FormDefinition, formVersion: unknown): FormDefinition {
  const version = Number(formVersion);
  if (!Number.isInteger(version) || version === (def.version ?? 1)) return def;
  const old = registry.version(def.key, version);
  if (!old || old === def) return def;
  const known = merged.get(def)?.get(version);
  if (known) return known;
  const names = new Set(old.states.map((state) => state.value));
  const states = [...old.states, ...def.states.filter((state) => !names.has(state.value))];
  const result = { ...def, states, transitions: retyped(def, old.transitions) };
  merged.set(def, (merged.get(def) ?? new Map<number, FormDefinition>()).set(version, result));
  return result;
}

/** A field that has become one of another kind is asked for under its new name: the old one takes nothing in any more. */
function retyped(def: FormDefinition, transitions: TransitionDefinition[]): TransitionDefinition[] {
  const next = successors(def);
  if (next.size === 0) return transitions;
  const names = (list: string[] | undefined): string[] | undefined => list?.map((name) => next.get(name)?.to.name ?? name);
  return transitions.map((transition) => ({ ...transition, fields: names(transition.fields), require: names(transition.require) }));
}

/** One object for each pair: plans and rights are cached by the definition they are for. */
const merged = new WeakMap<FormDefinition, Map<number, FormDefinition>>();
