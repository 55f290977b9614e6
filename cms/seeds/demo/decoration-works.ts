import { loadWhere, type LoadedRecord } from '../../documents/load';
import type { Tx } from '../../documents/tx';
import { dayOf, later } from '../moments';
import { act, create, fill, formOf, type Row } from '../writer';
import { coordinatorOf, type Project } from './decoration-steps';
import { who } from './world';

/** 3.1.3 H: what is closed in is inspected before. `closeAt` is when the contractor wants to close. */
export async function requestHidden(tx: Tx, project: Project, requestedAt: string, closeAt: string): Promise<LoadedRecord> {
  const works = [
    { part: '吊顶内桥架与管线', discipline: 'power' },
    { part: '隔墙龙骨', discipline: 'structure' },
    ...(project.fire ? [{ part: '喷淋支管', discipline: 'fire' }] : []),
  ];
  return create(
    tx,
    'hidden-works-acceptance',
    { application: project.application, works, plannedCloseAt: closeAt, contractorSign: project.world.files.signature },
    { at: requestedAt, by: coordinatorOf(project) },
  );
}

export const scheduleHidden = (tx: Tx, project: Project, request: LoadedRecord, at: string) =>
  act(tx, 'hidden-works-acceptance', request, 'schedule', { at, by: who(project.world, 'engineering-2').actor });

export async function judgeHidden(tx: Tx, project: Project, request: LoadedRecord, at: string, passed: boolean): Promise<void> {
  const works = (request.works as Row[]).map(({ id, part, discipline }) => ({
    id,
    part,
    discipline,
    result: passed || discipline !== 'power' ? 'pass' : 'fail',
    opinion: passed || discipline !== 'power' ? '符合要求' : '线管未固定、接线盒缺盖板',
    photo: [project.world.files.photo],
  }));
  await act(tx, 'hidden-works-acceptance', request, passed ? 'pass' : 'fail', {
    at,
    by: who(project.world, 'engineering-2').actor,
    data: { works },
    ...(passed ? {} : { comment: '整改后重新申请' }),
  });
}

/** 3.1.2 E: as-built drawings reviewed, the joint inspection begins. */
export async function startAcceptance(tx: Tx, project: Project, at: string): Promise<LoadedRecord> {
  const by = who(project.world, 'engineering-2').actor;
  const report = await create(
    tx,
    'completion-acceptance',
    { application: project.application, completedOn: dayOf(at), asBuiltReviewed: true, engineeringOpinion: '竣工图齐全，现场与图纸一致' },
    { at, by },
  );
  return act(tx, 'completion-acceptance', report, 'start', { at: later(at, 60 * 3), by });
}

export async function passAcceptance(tx: Tx, project: Project, report: LoadedRecord, at: string): Promise<void> {
  const { signature, certificate } = project.world.files;
  const items = ['structure', 'power', 'weak', 'hvac', 'plumbing', 'fire', 'public', 'cleaning'].map((discipline) => ({
    discipline,
    standard: '设计图纸及装修手册',
    result: 'pass',
  }));
  const data: Row = {
    items,
    engineeringOpinion: '验收合格',
    engineeringSeal: signature,
    customerSign: signature,
    contractorSign: signature,
    ...(project.fire ? { fireAcceptance: [certificate] } : {}),
  };
  await act(tx, 'completion-acceptance', report, 'pass', { at, by: who(project.world, 'engineering').actor, data });
}

/** 3.1.3 K: permit and passes come back, the meter is taken out, finance settles. */
export async function settleProject(tx: Tx, project: Project, report: LoadedRecord, at: (minutes: number) => string): Promise<void> {
  const { world } = project;
  const security = who(world, 'security').actor;
  const finance = who(world, 'finance').actor;
  const passes = project.passes as LoadedRecord;
  const workers = (passes.workers as Row[]).map((worker) => ({ ...worker, returnedAt: at(60) }));
  await act(tx, 'worker-pass-application', passes, 'close', { at: at(60), by: security, data: { workers } });
  await act(tx, 'completion-acceptance', report, 'return_permits', {
    at: at(90),
    by: security,
    data: {
      permitReturned: true,
      passesReturned: project.workers,
      securityManagerNote: '动工证与出入证已全部收回',
      securityManagerSign: world.files.signature,
    },
  });
  const meter = project.meter as LoadedRecord;
  await act(tx, 'temporary-meter', meter, 'remove', {
    at: at(150),
    by: who(world, 'engineering-2').actor,
    data: { endReading: Number(meter.startReading) + 860, sealIntact: true },
  });
  await act(tx, 'temporary-meter', meter, 'bill', { at: at(60 * 26), by: finance, comment: '电费已随装修结算收讫' });
  await act(tx, 'completion-acceptance', report, 'close', { at: at(60 * 27), by: finance, data: { settlementOnPaper: true } });
  await act(tx, 'decoration-application', project.application, 'settle', {
    at: at(60 * 27.5),
    by: finance,
    data: { feesSettledOnPaper: true },
  });
}

/** The units are lived in again once the works are accepted; the move-in case that writes this comes later. */
export async function backInUse(tx: Tx, project: Project, at: string): Promise<void> {
  for (const { id } of project.tenant.units) {
    const [unit] = await loadWhere(tx, formOf(tx.engine, 'unit'), { id }, 1);
    if (unit)
      await fill(
        tx,
        'unit',
        unit,
        { occupancyStatus: 'occupied' },
        { at, by: who(project.world, 'customer-service-supervisor').actor },
        {},
      );
  }
}
