import type { Words } from '../definition/types';

/** One block of a printed page; blocks stand under each other. Fields print with their label and value in words. */
export type PaperBlock =
  | ({ kind: 'title' } & Words)
  /** Name of the copy, and the state of the record: papers of the house have it, a notice for the public has not. */
  | { kind: 'copies' }
  /** `columns` label-value pairs side by side (default 2). */
  | { kind: 'fields'; fields: string[]; columns?: 1 | 2 | 3 }
  /** The rows of a json-rows field; `minRows` empty lines are printed for filling in by hand. */
  | { kind: 'table'; field: string; columns: string[]; minRows?: number; total?: string }
  /**
   * Rows against days, as a roster hangs on the wall. `row`, `day` and `cell` are columns of the json-rows field; a cell prints as few
   * letters as tell it apart, explained below the grid; where the tick `mark` is set stands a dot.
   */
  | { kind: 'grid'; field: string; row: string; day: string; cell: string; mark?: string }
  | ({ kind: 'text' } & Words)
  /** The text of a field in large letters, without a box, under the text of another as its heading: what hangs on a board. */
  | { kind: 'prose'; field: string; heading?: string }
  /** Media of format signature, or lines to sign on; left out `fields` = the paper's `signatures`. */
  | { kind: 'signatures'; fields?: string[] }
  /** Code that leads to the record. */
  | { kind: 'qr' };

/** Layout of one paper: `config/papers/<template>.yaml`, named by `template` of a form's paper. */
export interface PaperLayout {
  key: string;
  form: string;
  page: 'A4' | 'A5';
  orientation?: 'portrait' | 'landscape';
  blocks: PaperBlock[];
}
