import { useEffect } from 'react';
import { useWords } from '../providers/i18n';

/** Names the tab: the record or list first, so that many tabs can be told apart. */
export function useTitle(title: string | undefined): void {
  const { t } = useWords();
  const product = t('product');
  useEffect(() => {
    document.title = title ? `${title} · ${product}` : product;
  }, [title, product]);
}
