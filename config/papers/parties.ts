import type { Words } from '../definition/types';

/**
 * Who signs a paper or gets a copy of it, as the manual calls them, in English. A paper names them in Chinese, as its form is printed; what a
 * house has named itself stands in both languages as it was typed.
 */
const ENGLISH: Readonly<Record<string, string>> = {
  // Departments and houses
  保安部: 'Security',
  安保部: 'Security',
  财务部: 'Finance',
  工程部: 'Engineering',
  客服部: 'Customer service',
  市场部: 'Leasing',
  物业部: 'Property management',
  物业公司: 'Property manager',
  行政部: 'Administration',
  服务部门: 'Serving department',
  责任部门: 'Department in charge',
  邮局: 'Post office',
  // Outside parties
  客户: 'Customer',
  业主方: 'Owner',
  各楼业主: 'Owners of each tower',
  代理公司: 'Letting agent',
  施工单位: 'Contractor',
  施工方: 'Contractor',
  装修公司: 'Decoration contractor',
  外委单位: 'Service contractor',
  保洁公司: 'Cleaning contractor',
  绿化单位: 'Landscaping contractor',
  租摆公司: 'Plant-hire contractor',
  清掏单位: 'Septic contractor',
  清运单位: 'Waste contractor',
  消杀单位: 'Pest-control contractor',
  申请方: 'Applicant',
  责任方: 'Party in charge',
  责任单位: 'Party in charge',
  各参会方: 'All parties present',
  // Posts
  物业总经理: 'General manager',
  客服经理: 'Customer service manager',
  客服部经理: 'Customer service manager',
  客服主管: 'Customer service supervisor',
  客服助理: 'Customer service assistant',
  大物业助理: 'Estate assistant',
  安保经理: 'Security manager',
  安保部经理: 'Security manager',
  保安主管: 'Security supervisor',
  当班保安: 'Guard on duty',
  环境主管: 'Environment supervisor',
  保洁领班: 'Cleaning foreman',
  部门主管: 'Head of department',
  责任部门负责人: 'Head of the department in charge',
  参会方负责人: 'Head of each party',
  经理: 'Manager',
  主管: 'Supervisor',
  员工: 'Employee',
  前台接待: 'Receptionist',
  收发员: 'Mail clerk',
  档案员: 'Archivist',
  // Persons by what they did
  申请人: 'Applicant',
  申领人: 'Requested by',
  填表人: 'Filled in by',
  填单人: 'Filled in by',
  编制人: 'Prepared by',
  拟稿人: 'Drafted by',
  记录人: 'Recorded by',
  开单人: 'Issued by',
  签发人: 'Issued by',
  审核人: 'Reviewed by',
  核对人: 'Checked by',
  批准人: 'Approved by',
  经办: 'Handled by',
  经办人: 'Handled by',
  处理人: 'Handled by',
  接诉人: 'Complaint taken by',
  工程部接单人: 'Order taken by (Engineering)',
  维修人员: 'Repaired by',
  服务人员: 'Served by',
  回访人: 'Visited by',
  拜访人: 'Visited by',
  被访人: 'Person visited',
  借用人: 'Borrower',
  借阅人: 'Borrower',
  发放人: 'Handed out by',
  派发人: 'Distributed by',
  收回人: 'Taken back by',
  返还人: 'Returned by',
  保管人: 'Keeper',
  收款人: 'Received by',
  收件人: 'Addressee',
  移交人: 'Handed over by',
  接收人: 'Received by',
  监交人: 'Witness',
  交班人: 'Outgoing shift',
  接班人: 'Incoming shift',
  检查人: 'Inspected by',
  巡视人: 'Patrolled by',
  监督人: 'Supervised by',
  监销人: 'Disposal witnessed by',
  鉴定人: 'Appraised by',
  陪同人: 'Accompanied by',
  组织人: 'Organiser',
  主持人: 'Chair',
  讲师: 'Trainer',
  参训人员: 'Trainees',
  责任人: 'Person in charge',
  外委责任人: "Contractor's person in charge",
  客户签收人: 'Signed for by the customer',
  施工人员: 'Worker',
  动火人: 'Hot-work operator',
  看火人: 'Fire watch',
  // What happens with a copy
  张贴: 'To be posted',
  施工现场张贴: 'To be posted on site',
  盖章: 'stamp',
  签收: 'signed for',
  现场: 'on site',
  收费项: 'items charged',
  月度装订: 'bound monthly',
  存档: 'file copy',
  存根: 'counterfoil',
  前台: 'Front desk',
};

const COPY = /^第([一二三四五六七八九])联\s*/;
const TAIL = /^(.+?)(签收|盖章|存档|存根)$/;
const BRACKETS = /^(.+?)[((](.+?)[))]$/;

/** A name on a paper in both languages: `第一联 物业部` is `Copy 1: Property management`, `客户(盖章)` is `Customer (stamp)`. */
export function partyWords(label: string): Words {
  return { zh: label, en: english(label) ?? label };
}

function english(label: string): string | null {
  const known = ENGLISH[label];
  if (known !== undefined) return known;
  const copy = COPY.exec(label);
  if (copy) return joined(`Copy ${'一二三四五六七八九'.indexOf(copy[1] ?? '') + 1}: `, english(label.slice(copy[0].length)), '');
  if (label.includes('/')) {
    const parts = label.split('/').map(english);
    return parts.includes(null) ? null : parts.join(' / ');
  }
  const [, name, more] = BRACKETS.exec(label) ?? TAIL.exec(label) ?? [];
  if (name === undefined || more === undefined) return null;
  const tail = english(more);
  return tail === null ? null : joined('', english(name), ` (${tail})`);
}

const joined = (before: string, name: string | null, after: string): string | null => (name === null ? null : before + name + after);
