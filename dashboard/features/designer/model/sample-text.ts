import type { FieldDefinition } from '../../../../config/definition/types';
import type { DesignerWording } from '../words/use-designer-words';

/** A made-up value as text, so that a layout can be judged before there are records. */
export function sampleText(field: FieldDefinition, row: number, { say, t }: Pick<DesignerWording, 'say' | 't'>): string {
  switch (field.type) {
    case 'integer':
      return String(3 + row);
    case 'decimal':
      return (12.5 + row).toFixed(field.scale ?? 2);
    case 'money':
      return `¥${(120 + row * 35).toFixed(2)}`;
    case 'date':
      return `2026-11-0${row + 1}`;
    case 'datetime':
      return `2026-11-0${row + 1} 09:30`;
    case 'time':
      return `0${8 + row}:30`;
    case 'boolean':
      return t(row % 2 === 0 ? 'common.yes' : 'common.no');
    case 'enum':
      return field.values?.[row % field.values.length] ? say(field.values[row % field.values.length]) : '';
    case 'media':
      return t('fields.files', { count: row + 1 });
    case 'json-rows':
      return t('fields.rows', { count: row + 2 });
    case 'relation':
    case 'string':
    case 'text':
      return field.name === 'number' ? `No. ${row + 1}` : `${say(field)} ${row + 1}`;
  }
}
