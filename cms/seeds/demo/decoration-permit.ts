import type { LoadedRecord } from '../../documents/load';
import type { Tx } from '../../documents/tx';
import { addDays, dayOf } from '../moments';
import { act, create, edit } from '../writer';
import { coordinatorOf, type Project } from './decoration-steps';
import { idNumber } from './names';
import { who } from './world';

/** 3.1.3 F: letter and agreement are signed, passes are asked for. */
export async function prepare(tx: Tx, project: Project): Promise<LoadedRecord> {
  const { world, application } = project;
  const { certificate, photo } = world.files;
  const security = who(world, 'security').actor;
  const letter = await create(
    tx,
    'decoration-safety-responsibility',
    {
      application,
      safetyOfficer: project.siteManager,
      phone: project.siteManagerPhone,
      scan: [certificate],
      signedAt: dayOf(project.at(3, '13:40')),
      content: '遵守大厦治安、消防管理规定；施工现场配置灭火器；动火须办理动火证；人员凭证出入。',
    },
    { at: project.at(3, '13:30'), by: security },
  );
  await act(tx, 'decoration-safety-responsibility', letter, 'sign', { at: project.at(3, '13:40'), by: security });
  const agreement = await create(
    tx,
    'decoration-agreement',
    {
      application,
      manualVersionNo: 'V3.2',
      rulesVersionNo: 'V2.1',
      manualReceived: true,
      scan: [certificate],
      signedAt: dayOf(project.at(3, '14:00')),
    },
    { at: project.at(3, '13:50'), by: coordinatorOf(project) },
  );
  await act(tx, 'decoration-agreement', agreement, 'sign', { at: project.at(3, '14:00'), by: coordinatorOf(project) });
  const trades = ['manager', 'electrician', 'carpenter', 'painter', 'plumber', 'labourer', 'labourer', 'welder', 'labourer', 'carpenter'];
  const workers = Array.from({ length: project.workers }, (_, index) => {
    const trade = index === 0 ? 'manager' : (trades[index % trades.length] ?? 'labourer');
    const certificateNo = ['electrician', 'welder'].includes(trade) ? `T99${project.serial}${index}0${index}` : null;
    return {
      name: index === 0 ? project.siteManager : project.names.name(false),
      idNumber: idNumber(project.serial * 20 + index),
      idCopy: [certificate],
      photo,
      trade,
      certificateNo,
    };
  });
  return create(
    tx,
    'worker-pass-application',
    {
      application,
      validFrom: project.plannedStart,
      validTo: project.plannedEnd,
      depositReceiptNo: `ZS${String(project.serial).padStart(2, '0')}3`,
      workers,
    },
    { at: project.at(3, '14:10'), by: coordinatorOf(project) },
  );
}

/** 3.1.2 C: the passes are given out, the meter is fitted and sealed. */
export async function equip(tx: Tx, project: Project, passes: LoadedRecord): Promise<void> {
  const { world, application } = project;
  project.passes = await act(tx, 'worker-pass-application', passes, 'issue', {
    at: project.at(3, '14:40'),
    by: who(world, 'security-2').actor,
  });
  project.meter = await create(
    tx,
    'temporary-meter',
    {
      application,
      meterNo: `LS-${String(100 + project.serial)}`,
      installedAt: project.at(3, '15:40'),
      startReading: 120 + project.serial * 11,
      sealNo: `FQ${String(2000 + project.serial)}`,
      approvedKw: Number(application.totalPowerKw),
      contractorSign: world.files.signature,
    },
    { at: project.at(3, '15:40'), by: who(world, 'engineering-2').actor },
  );
}

/** 3.1.2 C3: security prepares the permit, the general manager signs it. */
export async function draftPermit(tx: Tx, project: Project): Promise<void> {
  const values = {
    application: project.application,
    validFrom: project.plannedStart,
    validTo: addDays(project.plannedEnd, 20),
    workHours: project.world.workHours,
    siteManager: project.siteManager,
    rulesPosted: true,
  };
  project.permit = await create(tx, 'decoration-permit', values, { at: project.at(3, '16:10'), by: who(project.world, 'security').actor });
}

export async function issuePermit(tx: Tx, project: Project): Promise<void> {
  const permit = project.permit as LoadedRecord;
  await act(tx, 'decoration-permit', permit, 'issue', {
    at: project.at(4, '10:00'),
    by: who(project.world, 'property-general-manager').actor,
    data: { gmSignature: project.world.files.signature },
  });
  await edit(tx, 'decoration-permit', permit, {
    at: project.at(4, '15:00'),
    by: who(project.world, 'security-2').actor,
    data: { postedPhoto: project.world.files.photo },
  });
}
