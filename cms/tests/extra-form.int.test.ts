import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormDefinition } from '../../config/definition/types';
import type { Api } from './support/api';
import { testFolder } from './support/folder';
import {
  act,
  checkedCustomer,
  create,
  employeeOf,
  first,
  need,
  read,
  unique,
  upload,
  type Many,
  type One,
  type Rec,
  type Refusal,
  type Row,
} from './support/house';
import { query } from './support/raw';
import { ADMIN_PASSWORD, startServer, type TestServer } from './support/server';
import { csv, type Report } from './support/sheets';

/** One file that is put into a folder is a form of the house after the next start: nothing else is touched for it. */
const FORM = `
key: umbrella-loan
plural: umbrella-loans
zh: 雨伞借用登记
en: Umbrella loan
area: 75-front-desk
kind: register
numbering: {book: umbrella-loan, pattern: "YS-{yyyy}-{seq:4}"}
title: [number, borrowerName]
fields:
  - {name: customer, zh: 客户, en: Customer, type: relation, target: customer, required: true}
  - {name: keeper, zh: 经办人, en: Keeper, type: relation, target: employee, computed: true, default: "=actor()"}
  - {name: helpers, zh: 协助人, en: Helpers, type: relation, target: employee, cardinality: manyToMany}
  - {name: borrowerName, zh: 借用人, en: Borrower, type: string, required: true}
  - {name: phone, zh: 联系电话, en: Phone, type: string, required: true, sensitive: true, format: phone}
  - {name: dueOn, zh: 应还日期, en: Due on, type: date, required: true, default: "=addDays(today(), 3)"}
  - {name: kind, zh: 类别, en: Kind, type: enum, values: [{value: long, zh: 长柄伞, en: Long}, {value: folding, zh: 折叠伞, en: Folding}], default: long}
  - {name: photo, zh: 照片, en: Photo, type: media, format: photo}
  - name: guests
    zh: 同行人
    en: Companions
    type: json-rows
    columns:
      - {name: name, zh: 姓名, en: Name, type: string, required: true}
      - {name: idNumber, zh: 证件号, en: ID number, type: string, sensitive: true, format: id-number}
      - {name: unit, zh: 单元, en: Unit, type: relation, target: unit}
  - name: umbrellas
    zh: 雨伞明细
    en: Umbrellas
    type: json-rows
    storage: table
    minRows: 1
    columns:
      - {name: code, zh: 伞号, en: Code, type: string, required: true}
      - {name: count, zh: 数量, en: Count, type: integer, required: true, min: 1, default: 1}
      - {name: deposit, zh: 单价押金, en: Deposit each, type: money, required: true, min: 0}
      - {name: amount, zh: 押金小计, en: Deposit, type: money, computed: true, formula: "count * deposit"}
      - {name: idNumber, zh: 持伞人证件号, en: Holder's ID, type: string, sensitive: true, format: id-number}
  - {name: depositTotal, zh: 押金合计, en: Deposit total, type: money, computed: true, formula: "coalesce(sum(umbrellas.amount), 0)"}
  - {name: returnedOn, zh: 归还日期, en: Returned on, type: date}
  - {name: returnNote, zh: 归还说明, en: Return note, type: text, requiredIf: "filled(returnedOn) and returnedOn > dueOn"}
states:
  - {value: draft, zh: 登记, en: Entered, initial: true}
  - {value: out, zh: 借出, en: Out, editable: [phone]}
  - {value: waived, zh: 免押, en: Waived}
  - {value: back, zh: 已还, en: Back, final: true}
transitions:
  - action: hand_out
    zh: 借出
    en: Hand out
    from: [draft, waived]
    to: out
    by: [receptionist]
    guard:
      - {check: "state == 'waived' or depositTotal > 0", zh: 请先登记押金, en: Enter the deposit first, field: umbrellas}
  - action: waive
    zh: 免收押金
    en: Waive the deposit
    from: [draft]
    to: waived
    by: [customer-service-manager, administrator]
    decision: approve
    notBy: [registeredBy]
  - action: give_back
    zh: 归还
    en: Give back
    from: [out]
    to: back
    by: [receptionist]
    fields: [returnedOn, returnNote]
    require: [returnedOn]
    effects:
      - notify: {roles: [customer-service-manager], zh: 雨伞已归还, en: Umbrellas are back}
papers:
  - {key: slip, zh: 借伞单, en: Umbrella slip, copies: 2, copyNames: [客户, 前台], signatures: [借用人, 经办人]}
list:
  columns: [number, state, customer, borrowerName, dueOn, depositTotal]
  filters: [customer, kind, dueOn]
  search: [number, borrowerName]
access:
  create: &desk [receptionist, customer-service-assistant]
  edit: *desk
  import: [administrator]
  export: [customer-service-manager, administrator]
`;

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = testFolder('forms');
  writeFileSync(join(folder, 'umbrella-loan.yaml'), FORM);
  server = await startServer({ env: { EXTRA_FORMS: folder } });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ID_A = '110101199003077715';
