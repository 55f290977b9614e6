import { useWords } from '../../providers/i18n';

/** The red star, and the word for those who do not see it. */
export function RequiredMark() {
  const { t } = useWords();
  return (
    <>
      <i className="td-required" aria-hidden="true">
        *
      </i>
      <span className="td-visually-hidden">{t('common.required')}</span>
    </>
  );
}
