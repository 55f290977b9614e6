import { InboxOutlined, PlusOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button, Input, Select, Switch } from 'antd';
import type { EnumValue } from '../../../../config/definition/types';
import { assign, moved, orNothing, replaced, without } from '../model/assign';
import { fieldAt, patchField } from '../model/fields';
import { hasEnglish, valueName } from '../model/naming';
import { Dot, toneOfColour } from '../../../components/state-dot';
import { OrderedList } from '../pieces/ordered-list';
import { useDesigner } from '../work/designer-context';
import type { KindOptionsProps } from './kind-options';
import { Fold, Row } from './row';

const COLOURS = ['grey', 'blue', 'green', 'amber', 'red', 'purple'] as const;

/** Options of a choice: its own, or a list that several forms share. What records may hold is archived, never deleted. */
export function ChoiceOptions({ fieldRef, own, shown }: KindOptionsProps) {
  const { words, edit, isNew, context } = useDesigner();
  const { d, say } = words;
  const set = (patch: Partial<typeof own>, typing?: string) => edit((form) => patchField(form, fieldRef, patch), typing);
  const isFresh = isNew(fieldRef);
  const lists = Object.keys(context.enums);
  return (
    <>
      {isFresh && (
        <div className="td-dz-switches">
          <label>
            <Switch
              size="small"
              checked={own.multiple === true}
              onChange={(on) => set({ multiple: on || undefined, default: undefined })}
            />{' '}
            {d('props.severalOptions')}
          </label>
        </div>
      )}
      <Row label={d('props.optionsFrom')}>
        {(id) => (
          <Select
            id={id}
            disabled={!isFresh}
            showSearch
            value={own.enumRef ?? ''}
            onChange={(list) =>
              set(
                list === ''
                  ? { enumRef: undefined, allow: undefined, values: shown.values ?? [] }
                  : { enumRef: list, values: undefined, allow: undefined },
              )
            }
            options={[
              { value: '', label: d('props.ownOptions') },
              ...lists.map((list) => ({
                value: list,
                label: `${d('props.sharedList')} ${context.enums[list]?.slice(0, 3).map(say).join(words.t('common.and')) ?? list}`,
              })),
            ]}
          />
        )}
      </Row>
      {own.enumRef === undefined ? (
        <OwnOptions fieldRef={fieldRef} own={own} shown={shown} />
      ) : (
        <SharedOptions fieldRef={fieldRef} own={own} shown={shown} />
      )}
    </>
  );
}

function OwnOptions({ fieldRef, own }: KindOptionsProps) {
  const { def, words, edit, pause, published, isNew, lockOf, syllables } = useDesigner();
  const { d, say, t } = words;
  const values = own.values ?? [];
  const old = new Set((published && fieldAt(published, fieldRef)?.values)?.map((entry) => String(entry.value)));
  const locked = lockOf(fieldRef)?.reason !== undefined && lockOf(fieldRef)?.reason !== null;
  const set = (next: EnumValue[], typing?: string) => edit((form) => patchField(form, fieldRef, { values: next }), typing);
  const add = () => {
    const word = { zh: d('props.newOption', { n: values.length + 1 }), en: `Option ${values.length + 1}` };
    set([
      ...values,
      {
        value: valueName(
          { zh: '', en: word.en },
          values.map((entry) => String(entry.value)),
          syllables,
        ),
        ...word,
      },
    ]);
  };
  /** The stored value of a new option is made of its word. */
  const name = (index: number) => {
    pause();
    const entry = values[index];
    if (!entry || typeof entry.value !== 'string' || old.has(entry.value)) return;
    const value = valueName(
      entry,
      without(values, index).map((other) => String(other.value)),
      syllables,
    );
    // A value that a default or a condition names already stays as it is.
    const isNamed = own.default !== undefined || JSON.stringify(def).includes(`'${entry.value}'`);
    if (value !== entry.value && !isNamed) set(replaced(values, index, { ...entry, value }), `options.${own.name}.${index}`);
  };
  return (
    <Fold title={d('props.options')} count={values.length} open={values.length <= 6 || isNew(fieldRef)}>
      <OrderedList
        label={d('props.options')}
        items={values}
        keyOf={(entry) => String(values.indexOf(entry))}
        nameOf={say}
        onMove={(from, to) => set(moved(values, from, to))}
        onRemove={(index) => set(without(values, index))}
        canRemove={(entry) => !old.has(String(entry.value)) && values.length > 1}
      >
        {(entry, index) => (
          <div className="td-dz-option" data-archived={entry.archived || undefined} onBlur={() => name(index)}>
            <Input
              size="small"
              aria-label={`${d('props.zh')} ${index + 1}`}
              value={entry.zh}
              onChange={(event) =>
                event.target.value !== '' &&
                set(
                  replaced(values, index, { ...entry, zh: event.target.value, en: hasEnglish(entry) ? entry.en : event.target.value }),
                  `options.${own.name}.${index}`,
                )
              }
            />
            <Input
              size="small"
              aria-label={`${d('props.en')} ${index + 1}`}
              placeholder={d('props.en')}
              value={hasEnglish(entry) || entry.en !== entry.zh ? entry.en : ''}
              onChange={(event) =>
                set(replaced(values, index, { ...entry, en: event.target.value || entry.zh }), `options.${own.name}.${index}`)
              }
            />
            <Select
              size="small"
              aria-label={`${d('attributes.color')} ${index + 1}`}
              value={entry.color ?? ''}
              onChange={(color) => set(replaced(values, index, assign(entry, { color: color || undefined })))}
              options={[
                { value: '', label: t('common.none') },
                ...COLOURS.map((color) => ({ value: color, label: <Dot tone={toneOfColour(color)}>{d(`colours.${color}`)}</Dot> })),
              ]}
            />
            {old.has(String(entry.value)) && (
              <Button
                type="text"
                size="small"
                icon={entry.archived ? <RollbackOutlined /> : <InboxOutlined />}
                disabled={!entry.archived && locked}
                aria-label={`${d(entry.archived ? 'layout.restore' : 'layout.archive')} ${say(entry)}`}
                title={d(entry.archived ? 'layout.restore' : 'layout.archive')}
                onClick={() => set(replaced(values, index, assign(entry, { archived: entry.archived ? undefined : true })))}
              />
            )}
          </div>
        )}
      </OrderedList>
      <Button size="small" icon={<PlusOutlined />} onClick={add}>
        {d('props.addOption')}
      </Button>
    </Fold>
  );
}

/** Of a shared list, those that this field offers. */
function SharedOptions({ fieldRef, own }: KindOptionsProps) {
  const { words, edit, context } = useDesigner();
  const { d, say } = words;
  const all = context.enums[own.enumRef ?? ''] ?? [];
  return (
    <Row label={d('props.offered')} hint={d('props.sharedHint')}>
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          placeholder={d('props.allOptions')}
          value={own.allow ?? []}
          onChange={(allow: (string | number)[]) => edit((form) => patchField(form, fieldRef, { allow: orNothing(allow) }))}
          options={all.map((entry) => ({ value: entry.value, label: say(entry) }))}
        />
      )}
    </Row>
  );
}
