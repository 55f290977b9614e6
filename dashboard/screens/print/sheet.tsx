import type { ReactNode } from 'react';
import type { Wording } from '../../providers/i18n';
import { QrCode } from './qr-code';

/** What stands on every sheet of a paper, beside its pieces. */
export type SheetFrame = {
  page: 'A4' | 'A5';
  orientation: 'portrait' | 'landscape';
  site: string;
  title: string;
  /** A paper of the house says which copy it is; one for the public does not. */
  isOurs: boolean;
  /** Number and state; a register has its month instead. */
  facts: { label: string; value: string }[];
  qr: { text: string; label: string } | null;
  watermark: string | null;
  version: number;
  printed: string;
  footer: string;
};

type SheetProps = {
  frame: SheetFrame;
  words: Wording;
  copy?: string;
  page?: number;
  pages?: number;
  isFirst: boolean;
  children?: ReactNode;
};

/** The language that a sheet is set in: its type and its lines follow from it, also where its pieces are only measured. */
export const langOf = ({ lang }: Wording): string => (lang === 'zh' ? 'zh-CN' : 'en');

/** One page of paper in its true size. The first one of a copy has the full head, later ones a short one. */
export function Sheet({ frame, words, copy, page = 1, pages = 1, isFirst, children }: SheetProps) {
  const { t } = words;
  return (
    <section className="td-sheet" data-page={frame.page} data-orientation={frame.orientation} lang={langOf(words)}>
      {frame.watermark && (
        <div className="td-sheet-mark" aria-hidden="true">
          {frame.watermark}
        </div>
      )}
      <header className="td-sheet-head" data-first={isFirst || undefined}>
        <div className="td-sheet-copy">{copy && frame.isOurs && <span>{copy}</span>}</div>
        <div className="td-sheet-title">
          {isFirst && frame.site && <p>{frame.site}</p>}
          <h1>
            {frame.title}
            {!isFirst && <small>{` (${t('print.continued')})`}</small>}
          </h1>
        </div>
        <div className="td-sheet-side">
          <dl>
            {frame.facts.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {isFirst && frame.qr && <QrCode {...frame.qr} />}
        </div>
      </header>
      <div className="td-sheet-body">{children}</div>
      <footer className="td-sheet-foot">
        <span>{[frame.footer, t('print.version', { version: frame.version })].filter(Boolean).join(' · ')}</span>
        <span>{t('print.page', { page, pages })}</span>
        <span>{frame.printed}</span>
      </footer>
    </section>
  );
}
