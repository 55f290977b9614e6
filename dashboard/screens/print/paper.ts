import { isEmpty } from '../../../config/definition/expression/values';
import type { FieldDefinition, PaperDefinition, Words } from '../../../config/definition/types';
import type { PaperBlock, PaperLayout } from '../../../config/papers/paper-types';
import { partyWords } from '../../../config/papers/parties';
import { shownSections } from '../../components/shown-sections';
import type { FormView, Me } from '../../providers/definitions-source';
import type { Wording } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';

/** Key of the paper that every record has: all of its sections. */
export const WHOLE = 'record';

/** Papers that a record can be printed as: those of the form, and the whole record. */
export function papersOf(form: FormView): PaperDefinition[] {
  const whole: PaperDefinition = { key: WHOLE, zh: form.zh, en: form.en, copies: 1, copyNames: [], signatures: [] };
  return [...(form.papers ?? []).map((paper) => ({ ...paper, key: paper.key === WHOLE ? `${paper.key}-paper` : paper.key })), whole];
}

/** Names of the copies, as many as there are; one copy alone needs none. */
export function copyNames(paper: PaperDefinition, { say, t }: Wording): string[] {
  return Array.from({ length: Math.max(1, paper.copies) }, (_, index) => {
    const name = paper.copyNames[index];
    return name === undefined ? (paper.copies > 1 ? t('print.copy', { n: index + 1 }) : '') : say(partyWords(name));
  });
}

/** What is written across a paper that must not pass as one: a draft, a void one, a receipt that was taken back. */
export function watermarkOf(form: FormView, state: unknown): 'draft' | 'void' | 'state' | null {
  const known = form.states.find((one) => one.value === state);
  if (!known) return null;
  if (known.value === 'void') return 'void';
  // Required fields are checked at a later action: until then the paper is being written.
  if (known.value === 'draft' || (known.initial && (form.requiredCheckedAt?.length ?? 0) > 0)) return 'draft';
  return known.final && known.tone === 'danger' && form.kind !== 'master' ? 'state' : null;
}

/** Fields that stand in the head of every paper, or say nothing on paper. */
const IN_HEAD = new Set(['number', 'state', 'site', 'rev', 'formVersion', 'slaDueAt', 'archivedAt', 'incomplete']);

/** The paper of a form without a layout of its own: its sections, as they apply to this record. Blank boxes stay: they are filled by hand. */
export function layoutOfSections(
  form: FormView,
  paper: PaperDefinition,
  record: RecordRow,
  me: Me,
): PaperLayout & { headings: Map<PaperBlock, Words> } {
  const headings = new Map<PaperBlock, Words>();
  const blocks: PaperBlock[] = [{ kind: 'title', zh: paper.zh, en: paper.en }, { kind: 'copies' }, { kind: 'qr' }];
  const wanted = paper.fields;
  if (wanted)
    blocks.push(
      ...blocksOf(
        form.fields.filter((field) => wanted.includes(field.name)).sort((a, b) => wanted.indexOf(a.name) - wanted.indexOf(b.name)),
      ),
    );
  else {
    for (const { section, fields } of shownSections(form, record, me)) {
      const own = blocksOf(fields.filter((field) => isPrinted(field, record[field.name])));
      own.forEach((block, index) => {
        const table = block.kind === 'table' ? form.fields.find((field) => field.name === block.field) : undefined;
        const heading = index === 0 ? section : table;
        if (heading) headings.set(block, heading);
      });
      blocks.push(...own);
    }
  }
  blocks.push({ kind: 'signatures' });
  return { key: paper.key, form: form.key, page: 'A4', blocks, headings };
}

function isPrinted(field: FieldDefinition, value: unknown): boolean {
  if (IN_HEAD.has(field.name) || (field.archived && isEmpty(value))) return false;
  // What was signed on the screen stands in the block of signatures.
  if (field.format === 'signature' && !isEmpty(value)) return false;
  // Nobody writes by hand what the system fills; and a remark that is not there needs no box.
  return !isEmpty(value) || !(field.computed || field.name === 'remark' || field.name === 'attachments');
}

/** Fields between two tables are boxes side by side. */
function blocksOf(fields: FieldDefinition[]): PaperBlock[] {
  const blocks: PaperBlock[] = [];
  for (const field of fields) {
    const last = blocks.at(-1);
    if (field.type === 'json-rows')
      blocks.push({ kind: 'table', field: field.name, columns: (field.columns ?? []).map((column) => column.name) });
    else if (last?.kind === 'fields') last.fields.push(field.name);
    else blocks.push({ kind: 'fields', fields: [field.name], columns: 2 });
  }
  return blocks;
}
