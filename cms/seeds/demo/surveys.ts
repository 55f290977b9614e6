import type { LoadedRecord } from '../../documents/load';
import { readSeed } from '../data';
import { addDays, instant, later } from '../moments';
import { create, past, write, writeEach, type Row } from '../writer';
import { speaker } from './customers';
import { who, type Tenant, type World } from './world';

interface SurveyFacts {
  questions: { code: string; group: string; textZh: string; textEn: string; weight: number; required?: boolean }[];
  suggestions: string[];
  reasons: Record<string, string>;
  measures: string[];
}

interface Round {
  name: string;
  start: string;
  end: string;
  state: 'summarised' | 'closed';
  missing: number;
  /** How many of the newest sheets the supervisor has not dealt with yet. */
  open: number;
}

/** Two rounds of the half-yearly survey with an answer of nearly every customer, and the next one, which waits to be started. */
export async function addSurveys(world: World): Promise<void> {
  const facts = readSeed<SurveyFacts>(world.engine.root, 'demo/survey.yaml');
  const asked = world.tenants.filter((tenant) => tenant.contacts.length > 0);
  const half = (date: string): string => `${date.slice(0, 4)}年${Number(date.slice(5, 7)) <= 6 ? '上' : '下'}半年`;
  const rounds: Round[] = [
    { start: addDays(world.today, -212), end: addDays(world.today, -184), state: 'summarised', missing: 2, open: 0, name: '' },
    { start: addDays(world.today, -32), end: addDays(world.today, -4), state: 'closed', missing: 2, open: 7, name: '' },
  ];
  for (const round of rounds) await addRound(world, facts, asked, { ...round, name: `${half(round.start)}客户满意度调查` });
  await write(world.engine, async (tx) => {
    const start = addDays(world.today, 3);
    const values = {
      nameZh: '前台与电梯服务专项调查',
      campaignType: 'special',
      startDate: start,
      endDate: addDays(start, 21),
      audience: asked.map((tenant) => tenant.ref),
      questions: facts.questions.slice(7, 10).map(questionOf),
    };
    await create(tx, 'survey-campaign', values, { at: later(world.now, -60 * 5), by: who(world, 'customer-service-supervisor').actor });
  });
}

const questionOf = (question: SurveyFacts['questions'][number]): Row => ({ required: true, ...question });

async function addRound(world: World, facts: SurveyFacts, asked: Tenant[], round: Round): Promise<void> {
  const by = who(world, 'customer-service-supervisor').actor;
  const begun = instant(round.start, '09:30');
  const returned = asked.length - round.missing;
  const entered = {
    draft: later(begun, -60 * 24),
    running: begun,
    closed: instant(addDays(round.end, 1), '00:10'),
    ...(round.state === 'summarised' ? { summarised: instant(addDays(round.end, 5), '15:00') } : {}),
  };
  const campaign = await write(world.engine, (tx) =>
    past(
      tx,
      'survey-campaign',
      {
        nameZh: round.name,
        campaignType: 'regular',
        startDate: round.start,
        endDate: round.end,
        audience: asked.map((tenant) => tenant.ref),
        questions: facts.questions.map(questionOf),
        sentCount: asked.length,
        returnedCount: returned,
      },
      { state: round.state, at: later(begun, -60 * 24), by, entered },
    ),
  );
  await writeEach(world.engine, asked, async (tx, tenant, index) => {
    const isMissing = index % Math.floor(asked.length / round.missing) === 5;
    const submittedAt = later(instant(addDays(round.start, world.random.whole(1, 24)), '10:00'), world.random.whole(0, 420));
    const sheet = isMissing ? null : answersOf(world, facts);
    const isOpen = index >= asked.length - round.open;
    const state = sheet === null ? 'not_returned' : isOpen ? 'returned' : 'handled';
    const values = {
      campaign,
      customer: tenant.ref,
      ...(sheet === null ? blankOf(facts) : { respondent: speaker(tenant).name, submittedAt, ...sheetOf(world, facts, sheet, isOpen) }),
    };
    const record = await past(tx, 'satisfaction-survey', values, {
      state,
      at: begun,
      by: tenant.assistant.actor,
      entered: {
        sent: begun,
        ...(sheet === null
          ? { not_returned: instant(addDays(round.end, 1), '00:10') }
          : { returned: submittedAt, ...(isOpen ? {} : { handled: later(submittedAt, 60 * 30) }) }),
      },
    });
    if (sheet !== null && isLow(sheet))
      await past(tx, 'follow-up', followUpOf(world, tenant, record, submittedAt, isOpen), {
        state: isOpen ? 'due' : 'done',
        at: submittedAt,
        by: tenant.assistant.actor,
        entered: { due: submittedAt, ...(isOpen ? {} : { done: later(submittedAt, 60 * 26) }) },
      });
  });
  world.say(`${round.name}: ${returned} of ${asked.length} sheets`);
}

