import { createContext, useContext } from 'react';
import type { CheckContext } from '../../../../config/definition/check';
import type { FieldDefinition, FormDefinition, Words } from '../../../../config/definition/types';
import type { FieldRef } from '../model/fields';
import type { Change } from '../model/history';
import type { Lock } from '../model/locks';
import type { Syllables } from '../model/naming';
import type { Part, Problem, Selection } from '../model/problems';
import type { Desk } from '../source';
import type { DesignerWording } from '../words/use-designer-words';

/** The form under work, and everything that its parts do with it. */
export type Designer = {
  /** As it stands in its file: what is edited. */
  def: FormDefinition;
  /** The same with common fields and shared lists: what people will see. */
  view: FormDefinition;
  /** As it is published; null for a form that is not yet. */
  published: FormDefinition | null;
  desk: Desk;
  context: CheckContext;
  problems: Problem[];
  words: DesignerWording;
  syllables: Syllables;
  selection: Selection | null;
  select: (selection: Selection | null) => void;
  /** Leads to a part and to something in it. */
  go: (part: Part, selection: Selection | null) => void;
  /** `typing`: keystrokes in one input are one step of undo. */
  edit: (change: Change, typing?: string) => void;
  /** An input was left. */
  pause: () => void;
  /** Field that was added just now: its label has the focus. */
  added: string | null;
  add: (change: Change, selection: Selection) => void;
  isNew: (ref: FieldRef) => boolean;
  lockOf: (ref: FieldRef) => Lock | null;
  /** A name for a new field or column, made of its label; `own` = the name it has now, which is not in its way. */
  nameFor: (words: Words, columnsOf?: string, own?: string) => string;
};

const Context = createContext<Designer | null>(null);
export const DesignerProvider = Context.Provider;

export function useDesigner(): Designer {
  const designer = useContext(Context);
  if (!designer) throw new Error('useDesigner stands below the workbench');
  return designer;
}

/** The field as it is shown: shared lists resolved. */
export function shownField(view: FormDefinition, ref: FieldRef): FieldDefinition | undefined {
  const field = view.fields.find((one) => one.name === ref.field);
  return ref.column === undefined ? field : field?.columns?.find((column) => column.name === ref.column);
}

/** Problems at an address of the form and below it. */
export const problemsAt = (problems: Problem[], key: string, address: string): Problem[] =>
  problems.filter(
    (problem) =>
      problem.address === `${key}.${address}` ||
      problem.address.startsWith(`${key}.${address}.`) ||
      problem.address.startsWith(`${key}.${address}[`),
  );
