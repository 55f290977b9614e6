import { Input, Select } from 'antd';
import type { NewForm } from '../model/new-form';
import { hasEnglish } from '../model/naming';
import { Row } from '../properties/row';
import type { Desk } from '../source';
import { useDesignerWords } from '../words/use-designer-words';

export type About = Pick<NewForm, 'zh' | 'en' | 'area' | 'kind' | 'fillers'>;
const KINDS = ['register', 'form', 'document', 'checklist', 'master'] as const;

export const startAbout = (desk: Desk): About => ({
  zh: '',
  en: '',
  area: desk.areas.find((area) => area !== '*') ?? '75-front-desk',
  kind: 'register',
  fillers: ['customer-service-assistant', 'receptionist'].filter((key) => desk.roles.some((role) => role.key === key)),
});

/** The few things that every new form needs to be told. */
export function AboutForm({ desk, value, onChange }: { desk: Desk; value: About; onChange: (about: About) => void }) {
  const { d, say } = useDesignerWords();
  const areas = desk.allAreas.filter((area) => desk.areas.includes('*') || desk.areas.includes(area.key));
  const english = hasEnglish(value) ? value.en : '';
  return (
    <section className="td-card td-pad td-dz-about" aria-label={d('create.about')}>
      <Row label={d('create.zh')}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            value={value.zh}
            onChange={(event) => onChange({ ...value, zh: event.target.value, en: english === '' ? event.target.value : english })}
          />
        )}
      </Row>
      <Row label={d('create.en')} hint={english === '' ? d('props.noEnglish') : undefined}>
        {(id) => (
          <Input
            id={id}
            value={english}
            onChange={(event) => onChange({ ...value, en: event.target.value === '' ? value.zh : event.target.value })}
          />
        )}
      </Row>
      <Row label={d('attributes.area')}>
        {(id) => (
          <Select
            id={id}
            showSearch
            optionFilterProp="label"
            value={value.area}
            onChange={(area) => onChange({ ...value, area })}
            options={areas.map((area) => ({ value: area.key, label: say(area) }))}
          />
        )}
      </Row>
      <Row label={d('attributes.kind')} hint={d(`kindHints.${value.kind}`)}>
        {(id) => (
          <Select
            id={id}
            value={value.kind}
            onChange={(kind) => onChange({ ...value, kind })}
            options={KINDS.map((kind) => ({ value: kind, label: d(`kinds.${kind}`) }))}
          />
        )}
      </Row>
      <Row label={d('create.fillers')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            optionFilterProp="label"
            value={value.fillers}
            onChange={(fillers: string[]) => onChange({ ...value, fillers })}
            options={desk.roles.filter((role) => role.login && !role.pseudo).map((role) => ({ value: role.key, label: say(role) }))}
          />
        )}
      </Row>
    </section>
  );
}
