import { Button, Drawer, Switch } from 'antd';
import { useId } from 'react';
import type { FieldDefinition } from '../../../config/definition/types';
import { useIsPhone } from '../../components/use-media-query';
import { partsOf } from '../../fields';
import { useWords } from '../../providers/i18n';
import { filterFields } from './list-fields';
import type { RecordList } from './use-record-list';
import { cleared, isNarrowed, withFilter } from './view-state';

/** All filters of the form: a panel at the side, on phones a sheet from below. They work at once; nothing has to be applied. */
export function FilterPanel({ list, isOpen, onClose }: { list: RecordList; isOpen: boolean; onClose: () => void }) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  const { form, view, setView, total } = list;
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      title={t('list.filterTitle')}
      destroyOnHidden
      rootClassName="td-filter-drawer"
      placement={isPhone ? 'bottom' : 'right'}
      {...(isPhone ? { height: '82dvh' } : { width: 360 })}
      footer={
        <div className="td-row">
          <Button disabled={!isNarrowed(view)} onClick={() => setView(cleared(view))}>
            {t('list.clearAll')}
          </Button>
          <Button type="primary" className="td-end" onClick={onClose}>
            {t('list.count', { count: total.toLocaleString('en-US') })}
          </Button>
        </div>
      }
    >
      <div className="td-filter-list">
        {filterFields(form).map((field) => (
          <FilterField key={field.name} list={list} field={field} />
        ))}
        <label className="td-row">
          <Switch size="small" checked={view.archived} onChange={(archived) => setView({ ...view, archived, page: 1 })} />
          <span>{t('list.showArchived')}</span>
        </label>
      </div>
    </Drawer>
  );
}

/** One filter with its label; also in the bar above the table. */
export function FilterField({ list, field }: { list: RecordList; field: FieldDefinition }) {
  const { say, t } = useWords();
  const id = useId();
  const { form, view, setView } = list;
  const Control = partsOf(field).filter?.Control;
  if (!Control) return null;
  return (
    <div className="td-filter">
      <label htmlFor={id}>{say(field)}</label>
      <Control
        id={id}
        form={form}
        field={field}
        label={t('list.filterBy', { field: say(field) })}
        value={view.filters[field.name]}
        onChange={(next) => setView(withFilter(view, field.name, next))}
      />
    </div>
  );
}