type Answer = { code: string; score: number | null };

function answersOf(world: World, facts: SurveyFacts): Answer[] {
  const { random } = world;
  return facts.questions.map(({ code }) => {
    if (code === 'Q7' && random.chance(0.25)) return { code, score: null };
    const weak = ['Q7', 'Q9', 'Q10'].includes(code);
    return {
      code,
      score: random.weighted([
        { n: 5, weight: weak ? 34 : 54 },
        { n: 4, weight: weak ? 48 : 39 },
        { n: 3, weight: weak ? 12 : 5 },
        { n: 2, weight: weak ? 4 : 1.2 },
        { n: 1, weight: weak ? 1 : 0.2 },
      ]).n,
    };
  });
}

const isLow = (answers: Answer[]): boolean => answers.some(({ score }) => score !== null && score <= 2);

/** A sheet that never came back shows its questions. */
const blankOf = (facts: SurveyFacts): Row => ({
  answers: facts.questions.map(({ code, textZh, weight }) => ({ question: code, text: textZh, weight, notUsed: false })),
});

function sheetOf(world: World, facts: SurveyFacts, answers: Answer[], isOpen: boolean): Row {
  const { random } = world;
  const scores = answers.flatMap(({ score }) => (score === null ? [] : [score]));
  const channel = random.weighted([
    { c: 'online', weight: 60 },
    { c: 'paper', weight: 30 },
    { c: 'screen', weight: 10 },
  ]).c;
  return {
    channel,
    overall: Math.min(5, Math.round(scores.reduce((sum, score) => sum + score, 0) / scores.length)),
    suggestions: random.chance(0.4) ? random.pick(facts.suggestions) : null,
    signature: channel === 'paper' ? world.files.signature : null,
    answers: answers.map(({ code, score }) => {
      const question = facts.questions.find((candidate) => candidate.code === code);
      const low = score !== null && score <= 2;
      return {
        question: code,
        text: question?.textZh,
        weight: question?.weight,
        score,
        notUsed: score === null,
        ...(low ? { reason: facts.reasons[code] ?? '服务有待改进', action: isOpen ? null : random.pick(facts.measures) } : {}),
      };
    }),
  };
}

function followUpOf(world: World, tenant: Tenant, sheet: LoadedRecord, submittedAt: string, isOpen: boolean): Row {
  const done = isOpen
    ? {}
    : {
        doneAt: later(submittedAt, 60 * 26),
        result: 'solved',
        satisfaction: world.random.pick([4, 4, 5]),
        comment: '已说明整改情况，客户表示认可',
      };
  return {
    customer: tenant.ref,
    sourceType: 'other',
    sourceNo: sheet.number,
    plannedAt: later(submittedAt, 60 * 24),
    method: 'phone',
    contactName: speaker(tenant).name,
    attempts: 0,
    ...done,
  };
}
