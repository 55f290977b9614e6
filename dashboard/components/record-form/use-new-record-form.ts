import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { houseDate } from '../time-words';
import { useDefinitions } from '../../providers/definitions';
import type { Definitions } from '../../providers/definitions-source';
import { isApiError } from '../../providers/api-error';
import { http } from '../../providers/http';
import type { Brief, RecordAnswer, RecordRow } from '../../providers/record-types';
import { RecordForm, type RecordFormOptions } from './record-form';

export type FormSetup = Pick<RecordFormOptions, 'form' | 'documentId' | 'stored' | 'values' | 'isWritable'>;

/** A form for one record, made once for the life of its screen. */
export function useNewRecordForm(setup: FormSetup): RecordForm {
  const definitions = useDefinitions();
  const client = useQueryClient();
  const [form] = useState(() => new RecordForm({ ...setup, ...surroundingsOf(definitions, client) }));
  useEffect(() => () => form.dispose(), [form]);
  return form;
}

function surroundingsOf(definitions: Definitions, client: QueryClient): Pick<RecordFormOptions, 'surroundings' | 'me' | 'load'> {
  const { user, settings } = definitions.me;
  const { employee, roles, head, department } = user;
  return {
    surroundings: () => ({ actor: { employee, roles, head, department }, today: houseDate(), now: new Date().toISOString(), settings }),
    me: employee ? { documentId: employee, form: 'employee', number: null, title: user.name, state: null } : null,
    load: (brief) => loadBrief(definitions, client, brief),
  };
}

/** A related record in full, for conditions that read its fields. Whoever may not see it leaves the condition to the server. */
async function loadBrief(definitions: Definitions, client: QueryClient, brief: Brief): Promise<RecordRow | null> {
  const target = definitions.forms.find((form) => form.key === brief.form);
  if (!target || !brief.documentId) return null;
  const path = `/${target.plural}/${brief.documentId}`;
  try {
    const answer = await client.fetchQuery({
      queryKey: ['brief', target.key, brief.documentId],
      queryFn: () => http<RecordAnswer>(path),
      staleTime: 60_000,
    });
    return answer.data;
  } catch (error) {
    if (isApiError(error)) return null;
    throw error;
  }
}
