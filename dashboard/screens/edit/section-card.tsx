import { DownOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { FieldFrame } from '../../components/record-form/field-frame';
import { useRecordForm } from '../../components/record-form/form-context';
import { useAllErrors } from '../../fields/field-errors';
import { useWords } from '../../providers/i18n';
import { countIn, onlyRead, startsFolded, type Section } from './sections';

/** One section of a form: its fields in two columns that line up. A message inside opens a folded one. */
export function SectionCard({ section, index }: { section: Section; index: number }) {
  const { say, t } = useWords();
  const form = useRecordForm();
  const messages = useAllErrors();
  const errors = countIn(section, messages);
  const [canFold] = useState(() => startsFolded(section, index, form));
  const [isOpened, setOpened] = useState(!canFold);
  const [isFull, setFull] = useState(false);
  const hidden = useSyncExternalStore(form.subscribe, () => onlyRead(section, form).join(' '));
  const hiddenNames = hidden === '' ? [] : hidden.split(' ');
  const isOpen = isOpened || errors > 0;
  const id = `section-${section.key}`;
  const shown = section.items.filter(
    (field) => isFull || !hiddenNames.includes(field.name) || Object.keys(messages).some((path) => path.split('.')[0] === field.name),
  );
  return (
    <section className="td-card" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <div className="td-card-head">
        <h2 id={`${id}-title`}>
          {canFold ? (
            <button
              type="button"
              className="td-fold"
              aria-expanded={isOpen}
              aria-controls={`${id}-body`}
              onClick={() => setOpened(!isOpen)}
            >
              <DownOutlined aria-hidden="true" />
              {say(section)}
              {!isOpen && <span className="td-quiet">{t('edit.optionalMore', { count: section.items.length })}</span>}
            </button>
          ) : (
            say(section)
          )}
        </h2>
        <span className="td-end">
          {errors > 0 && <span className="td-error">{t('edit.errorsIn', { count: errors })}</span>}
          {hiddenNames.length > 0 && (
            <Button type="link" size="small" aria-expanded={isFull} onClick={() => setFull(!isFull)}>
              {isFull ? t('nav.collapse') : t('edit.readonlyMore', { count: hiddenNames.length })}
            </Button>
          )}
        </span>
      </div>
      <div id={`${id}-body`} className="td-fields" hidden={!isOpen}>
        {isOpen && shown.map((field) => <FieldFrame key={field.name} field={field} />)}
      </div>
    </section>
  );
}
