import { App } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import { useParams } from 'react-router';
import { ErrorState, LoadingPage, NotFoundState } from '../../components/screen-states';
import { useKeys } from '../../components/use-keys';
import { useTitle } from '../../components/use-title';
import { plainTitle } from '../../fields/plain-title';
import { isApiError } from '../../providers/api-error';
import { useFormByPlural, useFormVersion } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { useWords, wordingOf } from '../../providers/i18n';
import type { RecordRow } from '../../providers/record-types';
import { copyNames, papersOf } from './paper';
import { PrintToolbar } from './print-toolbar';
import { logPrint, usePrintedRecord } from './print-source';
import './print.css';
import { Sheets } from './sheets';
import { usePaperZoom } from './use-paper-zoom';
import { usePaperView } from './use-paper-view';
import { usePrintChoice } from './use-print-choice';

/** `/print/<plural>/<id>/<paper>`: the department's own paper, all copies, as it will leave the printer. */
export function PrintScreen() {
  const { plural, id = '', paper } = useParams();
  const present = useFormByPlural(plural);
  const { data, error, refetch } = usePrintedRecord(present, id);
  // A record is printed on the paper of the version it was filled in under.
  const form = useFormVersion(present, data?.data.formVersion);
  if (!present) return <NotFoundState />;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data || !form) return <LoadingPage />;
  return <Paper key={`${id}/${paper ?? ''}`} form={form} record={data.data} paperKey={paper} />;
}

function Paper({ form, record, paperKey }: { form: FormView; record: RecordRow; paperKey: string | undefined }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const stage = useRef<HTMLDivElement>(null);
  const { choice, change } = usePrintChoice();
  const [pages, setPages] = useState(0);
  const words = useMemo(() => wordingOf(choice.lang), [choice.lang]);
  const papers = useMemo(() => papersOf(form), [form]);
  const paper = papers.find((one) => one.key === paperKey) ?? papers[0];
  const names = useMemo(() => (paper ? copyNames(paper, words) : []), [paper, words]);
  const copies = useMemo(
    () => names.filter((_, index) => choice.copies === null || choice.copies.includes(index + 1)),
    [names, choice.copies],
  );
  const { view, month, error, retry } = usePaperView({ form, record, paper, words, askedMonth: choice.month });
  useTitle(t('print.title', { title: plainTitle(form, record, words) }));

  // However it was printed, by the button or by Ctrl+P, it is on record.
  const key = paper?.key ?? '';
  const count = Math.max(1, copies.length);
  useEffect(() => {
    const log = () => {
      logPrint(form, record.documentId, key, count).catch((failure: unknown) => {
        void message.error(
          t('print.logFailed', { reason: isApiError(failure) && failure.code !== 'network' ? failure.message : t('state.network') }),
        );
      });
    };
    window.addEventListener('beforeprint', log);
    return () => window.removeEventListener('beforeprint', log);
  }, [form, record.documentId, key, count, message, t]);

  const print = useCallback(async () => {
    // Drawings that are still on their way would be white boxes on paper.
    const images = [...(stage.current?.querySelectorAll('img') ?? [])];
    await Promise.allSettled(images.map((image) => image.decode()));
    window.print();
  }, []);
  useKeys({ 'mod+p': () => void print() });
  const zoom = usePaperZoom(view?.frame);

  if (!paper) return <NotFoundState />;
  if (error) return <ErrorState error={error} onRetry={retry} />;
  const isTwoUp = choice.isTwoUp && view?.frame.page === 'A5' && view.frame.orientation === 'landscape';
  return (
    <main className="td-print">
      <PrintToolbar
        form={form}
        id={record.documentId}
        papers={papers}
        paper={paper}
        names={names}
        frame={view?.frame ?? { page: 'A4', orientation: 'portrait' }}
        pages={pages}
        month={month}
        choice={choice}
        onChange={change}
        onPrint={() => void print()}
      />
      {view ? (
        <div ref={stage} className="td-print-stage" data-two-up={isTwoUp || undefined} style={{ '--td-paper-zoom': zoom } as CSSProperties}>
          <style>{`@page { size: ${isTwoUp ? 'A4 portrait' : `${view.frame.page} ${view.frame.orientation}`}; margin: 0; }`}</style>
          <Sheets frame={view.frame} pieces={view.pieces} copies={copies} words={words} onPages={setPages} />
        </div>
      ) : (
        <LoadingPage />
      )}
    </main>
  );
}
