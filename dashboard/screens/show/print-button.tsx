import { PrinterOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../components/paths';
import type { FormView } from '../../providers/definitions-source';
import { useWords } from '../../providers/i18n';

/** One paper: a link. Several: a choice. */
export function PrintButton({ form, id }: { form: FormView; id: string }) {
  const { t, say } = useWords();
  const papers = form.papers ?? [];
  if (papers.length < 2) {
    return (
      <Link className="td-button-link" to={paths.print(form, id, papers[0]?.key)} aria-keyshortcuts="P">
        <PrinterOutlined aria-hidden="true" />
        {t('show.print')}
      </Link>
    );
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items: papers.map((paper) => ({ key: paper.key, label: <Link to={paths.print(form, id, paper.key)}>{say(paper)}</Link> })) }}
    >
      <Button icon={<PrinterOutlined aria-hidden="true" />} aria-keyshortcuts="P">
        {t('show.print')}
      </Button>
    </Dropdown>
  );
}
