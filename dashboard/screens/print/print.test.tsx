import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render, screen, within } from '@testing-library/react';
import { parse } from 'yaml';
import { expand } from '../../../config/definition/expand';
import type { FormDefinition } from '../../../config/definition/types';
import type { PaperLayout } from '../../../config/papers/paper-types';
import { en } from '../../app/words.en';
import { zh } from '../../app/words.zh';
import type { FormView, Me } from '../../providers/definitions-source';
import { startI18n, wordingOf } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { copyNames, layoutOfSections, papersOf, watermarkOf } from './paper';
import { shortest } from './grid';
import { piecesOf, type Piece } from './pieces';
import { daysOfMonth, monthField, monthOf, registerColumns, registerPieces } from './register';
import type { SheetFrame } from './sheet';
import { Sheets } from './sheets';
import { readChoice, writeChoice } from './use-print-choice';

startI18n({ zh, en });
const words = wordingOf('zh');
const config = join(__dirname, '../../../config');
const form = (path: string): FormView =>
  ({
    ...expand(parse(readFileSync(join(config, 'forms', `${path}.yaml`), 'utf8')) as FormDefinition),
    can: { create: true, edit: true, import: true, export: true, archive: true, fields: {} },
  }) satisfies FormView;
const layout = (name: string): PaperLayout => parse(readFileSync(join(config, 'papers', `${name}.yaml`), 'utf8')) as PaperLayout;
const record = (values: Record<string, unknown>): RecordRow => ({
  id: 'r1',
  documentId: 'r1',
  state: 'verified',
  rev: 1,
  formVersion: 1,
  ...values,
});
const me: Me = {
  user: {
    id: 1,
    username: 'a',
    name: '陈静',
    employee: null,
    roles: [],
    roleNames: [],
    head: false,
    department: null,
    site: null,
    lang: 'zh',
  },
  settings: {},
};
const frame: SheetFrame = {
  page: 'A5',
  orientation: 'landscape',
  site: '云港大厦',
  title: '收款收据',
  isOurs: true,
  facts: [{ label: '编号', value: 'SK-1' }],
  qr: null,
  watermark: null,
  version: 1,
  printed: '打印 2026-11-25 10:00 陈静',
  footer: '',
};

const payment = form('40-fees/payment');
const receipt = papersOf(payment)[0];
const paid = record({
  number: 'SK-1',
  customer: { documentId: 'c', form: 'customer', number: 'KH-1', title: '蓝海科技', state: 'active' },
  payerName: '',
  method: 'cash',
  amount: 105000,
  allocations: [
    {
      id: 1,
      bill: { documentId: 'b', form: 'bill', number: 'ZD202611-00001', title: 'ZD202611-00001', state: 'issued' },
      feeItem: { documentId: 'f', form: 'fee-item', number: null, title: '物业管理费', state: 'active' },
      amount: 105000,
    },
  ],
});

function piecesOfReceipt(): Piece[] {
  if (!receipt) throw new Error('payment has no paper');
  return piecesOf(layout('receipt').blocks, new Map(), { form: payment, record: paid, paper: receipt, words });
}

test('a receipt says its money twice, in digits and in capitals', () => {
  render(<Sheets frame={frame} pieces={piecesOfReceipt()} copies={copyNames(receipt!, words)} words={words} />);
  expect(screen.getAllByText('人民币(大写):壹仟零伍拾元整').length).toBeGreaterThan(0);
  expect(screen.getAllByText(/1,050\.00/).length).toBeGreaterThan(0);
});

test('every copy is a page of its own, by name, and says its number of pages', () => {
  const { container } = render(<Sheets frame={frame} pieces={piecesOfReceipt()} copies={copyNames(receipt!, words)} words={words} />);
  const sheets = [...container.children].filter((element): element is HTMLElement => element.matches('section.td-sheet'));
  expect(sheets.map((sheet) => within(sheet).getByText(/^(客户|财务部|客服部)$/, { selector: '.td-sheet-copy span' }).textContent)).toEqual(
    ['客户', '财务部', '客服部'],
  );
  expect(sheets.every((sheet) => within(sheet).queryByText('第 1 页 共 1 页') !== null)).toBe(true);
});

