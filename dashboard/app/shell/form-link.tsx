import { StarFilled, StarOutlined } from '@ant-design/icons';
import { NavLink } from 'react-router';
import { paths } from '../../components/paths';
import type { FormView } from '../../providers/definitions-source';
import { toggleFavourite, useFavourites } from '../../providers/favourites';
import { useWords } from '../../providers/i18n';

/** A form in the menu, with the star that puts it on top. */
export function FormLink({ form }: { form: FormView }) {
  const { t, say } = useWords();
  const isFavourite = useFavourites().includes(form.key);
  const name = say(form);
  return (
    <li className="td-menu-form">
      <NavLink to={paths.list(form)} className="td-menu-link td-menu-sub">
        <span className="td-menu-label">{name}</span>
      </NavLink>
      <button
        type="button"
        className="td-star"
        aria-pressed={isFavourite}
        aria-label={t(isFavourite ? 'nav.unfavour' : 'nav.favour', { form: name })}
        onClick={() => toggleFavourite(form.key)}
      >
        {isFavourite ? <StarFilled /> : <StarOutlined />}
      </button>
    </li>
  );
}
