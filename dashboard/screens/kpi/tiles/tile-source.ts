import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Words } from '../../../../config/definition/types';
import type { TileDefinition } from '../../../../config/kpis/tile';
import { useMe } from '../../../providers/definitions';
import { http } from '../../../providers/http';
import type { KpiAnswer } from '../kpi-source';
import { queryOf, type Period } from '../period';

/** A figure made on screen as it is kept. */
export type StoredTile = { key: string; rev: number; tile: TileDefinition; owner: string; by: string; at: string };
/** What the caller may make figures of, and for whom. */
export type TileDesk = { forms: string[]; roles: (Words & { key: string })[] };

/** May the caller make figures at all? The server decides by form. */
export function useMakesTiles(): boolean {
  const { user } = useMe();
  return user.figures === true || (user.designs ?? []).length > 0;
}

export const useTileDesk = () =>
  useQuery({ queryKey: ['tile-desk'], queryFn: ({ signal }) => http<TileDesk>('/kpi-tiles/desk', { signal }), staleTime: 60_000 });

/** One to be edited: as it is now, never from memory. */
export const useStoredTile = (key: string | null) =>
  useQuery({
    queryKey: ['tile', key],
    queryFn: ({ signal }) => http<StoredTile>(`/kpi-tiles/${key}`, { signal }),
    enabled: key !== null,
    gcTime: 0,
    staleTime: Infinity,
  });

/** The figure that a draft would be; null while the draft is not whole. */
export const useTilePreview = (tile: TileDefinition | null, period: Period, groupBy: string | null) =>
  useQuery({
    queryKey: ['tile-preview', tile, queryOf(period), groupBy],
    queryFn: ({ signal }) =>
      http<KpiAnswer>('/kpi-tiles/preview', {
        method: 'POST',
        body: { tile, period: queryOf(period), ...(groupBy ? { groupBy } : {}) },
        signal,
      }),
    enabled: tile !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  });

/** What can be done to figures made on screen; all that show figures ask again afterwards. */
export function useTileActs() {
  const client = useQueryClient();
  const after = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work;
    await Promise.all(['kpis', 'kpi', 'kpi-records', 'tile'].map((name) => client.invalidateQueries({ queryKey: [name] })));
    return done;
  };
  return {
    save: (tile: TileDefinition, known: { key: string; rev: number } | null) =>
      after(
        known
          ? http<StoredTile>(`/kpi-tiles/${known.key}`, { method: 'PUT', body: { rev: known.rev, tile } })
          : http<StoredTile>('/kpi-tiles', { method: 'POST', body: { tile } }),
      ),
    remove: (key: string) => after(http<StoredTile>(`/kpi-tiles/${key}`, { method: 'DELETE' })),
    restore: (key: string) => after(http<StoredTile>(`/kpi-tiles/${key}/restore`, { method: 'POST', body: {} })),
  };
}