test('a short choice is printed as boxes to tick, an empty box stays for the pen', () => {
  const order = form('30-repair/work-order');
  const paper = papersOf(order)[0]!;
  const pieces = piecesOf(layout('work-order').blocks, new Map(), {
    form: order,
    record: record({ state: 'issued', chargeable: 'chargeable', contactName: '王女士', materials: [] }),
    paper,
    words,
  });
  render(<Sheets frame={frame} pieces={pieces} copies={['']} words={words} />);
  expect(screen.getAllByText('☑收费').length).toBeGreaterThan(0);
  expect(screen.getAllByText('☐免费').length).toBeGreaterThan(0);
  // Three empty lines for materials that are written in by hand.
  expect(pieces.filter((piece) => piece.kind === 'row' && piece.row === null)).toHaveLength(3);
});

test('four copies of the work order, by the names of the manual', () => {
  const paper = papersOf(form('30-repair/work-order'))[0]!;
  expect(copyNames(paper, words)).toEqual(['第一联 物业部', '第二联 客户', '第三联 财务部', '第四联 工程部']);
  expect(copyNames({ ...paper, copies: 5 }, words)[4]).toBe('第5联');
  expect(copyNames(paper, wordingOf('en'))[0]).toBe('Copy 1: Property management');
});

test('who signed on the screen is printed where the paper wants the signature', () => {
  const order = form('30-repair/work-order');
  const drawing = { id: 7, name: 'sign.png', mime: 'image/png', size: 1, url: '/sign.png' };
  const pieces = piecesOf([{ kind: 'signatures' }], new Map(), {
    form: order,
    record: record({
      customerSign: drawing,
      issuedBy: { documentId: 'e', form: 'employee', number: null, title: '陈静', state: 'active' },
    }),
    paper: papersOf(order)[0]!,
    words,
  });
  const boxes = pieces[0]?.kind === 'signatures' ? pieces[0].boxes : [];
  expect(boxes.find((box) => box.label === '客户')?.image).toBe('/sign.png');
  expect(boxes.find((box) => box.label === '填单人')?.name).toBe('陈静');
  expect(boxes.find((box) => box.label === '客服经理(收费项)')).toEqual({ label: '客服经理(收费项)', image: undefined, name: undefined });
});

test('drafts, void papers and receipts taken back say so', () => {
  expect(watermarkOf(form('40-fees/bill'), 'draft')).toBe('draft');
  expect(watermarkOf(form('40-fees/bill'), 'issued')).toBeNull();
  expect(watermarkOf(form('40-fees/bill'), 'void')).toBe('void');
  expect(watermarkOf(payment, 'reversed')).toBe('state');
  expect(watermarkOf(form('30-repair/work-order'), 'issued')).toBeNull();
  expect(watermarkOf(form('82-keys/key'), 'lost')).toBeNull();
});

test('a form without a layout prints its sections; what does not apply has no box', () => {
  const log = form('30-repair/repair-log');
  const paper = papersOf(log)[0]!;
  const { blocks, headings } = layoutOfSections(
    log,
    paper,
    record({ areaKind: 'public', unit: null, publicArea: null, content: '灯不亮', satisfaction: null, remark: null }),
    me,
  );
  const names = blocks.flatMap((block) => (block.kind === 'fields' ? block.fields : []));
  expect(names).toEqual(['areaKind', 'publicArea', 'content', 'satisfaction']);
  expect([...headings.values()].map((heading) => heading.zh)).toEqual(['报修登记', '回访']);
  expect(blocks.map((block) => block.kind)).toEqual(['title', 'copies', 'qr', 'fields', 'fields', 'signatures']);
});

