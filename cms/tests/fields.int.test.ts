import { fieldRight } from '../access/rights';
import type { FieldDefinition, FormDefinition } from '../../config/definition/types';
import type { Answer, Api } from './support/api';
import {
  act,
  create,
  faultValues,
  need,
  PNG,
  read,
  reportFault,
  unique,
  upload,
  type Many,
  type One,
  type Rec,
  type Refusal,
  type Row,
} from './support/house';
import { query } from './support/raw';
import { forms, formOf, personOf, roles } from './support/rights';
import { startServer, type TestServer } from './support/server';

/** What of a record somebody sees: hidden fields are not there, masked ones show nothing, on every way to read. And whose files are whose. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

const raw = async (api: Api, path: string): Promise<{ status: number; text: string }> => {
  const answer: Answer<Row> = await api.get(path);
  return { status: answer.status, text: JSON.stringify(answer.body) };
};

/** A customer, a report and its work order that hold a value for each kind of secret. */
interface Secrets {
  customer: Rec;
  log: Rec;
  order: Rec;
  idNumber: string;
  phone: string;
  reporter: string;
}
async function makeSecrets(): Promise<Secrets> {
  const assistant = await server.login('customer-service-assistant');
  const digits = String(Date.now()).slice(-6);
  const [idNumber, phone, reporter] = [`ZJ88${digits}`, `1640${digits}1`, unique('保密人')];
  const customer = await create(assistant, 'customers', {
    customerType: 'tenant',
    legalKind: 'individual',
    nameZh: unique('保密客户'),
    idNumber,
  });
  const log = await act(
    assistant,
    'repair-logs',
    await reportFault(server, { phone, reporterName: reporter }, 'customer-service-assistant'),
    'open_order',
  );
  const order = await read(assistant, 'work-orders', (log.workOrder as Row).documentId as string);
  return { customer, log, order, idNumber, phone, reporter };
}

/** Every way to read a record that holds `secret`, and lists in which it would stand. */
function waysTo(plural: string, form: string, record: Rec, secret: string): string[] {
  const at = `/api/${plural}/${record.documentId}`;
  const q = encodeURIComponent(secret);
  return [
    `/api/${plural}?archived=true&pagination[pageSize]=200`,
    `/api/${plural}?filters[documentId][$eq]=${record.documentId}`,
    `/api/${plural}?_q=${q}`,
    at,
    `${at}/history`,
    `${at}/comments`,
    `${at}/related`,
    `/api/${plural}/export?format=csv`,
    `/api/search?q=${q}`,
    `/api/pick/${form}?q=${q}`,
    `/api/pick/${form}?limit=50`,
    '/api/inbox',
    '/api/home',
  ];
}

