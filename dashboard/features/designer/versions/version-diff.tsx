import { useQuery } from '@tanstack/react-query';
import { changesBetween } from '../../../../config/definition/changes';
import { ErrorState, LoadingRows } from '../../../components/screen-states';
import { fetchVersion } from '../source';
import { ChangeList } from './change-list';

/** What differs between two versions. A published version never changes, so each is asked for once. */
export function VersionDiff({ form, from, to }: { form: string; from: number; to: number }) {
  const load = (version: number) => ({
    queryKey: ['designer', 'version', form, version],
    queryFn: () => fetchVersion(form, version),
    staleTime: Infinity,
  });
  const [before, after] = [useQuery(load(from)), useQuery(load(to))];
  const error = before.error ?? after.error;
  if (error) return <ErrorState error={error} />;
  if (!before.data || !after.data) return <LoadingRows rows={3} />;
  return <ChangeList changes={changesBetween(before.data, after.data)} before={before.data} after={after.data} />;
}