describe('registers', () => {
  const loans = form('82-keys/key-loan');
  const paper = papersOf(loans)[0]!;

  test('are kept by the month of their order, masters are one list', () => {
    expect(monthField(loans)?.name).toBe('registeredAt');
    expect(monthField(form('82-keys/key'))).toBeNull();
  });

  test('the month is that of the house, and its days begin at the house midnight', () => {
    const field = monthField(loans)!;
    expect(monthOf(null, field, record({ registeredAt: '2026-10-31T16:30:00.000Z' }))).toBe('2026-11');
    expect(monthOf('2026-13', field, record({ registeredAt: '2026-11-02T01:00:00.000Z' }))).toBe('2026-11');
    expect(daysOfMonth('2026-12', field)).toMatchObject({ from: '2026-11-30T16:00:00.000Z', to: '2026-12-31T16:00:00.000Z' });
  });

  test('who signs each line has a column, and blank lines follow the rows', () => {
    const { columns, signers } = registerColumns(loans, paper);
    expect(columns.map((column) => column.name)).toEqual(expect.arrayContaining(['borrowerSign', 'lentBy', 'receivedBack']));
    expect(signers).toEqual([]);
    expect(registerPieces(loans, paper, [record({}), record({})], words).filter((piece) => piece.kind === 'row')).toHaveLength(16);
  });
});

test('what is chosen for the print stands in the address', () => {
  const params = writeChoice(new URLSearchParams('month=2026-11'), { copies: [1, 3], lang: 'en', isTwoUp: true });
  expect(params.toString()).toBe('month=2026-11&copies=1%2C3&lang=en&two=1');
  expect(readChoice(params, 'zh')).toEqual({ copies: [1, 3], lang: 'en', isTwoUp: true, month: '2026-11' });
  expect(readChoice(new URLSearchParams('copies=x&lang=fr'), 'zh')).toEqual({ copies: null, lang: 'zh', isTwoUp: false, month: null });
});

describe('rosters', () => {
  const roster = form('94-organization-staff/shift-roster');
  const person = (title: string) => ({ documentId: title, form: 'employee', number: null, title, state: 'active' });
  const shift = (title: string) => ({ documentId: title, form: 'shift', number: null, title, state: 'active' });

  test('are a month of boxes beside each name, with the letters explained', () => {
    const lines = [
      { employee: person('林静怡'), date: '2026-12-01', shift: shift('早班'), dutyManager: false },
      { employee: person('林静怡'), date: '2026-12-03', shift: shift('夜班'), dutyManager: true },
      { employee: person('陈静'), date: '2026-12-02', shift: shift('早班'), dutyManager: false },
    ];
    const pieces = piecesOf(layout('shift-roster').blocks, new Map(), {
      form: roster,
      record: record({ lines }),
      paper: papersOf(roster)[0]!,
      words,
    });
    const grid = pieces.filter((piece) => piece.kind === 'grid');
    expect(grid.map((piece) => [piece.name, piece.cells.map((cell) => cell.text + (cell.isMarked ? '●' : ''))])).toEqual([
      ['林静怡', ['早', '', '夜●']],
      ['陈静', ['', '早', '']],
    ]);
    expect(pieces.find((piece) => piece.kind === 'text')).toEqual({ kind: 'text', text: '早 早班    夜 夜班    ● 值班经理' });
  });

  test('as many letters as tell the shifts apart', () => {
    expect([...shortest(['早班', '中班']).values()]).toEqual(['早', '中']);
    expect([...shortest(['早班一', '早班二']).values()]).toEqual(['早班一', '早班二']);
    expect([...shortest(['早一班', '早二班']).values()]).toEqual(['早一', '早二']);
    expect([...shortest(['班']).values()]).toEqual(['班']);
  });
});

test('a notice hangs as its text in two languages, without boxes; a language that was not written is left out', () => {
  const notice = form('86-notice-board/notice');
  const paper = papersOf(notice)[0]!;
  const text = (values: Record<string, unknown>): string[] =>
    piecesOf(layout('notice').blocks, new Map(), { form: notice, record: record(values), paper, words }).flatMap((piece) =>
      piece.kind === 'prose' ? [piece.text] : [],
    );
  expect(text({ title: '停水通知', body: '一层停水。\n请储水。', titleEn: 'No water', bodyEn: 'Level 1 has no water.' })).toEqual([
    '停水通知',
    '一层停水。',
    '请储水。',
    'No water',
    'Level 1 has no water.',
  ]);
  expect(text({ title: '停水通知', body: '一层停水。', titleEn: null, bodyEn: '' })).toEqual(['停水通知', '一层停水。']);
});
