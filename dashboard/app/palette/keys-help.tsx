import { Modal } from 'antd';
import { Fragment } from 'react';
import { useWords, type WordKey } from '../../providers/i18n';

type Entry = [keys: string[], word: WordKey];

const PARTS: { title: WordKey; entries: Entry[] }[] = [
  {
    title: 'help.everywhere',
    entries: [
      [['Ctrl K'], 'help.palette'],
      [['?'], 'help.help'],
      [['G', 'H'], 'help.home'],
      [['G', 'I'], 'help.inbox'],
      [['G', 'K'], 'nav.kpi'],
    ],
  },
  {
    title: 'help.inList',
    entries: [
      [['J'], 'help.next'],
      [['K'], 'help.previous'],
      [['Enter'], 'help.open'],
      [['X'], 'help.select'],
      [['N'], 'help.create'],
      [['/'], 'help.search'],
      [['F'], 'help.filters'],
      [['E'], 'help.edit'],
      [['.'], 'list.rowActions'],
    ],
  },
  {
    title: 'help.inShow',
    entries: [
      [['E'], 'help.edit'],
      [['P'], 'help.print'],
      [['A'], 'help.approve'],
      [['R'], 'help.reject'],
      [['T'], 'help.transfer'],
      [['S'], 'help.addSigner'],
      [['B'], 'help.sendBack'],
      [['W'], 'help.withdraw'],
    ],
  },
  {
    title: 'help.inForm',
    entries: [
      [['Ctrl S'], 'help.save'],
      [['Ctrl Enter'], 'help.addRow'],
    ],
  },
];

/** The keys of all screens on one page; `?` opens it anywhere. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  return (
    <Modal open onCancel={onClose} footer={null} width={640} title={t('help.title')} destroyOnHidden>
      <div className="td-keys">
        {PARTS.map((part) => (
          <section key={part.title}>
            <h3>{t(part.title)}</h3>
            <dl>
              {part.entries.map(([keys, word]) => (
                <Fragment key={keys.join()}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{t(word)}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
