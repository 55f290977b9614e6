import type { Words } from '../definition/types';

/** The final removal of an archived field's values, and forms that wait for another one. */
export const purgeWords: Record<string, Words> = {
  needs_form: { zh: '须先启用所关联的表单', en: 'The form that it points to has to be switched on first' },
  purge_not_archived: { zh: '字段没有归档,不能清除其内容', en: 'The field is not archived, so its values cannot be removed' },
  purge_asked: {
    zh: '{by}已申请清除此字段,请等待确认或先撤回',
    en: '{by} has asked for this already: let it be confirmed, or withdraw it first',
  },
  purge_empty: { zh: '没有记录存有此字段的内容,无需清除', en: 'No record holds a value of this field: there is nothing to remove' },
  purge_too_early: { zh: '{at} 之后才能确认清除', en: 'It can be confirmed from {at} on' },
  purge_same_person: { zh: '申请人不能确认自己的申请,须由另一人确认', en: 'Who asked for it cannot confirm it; someone else must' },
  purge_expired: { zh: '申请已过期,请重新申请', en: 'The request has expired; ask for it again' },
  purge_closed: { zh: '此申请已撤回或已完成', en: 'The request has been withdrawn or carried out already' },
};
