import { Input, InputNumber, Select } from 'antd';
import { useWords } from '../../../providers/i18n';
import type { TileDraft } from './tile-draft';
import { TilePart } from './tile-parts';
import type { TileDesk } from './tile-source';

type PartProps = { desk: TileDesk; draft: TileDraft; onChange: (part: Partial<TileDraft>) => void };

/** What it is called, whom it is shown to, and where it stands. */
export function NamePart({ desk, draft, onChange }: PartProps) {
  const { t, say } = useWords();
  return (
    <section className="td-card td-tile-section" aria-label={t('tiles.naming')}>
      <div className="td-tile-pair">
        {(['zh', 'en'] as const).map((lang) => (
          <TilePart
            key={lang}
            path={lang}
            label={t(`tiles.name.${lang}`)}
            hint={lang === 'en' && draft.en.trim() === '' && draft.zh.trim() !== '' ? t('tiles.noEnglish') : undefined}
          >
            {({ id, describedBy, invalid }) => (
              <Input
                id={id}
                aria-describedby={describedBy}
                status={invalid ? 'error' : undefined}
                maxLength={60}
                value={draft[lang]}
                onChange={(event) => onChange({ [lang]: event.target.value })}
              />
            )}
          </TilePart>
        ))}
      </div>
      <TilePart path="roles" label={t('tiles.roles')} hint={t('tiles.rolesHint')}>
        {({ id, describedBy, invalid }) => (
          <Select
            id={id}
            aria-describedby={describedBy}
            status={invalid ? 'error' : undefined}
            mode="multiple"
            showSearch
            optionFilterProp="label"
            placeholder={t('tiles.allRoles')}
            value={draft.roles}
            onChange={(roles: string[]) => onChange({ roles })}
            options={desk.roles.map((role) => ({ value: role.key, label: say(role) }))}
          />
        )}
      </TilePart>
      <TilePart path="order" label={t('tiles.order')} hint={t('tiles.orderHint')}>
        {({ id, describedBy, invalid }) => (
          <InputNumber
            id={id}
            aria-describedby={describedBy}
            status={invalid ? 'error' : undefined}
            min={0}
            max={9999}
            precision={0}
            value={draft.order}
            onChange={(order) => onChange({ order: order ?? 100 })}
          />
        )}
      </TilePart>
    </section>
  );
}