describe('values that are masked', () => {
  let secrets: Secrets;
  beforeAll(async () => {
    secrets = await makeSecrets();
  });

  test('an ID number stands in clear on no way to read it, for no role', async () => {
    const leaks: string[] = [];
    for (const role of roles) {
      const api = await server.login(role);
      for (const path of waysTo('customers', 'customer', secrets.customer, secrets.idNumber))
        if ((await raw(api, path)).text.includes(secrets.idNumber)) leaks.push(`${role} ${path}`);
    }
    expect(leaks).toEqual([]);
  });

  test('a telephone number is shown to those who have to call, masked to the others, and never searched by', async () => {
    const field = fieldOf('repair-log', 'phone');
    const wrong: string[] = [];
    const groups = { clear: 0, masked: 0, closed: 0 };
    for (const role of roles) {
      const api = await server.login(role);
      const right = fieldRight(personOf(role), formOf('repair-log'), field);
      const inClear = right.visible && !right.masked;
      for (const path of waysTo('repair-logs', 'repair-log', secrets.log, secrets.phone)) {
        const { text } = await raw(api, path);
        if (!inClear && text.includes(secrets.phone)) wrong.push(`${role} ${path}`);
        if (/_q=|search|pick/.test(path) && text.includes(secrets.log.documentId) && text.includes(secrets.phone))
          wrong.push(`${role} found it by ${path}`);
      }
      const one = await api.get<One>(`/api/repair-logs/${secrets.log.documentId}`);
      if (one.status !== 200) groups.closed += 1;
      else if (inClear) groups.clear += one.body.data.phone === secrets.phone ? 1 : 0;
      else groups.masked += String(one.body.data.phone ?? '*').includes('*') ? 1 : 0;
    }
    expect(wrong).toEqual([]);
    expect(groups.clear).toBeGreaterThanOrEqual(5);
    expect(groups.masked).toBeGreaterThanOrEqual(1);
    expect(groups.clear + groups.masked + groups.closed).toBe(roles.length);
  });

  test('a masked value cannot be asked for piece by piece: neither by filter nor by sort, count or search', async () => {
    const api = await server.login('customer-service-assistant');
    const start = secrets.idNumber.slice(0, 4);
    for (const question of [
      `filters[idNumber][$startsWith]=${start}`,
      `filters[idNumber][$eq]=${secrets.idNumber}`,
      'filters[idNumber][$notNull]=true',
      `filters[$or][0][idNumber][$contains]=${start}`,
      `filters[$not][idNumber][$eq]=x`,
      'sort=idNumber',
      'sort=-idNumber',
      'counts=idNumber',
    ]) {
      const answer = await api.get<Refusal>(`/api/customers?${question}`);
      expect([question, answer.status]).toEqual([question, 400]);
      expect(JSON.stringify(answer.body)).not.toContain(secrets.idNumber);
    }
    // Nor through a relation, nor in an export.
    expect((await api.get(`/api/contacts?filters[customer][idNumber][$startsWith]=${start}`)).status).toBe(400);
    expect((await api.get('/api/contacts?sort=customer.idNumber')).status).toBe(400);
    expect(
      (
        await (
          await server.login('customer-service-manager')
        ).get(`/api/customers/export?format=csv&filters[idNumber][$startsWith]=${start}`)
      ).status,
    ).toBe(400);
    expect(need(await api.get<Many>(`/api/customers?_q=${secrets.idNumber}`)).meta.pagination.total).toBe(0);
  });

  test('a masked value is revealed one at a time, with a reason, by those who may, and that is written down', async () => {
    const field = fieldOf('customer', 'idNumber');
    const at = `/api/customers/${secrets.customer.documentId}`;
    const lines = async (): Promise<Row[]> =>
      query(
        server.target,
        `select actor_role, action, comment from td_audit where event = 'reveal' and document_id = '${secrets.customer.documentId}' order by id`,
      );
    let count = 0;
    const seen = { allowed: 0, refused: 0 };
    for (const role of roles) {
      const api = await server.login(role);
      const { reveal } = fieldRight(personOf(role), formOf('customer'), field);
      const answer = await api.post<{ value?: unknown }>(`${at}/reveal`, { field: 'idNumber', reason: '核对证件' });
      if (reveal) {
        expect([role, answer.status, answer.body.value]).toEqual([role, 200, secrets.idNumber]);
        count += 1;
        seen.allowed += 1;
      } else {
        expect([role, [403, 404].includes(answer.status), JSON.stringify(answer.body).includes(secrets.idNumber)]).toEqual([
          role,
          true,
          false,
        ]);
        seen.refused += 1;
      }
      expect(await lines()).toHaveLength(count);
    }
    expect(seen.allowed).toBeGreaterThanOrEqual(3);
    expect(seen.refused).toBeGreaterThanOrEqual(5);
    expect((await lines()).every((line) => line.action === 'idNumber' && line.comment === '核对证件')).toBe(true);

    const manager = await server.login('customer-service-manager');
    for (const body of [
      { field: 'idNumber' },
      { field: 'idNumber', reason: '  ' },
      { field: 'idNumber', reason: 'x'.repeat(600) },
      { field: 'noSuchField', reason: '想看' },
      { reason: '想看' },
    ])
      expect((await manager.post(`${at}/reveal`, body)).status).toBe(400);
    // What is not masked for somebody is not revealed to him either: there is nothing to write down.
    expect((await manager.post(`${at}/reveal`, { field: 'nameZh', reason: '想看' })).status).toBe(403);
    expect(await lines()).toHaveLength(count);
  });

  test('the trail says that a masked value was changed, never what it was or is', async () => {
    const assistant = await server.login('customer-service-assistant');
    const next = `ZJ99${String(Date.now()).slice(-6)}`;
    const record = await create(assistant, 'customers', {
      customerType: 'tenant',
      legalKind: 'individual',
      nameZh: unique('改证件'),
      idNumber: secrets.idNumber,
    });
    need(await assistant.put(`/api/customers/${record.documentId}`, { data: { idNumber: next, rev: record.rev } }));
    const rows = await query(server.target, `select changes from td_audit where document_id = '${record.documentId}' order by id`);
    const text = rows.map((row) => String(row.changes)).join('\n');
    expect(text).toContain('"field":"idNumber"');
    expect([text.includes(secrets.idNumber), text.includes(next)]).toEqual([false, false]);
    const [outbox] = await query(server.target, `select count(*) as n from td_outbox where payload like '%${next}%'`);
    expect(Number(outbox?.n)).toBe(0);
  });

  test('a masked value that comes back as it was shown does not overwrite the real one', async () => {
    const assistant = await server.login('customer-service-assistant');
    const shown = await read(assistant, 'customers', secrets.customer.documentId);
    expect(String(shown.idNumber)).toContain('*');
    const answer = await assistant.put<One>(`/api/customers/${shown.documentId}`, {
      data: { idNumber: shown.idNumber, shortName: '水牌', rev: shown.rev },
    });
    const [row] = await query(server.target, `select id_number from customers where document_id = '${shown.documentId}'`);
    expect(row?.id_number).toBe(secrets.idNumber);
    expect(need(answer).data).toMatchObject({ idNumber: shown.idNumber, shortName: '水牌' });
  });
});

