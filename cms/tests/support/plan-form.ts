import type { Api } from './api';
import { need, type Row } from './house';

/** What differs from one form to be decided on to the next. */
export interface PlanForm {
  /** Also makes its addresses: `/api/<key>s`. */
  key: string;
  /** Roles that say yes or no. */
  deciding: string[];
  approval: Row;
  /** More of the yes, such as four eyes. */
  agree?: Row;
  access?: Row;
}

/** Publishes a form that others decide on: asked, then agreed, or refused and asked again by the receptionist. */
export async function publishPlanForm(manager: Api, { key, deciding, approval, agree, access }: PlanForm): Promise<void> {
  const definition = {
    key,
    plural: `${key}s`,
    zh: '采购计划',
    en: 'Purchase plan',
    area: '65-venue-services',
    kind: 'form',
    numbering: null,
    title: ['what'],
    fields: [{ name: 'what', zh: '内容', en: 'What', type: 'string', required: true }],
    states: [
      { value: 'asked', zh: '待批', en: 'Asked', initial: true },
      { value: 'agreed', zh: '同意', en: 'Agreed', final: true },
      { value: 'refused', zh: '退回', en: 'Refused', editable: true },
    ],
    transitions: [
      { action: 'agree', zh: '同意', en: 'Agree', from: ['asked'], to: 'agreed', by: deciding, decision: 'approve', approval, ...agree },
      { action: 'refuse', zh: '退回', en: 'Refuse', from: ['asked'], to: 'refused', by: deciding, decision: 'reject', comment: 'required' },
      { action: 'ask', zh: '再报', en: 'Ask again', from: ['refused'], to: 'asked', by: ['receptionist'] },
    ],
    list: { columns: ['what', 'state'] },
    access: { create: ['receptionist'], edit: ['receptionist'], read: { engineering: 'site', security: 'site' }, ...access },
  };
  const draft = need(await manager.put<{ revision: number }>(`/api/designer/${key}/draft`, { revision: 0, definition }));
  need(await manager.post(`/api/designer/${key}/publish`, { revision: draft.revision, note: '会签' }));
}
