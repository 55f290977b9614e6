import { lazy, Suspense } from 'react';
import { useParams } from 'react-router';
import { LoadingPage } from '../../components/screen-states';
import { KpiBoard } from './kpi-board';
import './kpi.css';

// The charting library is larger than the rest of this screen; the board draws its own small lines and opens without it.
const KpiDetail = lazy(async () => ({ default: (await import('./kpi-detail')).KpiDetail }));

/** `/kpi`: every figure. `/kpi/:key`: one of them, with its groups and records. */
export function KpiScreen() {
  const { key } = useParams();
  if (!key) return <KpiBoard />;
  return (
    <Suspense fallback={<LoadingPage />}>
      <KpiDetail key={key} kpi={key} />
    </Suspense>
  );
}
