import type { Words } from '../definition/types';

/** Changing forms: drafts, versions, what stands in the way. */
export const designerWords: Record<string, Words> = {
  stale_draft: {
    zh: '{by}已修改此草稿(第 {revision} 次保存),请核对差异后再保存',
    en: '{by} has changed this draft (save {revision}); look at the differences, then save again',
  },
  stale_base: {
    zh: '表单已发布新版本({version}),请基于新版本重新修改',
    en: 'Version {version} of the form has been published; change that one',
  },
  no_draft: { zh: '没有待发布的草稿', en: 'There is no draft to publish' },
  nothing_changed: { zh: '与现行版本没有差异', en: 'Nothing differs from the present version' },
  already_current: { zh: '第 {version} 版就是现行版本', en: 'Version {version} is the present one' },
  invalid_definition: { zh: '表单定义有误,请按各项提示修改', en: 'The form is not right yet; see each problem' },
  publish_blocked: { zh: '不能发布,请先处理以下问题', en: 'It cannot be published; see what stands in the way' },
  not_unique_yet: { zh: '现有记录中有重复值,不能设为唯一:{line}', en: 'Records hold equal values, so it cannot be made unique: {line}' },
  field_in_use: { zh: '字段仍被使用', en: 'The field is still used' },
  fixed: { zh: '发布后不可更改', en: 'Cannot be changed once published' },
  yaml: { zh: 'YAML 格式错误:{message}', en: 'Not valid YAML: {message}' },
  restart_needed: {
    zh: '此修改需要重启服务后才能发布,请联系管理员',
    en: 'This change needs a restart of the server; ask the administrator',
  },
  unknown_version: { zh: '没有这个版本', en: 'There is no such version' },
};

/** Decisions that several people make. */
export const approvalWords: Record<string, Words> = {
  approval_closed: { zh: '审批已结束', en: 'The decision has been made' },
  no_task: { zh: '现在没有轮到您处理', en: 'It is not your turn to decide' },
  already_decided: { zh: '您已处理过,或他人已先处理', en: 'You have decided already, or somebody else was first' },
  already_asked: { zh: '此人已在本轮审批中', en: 'This person is already asked in this round' },
  to_oneself: { zh: '不能转给自己', en: 'Not to yourself' },
  too_deep: { zh: '加签层数过多', en: 'Too many signers one after the other' },
  act_not_allowed: { zh: '此表单的审批不允许这样做', en: 'The form does not allow this in its approval' },
  nowhere_to_return: { zh: '还没有可退回的步骤', en: 'There is no step to return it to yet' },
  not_the_applicant: { zh: '只有提交人可以撤回', en: 'Only who handed it in can take it back' },
  cannot_see_record: { zh: '此人无权查看这张单据', en: 'This person may not see the record' },
  takes_no_decisions: { zh: '此人的岗位不参与审批', en: "This person's role takes no decisions" },
  is_the_applicant: { zh: '与本单有关的人不能审批(四眼原则)', en: 'Who is part of the case may not decide it (four eyes)' },
  vote_stays: { zh: '会签意见已提交,不能撤销', en: 'A vote that has been given stays' },
  unknown_step: { zh: '没有可退回的这一步', en: 'There is no such step to return to' },
  no_employee: { zh: '此账号没有对应的员工', en: 'No employee stands behind this account' },
};
