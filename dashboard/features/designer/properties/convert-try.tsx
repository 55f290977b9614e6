import { Input } from 'antd';
import { useState } from 'react';
import { convertValue, textOf } from '../../../../config/definition/convert';
import type { FieldDefinition } from '../../../../config/definition/types';
import { messageOf } from '../../../../config/messages/messages';
import { useDesigner } from '../work/designer-context';
import { Row } from './row';

/** A value is tried before anything is published, by the same function that publishing uses. Typed as people write it. */
export function ConvertTry({ from, to }: { from: FieldDefinition; to: FieldDefinition }) {
  const { words } = useDesigner();
  const { d, lang } = words;
  const [typed, setTyped] = useState('');
  return (
    <Row label={d('retype.tryTitle')} hint={d('retype.tryHint')}>
      {(id) => (
        <>
          <Input id={id} value={typed} onChange={(event) => setTyped(event.target.value)} />
          <output htmlFor={id} className="td-dz-hint" aria-live="polite">
            {typed === '' ? '' : said()}
          </output>
        </>
      )}
    </Row>
  );

  function said(): string {
    // What is typed is first read as a value of the old field, as people would have filled it in there.
    const isText = from.type === 'string' || from.type === 'text';
    const old = isText ? { value: typed as unknown } : convertValue({ ...TEXT, zh: from.zh, en: from.en }, from, typed);
    const made = 'reason' in old ? old : convertValue(from, to, old.value);
    if ('reason' in made) return d('retype.tryKept', { reason: messageOf(made.reason, { value: typed }, lang) });
    return d('retype.trySays', { value: made.value === null ? d('retype.tryEmpty') : textOf(to, made.value) });
  }
}

const TEXT: FieldDefinition = { name: 'typed', zh: '', en: '', type: 'string' };