const ID_B = '11010119900307803X';

async function values(more: Row = {}): Promise<Row> {
  const customer = await checkedCustomer(server);
  return {
    customer: customer.documentId,
    borrowerName: unique('借伞人'),
    phone: '16400004321',
    guests: [{ name: '同行甲' }],
    umbrellas: [
      { code: 'A-01', count: 2, deposit: 2_000 },
      { code: 'A-02', deposit: 1_500 },
    ],
    ...more,
  };
}
const loan = async (more: Row = {}, role = 'receptionist'): Promise<Rec> =>
  create(await server.login(role), 'umbrella-loans', await values(more));
const rowsOf = (record: Rec, field: 'guests' | 'umbrellas'): Row[] => record[field] as Row[];
/** Rows as a screen sends them back: what is shown, files and names by their ids, what is worked out left to the product. */
const sentBack = (rows: Row[]): Row[] =>
  rows.map((row) => ({
    ...row,
    ...(row.unit && typeof row.unit === 'object' ? { unit: (row.unit as Row).documentId } : {}),
  }));

describe('after a start the form is there', () => {
  test('as a content type with its rows, in Strapi’s own panel', async () => {
    const panel = server.api(
      need(
        await server.api().post<{
          data: { token: string };
        }>('/admin/login', { email: 'admin@towerdesk.local', password: ADMIN_PASSWORD }),
      ).data.token,
    );
    const types = need(
      await panel.get<{
        data: {
          uid: string;
          isDisplayed: boolean;
          attributes: Record<string, Row>;
        }[];
      }>('/content-manager/content-types'),
    ).data;
    const type = types.find((one) => one.uid === 'api::umbrella-loan.umbrella-loan');
    expect(type).toMatchObject({
      isDisplayed: true,
      attributes: {
        borrowerName: { type: 'string' },
        depositTotal: { type: 'biginteger' },
        phone: { searchable: false },
        customer: { type: 'relation' },
      },
    });
    expect(types.find((one) => one.uid === 'api::umbrella-loan-umbrellas-row.umbrella-loan-umbrellas-row')).toMatchObject({
      isDisplayed: false,
    });
    expect(need(await panel.get<{ results: Row[] }>('/content-manager/collection-types/api::umbrella-loan.umbrella-loan')).results).toEqual(
      [],
    );
  });

  test('as a definition, for those who may see it, with what each may do', async () => {
    const view = async (role: string): Promise<(FormDefinition & { can: Row }) | undefined> =>
      need(await (await server.login(role)).get<(FormDefinition & { can: Row })[]>('/api/forms')).find(
        (form) => form.key === 'umbrella-loan',
      );
    expect(await view('receptionist')).toMatchObject({
      zh: '雨伞借用登记',
      version: 1,
      can: { create: true, edit: true, import: false, export: false },
    });
    expect(await view('administrator')).toMatchObject({
      can: { create: false, import: true, export: true },
    });
    expect(await view('mail-clerk')).toBeUndefined();
    expect((await (await server.login('mail-clerk')).get('/api/umbrella-loans')).status).toBe(403);
    const areas = need(await (await server.login('receptionist')).get<{ key: string }[]>('/api/areas')).map((area) => area.key);
    expect(areas).toContain('75-front-desk');
    // Its book of numbers is among the rules of numbering.
    expect(await first(await server.login('administrator'), 'number-sequences', 'filters[entryKey][$eq]=umbrella-loan')).toMatchObject({
      pattern: 'YS-{yyyy}-{seq:4}',
    });
  });

  test('with its unique number in the database', async () => {
    const sql =
      server.database === 'postgres'
        ? "select indexdef as text from pg_indexes where tablename = 'umbrella_loans'"
        : "select sql as text from sqlite_master where type = 'index' and tbl_name = 'umbrella_loans'";
    expect((await query(server.target, sql)).some((row) => /unique index.*number/i.test(String(row.text)))).toBe(true);
  });
});

