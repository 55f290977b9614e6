import type { Client, Rec } from './client';

type Row = Record<string, unknown>;

/** The smallest picture there is: one white dot. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=', 'base64');
const COUNT = 40;

/** Writes customers, units and one report over the API, as staff would; answers the values of the report, to be sent again. */
export async function writeMasters(people: { supervisor: Client; assistant: Client; receptionist: Client }): Promise<Row> {
  const { supervisor, assistant, receptionist } = people;
  const building = await firstBuilding(assistant);
  const { user } = await assistant.call<{ user: { employee: string } }>('GET', '/api/me');
  let report: Row = {};
  for (let n = 1; n <= COUNT; n += 1) {
    const floor = String(1 + (n % 30));
    const unitNo = `${floor.padStart(2, '0')}${String(n).padStart(2, '0')}`;
    const unit = await supervisor.create('units', { building, floor, unitNo, buildingArea: 80 + n, use: 'office' });
    const customer = await assistant.create('customers', {
      customerType: 'tenant',
      legalKind: 'company',
      nameZh: `第${n}商贸有限公司`,
      assistant: user.employee,
      idCopy: [await upload(assistant)],
    });
    report = reportOf(customer.documentId, unit.documentId);
  }
  await receptionist.create('repair-logs', report);
  return report;
}

async function firstBuilding(client: Client): Promise<string> {
  const { data } = await client.call<{ data: Rec[] }>('GET', '/api/buildings?filters[managementScope][$eq]=customer_and_estate');
  if (!data[0]) throw new Error('The base seed has no building');
  return data[0].documentId;
}

/** A copy of a licence; a file hangs on one record only. */
async function upload(client: Client): Promise<number> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(PNG)]), 'licence.png');
  return (await client.call<{ id: number }>('POST', '/api/files', form)).id;
}

const reportOf = (customer: string, unit: string): Row => ({
  areaKind: 'unit',
  customer,
  unit,
  reporterName: '李工',
  reporterDepartment: '行政部',
  phone: '16400001234',
  location: '前台左侧',
  content: '灯不亮,已试过开关',
  trade: 'lighting',
  availableTime: '随时',
  confirmedWithCustomer: true,
  emergency: false,
});
