import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { messageOf } from '../../../config/messages/messages';
import { problemOfLimit, type Limit, type LimitValue } from '../../../config/settings/limit';
import { http } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import { LimitInput } from './limit-input';
import { showLimit } from './limit-words';

/** A limit as it stands, and as it was shipped. */
export type ShownLimit = Limit & { shipped: LimitValue };
export const limitsKey = ['limits'] as const;

/** One limit: what it is and was shipped as, its value, save. What is wrong is said while it is typed, by the rule of the server. */
export function LimitLine({ limit, mayEdit }: { limit: ShownLimit; mayEdit: boolean }) {
  const words = useWords();
  const { t, say, lang } = words;
  const { message } = App.useApp();
  const client = useQueryClient();
  const [value, setValue] = useState<LimitValue>(limit.value);
  const [isSaving, setSaving] = useState(false);
  const isChanged = JSON.stringify(value) !== JSON.stringify(limit.value);
  const problem = isChanged ? problemOfLimit(limit, value) : null;
  const save = async () => {
    if (!isChanged || problem) return;
    setSaving(true);
    try {
      await http(`/settings/${limit.key}`, { method: 'PUT', body: { value } });
      void message.success(t('limits.saved', { name: say(limit) }));
      await client.invalidateQueries({ queryKey: limitsKey });
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setSaving(false);
    }
  };
  const id = `limit-${limit.key}`;
  return (
    <div className="td-limit">
      <label htmlFor={id}>
        {say(limit)}
        <small className="td-quiet">
          {t('limits.shipped', { value: showLimit(limit, limit.shipped, words) })} · {say(limit.source)}
        </small>
        {problem && (
          <small role="alert" className="td-limit-problem">
            {messageOf(problem.code, problem.params, lang)}
          </small>
        )}
      </label>
      <LimitInput
        id={id}
        limit={limit}
        value={value}
        isDisabled={!mayEdit}
        isWrong={problem !== null}
        onChange={setValue}
        onEnter={() => void save()}
      />
      {mayEdit && (
        <Button
          type={isChanged ? 'primary' : 'default'}
          disabled={!isChanged || problem !== null}
          loading={isSaving}
          onClick={() => void save()}
        >
          {t('common.save')}
        </Button>
      )}
    </div>
  );
}
