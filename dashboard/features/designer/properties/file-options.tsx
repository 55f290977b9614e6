import { Switch } from 'antd';
import { patchField } from '../model/fields';
import { useDesigner } from '../work/designer-context';
import type { KindOptionsProps } from './kind-options';

export function FileOptions({ fieldRef, own }: KindOptionsProps) {
  const { words, edit, isNew } = useDesigner();
  if (own.format === 'signature') return null;
  return (
    <div className="td-dz-switches">
      <label>
        <Switch
          size="small"
          checked={own.multiple === true}
          disabled={!isNew(fieldRef)}
          onChange={(on) => edit((form) => patchField(form, fieldRef, { multiple: on || undefined }))}
        />{' '}
        {words.d('props.severalFiles')}
      </label>
    </div>
  );
}
