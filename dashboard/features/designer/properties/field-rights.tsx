import type { FieldDefinition } from '../../../../config/definition/types';
import { assign, orNothing } from '../model/assign';
import { patchField, type FieldRef } from '../model/fields';
import { RoleSelect } from '../pieces/role-select';
import { useDesigner } from '../work/designer-context';
import { Fold, Row } from './row';

/** Who alone sees or changes the field; left empty, what the role's own rights say. */
export function FieldRights({ fieldRef, own }: { fieldRef: FieldRef; own: FieldDefinition }) {
  const { words, edit } = useDesigner();
  const { d } = words;
  const { read = [], write = [] } = own.access ?? {};
  const set = (list: 'read' | 'write', roles: string[]) =>
    edit((form) => {
      const access = assign(own.access ?? {}, { [list]: orNothing(roles) });
      return patchField(form, fieldRef, { access: Object.keys(access).length > 0 ? access : undefined });
    });
  return (
    <Fold title={d('props.rights')} count={(read.length > 0 ? 1 : 0) + (write.length > 0 ? 1 : 0)} open={read.length + write.length > 0}>
      <Row label={d('props.readers')}>
        {(id) => <RoleSelect id={id} value={read} onChange={(roles) => set('read', roles)} placeholder={d('props.byRole')} />}
      </Row>
      <Row label={d('props.writers')}>
        {(id) => <RoleSelect id={id} value={write} onChange={(roles) => set('write', roles)} placeholder={d('props.byRole')} />}
      </Row>
    </Fold>
  );
}
