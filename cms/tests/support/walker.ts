import { references } from '../../../config/definition/expression/references';
import { sampleRecord } from '../../../config/projections/sample';
import type { FieldDefinition, FormDefinition, TransitionDefinition } from '../../../config/definition/types';
import type { Answer, Api } from './api';
import { employeeOf, need, today, upload, type Many, type One, type Rec, type Refusal, type Row } from './house';
import { formOf } from './rights';
import type { TestServer } from './server';

/** What a form needs beside its own sample, where other papers must stand first. */
export interface Recipes {
  /** Accounts of a role that act on a form instead of the role's own. */
  accounts?: Record<string, string[]>;
  /** Records that relations to a form point to by default. */
  refs: Record<string, (walk: Walker) => Promise<Rec>>;
  /** Further values of a new record of the form, which is to go the way `ahead`. */
  values: Record<string, (walk: Walker, ahead: string[]) => Promise<Row>>;
  /** Makes the record in another way than by filling in the form: it is opened by another paper. */
  made: Record<string, (walk: Walker) => Promise<Rec>>;
  /** What has to be done before `form.action`. */
  before: Record<string, (walk: Walker, record: Rec) => Promise<void>>;
  /** Data of `form.action` beside its own sample. */
  data: Record<string, (walk: Walker, record: Rec) => Promise<Row>>;
  /** `form.action` of the system, brought about by what people do elsewhere. */
  caused: Record<string, (walk: Walker, record: Rec) => Promise<void>>;
  /** Who fills in the form, where the first who may would stand in the way of a later step. */
  by: Record<string, string>;
  /** A record in `form.state` that is reached in another way than step by step. */
  states: Record<string, (walk: Walker) => Promise<Rec>>;
}

/** Fills in papers and takes them through their states, as the people of the house. */
export interface Walker {
  server: TestServer;
  /** `form.action` that somebody has performed. */
  done: Set<string>;
  ref(form: string): Promise<Rec>;
  /** A new record, of the kind that can go the way `ahead`. */
  make(form: string, more?: Row, ahead?: string[]): Promise<Rec>;
  /** A fresh record in this state, of the kind that the action `next` can then be performed on. */
  reach(form: string, state: string, next?: string): Promise<Rec>;
  perform(form: string, record: Rec, action: string, more?: Row): Promise<Rec>;
  read(form: string, record: { documentId: string }): Promise<Rec>;
  /** Edits as somebody who may. */
  edit(form: string, record: Rec, values: Row): Promise<Rec>;
  /** Actions that lead from the initial state to this one; null when there is no way. */
  wayTo(form: string, state: string): string[] | null;
  /** Ways that together pass through every state there is a way to, the longest first. */
  routes(form: string): string[][];
}

/** The accounts of a role; the second pair of eyes where there is one. */
export function accountsOf(role: string): string[] {
  return ['customer-service-assistant', 'engineering', 'security', 'finance'].includes(role) ? [role, `${role}-2`] : [role];
}

export const isForPeople = (transition: TransitionDefinition): boolean =>
  !transition.notYet && transition.by.some((role) => role !== 'system');

