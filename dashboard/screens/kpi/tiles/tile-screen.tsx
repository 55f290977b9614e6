import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { ErrorState, ForbiddenState, LoadingPage } from '../../../components/screen-states';
import { forget, readStored } from '../../../providers/browser-storage';
import { useWords } from '../../../providers/i18n';
import '../kpi.css';
import { TileEditor } from './tile-editor';
import type { TileDraft } from './tile-draft';
import { useMakesTiles, useStoredTile, useTileDesk, type StoredTile } from './tile-source';
import './tiles.css';

/** `/kpi/tiles/new` (`?copy=<key>`): a new figure. `/kpi/tiles/:tile`: one to be changed. */
export function TileScreen() {
  const { tile } = useParams();
  const [params] = useSearchParams();
  const isNew = tile === undefined || tile === 'new';
  const source = isNew ? params.get('copy') : tile;
  // Dropping what was kept begins anew.
  const [dropped, setDropped] = useState(0);
  return (
    <TileWork
      key={`${tile} ${source} ${dropped}`}
      isNew={isNew}
      source={source}
      storeKey={`tile.${isNew ? 'new' : source}`}
      onDropped={() => setDropped((count) => count + 1)}
    />
  );
}

interface WorkProps {
  isNew: boolean;
  /** The figure to be changed, or to be copied. */
  source: string | null;
  storeKey: string;
  onDropped: () => void;
}

function TileWork({ isNew, source, storeKey, onDropped }: WorkProps) {
  const { t } = useWords();
  const desk = useTileDesk();
  const stored = useStoredTile(source);
  const mayMake = useMakesTiles();
  // Read once: what is kept while the page is left again belongs to the next time.
  const [kept] = useState(() => readStored<TileDraft>('own', storeKey));
  if (!mayMake) return <ForbiddenState />;
  const error = desk.error ?? stored.error;
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([desk.refetch(), stored.refetch()])} />;
  if (!desk.data || (source !== null && !stored.data)) return <LoadingPage />;
  const known = stored.data ?? null;
  const copy = isNew && known ? copyOf(known, t('tiles.copyZh'), t('tiles.copyEn')) : null;
  return (
    <TileEditor
      desk={desk.data}
      known={isNew ? null : known}
      begin={copy ?? kept}
      storeKey={storeKey}
      isKept={copy === null && kept !== null}
      onDropKept={() => {
        forget('own', storeKey);
        onDropped();
      }}
    />
  );
}

const copyOf = ({ tile }: StoredTile, zh: string, en: string): TileDraft => ({
  ...tile,
  zh: `${tile.zh}${zh}`.slice(0, 60),
  en: `${tile.en}${en}`.slice(0, 60),
});