describe('it is filled in', () => {
  test('with number, formulas, defaults, rows of both kinds and relations', async () => {
    const desk = await server.login('receptionist');
    const [one, two] = [
      await loan({
        helpers: [await employeeOf(await server.login('security'))],
      }),
      await loan(),
    ];
    const year = new Date().getFullYear();
    expect([one.number, two.number].map((number) => number.slice(0, 8))).toEqual([`YS-${year}-`, `YS-${year}-`]);
    expect(Number(two.number.slice(-4))).toBe(Number(one.number.slice(-4)) + 1);
    const record = await read(desk, 'umbrella-loans', one.documentId);
    expect(record).toMatchObject({
      state: 'draft',
      rev: 1,
      kind: 'long',
      depositTotal: 5_500,
      keeper: { form: 'employee' },
      helpers: [{ form: 'employee' }],
      customer: { form: 'customer' },
    });
    expect(rowsOf(record, 'umbrellas')).toMatchObject([
      { code: 'A-01', count: 2, deposit: 2_000, amount: 4_000 },
      { code: 'A-02', count: 1, amount: 1_500 },
    ]);
    expect(rowsOf(record, 'guests')).toMatchObject([{ name: '同行甲' }]);
    const stored = await query(server.target, 'select code from umbrella_loan_umbrellas_rows');
    expect(stored.length).toBe(4);
  });

  test('wrongly: all that is wrong is told at once, each in its place', async () => {
    const desk = await server.login('customer-service-assistant');
    const answer = await desk.post<Refusal>('/api/umbrella-loans', {
      data: {
        borrowerName: '',
        phone: 'abc',
        dueOn: '2026-13-01',
        kind: 'giant',
        guests: [{ idNumber: '1' }],
        umbrellas: [{ code: 'X', count: 0, deposit: -1, colour: 'red' }],
        noSuchField: 1,
        depositTotal: 5,
      },
    });
    expect(answer.status).toBe(400);
    const found = answer.body.error.details.violations.map((violation) => violation.path.join('.'));
    expect(found).toEqual(
      expect.arrayContaining([
        'customer',
        'borrowerName',
        'phone',
        'dueOn',
        'kind',
        'guests.0.name',
        'guests.0.idNumber',
        'umbrellas.0.count',
        'umbrellas.0.deposit',
        'umbrellas.0.colour',
        'noSuchField',
        'depositTotal',
      ]),
    );
    expect(answer.body.error.details.violations.every((violation) => violation.message !== '')).toBe(true);
  });

  test('and found again: list, filter, rows, search, sort, counts', async () => {
    const desk = await server.login('receptionist');
    const code = unique('ZZ-');
    const record = await loan({
      umbrellas: [{ code, deposit: 100 }],
      guests: [{ name: code }],
      kind: 'folding',
    });
    for (const question of [
      `filters[umbrellas][code][$eq]=${code}`,
      `filters[guests][name][$eq]=${code}`,
      `_q=${encodeURIComponent(String(record.borrowerName))}`,
      `filters[number][$eq]=${record.number}`,
      `filters[customer][documentId][$eq]=${(record.customer as Row).documentId as string}`,
      `filters[depositTotal][$eq]=100`,
    ]) {
      expect([question, need(await desk.get<Many>(`/api/umbrella-loans?${question}`)).data.map((one) => one.documentId)]).toEqual([
        question,
        [record.documentId],
      ]);
    }
    const { meta, data } = need(await desk.get<Many>('/api/umbrella-loans?counts=state&sort=-depositTotal'));
    expect((meta.counts as Row).draft).toBe(meta.pagination.total);
    expect(data.map((one) => Number(one.depositTotal))).toEqual(data.map((one) => Number(one.depositTotal)).sort((a, b) => b - a));
    expect(need(await desk.get<{ documentId: string }[]>(`/api/search?q=${record.number}`)).map((hit) => hit.documentId)).toContain(
      record.documentId,
    );
    const related = need(
      await desk.get<{ form: string; total: number }[]>(`/api/customers/${(record.customer as Row).documentId as string}/related`),
    );
    expect(related).toContainEqual(
      expect.objectContaining({
        form: 'umbrella-loan',
        field: 'customer',
        total: 1,
      }),
    );
  });
});

