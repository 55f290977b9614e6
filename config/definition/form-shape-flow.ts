import { loadShape, ruleUseShape } from './form-shape-parts';
import { any, expression, filled, flag, list, map, number, object, one, text, type Shape } from './shape';
import type { ApprovalDefinition, Guard, TransitionDefinition } from './types';

const WORDS_KEYS = { zh: text('Chinese words'), en: text('English words') };
const values = map(expression(), 'field -> expression');

const effectShape: Shape = object(
  {
    create: object(
      {
        form: text(),
        values,
        each: text('one record for each row of this field'),
        link: text('relation of this record that receives the new one'),
      },
      { required: ['form', 'values'], about: 'opens a follow-on record' },
    ),
    act: object(
      {
        action: text(),
        on: text('relation of this record'),
        form: text(),
        via: text('relation of that form that points here'),
        states: filled(text()),
        data: values,
      },
      { required: ['action'], about: 'performs an action on other records' },
    ),
    update: object({ on: text(), values }, { required: ['on', 'values'], about: 'writes computed fields of a related record' }),
    notify: object(
      { roles: filled(text()), employees: filled(text(), 'fields that name employees'), ...WORDS_KEYS },
      { required: ['zh', 'en'], about: 'a message' },
    ),
    run: text('named effect of config/rules'),
    load: loadShape,
    params: map(any()),
    when: expression('only when true'),
  },
  { exactlyOne: ['create', 'act', 'update', 'notify', 'run'] },
);

const guardShape: Shape = object(
  {
    ...WORDS_KEYS,
    check: expression('must be true'),
    field: text('where the message is shown'),
    ref: text('clause of the manual'),
  } satisfies Record<keyof Guard, Shape>,
  { required: ['check', 'zh', 'en'] },
);

const approvalShape: Shape = object(
  {
    mode: one(['any', 'all', 'sequential', 'ratio']),
    ratio: number('share of the approvers that suffices, 0 < ratio <= 1'),
    approvers: filled(object({ role: text(), headOnly: flag() }, { required: ['role'] })),
    timeout: object(
      { limit: text(), then: one(['remind', 'escalate', 'return']), to: list(text(), 'roles') },
      { required: ['limit', 'then'] },
    ),
    delegation: flag('a dated delegate may act for an absent approver'),
    transfer: flag('an approver may hand the task over; left out = yes'),
    addSigners: flag('an approver may ask further signers; left out = yes'),
    returnTo: list(one(['applicant', 'step']), 'where an approver may send it back to; left out = both'),
    withdraw: flag('the applicant may take it back while undecided; left out = yes'),
    onReject: object({ action: text(), then: one(['again', 'straight']) }, { required: ['action', 'then'] }),
  } satisfies Record<keyof ApprovalDefinition, Shape>,
  { required: ['mode', 'approvers'] },
);

export const transitionShape: Shape = object(
  {
    ...WORDS_KEYS,
    action: text('snake_case'),
    from: filled(text(), 'states'),
    to: text('state'),
    by: filled(text(), 'roles; system = only the product itself'),
    headOnly: flag('only the head of the department'),
    notBy: list(text(), 'four eyes: people fields, registeredBy, action:<name>'),
    decision: one(['approve', 'reject']),
    inbox: flag('waits in the inbox of by'),
    inboxOnly: map(any(), 'only records with these values wait; null = empty'),
    fields: list(text(), 'asked by the dialog of the action'),
    require: list(text(), 'of these, what must be filled'),
    comment: one(['required', 'optional', 'none']),
    guard: list(guardShape),
    rules: list(ruleUseShape),
    set: values,
    effects: list(effectShape),
    approval: approvalShape,
    auto: object({ when: expression('the clock job acts when true') }, { required: ['when'] }),
    notYet: object(WORDS_KEYS, { required: ['zh', 'en'], about: 'why it is not possible yet' }),
    needs: text('prose of the catalogue that guard and effects stand for'),
    sample: map(any(), 'data with which the generated walk performs it'),
  } satisfies Record<keyof TransitionDefinition, Shape>,
  { required: ['action', 'zh', 'en', 'from', 'to', 'by'], namedBy: 'action' },
);
