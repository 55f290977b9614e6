import { AccessMatrix } from './access-matrix';
import { NumberingEditor } from './numbering-editor';
import { ReadScopes } from './read-scopes';
import { ClockList } from './clock-list';

/** Numbers, clocks, and who may do what. */
export function RightsPart() {
  return (
    <div className="td-dz-form td-dz-wide">
      <NumberingEditor />
      <AccessMatrix />
      <ReadScopes />
      <ClockList />
    </div>
  );
}
