import { pinyin } from 'pinyin-pro';
import type { FormDefinition } from '../../config/definition/types';
import type { ReadEngine } from './briefs';
import { quote } from './fragment';

interface Entry {
  id: number;
  /** "gcbgysyxgs", "gongchengbu…": initials and whole syllables of the title. */
  initials: string;
  syllables: string;
}
interface Index {
  until: number | null;
  snapshot: number | null;
  epoch: number;
  entries: Entry[];
}

/** Longer lists are found by their text only: masters that people pick from are shorter. */
const MOST_ENTRIES = 5000;
/** PostgreSQL says nothing about writes of others: then the index is made anew after this time. */
const KEPT_MS = 30_000;
const indexes = new WeakMap<object, Map<string, Index>>();

/** Ids of records whose title is typed in pinyin: `zs` or `zhangsan` finds 张三. The caller's rows are checked by who asks. */
export async function findByPinyin(engine: ReadEngine, def: FormDefinition, typed: string): Promise<number[]> {
  const wanted = typed.toLowerCase().replace(/\s+/g, '');
  if (!/^[a-z]{1,30}$/.test(wanted)) return [];
  const { entries } = await indexOf(engine, def);
  return entries.filter((entry) => entry.initials.includes(wanted) || entry.syllables.includes(wanted)).map((entry) => entry.id);
}

async function indexOf(engine: ReadEngine, def: FormDefinition): Promise<Index> {
  let forms = indexes.get(engine.read);
  if (!forms) indexes.set(engine.read, (forms = new Map()));
  const snapshot = engine.read.snapshot();
  const epoch = engine.registry.epoch();
  const known = forms.get(def.key);
  if (known && known.epoch === epoch && (snapshot === null ? (known.until ?? 0) > Date.now() : known.snapshot === snapshot)) return known;
  const made: Index = { until: snapshot === null ? Date.now() + KEPT_MS : null, snapshot, epoch, entries: await entriesOf(engine, def) };
  forms.set(def.key, made);
  return made;
}

async function entriesOf(engine: ReadEngine, def: FormDefinition): Promise<Entry[]> {
  const table = engine.registry.table(def.key);
  const isText = (name: string): boolean =>
    def.fields.some((field) => field.name === name && field.type === 'string' && !field.sensitive && !field.encrypted);
  const columns = def.title
    .filter((name) => isText(name) && Object.hasOwn(table.columns, name))
    .map((name) => `t.${quote(table.columns[name]?.column ?? name)}`);
  if (columns.length === 0) return [];
  const rows = await engine.read.rows(
    `SELECT t.id, ${columns.join(', ')} FROM ${quote(table.table)} t ORDER BY t.id LIMIT ${MOST_ENTRIES + 1}`,
    [],
  );
  if (rows.length > MOST_ENTRIES) return [];
  return rows.flatMap(([id, ...titles]) => {
    const title = titles.filter((part) => part !== null).join(' ');
    if (!/[\u3400-\u9fff]/.test(title)) return [];
    const syllables = pinyin(title, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
    return [
      {
        id: Number(id),
        initials: syllables
          .map((syllable) => syllable[0] ?? '')
          .join('')
          .toLowerCase(),
        syllables: syllables.join('').toLowerCase().replace(/\s+/g, ''),
      },
    ];
  });
}
