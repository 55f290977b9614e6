import { Button, Input, InputNumber, Select, Space } from 'antd';
import { useRef } from 'react';
import type { InputRef } from 'antd';
import type { NumberingDefinition } from '../../../../config/definition/types';
import { houseDate } from '../../../components/time-words';
import { assign } from '../model/assign';
import { numberPreview, restartsEach } from '../model/numbering';
import { LockNote } from '../pieces/lock-note';
import { Row } from '../properties/row';
import { problemsAt, useDesigner } from '../work/designer-context';

const TOKENS = ['{yyyy}', '{mm}', '{dd}', '{seq:4}'] as const;

/** How records are numbered: parts by button, and the next number as it would be. */
export function NumberingEditor() {
  const { def, view, published, words, edit, pause, problems } = useDesigner();
  const { d, say } = words;
  const input = useRef<InputRef>(null);
  const { numbering } = def;
  const fixed = published !== null;
  const set = (patch: Partial<NumberingDefinition>, typing?: string) =>
    edit((form) => (form.numbering ? { ...form, numbering: assign(form.numbering, patch) } : form), typing);
  if (!numbering) {
    return (
      <section className="td-card td-pad td-stack" aria-label={d('attributes.numbering')}>
        <h2>{d('attributes.numbering')}</h2>
        <p>{d('numbering.none')}</p>
        {!fixed && (
          <Button
            onClick={() =>
              edit((form) => ({ ...form, numbering: { book: form.key, pattern: `${form.key.slice(0, 2).toUpperCase()}-{yyyy}-{seq:4}` } }))
            }
          >
            {d('numbering.begin')}
          </Button>
        )}
      </section>
    );
  }
  const insert = (token: string) => {
    const box = input.current?.input;
    const at = box?.selectionStart ?? numbering.pattern.length;
    // A number counts once: a second counter takes the place of the first.
    const plain = token.startsWith('{seq') ? numbering.pattern.replace(/\{seq(:\d+)?\}/, '') : numbering.pattern;
    const place = Math.min(at, plain.length);
    set({ pattern: plain.slice(0, place) + token + plain.slice(place) });
  };
  const wrong = problemsAt(problems, def.key, 'numbering');
  const fields = view.fields.filter(
    (field) =>
      ['string', 'enum', 'relation', 'integer'].includes(field.type) &&
      !field.archived &&
      !['state', 'site', 'number', 'rev', 'formVersion', 'registeredBy'].includes(field.name),
  );
  return (
    <section className="td-card td-pad td-stack" aria-label={d('attributes.numbering')}>
      <h2>{d('attributes.numbering')}</h2>
      <div className="td-dz-pair">
        <Row label={d('numbering.pattern')}>
          {(id) => (
            <Input
              ref={input}
              id={id}
              className="td-dz-mono"
              status={wrong.length > 0 ? 'error' : undefined}
              value={numbering.pattern}
              onChange={(event) => event.target.value !== '' && set({ pattern: event.target.value }, 'numbering')}
              onBlur={pause}
            />
          )}
        </Row>
        <div className="td-field">
          <span className="td-label">{d('numbering.preview')}</span>
          <output className="td-dz-number">
            {numberPreview(numbering, houseDate(), (name) => say(view.fields.find((field) => field.name === name)) || name)}
          </output>
          <span className="td-dz-hint">{d(`numbering.restart.${restartsEach(numbering.pattern)}`)}</span>
        </div>
      </div>
      <Space wrap size={6}>
        <span className="td-dz-hint">{d('numbering.insert')}</span>
        {TOKENS.map((token) => (
          <Button key={token} size="small" onClick={() => insert(token)}>
            {d(`numbering.tokens.${token === '{yyyy}' ? 'year' : token === '{mm}' ? 'month' : token === '{dd}' ? 'day' : 'counter'}`)}
          </Button>
        ))}
        <Select
          size="small"
          aria-label={d('numbering.tokens.field')}
          placeholder={d('numbering.tokens.field')}
          popupMatchSelectWidth={false}
          value={null}
          onChange={(name: string | null) => name !== null && insert(`{${name}}`)}
          options={fields.map((field) => ({ value: field.name, label: say(field) }))}
        />
      </Space>
      {wrong.length > 0 && (
        <ul className="td-dz-wrong" role="alert">
          {wrong.map((problem) => (
            <li key={problem.address + problem.zh}>{say(problem)}</li>
          ))}
        </ul>
      )}
      <div className="td-dz-pair">
        <Row label={d('numbering.start')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              precision={0}
              disabled={fixed}
              value={numbering.start ?? 1}
              onChange={(start) => set({ start: start === 1 || start === null ? undefined : start }, 'numbering.start')}
            />
          )}
        </Row>
        <Row label={d('numbering.at')}>
          {(id) => (
            <Select
              id={id}
              disabled={fixed}
              value={numbering.at ?? ''}
              onChange={(at) => set({ at: at === '' ? undefined : at })}
              options={[
                { value: '', label: d('numbering.firstSave') },
                ...view.transitions.map((transition) => ({ value: transition.action, label: say(transition) })),
              ].filter((option, index, all) => all.findIndex((one) => one.value === option.value) === index)}
            />
          )}
        </Row>
      </div>
      {fixed && <LockNote>{d('numbering.fixed', { book: numbering.book })}</LockNote>}
    </section>
  );
}
