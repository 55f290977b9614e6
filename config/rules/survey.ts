import type { NamedEffect } from './effects';
import { idOf, idsOf, numberOf, rowsOf, textOf, violation, type Rule, type RuleRecord } from './rule';

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

/** 3.1.5 C2: every required question of the campaign has a score (or "not used") before a response counts. */
export const surveyAnswered: Rule = (record) => {
  const campaign = record.campaign as RuleRecord | null | undefined;
  const required = campaign ? rowsOf(campaign, 'questions').filter((question) => question.required === true) : [];
  const answers = rowsOf(record, 'answers');
  const open = required.filter((question) => {
    const answer = answers.find((row) => row.question === question.code);
    return !answer || (isEmpty(answer.score) && answer.notUsed !== true);
  });
  return open.map((question) => {
    const index = answers.findIndex((row) => row.question === question.code);
    const path = index < 0 ? ['answers'] : ['answers', index, 'score'];
    return violation(
      path,
      'question_open',
      { zh: `必答题未答:${textOf(question.textZh)}`, en: `Not answered: ${textOf(question.textEn) || textOf(question.textZh)}` },
      { question: question.code },
    );
  });
};

/** Practice (satisfaction-survey#1): one valid response per customer and campaign. Load `others`: returned ones of this customer. */
export const oneResponsePerCampaign: Rule = (record, context) => {
  const campaign = idOf(record.campaign);
  if (!campaign) return [];
  const twin = (context.related.others ?? []).find((other) => idOf(other) !== idOf(record) && idOf(other.campaign) === campaign);
  if (!twin) return [];
  return [
    violation(
      ['customer'],
      'second_response',
      { zh: '该客户本次调查已有有效问卷', en: 'This customer has a valid response in this campaign already' },
      { number: twin.number },
    ),
  ];
};

/** 3.1.5 C (handle): every dissatisfied answer (1 or 2) was acted on and followed up. Load `followUps`: done ones of this customer. */
export const dissatisfactionFollowedUp: Rule = (record, context) => {
  const done = (context.related.followUps ?? []).filter((followUp) => followUp.sourceNo === record.number);
  const open = isDissatisfied(record) && done.length === 0;
  const answers = rowsOf(record, 'answers').flatMap((answer, index) =>
    isLow(answer.score) && isEmpty(answer.action)
      ? [
          violation(['answers', index, 'action'], 'action_missing', {
            zh: '不满意项须填写处理措施',
            en: 'A dissatisfied answer needs an action',
          }),
        ]
      : [],
  );
  if (!open) return answers;
  return [
    ...answers,
    violation([], 'follow_up_missing', { zh: '不满意项尚未完成回访', en: 'The follow-up of the dissatisfied answers is not done' }),
  ];
};

/** Practice (survey-campaign#1): sent to at least 90 % of active customers. Load `customers`: the active ones. */
export const campaignReachesCustomers: Rule = (record, context) => {
  if (record.campaignType !== 'regular') return [];
  const audience = new Set(idsOf(record.audience));
  const active = idsOf(context.related.customers ?? []);
  const reached = active.filter((customer) => audience.has(customer)).length;
  if (active.length === 0 || reached >= active.length * 0.9) return [];
  return [
    violation(
      ['audience'],
      'audience_small',
      { zh: '发放率低于90%', en: 'Less than 90 % of the active customers are asked' },
      { reached, active: active.length },
    ),
  ];
};

/** Opens one sheet per customer, its questions laid out with their weights. */
export const openSurveys: NamedEffect = (record) => {
  const answers = rowsOf(record, 'questions').map((question) => ({
    question: question.code,
    weight: question.weight,
    text: question.textZh,
  }));
  const sheets = idsOf(record.audience).map((customer) => ({
    create: { form: 'satisfaction-survey', values: { campaign: idOf(record), customer, answers } },
  }));
  return [
    ...sheets,
    { update: { form: 'survey-campaign', documentId: textOf(record.documentId), values: { sentCount: sheets.length, returnedCount: 0 } } },
  ];
};

/** Keeps the campaign's count of valid responses. Load `siblings`: all sheets of the campaign, this one among them. */
export const countReturns: NamedEffect = (record, context) => {
  const campaign = idOf(record.campaign);
  if (!campaign) return [];
  const others = (context.related.siblings ?? []).filter((sheet) => idOf(sheet) !== idOf(record));
  const returnedCount = [...others, record].filter((sheet) => sheet.state === 'returned' || sheet.state === 'handled').length;
  return [{ update: { form: 'survey-campaign', documentId: campaign, values: { returnedCount } } }];
};

function isLow(score: unknown): boolean {
  return !isEmpty(score) && numberOf(score) <= 2;
}

function isDissatisfied(record: RuleRecord): boolean {
  return isLow(record.overall) || rowsOf(record, 'answers').some((answer) => isLow(answer.score));
}

export const surveyRules = {
  'survey-answered': surveyAnswered,
  'one-response-per-campaign': oneResponsePerCampaign,
  'dissatisfaction-followed-up': dissatisfactionFollowedUp,
  'campaign-reaches-customers': campaignReachesCustomers,
} satisfies Record<string, Rule>;

export const surveyEffects = { 'open-surveys': openSurveys, 'count-returns': countReturns } satisfies Record<string, NamedEffect>;
