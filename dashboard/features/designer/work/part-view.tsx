import { lazy, Suspense } from 'react';
import { LoadingPage } from '../../../components/screen-states';
import { LayoutPart } from '../layout/layout-part';
import { ListPart } from '../list/list-part';
import type { Part } from '../model/problems';
import { PrintPart } from '../print/print-part';
import { RightsPart } from '../rights/rights-part';
import { VersionsPart } from '../versions/versions-part';
import type { Opened } from './designer-screen';

// The canvas of the flowchart is half of the designer's weight, and most changes need none.
const FlowPart = lazy(async () => ({ default: (await import('../flow/flow-part')).FlowPart }));

type PartViewProps = { part: Part; form: string; opened: Opened; onRestart: () => void; stop: () => Promise<void> };

export function PartView({ part, form, opened, onRestart, stop }: PartViewProps) {
  switch (part) {
    case 'layout':
      return <LayoutPart />;
    case 'flow':
      return (
        <Suspense fallback={<LoadingPage />}>
          <FlowPart />
        </Suspense>
      );
    case 'list':
      return <ListPart />;
    case 'print':
      return <PrintPart />;
    case 'rights':
      return <RightsPart />;
    case 'versions':
      return <VersionsPart form={form} base={opened.draft.baseVersion} onRestart={onRestart} stop={stop} />;
  }
}
