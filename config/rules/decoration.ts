import type { Violation, Words } from '../definition/types';
import type { RuleContext } from './rule';

type Row = Record<string, unknown>;
const rows = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : []);
const broken = (field: string, code: string, message: Words): Violation[] => [{ path: [field], code, message }];
const localDay = (at: string): number => Math.floor((Date.parse(at) + 8 * 3_600_000) / 86_400_000);

/** Manual 3.1.3 H: asked for at least two calendar days (Asia/Shanghai) before closing; on the 10th for the 12th is in time. */
export function hiddenWorksTwoDays(record: Row, context: RuleContext): Violation[] {
  if (typeof record.plannedCloseAt !== 'string') return [];
  const asked = typeof record.requestedAt === 'string' ? record.requestedAt : String(context.now);
  if (localDay(record.plannedCloseAt) - localDay(asked) >= 2) return [];
  return broken('plannedCloseAt', 'too_late', {
    zh: '隐蔽工程须于封闭前两天申请验收',
    en: 'Ask for the inspection at least two days before closing',
  });
}

/** 3.1.3 H, practice: where works are hidden, a passed inspection must be on file and none may be open. */
export function hiddenWorksPassed(record: Row, context: RuleContext): Violation[] {
  if ((record.application as Row | null)?.hiddenWorks !== true) return [];
  const requests = (context.related.hidden ?? []).filter((request) => request.state !== 'void');
  if (requests.length > 0 && requests.every((request) => request.state === 'passed')) return [];
  return broken('application', 'hidden_works_open', {
    zh: '无隐蔽验收合格记录,不得竣工验收',
    en: 'The hidden works have not passed their inspection',
  });
}

const REQUIRED_LINES = ['DECO_DEP', 'SUPERVISE', 'PASS_DEP', 'PASS_COST'];

/** 3.1.2 C2, 3.1.3 E: deposit, supervision, pass deposit and pass cost are on the notice; passes for every worker. */
export function decorationFeeLines(record: Row): Violation[] {
  const lines = rows(record.lines);
  const codeOf = (line: Row): string => String((line.feeItem as Row | null)?.code ?? '');
  const missing = REQUIRED_LINES.filter((code) => !lines.some((line) => codeOf(line) === code));
  if (missing.length > 0)
    return broken('lines', 'fee_lines_missing', {
      zh: `缺少收费项目:${missing.join('、')}`,
      en: `Missing fee items: ${missing.join(', ')}`,
    });
  const workers = Number((record.application as Row | null)?.workersPlanned ?? 0);
  return lines.flatMap((line, index) =>
    codeOf(line).startsWith('PASS_') && Number(line.quantity) !== workers
      ? [
          {
            path: ['lines', index, 'quantity'],
            code: 'pass_count',
            message: { zh: '出入证数量须等于施工人数', en: 'As many passes as workers' },
          },
        ]
      : [],
  );
}

const CONDITIONS: { item: string; load: string; zh: string; en: string }[] = [
  { item: 'fees_paid', load: 'notices', zh: '装修费用未收讫', en: 'The fees are not received' },
  { item: 'agreement_signed', load: 'agreements', zh: '装修管理协议未签', en: 'The agreement is not signed' },
  { item: 'safety_signed', load: 'letters', zh: '治安消防责任书未签', en: 'The safety letter is not signed' },
  { item: 'passes_issued', load: 'passes', zh: '出入证未办', en: 'The worker passes are not issued' },
  { item: 'temp_meter', load: 'meters', zh: '临时电表未装', en: 'The temporary meter is not fitted' },
];

/** 3.1.2 C, 3.1.3 E-F, M: no permit before approval, fees, agreement, letter, passes and meter; all that is missing is named. */
export function permitPreconditions(record: Row, context: RuleContext): Violation[] {
  const state = String((record.application as Row | null)?.state ?? '');
  const early = ['fee_paid', 'permitted'].includes(state)
    ? []
    : broken('application', 'not_approved', { zh: '装修申请尚未批准并缴费', en: 'The application is not approved and paid' });
  const missing = CONDITIONS.filter(({ load }) => (context.related[load] ?? []).length === 0);
  return [...early, ...missing.flatMap(({ item, zh, en }) => broken('application', item, { zh, en }))];
}

/** 3.1.3 F: worker passes only against finance's receipt and the signed letter. */
export function passPapers(_record: Row, context: RuleContext): Violation[] {
  return CONDITIONS.filter(({ load }) => ['notices', 'letters'].includes(load) && (context.related[load] ?? []).length === 0).flatMap(
    ({ item, zh, en }) => broken('application', item, { zh, en }),
  );
}

/** A rule that asks for a twin paper in one of `states`. */
const needs =
  (load: string, states: string[], message: Words) =>
  (_record: Row, context: RuleContext): Violation[] =>
    (context.related[load] ?? []).some((other) => states.includes(String(other.state)))
      ? []
      : [{ path: [], code: 'paper_missing', message }];

export const decorationRules = {
  'hidden-works-two-days': hiddenWorksTwoDays,
  'hidden-works-passed': hiddenWorksPassed,
  'decoration-fee-lines': decorationFeeLines,
  'permit-preconditions': permitPreconditions,
  'pass-papers': passPapers,
  'fee-notice-ready': needs('notices', ['draft', 'issued'], { zh: '没有可下发的收费通知单', en: 'There is no fee notice to issue' }),
  'fee-notice-receipted': needs('notices', ['issued', 'paid'], { zh: '收费通知单尚未下发', en: 'The fee notice is not issued' }),
  'permit-ready': needs('permits', ['draft', 'issued'], { zh: '保安部尚未准备动工证', en: 'Security has not prepared the permit' }),
  'completion-ready': needs('acceptances', ['inspecting', 'passed'], {
    zh: '没有正在验收的竣工验收报告',
    en: 'There is no acceptance report under inspection',
  }),
  'acceptance-passed': needs('acceptances', ['passed', 'permits_returned', 'closed'], {
    zh: '竣工验收尚未合格',
    en: 'The works are not accepted yet',
  }),
};
