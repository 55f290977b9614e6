import { useCallback } from 'react';
import { addColumn, addField, fieldAt, placeAfter } from '../model/fields';
import { KINDS, newField } from '../model/kinds';
import type { Place } from '../model/layout';
import { useDesigner } from '../work/designer-context';

/** Adds a field of a kind: where it was dropped, else behind what is selected; its label then has the focus. */
export function useAddField(): (kind: string, place?: Place) => void {
  const { def, desk, selection, add, nameFor } = useDesigner();
  return useCallback(
    (key, place) => {
      const kind = KINDS.find((one) => one.key === key);
      if (!kind) return;
      // Until somebody writes an English name the Chinese one stands in its place; the name then follows the pinyin.
      const words = { zh: kind.zh, en: kind.zh };
      const target = desk.forms.some((form) => form.key === 'unit') ? 'unit' : desk.forms[0]?.key;
      const rows =
        selection?.kind === 'field' && selection.column !== undefined && !place && kind.inRows
          ? fieldAt(def, { field: selection.field })
          : undefined;
      if (rows) {
        const column = newField(kind, words, nameFor(words, rows.name), target);
        return add((present) => addColumn(present, rows.name, column), { kind: 'field', field: rows.name, column: column.name });
      }
      const field = newField(kind, words, nameFor(words), target);
      const selected =
        selection?.kind === 'field' ? { field: selection.field } : selection?.kind === 'section' ? { section: selection.section } : null;
      add((present) => addField(present, field, place ?? placeAfter(present, selected)), { kind: 'field', field: field.name });
    },
    [def, desk, selection, add, nameFor],
  );
}
