import { Button } from 'antd';
import type { FieldDefinition } from '../../../../config/definition/types';
import { kindOf } from '../model/kinds';
import { takeBackRetype } from '../model/retype';
import { useDesigner } from '../work/designer-context';
import { ConvertTry } from './convert-try';

/** Of a field that has taken the place of another: which one, and what becomes of its values. */
export function RetypedNote({ own }: { own: FieldDefinition }) {
  const { view, words, edit, isNew, select } = useDesigner();
  const { d, say } = words;
  const source = view.fields.find((field) => field.name === own.convertedFrom);
  const target = view.fields.find((field) => field.name === own.name) ?? own;
  if (!source) return null;
  const isOpen = isNew({ field: own.name });
  const params = { field: say(source), kind: say(kindOf(source)) };
  return (
    <div className="td-dz-retyped">
      <p className="td-dz-hint">{d(isOpen ? 'retype.note' : 'retype.noteDone', params)}</p>
      {isOpen && own.type === 'enum' && <p className="td-dz-hint">{d('retype.optionsFirst')}</p>}
      {isOpen && (
        <>
          <ConvertTry from={source} to={target} />
          <Button
            size="small"
            onClick={() => {
              edit((form) => takeBackRetype(form, own.name));
              select({ kind: 'field', field: source.name });
            }}
          >
            {d('retype.takeBack')}
          </Button>
        </>
      )}
    </div>
  );
}
