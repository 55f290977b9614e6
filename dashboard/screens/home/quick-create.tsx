import { PlusOutlined } from '@ant-design/icons';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { formsToFill } from '../../components/forms-to-fill';
import { paths } from '../../components/paths';
import { useForms } from '../../providers/definitions';
import { useFavourites } from '../../providers/favourites';
import { useWords } from '../../providers/i18n';

/** One click to a new paper. */
export function QuickCreate() {
  const { t, say } = useWords();
  const forms = useForms();
  const favourites = useFavourites();
  const offered = useMemo(() => formsToFill(forms, favourites), [forms, favourites]);
  if (offered.length === 0) return null;
  return (
    <nav className="td-quick" aria-label={t('home.create')}>
      {offered.map((form) => (
        <Link key={form.key} to={paths.create(form)} className="td-button-link" title={t('common.createForm', { form: say(form) })}>
          <PlusOutlined aria-hidden="true" />
          {say(form)}
        </Link>
      ))}
    </nav>
  );
}