describe('fields that are hidden', () => {
  test('a form says nothing of a field that its reader does not see', async () => {
    for (const role of roles) {
      const api = await server.login(role);
      for (const view of need(await api.get<FormDefinition[]>('/api/forms'))) {
        const hidden = hiddenFields(role, formOf(view.key));
        const names = new Set([
          ...view.fields.map((field) => field.name),
          ...(view.sections ?? []).flatMap((section) => section.fields),
          ...view.list.columns,
          ...(view.list.filters ?? []),
          ...(view.list.search ?? []),
          ...view.title,
          ...view.transitions.flatMap((step) => [...(step.fields ?? []), ...(step.require ?? [])]),
        ]);
        expect([role, view.key, hidden.filter((field) => names.has(field.name)).map((field) => field.name)]).toEqual([role, view.key, []]);
      }
    }
  });

  test('it is neither in a list nor asked by filter, sort, count, choice of fields or export: as if it were not there', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const [index, role] of roles.entries()) {
      const api = await server.login(role);
      for (const def of forms) {
        const hidden = hiddenFields(role, def);
        if (hidden.length === 0 || fieldRight(personOf(role), def, stateOf(def)).visible === false) continue;
        const list = await api.get<Many>(`/api/${def.plural}?pagination[pageSize]=5`);
        if (list.status !== 200) continue;
        for (const record of list.body.data)
          for (const field of hidden) if (field.name in record) wrong.push(`${role} ${def.key}.${field.name} in the list`);
        // One of them for each form, another for each role: all are refused in the same place.
        const field = hidden[index % hidden.length] as FieldDefinition;
        for (const question of [
          `filters[${field.name}][$notNull]=true`,
          `filters[$or][0][${field.name}][$null]=true`,
          `sort=${field.name}`,
          `counts=${field.name}`,
        ]) {
          asked += 1;
          const { status } = await api.get(`/api/${def.plural}?${question}`);
          if (status !== 400) wrong.push(`${role} ${def.key}?${question}: ${status}`);
        }
        const picked = await api.get<Many>(`/api/${def.plural}?fields=documentId,${field.name}`);
        if (picked.status === 200 && picked.body.data.some((record) => field.name in record))
          wrong.push(`${role} ${def.key}?fields=${field.name}`);
        const exported = await api.get(`/api/${def.plural}/export?format=csv&columns=${field.name}`);
        if (![400, 403].includes(exported.status)) wrong.push(`${role} ${def.key} export ${field.name}: ${exported.status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  });

  test('it cannot be written, nor guessed by writing what it may be', async () => {
    const engineer = await server.login('engineering');
    const item = await create(await server.login('finance'), 'material-items', materialValues());
    const hidden = hiddenFields('engineering', formOf('material-item')).map((field) => field.name);
    expect(hidden.length).toBeGreaterThan(0);
    for (const name of hidden) {
      const [row] = await query(server.target, `select * from material_items where document_id = '${item.documentId}'`);
      const column = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const now = await read(engineer, 'material-items', item.documentId);
      const [right, wrong] = await Promise.all(
        [row?.[column] ?? null, 987_654].map((value) =>
          engineer.put(`/api/material-items/${item.documentId}`, { data: { [name]: value, rev: now.rev } }),
        ),
      );
      expect([name, right?.status]).toEqual([name, wrong?.status]);
      expect([400, 403]).toContain(right?.status);
      expect(JSON.stringify(right?.body).replaceAll(/\d+/g, '')).toBe(JSON.stringify(wrong?.body).replaceAll(/\d+/g, ''));
    }
  });

  test('money stands on no way to read for those who have nothing to do with it', async () => {
    const price = 7_654_321;
    const item = await create(await server.login('finance'), 'material-items', materialValues({ costPrice: price }));
    const field = fieldOf('material-item', 'costPrice');
    const seen = { shown: 0, hidden: 0 };
    for (const role of roles) {
      const api = await server.login(role);
      const right = fieldRight(personOf(role), formOf('material-item'), field);
      const texts = await Promise.all(waysTo('material-items', 'material-item', item, String(price)).map((path) => raw(api, path)));
      const found = texts.some(({ text }) => text.includes('7654321') || text.includes('76543.21'));
      const one = texts[3]?.status === 200;
      expect([role, found]).toEqual([role, right.visible && one]);
      seen[found ? 'shown' : 'hidden'] += 1;
    }
    expect(seen.shown).toBeGreaterThanOrEqual(2);
    expect(seen.hidden).toBeGreaterThanOrEqual(5);
  });

  test('a director reads figures, not people', async () => {
    const secrets = await makeSecrets();
    const director = await server.login('director');
    const paths = [
      ...waysTo('repair-logs', 'repair-log', secrets.log, secrets.reporter),
      ...waysTo('work-orders', 'work-order', secrets.order, secrets.reporter),
      '/api/kpis',
      '/api/kpis/repair-count',
      '/api/kpis/repair-count/records',
    ];
    for (const path of paths) {
      const { text } = await raw(director, path);
      expect([path, text.includes(secrets.reporter), text.includes(secrets.phone)]).toEqual([path, false, false]);
    }
    expect((await director.get(`/api/repair-logs/${secrets.log.documentId}`)).status).toBe(200);
    expect((await director.get(`/api/customers/${secrets.customer.documentId}`)).status).toBe(404);
  });
});

describe('files', () => {
  const values = async (more: Row): Promise<Row> => ({ ...(await faultValues(server)), ...more });

  test('a file belongs to who has uploaded it: nobody else hangs it on a record, and so opens it', async () => {
    const [desk, assistant] = await Promise.all(['receptionist', 'customer-service-assistant'].map((role) => server.login(role)));
    const mine = await upload(desk as Api, '合同.png');
    const refused = await (assistant as Api).post<Refusal>('/api/repair-logs', { data: await values({ attachments: [mine.id] }) });
    expect([refused.status, refused.body.error.details.violations.map((violation) => [violation.path.join('.'), violation.code])]).toEqual([
      400,
      [['attachments', 'file_not_found']],
    ]);
    const made = need(await (desk as Api).post<One>('/api/repair-logs', { data: await values({ attachments: [mine.id] }) }), 201).data;
    expect(made.attachments).toEqual([expect.objectContaining({ id: mine.id, name: '合同.png', mime: 'image/png' })]);
    // Who may edit the record keeps what hangs there, but takes it to no other record.
    const theirs = await upload(assistant as Api, '照片.png');
    const edited = need(
      await (assistant as Api).put<One>(`/api/repair-logs/${made.documentId}`, {
        data: { attachments: [mine.id, theirs.id], rev: made.rev },
      }),
    ).data;
    expect((edited.attachments as Row[]).map((file) => file.id)).toEqual([mine.id, theirs.id]);
    expect((await (assistant as Api).post('/api/repair-logs', { data: await values({ attachments: [mine.id] }) })).status).toBe(400);
    for (const id of [999_999, -1, 1.5, 'x', null, { id: 'x' }])
      expect([id, (await (desk as Api).post('/api/repair-logs', { data: await values({ attachments: [id] }) })).status]).toEqual([id, 400]);
  });

  test('an address of a file opens it without a login, for an hour or two, and only as it was signed', async () => {
    const desk = await server.login('receptionist');
    const [one, other] = [await upload(desk, '一.png'), await upload(desk, '二.png')];
    const nobody = server.api();
    expect((await nobody.get(one.url)).status).toBe(200);
    const address = new URL(one.url, server.url);
    const until = Number(address.searchParams.get('until'));
    expect(until - Date.now()).toBeLessThanOrEqual(2 * 3_600_000);
    const signature = address.searchParams.get('sig') ?? '';
    const at = (id: number, when: unknown, sig: string): string => `/api/files/${id}/x.png?until=${String(when)}&sig=${sig}`;
    for (const path of [
      `/api/files/${one.id}/x.png`,
      at(one.id, until, ''),
      at(one.id, until, signature.slice(0, -1)),
      at(other.id, until, signature),
      at(one.id, until + 3_600_000, signature),
      at(one.id, Date.now() - 1000, signature),
      at(one.id, 'x', signature),
      at(one.id, `${until}&until=${until}`, signature),
    ]) {
      expect([path, (await nobody.get(path)).status]).toEqual([path, 403]);
      expect([path, (await desk.get(path)).status]).toEqual([path, 403]);
    }
  });

  test('a picture is shown, everything else is downloaded; nothing in a file runs', async () => {
    const desk = await server.login('receptionist');
    const picture = await server.api().get((await upload(desk, '照片.png')).url);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
    expect(picture.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(picture.headers.get('content-disposition')).toBe(`inline; filename*=UTF-8''${encodeURIComponent('照片.png')}`);
    const sheet = await server
      .api()
      .get((await upload(desk, '表.xlsx', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(64)]))).url);
    expect(sheet.headers.get('content-type')).toMatch(/^application\/octet-stream/);
    expect(sheet.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  test('what is no picture, paper or drawing is not taken, whatever its name says', async () => {
    const desk = await server.login('receptionist');
    const before = await query(server.target, 'select count(*) as n from files');
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
    for (const [name, bytes] of [
      ['page.html', html],
      ['page.png', html],
      ['page.pdf', html],
      ['logo.svg', svg],
      ['logo.png', svg],
      ['tool.exe', exe],
      ['tool.png', exe],
      ['photo.svg', PNG],
      ['photo.html', PNG],
      ['photo', PNG],
      ['photo.png.exe', PNG],
      ['leer.png', Buffer.alloc(0)],
    ] as const) {
      const body = new FormData();
      body.append('file', new Blob([new Uint8Array(bytes)]), name);
      expect([name, (await desk.post('/api/files', body)).status]).toEqual([name, 400]);
    }
    expect((await desk.post('/api/files', new FormData())).status).toBe(400);
    expect((await desk.post('/api/files', { file: 'x' })).status).toBe(400);
    expect(await query(server.target, 'select count(*) as n from files')).toEqual(before);
  });

  test('a file larger than thirty megabytes is not taken, and the house goes on', async () => {
    const desk = await server.login('receptionist');
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(PNG), new Uint8Array(31 * 1024 * 1024)]), 'gross.png');
    expect((await desk.post('/api/files', body)).status).toBe(413);
    need(await desk.get('/api/me'));
  });

  test('the size of a file is told in bytes', async () => {
    const desk = await server.login('receptionist');
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(120_000)]);
    const file = (await upload(desk, 'gross.pdf', bytes)) as unknown as { size: number };
    expect(Math.abs(file.size - bytes.length)).toBeLessThan(100);
  });
});

const fieldOf = (form: string, name: string): FieldDefinition => {
  const field = formOf(form).fields.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`${form} has no field "${name}"`);
  return field;
};
const stateOf = (def: FormDefinition): FieldDefinition => def.fields.find((field) => field.name === 'state') as FieldDefinition;

/** Stored fields that the role does not see although it reads the form. */
function hiddenFields(role: string, def: FormDefinition): FieldDefinition[] {
  const known = new Set(forms.map((form) => form.key));
  return def.fields.filter(
    (field) => !fieldRight(personOf(role), def, field).visible && (field.type !== 'relation' || known.has(field.target ?? '')),
  );
}

const materialValues = (more: Row = {}): Row => ({
  nameZh: unique('角阀'),
  spec: 'DN15',
  unitOfMeasure: '个',
  costPrice: 1_800,
  salePrice: 3_000,
  ...more,
});
