import type { Api } from '../../../cms/tests/support/api';
import {
  act,
  checkedCustomer,
  create,
  daysFrom,
  employeeOf,
  first,
  need,
  newUnit,
  PNG,
  read,
  today,
  unique,
  upload,
  type Many,
  type Rec,
  type Refusal,
  type Row,
} from '../../../cms/tests/support/house';
import { startServer, type TestServer } from '../../../cms/tests/support/server';
import { addRow, attach, cell, choose, chooseIn, field, pick, sign, sitDown, type, typeDate, type Desk } from './desk';

/** A fit-out, from the incomplete application to the accepted works. */
let server: TestServer;
const desks: Desk[] = [];
const sit = async (role: string): Promise<Desk> => {
  const desk = await sitDown(server, role);
  desks.push(desk);
  return desk;
};
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await server?.stop();
});

/** The state that the open record shows in its head. */
const seeState = (desk: Desk, words: string): Promise<void> =>
  desk.page.locator('.td-page-header .td-dot').filter({ hasText: words }).first().waitFor();

/** Errors of the pages, without the answer that nobody is logged in yet. */
const faults = (desk: Desk): string[] => desk.problems.filter((problem) => !problem.includes('401'));

const DRAWINGS = ['constructionPlan', 'ceilingPlan', 'strongCurrentPlan', 'weakCurrentPlan', 'acPlan', 'powerCalculation'];
const PAPERS = ['guaranteeLetter', 'businessLicence', 'qualificationCert', 'materialFireCerts', 'environmentalCerts'];

/** An application as it comes over the counter: no floor plan, no undertaking, no telephone of the site manager. */
async function incompleteApplication(assistant: Api): Promise<Rec> {
  const customer = (await checkedCustomer(server)).documentId;
  const unit = await newUnit(server, { owner: customer });
  const file = (await upload(assistant, 'drawing.png')).id;
  const contractor = await create(assistant, 'contractors', {
    nameZh: unique('装饰公司'),
    creditCode: unique('91110000'),
    businessLicence: [file],
    qualificationGrade: 'grade_2',
    qualificationCert: [file],
    qualificationValidTo: daysFrom(today(), 400),
    siteManager: '赵工',
    phone: '16400002001',
  });
  const contact = await create(assistant, 'contacts', { customer, name: '周经理', roleTypes: ['decoration'], phone: '16400002002' });
  return create(assistant, 'decoration-applications', {
    customer,
    units: [unit.documentId],
    decorationArea: 120,
    customerRep: contact.documentId,
    contractor: contractor.documentId,
    siteManager: '赵工',
    scopeText: '办公区隔断、吊顶、照明',
    plannedStart: today(),
    plannedEnd: daysFrom(today(), 60),
    workersPlanned: 2,
    totalPowerKw: 30,
    hotWork: false,
    hiddenWorks: true,
    fireAlteration: false,
    structuralChange: false,
    ...Object.fromEntries([...DRAWINGS, ...PAPERS].map((name) => [name, [file]])),
  });
}

/** The paper of this application. */
const paperOf = (api: Api, plural: string, application: Rec): Promise<Rec> =>
  first(api, plural, `filters[application][documentId][$eq]=${application.documentId}&sort=-createdAt`);

/** Engineering writes its opinion on the open review sheet and issues it: that decides about the application. */
async function review(engineer: Desk, application: Rec, opinion: string, conclusion: '同意' | '整改后再报'): Promise<void> {
  const sheet = await paperOf(await server.login('engineering'), 'decoration-reviews', application);
  await engineer.open(`/records/decoration-reviews/${sheet.documentId}`);
  await engineer.act('签发意见', async (dialog) => {
    const row = await addRow(dialog, 'opinions');
    await chooseIn(cell(row, 'discipline'), '强电');
    await cell(row, 'opinion').locator('textarea, input').first().fill(opinion);
    await chooseIn(cell(row, 'result'), conclusion);
    if (conclusion === '同意') await cell(row, 'closed').locator('input').check();
    await type(dialog, 'powerCheckKw', '30');
    await choose(dialog, 'conclusion', conclusion);
  });
  await seeState(engineer, '已签发');
  // The sheet was opened by the assistant; who has reviewed is who issued it.
  const issued = await read(await server.login('engineering'), 'decoration-reviews', sheet.documentId);
  expect((issued.reviewer as Rec).documentId).toBe(await employeeOf(await server.login('engineering')));
}

