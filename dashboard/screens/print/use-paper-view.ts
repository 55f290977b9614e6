import { useMemo } from 'react';
import type { PaperDefinition } from '../../../config/definition/types';
import { paths } from '../../components/paths';
import { showInstant } from '../../components/time-words';
import { textOf } from '../../fields/field-value';
import { presentField } from '../../fields/present-field';
import { useMe } from '../../providers/definitions';
import type { FormView, Me } from '../../providers/definitions-source';
import type { Wording } from '../../providers/i18n';
import { isBrief, type RecordRow } from '../../providers/record-types';
import { layoutOfSections, watermarkOf } from './paper';
import { piecesOf, type Piece } from './pieces';
import { useLayout, useRegister } from './print-source';
import { daysOfMonth, monthField, monthOf, registerPieces } from './register';
import type { SheetFrame } from './sheet';

type PaperInput = { form: FormView; record: RecordRow; paper: PaperDefinition | undefined; words: Wording; askedMonth: string | null };
type PaperView = { frame: SheetFrame; pieces: Piece[] };

/** What is to be printed, when all of it has come. `month` is that of a register. */
export function usePaperView({ form, record, paper, words, askedMonth }: PaperInput): {
  view: PaperView | null;
  month?: string | null;
  error: unknown;
  retry: () => void;
} {
  const me = useMe();
  const isRegister = paper?.layout === 'register';
  const field = isRegister ? monthField(form) : null;
  const month = field ? monthOf(askedMonth, field, record) : null;
  const layout = useLayout(isRegister ? undefined : paper?.template);
  const rows = useRegister(form, month && field ? daysOfMonth(month, field) : null, isRegister);
  // The time of print is that of this view, not of each repaint.
  const printed = useMemo(() => new Date(), []);
  const view = useMemo((): PaperView | null => {
    if (!paper) return null;
    const frame = frameOf({ form, record, paper, words, me, printed });
    if (isRegister)
      return rows.data
        ? { frame: { ...frame, ...registerFrame(month, words) }, pieces: registerPieces(form, paper, rows.data, words) }
        : null;
    if (paper.template && !layout.data) return null;
    const own = layoutOfSections(form, paper, record, me);
    const used = layout.data ?? own;
    const title = used.blocks.find((block) => block.kind === 'title');
    const isOurs = used.blocks.some((block) => block.kind === 'copies');
    return {
      frame: {
        ...frame,
        page: used.page,
        orientation: used.orientation ?? 'portrait',
        title: title?.kind === 'title' ? words.say(title) : frame.title,
        isOurs,
        facts: isOurs ? frame.facts : frame.facts.slice(0, 1),
        qr: used.blocks.some((block) => block.kind === 'qr') ? frame.qr : null,
      },
      pieces: piecesOf(used.blocks, own.headings, { form, record, paper, words }),
    };
  }, [form, record, paper, words, me, printed, isRegister, rows.data, month, layout.data]);
  const { error } = isRegister ? rows : layout;
  const retry = () => void (isRegister ? rows.refetch() : layout.refetch());
  return { view, month: field ? month : undefined, error: view ? null : error, retry };
}

type FrameInput = { form: FormView; record: RecordRow; paper: PaperDefinition; words: Wording; me: Me; printed: Date };

function frameOf({ form, record, paper, words, me, printed }: FrameInput): SheetFrame {
  const { t, say } = words;
  const number = typeof record.number === 'string' ? record.number : '';
  const state = presentField(form, 'state');
  const stateWord = state ? textOf(record.state, state, words) : '';
  const mark = watermarkOf(form, record.state);
  return {
    page: 'A4',
    orientation: 'portrait',
    site: isBrief(record.site) ? (record.site.title ?? '') : '',
    title: say(paper),
    isOurs: true,
    facts: [
      { label: t('print.number'), value: number },
      { label: t('print.state'), value: stateWord },
    ].filter((fact) => fact.value !== ''),
    qr: { text: window.location.origin + paths.show(form, record.documentId), label: t('print.qr', { number }) },
    watermark: mark === null ? null : mark === 'state' ? stateWord : t(`print.${mark}`),
    version: Number(record.formVersion ?? form.version ?? 1),
    printed: t('print.printed', { time: showInstant(printed.toISOString()), name: me.user.name }),
    footer: say(paper.footer),
  };
}

/** A register is a wide table; no single number, state or code stands for it. */
function registerFrame(month: string | null, { t }: Wording): Partial<SheetFrame> {
  const facts = month
    ? [{ label: t('print.month'), value: t('print.registerOf', { year: month.slice(0, 4), month: Number(month.slice(5)) }) }]
    : [];
  return { orientation: 'landscape', facts, qr: null, watermark: null };
}
