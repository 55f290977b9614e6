import { Button, Select } from 'antd';
import { useState } from 'react';
import { Row } from '../properties/row';
import { useDesignerWords } from '../words/use-designer-words';
import type { About } from './about-form';
import type { NewFormProps } from './new-form-screen';
import type { CreateForm } from './use-create-form';

export function CopySource({ entries, about, create }: NewFormProps & { about: About; create: CreateForm }) {
  const { d, say } = useDesignerWords();
  const [source, setSource] = useState<string | null>(null);
  return (
    <section className="td-card td-pad td-stack" aria-label={d('create.sources.copy')}>
      <Row label={d('create.copyOf')} hint={d('create.copyHint')}>
        {(id) => (
          <Select
            id={id}
            showSearch
            optionFilterProp="label"
            value={source}
            onChange={setSource}
            options={entries.map((entry) => ({ value: entry.key, label: say(entry) }))}
          />
        )}
      </Row>
      <div>
        <Button
          type="primary"
          disabled={source === null}
          loading={create.isSending}
          onClick={() => source !== null && void create.copy(about, source)}
        >
          {d('create.begin')}
        </Button>
      </div>
    </section>
  );
}
