import { useAllErrors } from '../../fields/field-errors';
import { useWords } from '../../providers/i18n';
import { countIn, type Section } from './sections';

/** The way around a long form, with the number of messages in each part. */
export function SectionNav({ sections }: { sections: Section[] }) {
  const { say, t } = useWords();
  const messages = useAllErrors();
  if (sections.length < 2) return null;
  const go = (key: string) => {
    const section = document.getElementById(`section-${key}`);
    section?.scrollIntoView({ block: 'start' });
    section?.focus({ preventScroll: true });
  };
  return (
    <nav className="td-section-nav" aria-label={t('edit.sections')}>
      <ul>
        {sections.map((section) => {
          const count = countIn(section, messages);
          return (
            <li key={section.key}>
              <button type="button" onClick={() => go(section.key)}>
                {say(section)}
                {count > 0 && (
                  <span className="td-count" aria-label={t('edit.errorsIn', { count })}>
                    {count}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
