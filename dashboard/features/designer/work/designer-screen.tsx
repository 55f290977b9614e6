import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { FormDefinition } from '../../../../config/definition/types';
import { ErrorState, LoadingPage } from '../../../components/screen-states';
import { isApiError } from '../../../providers/api-error';
import '../designer.css';
import { useDesk, useSyllables } from '../queries';
import { fetchDraft, fetchUses, fetchVersion, type Draft } from '../source';
import type { FieldUse } from '../../../../config/definition/uses';
import { Workbench } from './workbench';

export type Opened = { draft: Draft; published: FormDefinition | null; uses: FieldUse[] };

/** A form in the designer, by the address. Another form, and every fresh start after a publish, is another workbench. */
export function DesignerScreen() {
  const { key = '' } = useParams();
  const [round, setRound] = useState(0);
  return <Loaded key={`${key}/${round}`} form={key} round={round} onRestart={() => setRound(round + 1)} />;
}

function Loaded({ form, round, onRestart }: { form: string; round: number; onRestart: () => void }) {
  const desk = useDesk();
  const syllables = useSyllables();
  // Somebody at work is not disturbed: it is asked once, and told when others save or publish.
  const opened = useQuery({
    queryKey: ['designer', 'opened', form, round],
    queryFn: () => openForm(form),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const error = desk.error ?? opened.error ?? syllables.error;
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([desk.refetch(), opened.refetch(), syllables.refetch()])} />;
  if (!desk.data || !opened.data || !syllables.data) return <LoadingPage />;
  return <Workbench key={form} form={form} desk={desk.data} opened={opened.data} syllables={syllables.data.of} onRestart={onRestart} />;
}

async function openForm(form: string): Promise<Opened> {
  const draft = await fetchDraft(form);
  if (draft.baseVersion === 0) return { draft, published: null, uses: [] };
  const [published, uses] = await Promise.all([fetchVersion(form, draft.baseVersion), fetchUses(form).catch(noUses)]);
  return { draft, published, uses };
}

/** A form that is only a draft has no uses to ask for. */
function noUses(error: unknown): FieldUse[] {
  if (isApiError(error) && error.statusCode === 404) return [];
  throw error;
}
