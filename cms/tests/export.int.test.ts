import readXlsx from 'read-excel-file/node';
import writeXlsx from 'write-excel-file/node';
import type { Api } from './support/api';
import { create, first, need, unique, type Many, type Rec, type Refusal, type Row } from './support/house';
import { query } from './support/raw';
import { startServer, type TestServer } from './support/server';
import { bringIn, csv, look, type Cells } from './support/sheets';

/** What leaves as a file: every list, without formulas, and fit to come in again. */
let server: TestServer;
let finance: Api;
let admin: Api;
beforeAll(async () => {
  server = await startServer();
  [finance, admin] = await Promise.all([server.login('finance'), server.login('administrator')]);
});
afterAll(() => server?.stop());

const HEADER = ['客户名称', '水牌名称', '客户类别', '主体性质', '员工人数'];
const company = (name: string, staff = '12', kind = '租户'): Cells => [name, `${name}牌`, kind, '企业', staff];

describe('formulas', () => {
  test('what looks like one is text here, and text again when it leaves', async () => {
    const name = `=HYPERLINK("http://x.example","${unique('点')}")`;
    const report = await bringIn(finance, 'customers', csv([HEADER, company(name)]));
    expect(report).toMatchObject({ created: 1, errors: [] });
    const record = await first(admin, 'customers', `filters[shortName][$eq]=${encodeURIComponent(`${name}牌`)}`);
    expect(record.nameZh).toBe(name);
    const text = (
      await admin.get<{ text: string }>(`/api/customers/export?format=csv&filters[id][$eq]=${Number(record.id)}&columns=nameZh,shortName`)
    ).body.text;
    expect(text.split('\r\n')[1]).toBe(`"'${name.replaceAll('"', '""')}","'${name.replaceAll('"', '""')}牌"`);
    // And what we have neutralised is the same row when it comes back.
    expect(await bringIn(finance, 'customers', csv([HEADER, [`'${name}`, `'${name}牌`, '租户', '企业', '12']]))).toMatchObject({
      created: 0,
      known: 1,
    });
  });

  test('of a workbook the stored result is taken, and the cells are named', async () => {
    const book = await writeXlsx([
      HEADER.map((value) => ({ value })),
      [{ value: unique('算') }, { value: 'x' }, { value: '租户' }, { value: '企业' }, { value: '=6*7', type: 'Formula' }],
    ]).toBuffer();
    expect((await look(finance, 'customers', book)).formulas).toEqual([{ line: 2, column: '员工人数' }]);
  });
});

describe('exports', () => {
  const exported = async (api: Api, path: string): Promise<Buffer> => {
    const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${api.token}` } });
    expect([path, answer.status]).toEqual([path, 200]);
    return Buffer.from(await answer.arrayBuffer());
  };

  test('every list can be taken away as xlsx and csv, with the words of the list', async () => {
    const forms = need(await admin.get<{ key: string; plural: string; zh: string; can: { export: boolean } }[]>('/api/forms'));
    expect(forms.length).toBeGreaterThan(30);
    for (const form of forms.filter((one) => one.can.export)) {
      const text = (await exported(admin, `/api/${form.plural}/export?format=csv`)).toString('utf8');
      expect([form.key, text.charCodeAt(0)]).toEqual([form.key, 0xfeff]);
      const sheets = (await readXlsx(await exported(admin, `/api/${form.plural}/export`))) as unknown as unknown[];
      expect([form.key, sheets.length > 0]).toEqual([form.key, true]);
    }
  }, 240_000);

  test('who may not export gets nothing; who took what is kept', async () => {
    expect((await (await server.login('receptionist')).get('/api/customers/export')).status).toBe(403);
    await exported(admin, '/api/units/export?format=csv&columns=unitNo,floor');
    const [last] = await query(server.target, 'select form, columns, actor_name from td_exports order by id desc limit 1');
    expect(last).toMatchObject({ form: 'unit', columns: 'unitNo,floor' });
    const unknown = await admin.get<Refusal>('/api/units/export?columns=unitNo,nothing');
    expect([unknown.status, unknown.body.error.code]).toEqual([400, 'unknown_column']);
  });

  test.each(['csv', 'xlsx'])('what left as %s comes in again: nothing twice, and under other numbers the same', async (format) => {
    const word = unique('往返');
    await bringIn(finance, 'customers', csv([HEADER, company(`${word}甲`, '7'), company(`${word}乙`, '0', '业主')]));
    const columns = 'number,nameZh,shortName,customerType,legalKind,headcount,keyAccount,registeredAt,state';
    const file = await exported(
      admin,
      `/api/customers/export?format=${format}&columns=${columns}&filters[nameZh][$startsWith]=${encodeURIComponent(word)}&sort=nameZh`,
    );
    const seen = await look(finance, 'customers', file);
    expect(Object.values(seen.guess)).toEqual([
      'number',
      'nameZh',
      'shortName',
      'customerType',
      'legalKind',
      'headcount',
      'registeredAt',
      'state',
    ]);
    expect(await bringIn(finance, 'customers', file)).toMatchObject({ created: 0, known: 2, errors: [] });

    const renamed = seen.rows.map((row) =>
      seen.columns.map((column) => (column === '编号' ? `${String(row[column])}-2` : String(row[column] ?? ''))),
    );
    expect(await bringIn(finance, 'customers', csv([seen.columns, ...renamed]))).toMatchObject({ created: 2, errors: [] });
    const all = need(
      await admin.get<Many>(`/api/customers?filters[nameZh][$startsWith]=${encodeURIComponent(word)}&sort=nameZh,number`),
    ).data;
    const same = (record: Rec | undefined): Row => ({
      ...record,
      id: 0,
      documentId: '',
      number: '',
      createdAt: '',
      updatedAt: '',
      slaDueAt: '',
      registeredAt: String(record?.registeredAt).slice(0, 16),
    });
    expect(all).toHaveLength(4);
    expect(same(all[1])).toEqual(same(all[0]));
    expect(same(all[3])).toEqual(same(all[2]));
  });

  test('related records are found by the label that the list shows', async () => {
    const desk = await server.login('customer-service-supervisor');
    const building = await first(desk, 'buildings', 'filters[managementScope][$eq]=customer_and_estate');
    const unitNo = unique('R');
    await create(desk, 'units', { building: building.documentId, floor: '9', unitNo, buildingArea: 88, use: 'office' });
    const file = await exported(
      admin,
      `/api/units/export?format=csv&columns=building,floor,unitNo,use,buildingArea&filters[unitNo][$eq]=${unitNo}`,
    );
    expect(await bringIn(admin, 'units', file)).toMatchObject({ created: 0, known: 1, errors: [] });
    const seen = await look(admin, 'units', file);
    const [row = {}] = seen.rows;
    const other = csv([seen.columns, seen.columns.map((column) => (row[column] === unitNo ? `${unitNo}b` : String(row[column])))]);
    expect(await bringIn(admin, 'units', other)).toMatchObject({ created: 1, errors: [] });
    expect(await first(admin, 'units', `filters[unitNo][$eq]=${unitNo}b`)).toMatchObject({
      building: { documentId: building.documentId },
      buildingArea: 88,
    });
    const lost = csv([seen.columns, seen.columns.map((column) => (row[column] === building.nameZh ? '没有这栋楼' : String(row[column])))]);
    expect((await bringIn(admin, 'units', lost)).errors).toMatchObject([
      { row: 2, column: expect.any(String), code: 'record_not_found', zh: expect.stringContaining('没有这栋楼') },
    ]);
  });
});