describe('its rows', () => {
  test('known ids change, new rows are added, those left out go; in their order', async () => {
    const desk = await server.login('receptionist');
    const record = await loan();
    const [first_, second] = rowsOf(record, 'umbrellas');
    const next = need(
      await desk.put<One>(`/api/umbrella-loans/${record.documentId}`, {
        data: {
          umbrellas: [
            { id: second?.id, code: 'B-02', count: 3, deposit: 1_500 },
            { code: 'B-03', count: 1, deposit: 700 },
          ],
          rev: record.rev,
        },
      }),
    ).data;
    expect(rowsOf(next, 'umbrellas')).toMatchObject([
      { id: second?.id, code: 'B-02', amount: 4_500 },
      { code: 'B-03', amount: 700 },
    ]);
    expect(next.depositTotal).toBe(5_200);
    expect(await query(server.target, `select id from umbrella_loan_umbrellas_rows where id = ${Number(first_?.id)}`)).toEqual([]);
    // A row of another paper is not taken over by naming its id.
    const other = await loan();
    const stolen = need(
      await desk.put<One>(`/api/umbrella-loans/${next.documentId}`, {
        data: {
          umbrellas: [
            {
              id: rowsOf(other, 'umbrellas')[0]?.id,
              code: 'C-01',
              count: 1,
              deposit: 1,
            },
          ],
          rev: next.rev,
        },
      }),
    ).data;
    expect(rowsOf(stolen, 'umbrellas')[0]?.id).not.toBe(rowsOf(other, 'umbrellas')[0]?.id);
    expect(rowsOf(await read(desk, 'umbrella-loans', other.documentId), 'umbrellas')).toMatchObject([{ code: 'A-01' }, { code: 'A-02' }]);
  });

  /** With an ID number in rows of both kinds, by somebody who may enter it and sees it masked. */
  const withIds = async (): Promise<Rec> =>
    loan(
      {
        guests: [{ name: '同行甲', idNumber: ID_A }],
        umbrellas: [
          { code: 'A-01', count: 2, deposit: 2_000, idNumber: ID_B },
          { code: 'A-02', deposit: 1_500 },
        ],
      },
      'customer-service-assistant',
    );
  async function idsOf(record: Rec): Promise<unknown[]> {
    const [row] = await query(server.target, `select guests from umbrella_loans where document_id = '${record.documentId}'`);
    const guests = (typeof row?.guests === 'string' ? JSON.parse(row.guests) : row?.guests) as Row[];
    const stored = await query(
      server.target,
      `select r.id_number from umbrella_loan_umbrellas_rows r join umbrella_loans l on l.id = r.parent_id where l.document_id = '${record.documentId}' order by r.position`,
    );
    return [...guests.map((guest) => guest.idNumber), ...stored.map((one) => one.id_number)];
  }

  test('masked cells that are sent back as they were shown keep their real values, in both kinds of rows', async () => {
    const assistant = await server.login('customer-service-assistant');
    const record = await withIds();
    expect(await idsOf(record)).toEqual([ID_A, ID_B, null]);
    const shown = await read(assistant, 'umbrella-loans', record.documentId);
    expect(String(rowsOf(shown, 'guests')[0]?.idNumber)).toContain('****');
    expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${ID_A}|${ID_B}`));
    const data = {
      guests: sentBack(rowsOf(shown, 'guests')),
      umbrellas: sentBack(rowsOf(shown, 'umbrellas')),
      borrowerName: '改名',
      rev: shown.rev,
    };
    need(await assistant.put(`/api/umbrella-loans/${record.documentId}`, { data }));
    expect(await idsOf(record)).toEqual([ID_A, ID_B, null]);
    // Neither does the trail hold them.
    const trail = await query(server.target, `select changes from td_audit where document_id = '${record.documentId}'`);
    expect(trail.map((one) => String(one.changes)).join()).not.toMatch(new RegExp(`${ID_A}|${ID_B}`));
  });

  test('cells that somebody does not see stay when he changes the rows, and are not his to write', async () => {
    const desk = await server.login('receptionist');
    const record = await withIds();
    const shown = await read(desk, 'umbrella-loans', record.documentId);
    expect(JSON.stringify(shown)).not.toContain('idNumber');
    const umbrellas = sentBack(rowsOf(shown, 'umbrellas')).map((row) => ({
      ...row,
      code: `${String(row.code)}x`,
    }));
    const next = need(
      await desk.put<One>(`/api/umbrella-loans/${record.documentId}`, {
        data: { guests: [{ name: '改名' }], umbrellas, rev: shown.rev },
      }),
    ).data;
    expect(rowsOf(next, 'umbrellas')).toMatchObject([{ code: 'A-01x' }, { code: 'A-02x' }]);
    expect(await idsOf(record)).toEqual([ID_A, ID_B, null]);
    for (const rows of [{ guests: [{ name: '改名', idNumber: ID_B }] }, { umbrellas: [{ ...umbrellas[0], idNumber: ID_A }] }]) {
      expect(
        (
          await desk.put(`/api/umbrella-loans/${record.documentId}`, {
            data: { ...rows, rev: next.rev },
          })
        ).status,
      ).toBe(403);
      expect((await desk.post('/api/umbrella-loans', { data: await values(rows) })).status).toBe(403);
    }
    expect(await idsOf(record)).toEqual([ID_A, ID_B, null]);
  });
});

describe('its flow', () => {
  test('a guard stops an action with its own words, and the screen knows it beforehand', async () => {
    const desk = await server.login('receptionist');
    const record = await loan({ umbrellas: [{ code: 'F-1', deposit: 0 }] });
    const meta = need(await desk.get<One>(`/api/umbrella-loans/${record.documentId}`)).meta;
    expect(meta.actions).toMatchObject([
      {
        action: 'hand_out',
        possible: false,
        reasons: [{ message: '请先登记押金' }],
      },
    ]);
    const refused = await desk.post<Refusal>(
      `/api/umbrella-loans/${record.documentId}/actions/hand_out`,
      { rev: record.rev },
      { headers: { 'accept-language': 'en' } },
    );
    expect([refused.status, refused.body.error.details.violations]).toEqual([
      422,
      [
        expect.objectContaining({
          path: ['umbrellas'],
          message: 'Enter the deposit first',
        }),
      ],
    ]);
    expect((await read(desk, 'umbrella-loans', record.documentId)).state).toBe('draft');
  });

  test('a decision is for those who decide: the administrator is named, and may not all the same', async () => {
    const record = await loan({ umbrellas: [{ code: 'F-2', deposit: 0 }] });
    const path = `/api/umbrella-loans/${record.documentId}/actions/waive`;
    for (const role of ['administrator', 'receptionist', 'property-general-manager'])
      expect([role, (await (await server.login(role)).post(path, { rev: record.rev })).status]).toEqual([role, 403]);
    expect(
      need(await (await server.login('administrator')).get<One>(`/api/umbrella-loans/${record.documentId}`)).meta.actions.map(
        (one) => one.action,
      ),
    ).not.toContain('waive');
    const inbox = need(
      await (await server.login('customer-service-manager')).get<{ documentId: string; actions: string[] }[]>('/api/inbox'),
    );
    expect(inbox.find((item) => item.documentId === record.documentId)?.actions).toEqual(['waive']);
    need(await (await server.login('customer-service-manager')).post(path, { rev: record.rev }));
  });

  test('it is handed out and given back, with what the last step asks for', async () => {
    const desk = await server.login('receptionist');
    const out = await act(desk, 'umbrella-loans', await loan(), 'hand_out');
    expect(out.state).toBe('out');
    const closed = await desk.put<Refusal>(`/api/umbrella-loans/${out.documentId}`, { data: { borrowerName: '太晚', rev: out.rev } });
    expect(closed.status).toBe(409);
    const path = `/api/umbrella-loans/${out.documentId}/actions/give_back`;
    const missing = await desk.post<Refusal>(path, { rev: out.rev });
    expect([missing.status, missing.body.error.details.violations.map((violation) => violation.path.join('.'))]).toEqual([
      422,
      ['returnedOn'],
    ]);
    const late = await desk.post<Refusal>(path, {
      rev: out.rev,
      data: { returnedOn: '2099-01-01' },
    });
    expect([late.status, late.body.error.details.violations.map((violation) => violation.path.join('.'))]).toEqual([422, ['returnNote']]);
    const foreign = await desk.post<Refusal>(path, {
      rev: out.rev,
      data: { returnedOn: out.dueOn, borrowerName: '顺手改名' },
    });
    expect([foreign.status, foreign.body.error.details.violations[0]?.code]).toEqual([422, 'not_part_of_action']);
    const back = need(
      await desk.post<One>(path, {
        rev: out.rev,
        data: { returnedOn: out.dueOn },
      }),
    ).data;
    expect(back).toMatchObject({ state: 'back', rev: out.rev + 1 });
    expect(
      (
        await desk.post(path, {
          rev: back.rev,
          data: { returnedOn: out.dueOn },
        })
      ).status,
    ).toBe(409);
    const history = need(await desk.get<Row[]>(`/api/umbrella-loans/${out.documentId}/history`));
    expect(history.map((entry) => [entry.event, entry.action])).toEqual([
      ['action', 'give_back'],
      ['action', 'hand_out'],
      ['create', null],
    ]);
  });

  test('it is voided with a reason and keeps its number, and archived and brought back', async () => {
    const supervisor = await server.login('customer-service-supervisor');
    const record = await loan();
    expect((await supervisor.post(`/api/umbrella-loans/${record.documentId}/actions/void`, { rev: record.rev })).status).toBe(422);
    const voided = await act(supervisor, 'umbrella-loans', record, 'void', {
      comment: '登记重复',
    });
    expect(voided).toMatchObject({
      state: 'void',
      number: record.number,
      voidReason: '登记重复',
    });
    expect((await supervisor.del(`/api/umbrella-loans/${record.documentId}`)).status).toBe(204);
    const restored = need(await supervisor.post<One>(`/api/umbrella-loans/${record.documentId}/restore`, {})).data;
    expect(restored).toMatchObject({ archivedAt: null, state: 'void' });
  });
});

describe('its papers and sheets', () => {
  test('a print is written down: which paper, how many copies', async () => {
    const desk = await server.login('receptionist');
    const record = await loan();
    const view = need(await desk.get<FormDefinition>('/api/forms/umbrella-loan'));
    expect(view.papers).toMatchObject([
      {
        key: 'slip',
        copies: 2,
        copyNames: ['客户', '前台'],
        signatures: ['借用人', '经办人'],
      },
    ]);
    need(
      await desk.post(`/api/umbrella-loans/${record.documentId}/prints`, {
        paper: 'slip',
        copies: 2,
      }),
    );
    expect(await query(server.target, `select paper, copies from td_prints where document_id = '${record.documentId}'`)).toMatchObject([
      { paper: 'slip', copies: 2 },
    ]);
    expect(need(await desk.get<Row[]>(`/api/umbrella-loans/${record.documentId}/history`))[0]).toMatchObject({
      event: 'print',
      action: 'slip',
    });
  });

  test('a list goes out as it is shown, masked and without a formula', async () => {
    const manager = await server.login('customer-service-manager');
    const record = await loan({ borrowerName: '=HYPERLINK("http://x")' });
    const { text } = need(
      await manager.get<{ text: string }>(`/api/umbrella-loans/export?format=csv&filters[documentId][$eq]=${record.documentId}`),
    );
    const [head = '', line = ''] = text.replace('\uFEFF', '').trim().split(/\r?\n/);
    expect(head).toBe('编号,状态,客户,借用人,应还日期,押金合计');
    expect(line).toContain(record.number);
    expect(line).not.toMatch(/,"?=/);
    expect(line).toMatch(/,55(\.00)?$/);
  });

  test('a sheet comes in: a trial run tells what is wrong by row and column and writes nothing, the real one writes what is right', async () => {
    const admin = await server.login('administrator');
    const customer = await checkedCustomer(server);
    const name = unique('表格');
    const sheet = csv([
      ['客户', '借用人', '联系电话', '应还日期', '类别'],
      [String(customer.nameZh), `${name}一`, '16400001111', '2027-01-05', '折叠伞'],
      [String(customer.nameZh), `${name}二`, '16400002222', '2027-13-05', '长柄伞'],
      ['没有这家', `${name}三`, '16400003333', '2027-01-07', '长柄伞'],
    ]);
    const before = need(await admin.get<Many>('/api/umbrella-loans')).meta.pagination.total;
    const trial = await send(admin, sheet, true);
    expect(trial).toMatchObject({ dryRun: true, rows: 3 });
    expect(trial.errors.map((error) => [error.row, error.column])).toEqual([
      [3, '应还日期'],
      [4, '客户'],
    ]);
    expect(need(await admin.get<Many>('/api/umbrella-loans')).meta.pagination.total).toBe(before);
    expect(await send(admin, sheet, false)).toMatchObject({
      dryRun: false,
      created: 1,
    });
    const found = need(await admin.get<Many>(`/api/umbrella-loans?filters[borrowerName][$startsWith]=${encodeURIComponent(name)}`)).data;
    expect(found).toMatchObject([{ borrowerName: `${name}一`, kind: 'folding', dueOn: '2027-01-05' }]);
    expect((await (await server.login('receptionist')).post('/api/umbrella-loans/import', sheetBody(sheet))).status).toBe(403);
  });

  test('files hang on it like on any form', async () => {
    const desk = await server.login('receptionist');
    const photo = await upload(desk, '雨伞.png');
    expect((await loan({ photo: photo.id })).photo).toMatchObject({
      id: photo.id,
      name: '雨伞.png',
    });
  });
});

test('a form that is wrong stops the start, with the place of the mistake', async () => {
  const wrong = testFolder('forms');
  writeFileSync(
    join(wrong, 'umbrella-loan.yaml'),
    FORM.replace('create: &desk [receptionist, ', 'create: &desk [receptionst, ').replace('from: [out]', 'from: [outside]'),
  );
  try {
    const start = startServer({ env: { EXTRA_FORMS: wrong } });
    await expect(start).rejects.toThrow(/umbrella-loan\.access\.create.*receptionst/);
    await expect(start).rejects.toThrow(/umbrella-loan\.transitions.*outside/);
  } finally {
    rmSync(wrong, { recursive: true, force: true });
  }
});

function sheetBody(sheet: Buffer): FormData {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(sheet)]), 'umbrellas.csv');
  return body;
}

async function send(api: Api, sheet: Buffer, dryRun: boolean): Promise<Report> {
  return need(await api.post<Report>(`/api/umbrella-loans/import${dryRun ? '?dryRun=true' : ''}`, sheetBody(sheet)));
}
