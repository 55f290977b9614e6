import { loadWhere, type LoadedRecord } from '../../documents/load';
import type { Tx } from '../../documents/tx';
import { act, create, edit, formOf, type Row } from '../writer';
import type { Names } from './names';
import { areaOf } from './tenant-plans';
import { who, type Tenant, type World } from './world';

/** One fit-out on its way: the papers so far, and the calendar of the project. */
export interface Project {
  world: World;
  names: Names;
  tenant: Tenant;
  contractor: LoadedRecord;
  scope: string;
  workers: number;
  hidden: boolean;
  fire: boolean;
  plannedStart: string;
  plannedEnd: string;
  siteManager: string;
  siteManagerPhone: string;
  /** A moment of the project: the how-manieth day, at a clock time. */
  at(day: number, time: string): string;
  serial: number;
  application: LoadedRecord;
  permit?: LoadedRecord;
  passes?: LoadedRecord;
  meter?: LoadedRecord;
}

/** The customer's own assistant coordinates the fit-out. */
export const coordinatorOf = ({ world, tenant }: Project) =>
  (tenant.assistant.post === 'CSA' ? tenant.assistant : who(world, 'customer-service-assistant')).actor;

/** 3.1.2 A, 3.1.3 A-C: the application with every drawing and licence. */
export async function apply(tx: Tx, project: Omit<Project, 'application'>): Promise<LoadedRecord> {
  const { world, tenant, contractor } = project;
  const { certificate, drawing } = world.files;
  const area = areaOf(tenant.units);
  const values: Row = {
    customer: tenant.ref,
    units: tenant.units,
    decorationArea: area,
    customerRep: tenant.contacts[0]?.ref,
    contractor,
    siteManager: project.siteManager,
    siteManagerPhone: project.siteManagerPhone,
    meetingAt: project.at(0, '09:30'),
    scopeText: project.scope,
    plannedStart: project.plannedStart,
    plannedEnd: project.plannedEnd,
    budget: Math.round(area) * 150_000,
    workersPlanned: project.workers,
    hotWork: project.serial % 3 === 0,
    hiddenWorks: project.hidden,
    fireAlteration: project.fire,
    structuralChange: false,
    totalPowerKw: Math.round(area * 0.9) / 10,
    materials: [
      { name: '轻钢龙骨石膏板', spec: '12mm', fireRating: 'a', certificate },
      { name: '阻燃地毯', spec: '500×500', fireRating: 'b1', certificate },
      { name: '水性乳胶漆', spec: '5L', fireRating: 'b1', certificate },
    ],
    ...(project.fire ? { fireAuthorityReport: [certificate] } : {}),
  };
  for (const name of [
    'guaranteeLetter',
    'contractorUndertaking',
    'businessLicence',
    'qualificationCert',
    'materialFireCerts',
    'environmentalCerts',
  ])
    values[name] = [certificate];
  for (const name of ['constructionPlan', 'floorPlan', 'ceilingPlan', 'strongCurrentPlan', 'weakCurrentPlan', 'acPlan', 'powerCalculation'])
    values[name] = [drawing];
  return create(tx, 'decoration-application', values, { at: project.at(0, '10:10'), by: coordinatorOf(project as Project) });
}

export const submit = (tx: Tx, project: Project) =>
  act(tx, 'decoration-application', project.application, 'submit', { at: project.at(0, '10:40'), by: coordinatorOf(project) });

export const forward = (tx: Tx, project: Project) =>
  act(tx, 'decoration-application', project.application, 'forward', { at: project.at(0, '14:20'), by: coordinatorOf(project) });

/** 3.1.3 D: engineering's opinions, then its decision on the application. */
export async function review(tx: Tx, project: Project, conclusion: 'approve' | 'revise'): Promise<void> {
  const by = who(project.world, 'engineering').actor;
  const [sheet] = await related(tx, 'decoration-review', project);
  const passed = conclusion === 'approve';
  const opinions = [
    {
      discipline: 'power',
      drawing: '强电配置图',
      opinion: passed ? '负荷计算符合要求' : '照明回路须与插座回路分开',
      result: passed ? 'approve' : 'revise',
      closed: passed,
    },
    { discipline: 'hvac', drawing: '空调电配置图', opinion: '风口与隔断无冲突', result: 'approve', closed: true },
    {
      discipline: 'fire',
      drawing: '平面图',
      opinion: passed ? '疏散距离满足规范' : '隔断影响喷淋保护范围，须补点位',
      result: passed ? 'approve' : 'revise',
      closed: passed,
    },
  ];
  await edit(tx, 'decoration-review', sheet, {
    at: project.at(1, '15:30'),
    by,
    data: { opinions, powerCheckKw: Number(project.application.totalPowerKw), conclusion },
  });
  await act(tx, 'decoration-application', project.application, passed ? 'pass_review' : 'request_changes', {
    at: project.at(1, '16:00'),
    by,
  });
}

export const approve = (tx: Tx, project: Project) =>
  act(tx, 'decoration-application', project.application, 'gm_approve', {
    at: project.at(2, '11:00'),
    by: who(project.world, 'property-general-manager').actor,
    data: { gmOpinion: '同意，按审核意见施工' },
  });

export const notifyFee = (tx: Tx, project: Project) =>
  act(tx, 'decoration-application', project.application, 'notify_fee', { at: project.at(2, '14:00'), by: coordinatorOf(project) });

/** 3.1.2 C2: finance receives every line; the deposits open by themselves. */
export async function receiveFee(tx: Tx, project: Project): Promise<LoadedRecord> {
  const [notice] = await related(tx, 'decoration-fee-notice', project);
  const lines = (notice.lines as Row[]).map(({ id, feeItem, basis, quantity, unitPrice }, index) => ({
    id,
    feeItem,
    basis,
    quantity,
    unitPrice,
    receiptNo: `ZS${String(project.serial).padStart(2, '0')}${index + 1}`,
  }));
  return act(tx, 'decoration-fee-notice', notice, 'receive', {
    at: project.at(3, '10:30'),
    by: who(project.world, 'finance-2').actor,
    data: { lines },
  });
}

/** The papers of a form that belong to the project. */
export async function related(
  tx: Tx,
  form: string,
  { application }: Pick<Project, 'application'>,
): Promise<[LoadedRecord, ...LoadedRecord[]]> {
  const column = tx.engine.registry.table(form).columns.application?.column ?? 'application_id';
  const found = await loadWhere(tx, formOf(tx.engine, form), { [column]: application.id });
  const [first, ...others] = found;
  if (!first) throw new Error(`The fit-out ${String(application.number)} has no ${form}`);
  return [first, ...others];
}
