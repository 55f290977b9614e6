import {
  campaignReachesCustomers,
  countReturns,
  dissatisfactionFollowedUp,
  oneResponsePerCampaign,
  openSurveys,
  surveyAnswered,
} from './survey';
import { ruleContext } from './test-context';

const campaign = {
  documentId: 'k1',
  questions: [
    { code: 'Q1', textZh: '服务', weight: 2, required: true },
    { code: 'Q2', textZh: '清洁', weight: 1, required: false },
  ],
};

describe('answers', () => {
  const check = (answers: Record<string, unknown>[]): number => surveyAnswered({ campaign, answers }, ruleContext()).length;
  test('a required question needs a score or "not used"', () => {
    expect(check([{ question: 'Q1', score: 4 }])).toBe(0);
    expect(check([{ question: 'Q1', notUsed: true }])).toBe(0);
    expect(check([{ question: 'Q1', score: null }])).toBe(1);
    expect(check([{ question: 'Q2', score: 4 }])).toBe(1);
  });
  test('without a campaign there is no list of questions', () => {
    expect(surveyAnswered({ campaign: null, answers: [] }, ruleContext())).toEqual([]);
  });
});

test('one valid response per customer and campaign', () => {
  const others = [{ documentId: 'a', number: 'MY-1', campaign }];
  expect(oneResponsePerCampaign({ documentId: 'b', campaign }, ruleContext({ related: { others } }))).toHaveLength(1);
  expect(oneResponsePerCampaign({ documentId: 'a', campaign }, ruleContext({ related: { others } }))).toEqual([]);
  expect(oneResponsePerCampaign({ documentId: 'b', campaign: { documentId: 'k2' } }, ruleContext({ related: { others } }))).toEqual([]);
});

describe('dissatisfaction', () => {
  const done = ruleContext({ related: { followUps: [{ sourceNo: 'MY-1' }] } });
  test('1 and 2 need an action and a follow-up, 3 does not', () => {
    expect(dissatisfactionFollowedUp({ number: 'MY-1', overall: 3, answers: [{ score: 3 }] }, ruleContext())).toEqual([]);
    expect(dissatisfactionFollowedUp({ number: 'MY-1', overall: 5, answers: [{ score: 2 }] }, ruleContext())).toHaveLength(2);
    expect(dissatisfactionFollowedUp({ number: 'MY-1', overall: 2, answers: [] }, ruleContext())).toHaveLength(1);
    expect(dissatisfactionFollowedUp({ number: 'MY-1', overall: 5, answers: [{ score: 2, action: '已重做' }] }, done)).toEqual([]);
  });
});

test('a regular campaign reaches nine of ten customers', () => {
  const customers = Array.from({ length: 10 }, (_, i) => ({ documentId: `c${i}` }));
  const start = (count: number, campaignType = 'regular'): number =>
    campaignReachesCustomers({ campaignType, audience: customers.slice(0, count) }, ruleContext({ related: { customers } })).length;
  expect(start(9)).toBe(0);
  expect(start(8)).toBe(1);
  expect(start(1, 'special')).toBe(0);
  expect(campaignReachesCustomers({ campaignType: 'regular', audience: [] }, ruleContext())).toEqual([]);
});

test('starting opens a sheet for each customer', () => {
  const steps = openSurveys({ ...campaign, audience: [{ documentId: 'c1' }, { documentId: 'c2' }] }, ruleContext());
  expect(steps).toHaveLength(3);
  expect(steps[0]).toMatchObject({
    create: {
      form: 'satisfaction-survey',
      values: { campaign: 'k1', customer: 'c1', answers: [{ question: 'Q1', weight: 2 }, { question: 'Q2' }] },
    },
  });
  expect(steps[2]).toMatchObject({ update: { values: { sentCount: 2, returnedCount: 0 } } });
});

test('valid sheets are counted, the one that just changed by its new state', () => {
  const siblings = [
    { documentId: 'a', state: 'returned' },
    { documentId: 'b', state: 'handled' },
    { documentId: 'c', state: 'sent' },
  ];
  const count = (state: string): unknown => countReturns({ documentId: 'a', campaign, state }, ruleContext({ related: { siblings } }));
  expect(count('returned')).toMatchObject([{ update: { documentId: 'k1', values: { returnedCount: 2 } } }]);
  expect(count('invalid')).toMatchObject([{ update: { values: { returnedCount: 1 } } }]);
});