export function createWalker(server: TestServer, recipes: Recipes): Walker {
  const refs = new Map<string, Promise<Rec>>();
  const pools = new Map<string, Promise<Rec[]>>();
  const files = new Map<string, Promise<number>>();
  const people = new Map<string, Promise<string>>();
  let count = Math.floor(Date.now() / 1000) % 100_000;

  const as = (account: string): Promise<Api> => server.login(account);
  const seeing = (): Promise<Api> => as('property-general-manager');
  const pool = (form: string): Promise<Rec[]> => {
    const known =
      pools.get(form) ??
      seeing().then(async (api) => need(await api.get<Many>(`/api/${formOf(form).plural}?pagination[pageSize]=200&sort=createdAt`)).data);
    pools.set(form, known);
    return known;
  };
  const fileOf = (account: string): Promise<number> => {
    const known = files.get(account) ?? as(account).then(async (api) => (await upload(api, 'walk.png')).id);
    files.set(account, known);
    return known;
  };
  const personOf = (account: string): Promise<string> => {
    const known = people.get(account) ?? as(account).then(employeeOf);
    people.set(account, known);
    return known;
  };
  const accounts = (form: string, roles: string[]): string[] =>
    roles.filter((role) => role !== 'system').flatMap((role) => recipes.accounts?.[`${form}.${role}`] ?? accountsOf(role));

  /** A sample of the fields, as this account would send it. */
  async function sample(def: FormDefinition, account: string): Promise<Row> {
    const [file, me] = [await fileOf(account), await personOf(account)];
    const targets = new Map<string, Rec[]>();
    for (const field of def.fields.flatMap((one) => [one, ...(one.columns ?? [])])) {
      if (field.type !== 'relation' || field.computed || !field.target || targets.has(field.target) || !mayBeAsked(def, field)) continue;
      const wanted = JSON.stringify(def.sample ?? {}).includes('{"');
      const first = await walker.ref(field.target).catch((error: unknown) => (field.required ? Promise.reject(error) : null));
      targets.set(field.target, [...(first ? [first] : []), ...(wanted ? await pool(field.target) : [])]);
    }
    count += 1;
    return sampleRecord(def, {
      today: today(),
      now: new Date().toISOString(),
      n: count,
      settings: {},
      file: () => file,
      relation: (field, wanted) => {
        const fits = (targets.get(field.target ?? '') ?? []).filter((record) =>
          Object.entries(wanted ?? {}).every(([name, value]) => record[name] === value),
        );
        // Two people are two: nobody is his own second pair of eyes.
        return fits.find((record) => record.documentId !== me)?.documentId ?? null;
      },
    });
  }

  async function actionData(def: FormDefinition, transition: TransitionDefinition, record: Rec, account: string): Promise<Row> {
    const names = new Set([...(transition.require ?? []), ...Object.keys(transition.sample ?? {}), ...requiredAt(def, transition)]);
    const asked = new Set([...(transition.fields ?? []), ...(transition.require ?? [])]);
    const fields = def.fields
      .filter((field) => names.has(field.name) && asked.has(field.name))
      .map((field): FieldDefinition => ({ ...field, required: true, visible: undefined, default: undefined }));
    const data = await sample({ ...def, fields, sections: [], sample: transition.sample ?? {} }, account);
    return { ...data, ...((await recipes.data[`${def.key}.${transition.action}`]?.(walker, record)) ?? {}) };
  }

  async function attempt<T extends { data: Rec }>(
    what: string,
    candidates: string[],
    call: (api: Api, account: string) => Promise<Answer<T>>,
  ): Promise<Rec> {
    const refused: string[] = [];
    for (const account of candidates) {
      const answer = await call(await as(account), account);
      if (answer.status < 300) return answer.body.data;
      const { error } = answer.body as unknown as Refusal;
      refused.push(
        `${account}: ${answer.status} ${error.code} ${error.details.violations.map((violation) => `${violation.path.join('.')} ${violation.message}`).join('; ')}`,
      );
      // Only another person helps against four eyes or a missing right; a broken rule stays broken.
      if (answer.status !== 403 && answer.status !== 404) break;
    }
    throw new Error(`${what} was refused to everybody:\n  ${refused.join('\n  ')}`);
  }

  const walker: Walker = {
    server,
    done: new Set(),
    ref(form) {
      const known =
        refs.get(form) ?? (recipes.refs[form] ?? (async (walk): Promise<Rec> => (await pool(form))[0] ?? walk.make(form)))(walker);
      refs.set(form, known);
      return known;
    },
    async make(form, more = {}, ahead = []) {
      const made = recipes.made[form];
      const def = formOf(form);
      const fitting = valuesFor(def, ahead);
      if (made && Object.keys(more).length === 0) return made(walker);
      const values = { ...fitting, ...((await recipes.values[form]?.(walker, ahead)) ?? {}) };
      const by = recipes.by[form];
      return attempt(`A new ${form}`, by ? [by] : accounts(form, def.access.create), async (api, account) => {
        const own = Object.fromEntries(
          Object.entries({ ...(await sample(def, account)), ...values, ...more }).filter(([, value]) => value !== undefined),
        );
        return api.post<One>(`/api/${def.plural}`, { data: own });
      });
    },
    async perform(form, record, action, more = {}) {
      const def = formOf(form);
      const transition = def.transitions.find((one) => one.action === action && one.from.includes(record.state));
      if (!transition) throw new Error(`${form}: there is no "${action}" from "${record.state}"`);
      const caused = recipes.caused[`${form}.${action}`];
      if (caused && !isForPeople(transition)) {
        await caused(walker, record);
        return walker.read(form, record);
      }
      await recipes.before[`${form}.${action}`]?.(walker, record);
      const { rev } = await walker.read(form, record);
      const next = await attempt(`${form}.${action}`, accounts(form, transition.by), async (api, account) => {
        const data = { ...(await actionData(def, transition, record, account)), ...more };
        return api.post<One>(`/api/${def.plural}/${record.documentId}/actions/${action}`, { rev, comment: '按流程办理', data });
      });
      walker.done.add(`${form}.${action}`);
      return next ?? walker.read(form, record);
    },
    async reach(form, state, next) {
      const special = recipes.states[`${form}.${state}`];
      if (special) return special(walker);
      const way = walker.wayTo(form, state);
      if (!way) throw new Error(`${form}: no way leads to "${state}"`);
      let record = await walker.make(form, {}, [...way, ...(next ? [next] : [])]);
      for (const action of way) record = await walker.perform(form, record, action);
      if (record.state !== state) throw new Error(`${form}: ${way.join(', ')} led to "${record.state}" instead of "${state}"`);
      return record;
    },
    async read(form, record) {
      const people = accounts(form, ['property-general-manager', 'customer-service-manager']);
      return attempt(`Reading ${form}`, people, (api) => api.get<One>(`/api/${formOf(form).plural}/${record.documentId}`));
    },
    async edit(form, record, values) {
      const def = formOf(form);
      const { rev } = await walker.read(form, record);
      return attempt(`Editing ${form}`, accounts(form, def.access.edit), (api) =>
        api.put<One>(`/api/${def.plural}/${record.documentId}`, { data: { ...values, rev } }),
      );
    },
    routes(form) {
      const def = formOf(form);
      const ways = def.states.map(({ value }) => walker.wayTo(form, value)).filter((way): way is string[] => way !== null);
      const longest = ways.sort((a, b) => b.length - a.length);
      // One that is the beginning of another is walked with it.
      return longest.filter((way, index) => !longest.slice(0, index).some((other) => way.every((action, step) => other[step] === action)));
    },
    wayTo(form, state) {
      const def = formOf(form);
      const start = (def.states.find((one) => one.initial) ?? def.states[0])?.value ?? '';
      const ways = new Map<string, string[]>([[start, []]]);
      for (const [from, way] of ways) {
        if (from === state) return way;
        for (const step of def.transitions) {
          const isPossible = step.action !== 'void' && (isForPeople(step) || recipes.caused[`${form}.${step.action}`] !== undefined);
          if (isPossible && step.from.includes(from) && !ways.has(step.to)) ways.set(step.to, [...way, step.action]);
        }
      }
      const voiding = def.transitions.find((step) => step.action === 'void' && step.to === state);
      return voiding && ways.has(voiding.from[0] ?? '') ? [...(ways.get(voiding.from[0] ?? '') ?? []), 'void'] : null;
    },
  };
  return walker;
}

