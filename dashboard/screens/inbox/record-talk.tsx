import { useRef } from 'react';
import { useKeys } from '../../components/use-keys';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';
import { Comments } from '../show/comments';
import { History } from '../show/history';
import { useLiveParts } from '../show/record-source';

/** What happened to the record and what colleagues say about it, as on its own page; `C` writes. */
export function RecordTalk({ form, id }: { form: FormView; id: string }) {
  const { t } = useWords();
  const talk = useRef<HTMLElement>(null);
  const write = () => talk.current?.querySelector('textarea')?.focus();
  useLiveParts(form, id);
  useKeys({ c: write, C: write });
  return (
    <>
      <section className="td-wait-talk">
        <h3>{t('inbox.history')}</h3>
        <History form={form} id={id} />
      </section>
      <section ref={talk} className="td-wait-talk" onKeyDown={leaveByEscape}>
        <h3>{t('inbox.comments')}</h3>
        <Comments form={form} id={id} />
      </section>
    </>
  );
}

/** Back to the keys of the list. */
function leaveByEscape(event: React.KeyboardEvent): void {
  if (event.key === 'Escape' && event.target instanceof HTMLTextAreaElement) event.target.blur();
}