/** Finance receives every line of the notice. */
async function receiveFees(application: Rec): Promise<void> {
  const finance = await server.login('finance');
  const notice = await paperOf(finance, 'decoration-fee-notices', application);
  const lines = (notice.lines as (Row & { feeItem: Rec })[]).map(({ id, feeItem, basis, quantity, unitPrice }, index) => ({
    id,
    feeItem: feeItem.documentId,
    basis,
    quantity,
    unitPrice,
    receiptNo: `SJ-${index + 1}`,
  }));
  await act(finance, 'decoration-fee-notices', notice, 'receive', { data: { lines } });
}

/** What the permit asks for beside the money: letter, agreement, passes, meter. Answers the permit as security prepares it. */
async function preparePermit(application: Rec): Promise<Rec> {
  const [assistant, security, engineering] = await Promise.all(
    ['customer-service-assistant', 'security', 'engineering'].map((role) => server.login(role)),
  );
  if (!assistant || !security || !engineering) throw new Error('Nobody has logged in');
  const of = { application: application.documentId };
  const scan = async (api: Api): Promise<number> => (await upload(api, 'scan.png')).id;
  const letter = await create(security, 'decoration-safety-responsibilities', {
    ...of,
    safetyOfficer: '赵工',
    phone: '16400002001',
    content: '遵守大厦治安、消防管理规定',
    scan: [await scan(security)],
  });
  await act(security, 'decoration-safety-responsibilities', letter, 'sign');
  const agreement = await create(assistant, 'decoration-agreements', { ...of, manualReceived: true, scan: [await scan(assistant)] });
  await act(assistant, 'decoration-agreements', agreement, 'sign');
  const photo = await scan(assistant);
  const workers = [
    { name: '赵工', idNumber: '110101199003077715', trade: 'manager' },
    { name: '钱工', idNumber: '110101199003077723', trade: 'electrician', certificateNo: 'T990001' },
  ].map((worker) => ({ ...worker, idCopy: [photo], photo }));
  const validTo = daysFrom(today(), 60);
  const passes = await create(assistant, 'worker-pass-applications', { ...of, validTo, depositReceiptNo: 'SJ-3', workers });
  await act(security, 'worker-pass-applications', passes, 'issue');
  await create(engineering, 'temporary-meters', {
    ...of,
    meterNo: 'LS-101',
    startReading: 120,
    sealNo: 'FQ2001',
    contractorSign: await scan(engineering),
  });
  const workHours = (await first(security, 'service-hours-rules', 'filters[purpose][$eq]=decoration_work')).documentId;
  return create(security, 'decoration-permits', { ...of, validFrom: today(), validTo, workHours, siteManager: '赵工', rulesPosted: true });
}

/** Engineering inspects what will be closed in. */
async function passHiddenWorks(application: Rec): Promise<void> {
  const engineering = await server.login('engineering');
  const request = await act(
    engineering,
    'hidden-works-acceptances',
    await paperOf(engineering, 'hidden-works-acceptances', application),
    'schedule',
  );
  const photo = (await upload(engineering, 'ceiling.png')).id;
  const works = (request.works as Row[]).map(({ id, part, discipline }) => ({ id, part, discipline, result: 'pass', photo: [photo] }));
  await act(engineering, 'hidden-works-acceptances', request, 'pass', { data: { works } });
}

/** The joint inspection has begun; customer and contractor have signed its report. */
async function inspect(application: Rec): Promise<Rec> {
  const engineering = await server.login('engineering');
  const signature = (await upload(engineering, 'sign.png')).id;
  const report = await create(engineering, 'completion-acceptances', {
    application: application.documentId,
    asBuiltReviewed: true,
    engineeringOpinion: '现场与图纸一致',
    items: ['power', 'hvac', 'fire'].map((discipline) => ({ discipline, result: 'pass' })),
    customerSign: signature,
    contractorSign: signature,
  });
  return act(engineering, 'completion-acceptances', report, 'start');
}

