import type { ComponentType } from 'react';
import type { FieldDefinition } from '../../config/definition/types';
import type { FormView } from '../providers/definitions-source';
import type { Wording } from '../providers/i18n';

/**
 * A control of a form. Values are those of the API's answers (money in fen, datetimes ISO UTC, relations as Brief, media as FileView), so
 * that expressions read a form under work as they read a record; `toWire` makes what is sent.
 */
export type InputProps = {
  field: FieldDefinition;
  value?: unknown;
  onChange?: (next: unknown) => void;
  onBlur?: () => void;
  id: string;
  /** Dotted path in the record (`materials.0.quantity`): where messages belong. */
  path: string;
  /** The control is several elements: the group takes its name from the element with this id. */
  labelledBy?: string;
  /** In a table no label is visible: the name that is read out. */
  label?: string;
  disabled?: boolean;
  required?: boolean;
  invalid?: boolean;
  describedBy?: string;
  placeholder?: string;
  /** In a row of a table. */
  compact?: boolean;
};

/** A value that is read, in full (`Show`) or on one line (`Cell`). */
export type ValueProps = { field: FieldDefinition; value: unknown };

/** The condition on one field, exactly as it stands under `filters[<field>]` in the URL and in Strapi's query: `{$in: ['a']}`. */
export type FieldFilter = Record<string, unknown>;

export type FilterProps = {
  form: FormView;
  field: FieldDefinition;
  value: FieldFilter | undefined;
  /** undefined = nothing is asked of this field any more. */
  onChange: (next: FieldFilter | undefined) => void;
  /** Name of the control, when no label points to its id. */
  label?: string;
  id?: string;
};

export type FilterParts = {
  /** Makes and changes the condition. */
  Control: ComponentType<FilterProps>;
  /** What the condition says, for a chip: `≥ ¥100.00`, `电话、微信`. */
  Words: ComponentType<{ form: FormView; field: FieldDefinition; value: FieldFilter }>;
};

/** Everything that the screens need to know about one kind of field. */
export type FieldParts = {
  Input: ComponentType<InputProps>;
  Show: ComponentType<ValueProps>;
  Cell: ComponentType<ValueProps>;
  /** null: lists cannot ask for it. */
  filter: FilterParts | null;
  /** The value as plain text: titles, history, names that are read out. Empty text for nothing. */
  text: (value: unknown, field: FieldDefinition, words: Wording) => string;
  /** What the server takes for a value of a form. */
  toWire: (value: unknown, field: FieldDefinition) => unknown;
  /** A value of the address (`?priority=urgent`); undefined when it is none. Relations are loaded, not read. */
  fromText: (text: string, field: FieldDefinition) => unknown;
  /** The control is a group (radio buttons, files, rows): its label names it, but cannot focus it. */
  isGroup?: (field: FieldDefinition) => boolean;
  /** Takes both columns of a form. */
  isWide?: (field: FieldDefinition) => boolean;
  /** Numbers stand at the end of their column. */
  align?: 'end';
};
