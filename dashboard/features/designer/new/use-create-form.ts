import type { FieldDefinition, FormDefinition } from '../../../../config/definition/types';
import { useMe } from '../../../providers/definitions';
import { fieldName } from '../model/naming';
import { copyForm, keysOf, newForm, type NewForm } from '../model/new-form';
import { issuesOf } from '../model/problems';
import { checkContextOf, fetchDraft } from '../source';
import { useDesignerWords } from '../words/use-designer-words';
import type { About } from './about-form';
import type { NewFormProps } from './new-form-screen';
import { useNewDraft } from './use-new-draft';

/** Makes a draft of what was chosen and leads to it. Nothing of it is published yet. */
export function useCreateForm({ desk, entries, syllables }: NewFormProps) {
  const { d, say } = useDesignerWords();
  const { user } = useMe();
  const draft = useNewDraft();
  const taken = entries.flatMap((entry) => [entry.key, entry.plural]);

  const send = async (
    about: About,
    make: (whole: NewForm, keys: { key: string; plural: string }) => FormDefinition | Promise<FormDefinition>,
  ): Promise<void> => {
    await draft.begin(async () => {
      if (about.zh.trim() === '') return d('create.needName');
      if (about.fillers.length === 0) return d('create.needFillers');
      const definition = await make({ ...about, managers: managersOf(user.roles) }, keysOf(about, taken, syllables));
      const [issue] = issuesOf(definition, checkContextOf(desk));
      return issue ? say(issue) : definition;
    });
  };

  const first = (): FieldDefinition => ({
    name: fieldName({ zh: d('create.firstField'), en: 'Subject' }, [], syllables),
    zh: d('create.firstField'),
    en: 'Subject',
    type: 'string',
    required: true,
  });
  return {
    failure: draft.failure,
    isSending: draft.isSending,
    blank: (about: About) => send(about, (whole, keys) => newForm(whole, keys, [first()], syllables)),
    fields: (about: About, fields: FieldDefinition[]) => send(about, (whole, keys) => newForm(whole, keys, fields, syllables)),
    copy: (about: About, source: string) =>
      send(about, async (whole, keys) => copyForm((await fetchDraft(source)).definition, whole, keys, syllables)),
  };
}

export type CreateForm = ReturnType<typeof useCreateForm>;

/** Who made the form brings in its first rows. */
const managersOf = (roles: string[]): string[] => [...new Set([...roles, 'customer-service-manager', 'administrator'])];