test('a fit-out: refused, completed, reviewed twice, approved, paid for, permitted, inspected, accepted', async () => {
  const api = await server.login('customer-service-assistant');
  const application = await incompleteApplication(api);
  const page = `/records/decoration-applications/${application.documentId}`;

  // Refused, and everything that is missing is named, on the screen and by the server.
  const assistant = await sit('customer-service-assistant');
  await assistant.open(page);
  await assistant.page.getByRole('button', { name: '提交', exact: true }).hover();
  const reasons = assistant.page.locator('.ant-popover:visible');
  for (const name of ['平面图', '承包商承诺书', '现场负责人电话']) await reasons.getByText(`去填写“${name}”`).waitFor();
  expect(await reasons.getByRole('listitem').count()).toBe(3);
  await assistant.picture('decoration-1-refused');
  const refusal = need(
    await api.post<Refusal>(`/api/decoration-applications/${application.documentId}/actions/submit`, { rev: application.rev }),
    422,
  );
  const missing = refusal.error.details.violations.map(({ path }) => path.join('.')).sort();
  expect(missing).toEqual(['contractorUndertaking', 'floorPlan', 'siteManagerPhone']);

  // Completed from where it was refused.
  await reasons.getByRole('link', { name: '去填写“平面图”' }).click();
  await assistant.page.waitForURL((url) => url.pathname.endsWith('/edit'));
  await attach(assistant.page, 'floorPlan', '平面图.png', PNG);
  await attach(assistant.page, 'contractorUndertaking', '承诺书.png', PNG);
  await type(assistant.page, 'siteManagerPhone', '16400002001');
  await assistant.save();
  await assistant.act('提交');
  await assistant.act('转工程部审核');
  await seeState(assistant, '工程审核中');

  const engineer = await sit('engineering');
  await review(engineer, application, '照明回路须与插座回路分开', '整改后再报');
  await assistant.open(page);
  await seeState(assistant, '待整改');
  await assistant.act('提交');
  await assistant.act('转工程部审核');
  await review(engineer, application, '负荷计算符合要求', '同意');

  // The general manager decides in the inbox, by keyboard.
  const manager = await sit('property-general-manager');
  await manager.open('/inbox');
  await manager.page.getByRole('heading', { name: application.number }).waitFor();
  await manager.page.getByRole('button', { name: /总经理批准/ }).waitFor();
  await manager.page.keyboard.press('a');
  await field(manager.page, 'gmOpinion').locator('textarea').waitFor();
  await manager.page.keyboard.type('同意,按审核意见施工');
  await manager.picture('decoration-2-inbox');
  await manager.page.keyboard.press('Control+Enter');
  await manager.page.getByText(`${application.number} 已总经理批准`).waitFor();

  // The notice was opened by the approval: 120 m2 at 50 and 10, two passes at 50 and 10.
  await assistant.open(page);
  await assistant.act('下发收费通知');
  await seeState(assistant, '待缴费');
  const notice = await paperOf(api, 'decoration-fee-notices', application);
  expect(notice).toMatchObject({ state: 'issued', total: 732_000 });
  await receiveFees(application);
  const deposits = need(await (await server.login('finance')).get<Many>('/api/deposits')).data;
  expect(deposits.map(({ amount }) => amount).sort()).toEqual([10_000, 600_000]);

  const permit = await preparePermit(application);
  await manager.open(`/records/decoration-permits/${permit.documentId}`);
  await manager.act('签发', (dialog) => sign(dialog, 'gmSignature'));
  await seeState(manager, '已签发');
  expect((await read(api, 'decoration-applications', application.documentId)).state).toBe('permitted');

  // Hidden works: a day before closing is too late, two days before is in time; what was written stays.
  await assistant.open('/records/hidden-works-acceptances/new');
  await pick(assistant.page, 'application', application.number);
  const works = await addRow(assistant.page, 'works');
  await cell(works, 'part').locator('input').fill('吊顶内桥架与管线');
  await chooseIn(cell(works, 'discipline'), '强电');
  await sign(assistant.page, 'contractorSign');
  await typeDate(assistant.page, 'plannedCloseAt', `${daysFrom(today(), 1)} 18:00`);
  await assistant.page.getByRole('button', { name: '保存', exact: true }).click();
  await field(assistant.page, 'plannedCloseAt').getByText('隐蔽工程须于封闭前两天申请验收').waitFor();
  await assistant.picture('decoration-3-too-late');
  await typeDate(assistant.page, 'plannedCloseAt', `${daysFrom(today(), 2)} 09:00`);
  await assistant.save();
  await seeState(assistant, '已申请');
  await passHiddenWorks(application);

  const report = await inspect(application);
  await engineer.open(`/records/completion-acceptances/${report.documentId}`);
  await engineer.act('验收合格', (dialog) => sign(dialog, 'engineeringSeal'));
  await seeState(engineer, '合格');
  await engineer.open(page);
  await seeState(engineer, '竣工验收合格');
  await engineer.picture('decoration-4-accepted');

  // The refused save of the hidden works, and nothing else.
  expect(faults(assistant)).toEqual([expect.stringContaining('status of 400')]);
  expect([...faults(engineer), ...faults(manager)]).toEqual([]);
});
