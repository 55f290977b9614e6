import { useQuery } from '@tanstack/react-query';
import { isToMany } from '../../../config/projections/strapi-schema';
import type { FieldDefinition } from '../../../config/definition/types';
import { partsOf } from '../../fields/index';
import { plainTitle } from '../../fields/plain-title';
import { isApiError } from '../../providers/api-error';
import { useForms } from '../../providers/definitions';
import type { FormView } from '../../providers/definitions-source';
import { http } from '../../providers/http';
import { useWords, type Wording } from '../../providers/i18n';
import type { Brief, RecordAnswer } from '../../providers/record-types';

/** Values that the address brings along: `?unit=<id>&priority=urgent`. Related records are loaded for their names; null while they come. */
export function usePrefill(form: FormView, search: string): Record<string, unknown> | null {
  const forms = useForms();
  const words = useWords();
  const { data } = useQuery({
    queryKey: ['prefill', form.key, search],
    queryFn: () => prefill(form, forms, search, words),
    enabled: search.length > 1,
    staleTime: Infinity,
  });
  return search.length > 1 ? (data ?? null) : NOTHING;
}

const NOTHING = {};

async function prefill(form: FormView, forms: FormView[], search: string, words: Wording): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, text] of new URLSearchParams(search)) {
    const field = form.fields.find((one) => one.name === name);
    if (!field || field.computed || form.can.fields[name] !== 'write') continue;
    const value = field.type === 'relation' ? await related(field, forms, text, words) : partsOf(field).fromText(text, field);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

async function related(field: FieldDefinition, forms: FormView[], text: string, words: Wording): Promise<Brief | Brief[] | undefined> {
  const target = forms.find((one) => one.key === field.target);
  if (!target) return undefined;
  const found = (await Promise.all(text.split(',').map((id) => briefOf(target, id, words)))).filter((brief) => brief !== null);
  return isToMany(field) ? found : found[0];
}

/** A record that the caller may not see, or that is not there, fills in nothing. */
async function briefOf(target: FormView, id: string, words: Wording): Promise<Brief | null> {
  try {
    const { data } = await http<RecordAnswer>(`/${target.plural}/${encodeURIComponent(id)}`);
    return {
      documentId: data.documentId,
      form: target.key,
      number: data.number ?? null,
      title: plainTitle(target, data, words),
      state: data.state,
    };
  } catch (error) {
    if (isApiError(error)) return null;
    throw error;
  }
}
