import { App } from 'antd';
import { archiveField, duplicateField, fieldAt, removeField, restoreField, type FieldRef } from '../model/fields';
import { isCommon } from '../model/layout';
import { takeBackRetype } from '../model/retype';
import { useDesigner } from '../work/designer-context';

/** What can be done with a field as a whole. A field that was published is archived; one that was not simply goes. */
export function useFieldActs() {
  const { def, words, edit, add, select, isNew, lockOf, nameFor } = useDesigner();
  const { message } = App.useApp();
  const { d, say } = words;
  const takeAway = (ref: FieldRef) => {
    const field = fieldAt(def, ref);
    if (!field || (ref.column === undefined && isCommon(ref.field))) return;
    if (lockOf(ref)) return void message.warning(d('layout.lockedNow', { name: say(field) }));
    const isRetyped = ref.column === undefined && isNew(ref) && field.convertedFrom !== undefined;
    if (isRetyped) edit((present) => takeBackRetype(present, ref.field));
    else if (isNew(ref)) edit((present) => removeField(present, ref));
    else edit((present) => archiveField(present, ref));
    select(ref.column === undefined ? null : { kind: 'field', field: ref.field });
    void message.info(d(isNew(ref) ? 'layout.removed' : 'layout.archivedNow', { name: say(field) }));
  };
  const duplicate = (ref: FieldRef) => {
    const field = fieldAt(def, ref);
    if (!field) return;
    const name = nameFor({ zh: `${field.zh} 2`, en: `${field.en} 2` }, ref.column === undefined ? undefined : ref.field);
    add((present) => duplicateField(present, ref, name), {
      kind: 'field',
      ...(ref.column === undefined ? { field: name } : { field: ref.field, column: name }),
    });
  };
  const restore = (ref: FieldRef) => {
    edit((present) => restoreField(present, ref));
    select({ kind: 'field', ...ref });
  };
  return { takeAway, duplicate, restore };
}
