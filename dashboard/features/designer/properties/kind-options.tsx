import type { FieldDefinition } from '../../../../config/definition/types';
import type { FieldRef } from '../model/fields';
import { ChoiceOptions } from './choice-options';
import { NumberOptions } from './number-options';
import { RecordOptions } from './record-options';
import { RowsOptions } from './rows-options';
import { TextOptions } from './text-options';
import { DateOptions } from './date-options';
import { FileOptions } from './file-options';

export type KindOptionsProps = { fieldRef: FieldRef; own: FieldDefinition; shown: FieldDefinition };

/** Options that only this kind of field has. */
export function KindOptions(props: KindOptionsProps) {
  switch (props.own.type) {
    case 'string':
    case 'text':
      return <TextOptions {...props} />;
    case 'integer':
    case 'decimal':
    case 'money':
      return <NumberOptions {...props} />;
    case 'enum':
      return <ChoiceOptions {...props} />;
    case 'relation':
      return <RecordOptions {...props} />;
    case 'json-rows':
      return <RowsOptions {...props} />;
    case 'date':
    case 'datetime':
      return <DateOptions {...props} />;
    case 'media':
      return <FileOptions {...props} />;
    case 'boolean':
    case 'time':
      return null;
  }
}