/** What the samples of these actions say of the record itself, not of the action's own dialog: only such a record can take the way. */
function valuesFor(def: FormDefinition, actions: string[]): Row {
  const values: Row = {};
  for (const transition of def.transitions.filter((one) => actions.includes(one.action))) {
    const asked = new Set([...(transition.fields ?? []), ...(transition.require ?? [])]);
    for (const [name, value] of Object.entries(transition.sample ?? {})) if (!asked.has(name)) values[name] = value;
  }
  return values;
}

function requiredAt(def: FormDefinition, transition: TransitionDefinition): string[] {
  return def.fields.filter((field) => [field.requiredAt ?? []].flat().includes(transition.action)).map((field) => field.name);
}

/** Could the sample want this relation? Required, or asked for under a condition, or named by the sample itself. */
function mayBeAsked(def: FormDefinition, field: FieldDefinition): boolean {
  const conditions = def.fields
    .flatMap((one) => [one, ...(one.columns ?? [])])
    .flatMap((one) => (one.requiredIf === undefined ? [] : references(one.requiredIf).map((path) => path[0] ?? '')));
  return (
    field.required === true ||
    field.requiredIf !== undefined ||
    JSON.stringify(def.sample ?? {}).includes(`"${field.name}"`) ||
    conditions.includes(field.name)
  );
}
