import { DownOutlined } from '@ant-design/icons';
import { useId, useState, type ReactNode } from 'react';
import type { Words } from '../../../config/definition/types';
import { readStored, store } from '../../providers/browser-storage';
import { useWords } from '../../providers/i18n';

type SectionProps = { title: string | Words; name?: string; icon?: ReactNode; open?: boolean; isPresent?: boolean; children: ReactNode };

/** A part of the menu that folds; what was opened stays open on this computer. The area one works in is always open at first. */
export function MenuSection({ title, name, icon, open = false, isPresent = false, children }: SectionProps) {
  const { say } = useWords();
  const id = useId();
  const [stored, setStored] = useState<boolean | null>(() => (name ? readStored<boolean>('screen', `menu.${name}`) : null));
  const isOpen = isPresent ? stored !== false || open : (stored ?? open);
  const toggle = () => {
    if (name) store('screen', `menu.${name}`, !isOpen);
    setStored(!isOpen);
  };
  return (
    <section>
      <button type="button" className="td-menu-toggle" aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
        {icon}
        <span className="td-menu-label">{typeof title === 'string' ? title : say(title)}</span>
        <DownOutlined className="td-menu-arrow" aria-hidden="true" />
      </button>
      <ul id={id} className="td-menu-list" hidden={!isOpen}>
        {isOpen && children}
      </ul>
    </section>
  );
}
