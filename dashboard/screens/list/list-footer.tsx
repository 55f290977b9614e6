import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../../providers/i18n';
import type { RecordList } from './use-record-list';
import { PAGE_SIZES } from './view-state';

/** Where in the list one is, and the way to the other pages. */
export function ListFooter({ list }: { list: RecordList }) {
  const { t } = useWords();
  const { view, setView, total, size, setSize, lastPage, rows } = list;
  if (total === 0) return null;
  const from = (view.page - 1) * size + 1;
  const go = (page: number) => {
    setView({ ...view, page });
    // Cards scroll with the page itself.
    window.scrollTo({ top: 0 });
  };
  const show = (count: number): string => count.toLocaleString('en-US');
  return (
    <footer className="td-list-footer">
      <span className="td-figures" role="status">
        {t('list.range', { from: show(from), to: show(from + rows.length - 1), total: show(total) })}
      </span>
      <span className="td-quiet td-not-phone">{t('list.keys')}</span>
      <div className="td-pager">
        <select
          className="td-select td-not-phone"
          aria-label={t('list.pageSize', { count: size })}
          value={size}
          onChange={(event) => setSize(Number(event.target.value))}
        >
          {PAGE_SIZES.map((count) => (
            <option key={count} value={count}>
              {t('list.pageSize', { count })}
            </option>
          ))}
        </select>
        <Button
          size="small"
          icon={<LeftOutlined />}
          aria-label={t('list.previous')}
          disabled={view.page <= 1}
          onClick={() => go(view.page - 1)}
        />
        <PageNumber key={view.page} page={view.page} lastPage={lastPage} onGo={go} />
        <Button
          size="small"
          icon={<RightOutlined />}
          aria-label={t('list.next')}
          disabled={view.page >= lastPage}
          onClick={() => go(view.page + 1)}
        />
      </div>
    </footer>
  );
}

/** Typed and entered: page 40 of 80 is not reached by clicking. */
function PageNumber({ page, lastPage, onGo }: { page: number; lastPage: number; onGo: (page: number) => void }) {
  const { t } = useWords();
  const submit = (text: string) => {
    const wanted = Math.min(lastPage, Math.max(1, Math.floor(Number(text)) || page));
    if (wanted !== page) onGo(wanted);
  };
  return (
    <label className="td-page-number td-figures">
      <input
        type="text"
        inputMode="numeric"
        aria-label={t('list.goToPage')}
        defaultValue={page}
        size={3}
        onFocus={(event) => event.target.select()}
        onBlur={(event) => submit(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && submit(event.currentTarget.value)}
      />
      <span>/ {lastPage}</span>
    </label>
  );
}
