/** What the API says about records; the words of the contract, written once for all screens. */

/** A record that another one points to. All null when the caller may not know it; `form` always says what it is. */
export type Brief = { documentId: string | null; form: string; number: string | null; title: string | null; state: string | null };

/** A file of a media field. The address is signed and short-lived: shown as it is, never kept. */
export type FileView = { id: number; name: string; mime: string | null; size: number; url: string };

/** A record as the data provider hands it on: `id` is the documentId. Hidden fields are absent, masked ones are text with `*`. */
export type RecordRow = {
  id: string;
  documentId: string;
  state: string;
  rev: number;
  number?: string | null;
  formVersion?: number;
  [field: string]: unknown;
};

export type Reason = { path: string; code: string; message: string };

/** An action that the caller's role holds in the present state; `possible` says whether anything stands in the way. */
export type ActionView = {
  action: string;
  zh: string;
  en: string;
  to: string;
  decision: 'approve' | 'reject' | null;
  comment: 'required' | 'optional' | 'none';
  fields: string[];
  require: string[];
  /** Can be taken back for some seconds; false asks before it is done. */
  undoable?: boolean;
  /** One voice of several. */
  vote?: boolean;
  possible: boolean;
  reasons: Reason[];
};

export type UndoOffer = { token: string; until: string; action?: { zh: string; en: string } | null };

type Named = { zh: string; en: string };

export const APPROVAL_ACTS = ['transfer', 'add-signer', 'return', 'withdraw'] as const;
export type ApprovalAct = (typeof APPROVAL_ACTS)[number];

/** What the caller can do in a decision beside yes and no; `targets`: where it can be sent back to, null = the applicant. */
export type ActOffer = {
  act: ApprovalAct;
  possible: boolean;
  reasons: { code: string; message: string }[];
  targets?: { to: number | null; name: string | null; role: Named | null }[];
};

/** One place in a decision, or a signer whom somebody has asked. */
export type ApprovalTask = {
  id: number;
  parent: number | null;
  place: 'first' | 'before' | 'after';
  round: number;
  role: Named & { key: string };
  headOnly: boolean;
  person: string | null;
  askedBy: string | null;
  escalatedTo: Named | null;
  status: 'waiting' | 'open' | 'approved' | 'rejected' | 'skipped';
  decidedBy: string | null;
  onBehalfOf: string | null;
  dueAt: string | null;
  overdue: boolean;
  mine: boolean;
};

/** A decision of several people: who is asked, who has said what, who is next. */
export type ApprovalView = Named & {
  action: string;
  mode: 'any' | 'all' | 'sequential' | 'ratio';
  ratio: number | null;
  outcome: 'open' | 'approved' | 'rejected' | 'returned' | 'withdrawn';
  round: number;
  applicant: string | null;
  /** All rounds, oldest first. */
  tasks: ApprovalTask[];
  acts: ActOffer[];
};

/** What comes with one record: what this caller can do with it now. */
export type RecordMeta = {
  actions: ActionView[];
  canEdit: boolean;
  editWhy: { zh: string; en: string } | null;
  editable: string[];
  canArchive: boolean;
  masked: string[];
  undo: UndoOffer | null;
  approvals?: ApprovalView[];
};

export type RecordAnswer = { data: RecordRow; meta: RecordMeta };

export const isBrief = (value: unknown): value is Brief =>
  typeof value === 'object' && value !== null && 'documentId' in value && 'form' in value;

export const isFile = (value: unknown): value is FileView =>
  typeof value === 'object' && value !== null && 'mime' in value && 'url' in value;

/** A value that the server has masked: recognisable, never complete. */
export const isMasked = (value: unknown): value is string => typeof value === 'string' && value.includes('****');
