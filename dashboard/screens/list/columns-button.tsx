import { ArrowDownOutlined, ArrowUpOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Popover, Segmented } from 'antd';
import { useWords } from '../../providers/i18n';
import { possibleColumns } from './list-fields';
import type { RecordList } from './use-record-list';

/** Which columns, in which order, how dense: kept for each form on this computer. */
export function ColumnsButton({ list }: { list: RecordList }) {
  const { t } = useWords();
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} destroyOnHidden content={<ColumnsForm list={list} />}>
      <Button icon={<SettingOutlined />} aria-haspopup="dialog">
        {t('list.columns')}
      </Button>
    </Popover>
  );
}

function ColumnsForm({ list }: { list: RecordList }) {
  const { t, say } = useWords();
  const { form, columns, setColumns, density, setDensity, isOwnColumns } = list;
  const fields = possibleColumns(form);
  const shown = columns.flatMap((name) => fields.find((field) => field.name === name) ?? []);
  const others = fields.filter((field) => !columns.includes(field.name));
  const move = (index: number, step: number) => {
    const next = [...columns];
    const [name] = next.splice(index, 1);
    if (name) next.splice(index + step, 0, name);
    setColumns(next);
  };
  return (
    <div className="td-columns">
      <div className="td-row">
        <span>{t('list.density')}</span>
        <Segmented
          size="small"
          value={density}
          aria-label={t('list.density')}
          onChange={(next) => setDensity(next === 'relaxed' ? 'relaxed' : 'dense')}
          options={[
            { value: 'dense', label: t('list.dense') },
            { value: 'relaxed', label: t('list.relaxed') },
          ]}
        />
        {isOwnColumns && (
          <Button size="small" type="link" className="td-end" onClick={() => setColumns(null)}>
            {t('list.columnsReset')}
          </Button>
        )}
      </div>
      <h3>{t('list.shownColumns')}</h3>
      <ul>
        {shown.map((field, index) => (
          <li key={field.name}>
            <label>
              <input
                type="checkbox"
                checked
                disabled={shown.length === 1}
                onChange={() => setColumns(columns.filter((name) => name !== field.name))}
              />{' '}
              {say(field)}
            </label>
            <Button
              size="small"
              type="text"
              icon={<ArrowUpOutlined />}
              disabled={index === 0}
              aria-label={t('list.moveUp', { name: say(field) })}
              onClick={() => move(index, -1)}
            />
            <Button
              size="small"
              type="text"
              icon={<ArrowDownOutlined />}
              disabled={index === shown.length - 1}
              aria-label={t('list.moveDown', { name: say(field) })}
              onClick={() => move(index, 1)}
            />
          </li>
        ))}
      </ul>
      {others.length > 0 && <h3>{t('list.moreColumns')}</h3>}
      <ul>
        {others.map((field) => (
          <li key={field.name}>
            <label>
              <input type="checkbox" checked={false} onChange={() => setColumns([...columns, field.name])} /> {say(field)}
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
