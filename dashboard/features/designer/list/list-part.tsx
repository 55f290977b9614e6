import { Segmented, Select } from 'antd';
import type { FieldDefinition, ListDefinition } from '../../../../config/definition/types';
import { assign, moved, orNothing, without } from '../model/assign';
import { AddFieldSelect, FieldsSelect } from '../pieces/field-select';
import { OrderedList } from '../pieces/ordered-list';
import { Row } from '../properties/row';
import { useDesigner } from '../work/designer-context';
import { ListSketch } from './list-sketch';

const INNER = ['rev', 'formVersion', 'incomplete'];
const isShowable = (field: FieldDefinition): boolean => field.type !== 'json-rows' && !INNER.includes(field.name);
const isText = (field: FieldDefinition): boolean =>
  ['string', 'text', 'relation'].includes(field.type) && !field.sensitive && !field.encrypted;

/** The list of the records: columns, tabs, filters, search and order; and what names a record elsewhere. */
export function ListPart() {
  const { def, view, words, edit } = useDesigner();
  const { d, say } = words;
  const { list } = def;
  const set = (patch: Partial<ListDefinition>) => edit((form) => ({ ...form, list: assign(form.list, patch) }));
  const fieldOf = (name: string): FieldDefinition | undefined => view.fields.find((field) => field.name === name);
  const word = (name: string): string => say(fieldOf(name)) || name;
  const tabs = view.fields.filter(
    (field) =>
      field.name === 'state' || ((field.type === 'enum' || field.type === 'boolean') && !field.archived && !INNER.includes(field.name)),
  );
  const sort = list.sort?.replace(/^-/, '');
  const isDown = list.sort?.startsWith('-') ?? false;
  return (
    <div className="td-dz-two">
      <div className="td-dz-form">
        <section className="td-card td-pad td-dz-columns" aria-labelledby="dz-columns">
          <h2 id="dz-columns">{d('attributes.columns')}</h2>
          <p className="td-dz-hint">{d('list.columnsHint')}</p>
          <OrderedList
            label={d('attributes.columns')}
            items={list.columns}
            keyOf={(name) => name}
            nameOf={word}
            onMove={(from, to) => set({ columns: moved(list.columns, from, to) })}
            onRemove={(index) => set({ columns: without(list.columns, index) })}
            canRemove={() => list.columns.length > 1}
          >
            {(name) => word(name)}
          </OrderedList>
          <AddFieldSelect
            label={d('list.addColumn')}
            taken={list.columns}
            fits={isShowable}
            onAdd={(name) => set({ columns: [...list.columns, name] })}
          />
        </section>
        <section className="td-card td-pad td-stack" aria-label={d('list.finding')}>
          <Row label={d('attributes.tabs')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                placeholder={d('list.noTabs')}
                value={list.tabs ?? null}
                onChange={(name: string | null) => set({ tabs: name ?? undefined })}
                options={tabs.map((field) => ({ value: field.name, label: say(field) }))}
              />
            )}
          </Row>
          <Row label={d('attributes.filters')}>
            {(id) => (
              <FieldsSelect id={id} value={list.filters ?? []} fits={isShowable} onChange={(names) => set({ filters: orNothing(names) })} />
            )}
          </Row>
          <Row label={d('attributes.search')} hint={d('list.searchHint')}>
            {(id) => (
              <FieldsSelect id={id} value={list.search ?? []} fits={isText} onChange={(names) => set({ search: orNothing(names) })} />
            )}
          </Row>
          <Row label={d('attributes.sort')}>
            {(id) => (
              <span className="td-dz-inline">
                <Select
                  id={id}
                  allowClear
                  showSearch
                  optionFilterProp="label"
                  placeholder={d('list.newest')}
                  value={sort ?? null}
                  onChange={(name: string | null) => set({ sort: name ? `${isDown ? '-' : ''}${name}` : undefined })}
                  options={view.fields
                    .filter((field) => !field.archived && isShowable(field) && field.type !== 'media')
                    .map((field) => ({ value: field.name, label: say(field) }))}
                />
                <Segmented
                  disabled={sort === undefined}
                  value={isDown ? 'down' : 'up'}
                  onChange={(way) => set({ sort: `${way === 'down' ? '-' : ''}${sort}` })}
                  options={[
                    { value: 'up', label: d('list.up') },
                    { value: 'down', label: d('list.down') },
                  ]}
                />
              </span>
            )}
          </Row>
          <Row label={d('attributes.title')} hint={d('list.titleHint')}>
            {(id) => (
              <FieldsSelect
                id={id}
                value={def.title}
                fits={(field) => !field.sensitive && !field.encrypted && isShowable(field)}
                onChange={(title) => title.length > 0 && edit((form) => ({ ...form, title }))}
              />
            )}
          </Row>
        </section>
      </div>
      <ListSketch />
    </div>
  );
}
