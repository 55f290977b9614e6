import { App, Button, Mentions } from 'antd';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ErrorState, LoadingRows } from '../../components/screen-states';
import { ago, showInstant } from '../../components/time-words';
import { useSettled } from '../../fields/relation/use-pick';
import { isApiError } from '../../providers/api-error';
import { useFormDefinition } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { http, unwrap } from '../../providers/http';
import { useWords } from '../../providers/i18n';
import { partKey } from '../../providers/record-parts';
import type { Brief } from '../../providers/record-types';
import { mentionedIn } from './mentions';
import { useComments } from './record-source';

/** What people say about the record. Whoever is named with @ is told. */
export function Comments({ form, id }: { form: FormView; id: string }) {
  const words = useWords();
  const { t } = words;
  const { data, error, refetch } = useComments(form, id);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={2} />;
  return (
    <div className="td-stack">
      {data.length === 0 && <p className="td-quiet">{t('show.noComments')}</p>}
      {data.length > 0 && (
        <ol className="td-comments">
          {data.map((comment) => (
            <li key={comment.id}>
              <div>
                <b>{comment.name}</b>{' '}
                <time className="td-quiet" dateTime={comment.at} title={showInstant(comment.at)}>
                  {ago(comment.at, words)}
                </time>
              </div>
              <p className="td-lines">{comment.text}</p>
            </li>
          ))}
        </ol>
      )}
      <CommentBox form={form} id={id} />
    </div>
  );
}

function CommentBox({ form, id }: { form: FormView; id: string }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  /** Names that were chosen, with who is meant: two people may share a name, the last chosen counts. */
  const chosen = useRef(new Map<string, string>());
  const people = usePeople(typed);
  const send = async () => {
    if (text.trim() === '' || isSending) return;
    setSending(true);
    try {
      await http(`/${form.plural}/${id}/comments`, {
        method: 'POST',
        body: { text: text.trim(), mentions: mentionedIn(text, chosen.current) },
      });
      setText('');
      void message.success(t('show.sent'));
      await client.invalidateQueries({ queryKey: partKey(form, id) });
    } catch (error) {
      // The text stays in its box, to be sent again.
      void message.error(isApiError(error) && error.code !== 'network' ? error.message : t('state.network'));
    } finally {
      setSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <div className="td-comment-box">
      <Mentions
        autoSize={{ minRows: 2, maxRows: 8 }}
        aria-label={t('show.addComment')}
        placeholder={t('show.commentPlaceholder')}
        maxLength={2000}
        value={text}
        onChange={setText}
        onSearch={setTyped}
        onSelect={(option) => chosen.current.set(String(option.value), String(option.key))}
        onKeyDown={onKeyDown}
        filterOption={false}
        options={people.map((person) => ({ key: person.documentId ?? '', value: person.title ?? '', label: person.title }))}
      />
      <Button type="primary" size="small" loading={isSending} disabled={text.trim() === ''} onClick={() => void send()}>
        {t('show.send')}
      </Button>
    </div>
  );
}

function usePeople(typed: string | null): Brief[] {
  const employees = useFormDefinition('employee');
  const q = useSettled(typed ?? '');
  const { data } = useQuery({
    queryKey: ['mention', q],
    queryFn: async ({ signal }) => unwrap<Brief[]>(await http<Brief[]>('/pick/employee', { query: { q, limit: 8 }, signal })),
    enabled: typed !== null && employees !== undefined,
    staleTime: 60_000,
  });
  return (data ?? []).filter((person) => person.documentId && person.title);
}
