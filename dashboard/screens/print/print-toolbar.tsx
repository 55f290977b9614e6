import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Checkbox, DatePicker, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { Link, useNavigate } from 'react-router';
import type { PaperDefinition } from '../../../config/definition/types';
import { paths } from '../../components/paths';
import type { FormView } from '../../providers/definitions-source';
import { useWords, type Language } from '../../providers/i18n';
import type { SheetFrame } from './sheet';
import type { PrintChoice } from './use-print-choice';

type ToolbarProps = {
  form: FormView;
  id: string;
  papers: PaperDefinition[];
  paper: PaperDefinition;
  names: string[];
  frame: Pick<SheetFrame, 'page' | 'orientation'>;
  pages: number;
  /** The month of a register; undefined for other papers. */
  month?: string | null;
  choice: PrintChoice;
  onChange: (changes: Partial<PrintChoice>) => void;
  onPrint: () => void;
};

/** What is printed and how; itself never on paper. */
export function PrintToolbar({ form, id, papers, paper, names, frame, pages, month, choice, onChange, onPrint }: ToolbarProps) {
  const { t, say } = useWords();
  const navigate = useNavigate();
  const wholes = names.map((label, index) => ({ value: index + 1, label: label || t('print.copy', { n: index + 1 }) }));
  return (
    <div className="td-print-bar" role="toolbar" aria-label={t('print.toolbar')}>
      <Link to={paths.show(form, id)} className="td-button-link">
        <ArrowLeftOutlined aria-hidden="true" />
        {t('print.back')}
      </Link>
      {papers.length > 1 && (
        <label>
          <span>{t('print.paper')}</span>
          <Select
            value={paper.key}
            popupMatchSelectWidth={false}
            options={papers.map((one, index) => ({ value: one.key, label: index === papers.length - 1 ? t('print.whole') : say(one) }))}
            onChange={(key: string) => void navigate(paths.print(form, id, key), { replace: true })}
          />
        </label>
      )}
      {names.length > 1 && (
        <label>
          <span>{t('print.copies')}</span>
          <Select
            mode="multiple"
            maxTagCount="responsive"
            className="td-print-copies"
            value={choice.copies ?? []}
            placeholder={t('print.allCopies', { count: names.length })}
            options={wholes}
            onChange={(chosen: number[]) =>
              onChange({ copies: chosen.length > 0 && chosen.length < names.length ? [...chosen].sort((a, b) => a - b) : null })
            }
          />
        </label>
      )}
      {month !== undefined && (
        <label>
          <span>{t('print.month')}</span>
          <DatePicker
            picker="month"
            allowClear={false}
            value={month ? dayjs(`${month}-01`) : null}
            onChange={(next: dayjs.Dayjs | null) => next && onChange({ month: next.format('YYYY-MM') })}
          />
        </label>
      )}
      <Segmented
        aria-label={t('print.language')}
        value={choice.lang}
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'EN' },
        ]}
        onChange={(lang: Language) => onChange({ lang })}
      />
      {frame.page === 'A5' && frame.orientation === 'landscape' && (
        <Checkbox checked={choice.isTwoUp} onChange={(event) => onChange({ isTwoUp: event.target.checked })}>
          <span title={t('print.twoUpHint')}>{t('print.twoUp')}</span>
        </Checkbox>
      )}
      <span className="td-print-size" role="status">
        {t('print.size', { size: frame.page, orientation: t(`print.${frame.orientation}`) })} · {t('print.sheets', { count: pages })}
      </span>
      <Button type="primary" icon={<PrinterOutlined />} onClick={onPrint}>
        {t('print.print')}
      </Button>
    </div>
  );
}
