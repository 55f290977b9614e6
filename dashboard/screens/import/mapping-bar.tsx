import { SaveOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Popover, Select } from 'antd';
import { useState } from 'react';
import { isApiError } from '../../providers/api-error';
import { useForms } from '../../providers/definitions';
import { useWords } from '../../providers/i18n';
import { mappingOf } from './import-mapping';
import { saveMapping } from './import-source';
import type { ImportWork } from './use-import';

/** Which mapping is used: a saved one, or the table below, which can be saved in its turn. */
export function MappingBar({ work }: { work: ImportWork }) {
  const { t, say } = useWords();
  const forms = useForms();
  const matched = Object.keys(work.columns).length;
  const named = work.mappings.find((mapping) => mapping.name === work.named);
  return (
    <div className="td-row">
      {work.mappings.length > 0 && (
        <label className="td-row">
          <span>{t('import.mapping')}</span>
          <Select
            className="td-mapping-select"
            aria-label={t('import.mapping')}
            value={work.chosen ?? ''}
            onChange={(name: string) => work.choose(name || null)}
            showSearch
            optionFilterProp="label"
            options={[
              { value: '', label: t('import.ownMapping') },
              ...work.mappings.map((mapping) => ({ value: mapping.name, label: say(mapping) || mapping.name })),
            ]}
          />
        </label>
      )}
      {named ? (
        <span className="td-quiet">
          {t('import.several', {
            forms: named.targets
              .map((target) => say(forms.find((form) => form.key === target.form)))
              .filter(Boolean)
              .join(t('common.and')),
          })}
        </span>
      ) : (
        <>
          <span className="td-quiet">{t('import.guessed', { count: matched })}</span>
          <span className="td-end">
            <SaveButton work={work} isDisabled={matched === 0} />
          </span>
        </>
      )}
    </div>
  );
}

function SaveButton({ work, isDisabled }: { work: ImportWork; isDisabled: boolean }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const forms = useForms();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const saving = useMutation({
    mutationFn: () => saveMapping(mappingOf(work.form, forms, work.columns, name.trim())),
    onSuccess: async () => {
      setOpen(false);
      setName('');
      void message.success(t('import.mappingSaved'));
      await client.invalidateQueries({ queryKey: ['import-mappings'] });
    },
  });
  const submit = () => name.trim() !== '' && saving.mutate();
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      placement="bottomRight"
      destroyOnHidden
      content={
        <div className="td-stack td-name-form">
          <Input
            autoFocus
            maxLength={120}
            aria-label={t('import.mappingName')}
            placeholder={t('import.mappingName')}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={submit}
          />
          {saving.error && (
            <p className="td-error" role="alert">
              {isApiError(saving.error) ? saving.error.message : t('state.errorTitle')}
            </p>
          )}
          <Button type="primary" size="small" loading={saving.isPending} disabled={name.trim() === ''} onClick={submit}>
            {t('common.save')}
          </Button>
        </div>
      }
    >
      <Button size="small" icon={<SaveOutlined />} disabled={isDisabled}>
        {t('import.saveMapping')}
      </Button>
    </Popover>
  );
}
