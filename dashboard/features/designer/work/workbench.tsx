import { DesktopOutlined } from '@ant-design/icons';
import { useCallback, useDeferredValue, useEffect, useMemo, useReducer, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { PlainState } from '../../../components/screen-states';
import { useIsPhone } from '../../../components/use-media-query';
import { useTitle } from '../../../components/use-title';
import { history, historyOf, type Change } from '../model/history';
import { hardUses, lockOf, usesOfDraft } from '../model/locks';
import { fieldName, type Syllables } from '../model/naming';
import { viewOf } from '../model/view-of';
import { issuesOf, PARTS, problemOf, type Part, type Selection } from '../model/problems';
import { checkContextOf, type Desk } from '../source';
import { useDesignerWords } from '../words/use-designer-words';
import { DesignerProvider, type Designer } from './designer-context';
import type { Opened } from './designer-screen';
import { Notes } from './notes';
import { PartView } from './part-view';
import { useDraftSync } from './use-draft-sync';
import { useHistoryKeys } from './use-history-keys';
import { useStart } from './use-start';
import { WorkHeader } from './work-header';
import { designerPaths } from '../designer-paths';

type WorkbenchProps = { form: string; desk: Desk; opened: Opened; syllables: Syllables; onRestart: () => void };

/** One form under work: its parts, its draft, and what is wrong with it. */
export function Workbench({ form, desk, opened, syllables, onRestart }: WorkbenchProps) {
  const words = useDesignerWords();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const { part: named } = useParams();
  const part: Part = PARTS.find((one) => one === named) ?? (isPhone ? 'list' : 'layout');
  const start = useStart(form, opened.draft);
  const [state, dispatch] = useReducer(history, start.definition, (definition) => historyOf(definition));
  const [selection, select] = useState<Selection | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const def = state.present;
  const context = useMemo(() => checkContextOf(desk), [desk]);
  const view = useMemo(() => viewOf(def, context.enums), [def, context]);
  // Typing goes before checking: a form of 200 fields is checked in the pauses.
  const checked = useDeferredValue(def);
  const problems = useMemo(() => issuesOf(checked, context).map((issue) => problemOf(issue, checked)), [checked, context]);
  const uses = useMemo(() => hardUses(usesOfDraft(checked, opened.uses, context.forms)), [checked, opened.uses, context]);
  const sync = useDraftSync({ form, start: opened.draft, def: checked, isValid: problems.length === 0 });
  useTitle(words.d('work.title', { form: words.say(def) }));
  useHistoryKeys(
    () => dispatch({ type: 'undo' }),
    () => dispatch({ type: 'redo' }),
  );

  const go = useCallback(
    (next: Part, wanted: Selection | null) => {
      select(wanted);
      setAdded(null);
      void navigate(designerPaths.form(form, next));
    },
    [form, navigate],
  );
  const designer = useMemo<Designer>(() => {
    const edit = (change: Change, typing?: string) => dispatch({ type: 'edit', change, typing });
    return {
      ...{ def, view, published: opened.published, desk, context, problems, words, syllables, selection, go, edit, added },
      select: (next) => {
        select(next);
        setAdded(null);
      },
      pause: () => dispatch({ type: 'pause' }),
      add: (change, next) => {
        edit(change);
        select(next);
        setAdded(nameOf(next));
      },
      isNew: (ref) => {
        const old = opened.published?.fields.find((field) => field.name === ref.field);
        return ref.column === undefined ? !old : !old?.columns?.some((column) => column.name === ref.column);
      },
      lockOf: (ref) => lockOf(def, uses, ref),
      nameFor: (label, rows, own) => {
        const fields = rows === undefined ? view.fields : (def.fields.find((field) => field.name === rows)?.columns ?? []);
        return fieldName(
          label,
          fields.map((field) => field.name).filter((name) => name !== own),
          syllables,
        );
      },
    };
  }, [def, view, opened.published, desk, context, problems, words, syllables, selection, go, added, uses]);

  const load = (definition: typeof def) => dispatch({ type: 'load', definition });
  useEffect(() => {
    if (named && !PARTS.some((one) => one === named)) void navigate(designerPaths.form(form), { replace: true });
  }, [named, form, navigate]);
  return (
    <DesignerProvider value={designer}>
      <div className="td-dz">
        <WorkHeader
          part={part}
          sync={sync}
          onUndo={state.past.length > 0 ? () => dispatch({ type: 'undo' }) : undefined}
          onRedo={state.future.length > 0 ? () => dispatch({ type: 'redo' }) : undefined}
          onRestart={onRestart}
        />
        <Notes form={form} opened={opened} sync={sync} start={start} onLoad={load} onRestart={onRestart} />
        {isPhone && part !== 'list' && part !== 'versions' ? (
          <PlainState icon={<DesktopOutlined />} title={words.d('work.needsRoom')} hint={words.d('work.needsRoomHint')} />
        ) : (
          <PartView part={part} form={form} opened={opened} onRestart={onRestart} stop={sync.stop} />
        )}
      </div>
    </DesignerProvider>
  );
}

const nameOf = (selection: Selection): string | null =>
  selection.kind === 'field'
    ? (selection.column ?? selection.field)
    : selection.kind === 'section'
      ? selection.section
      : selection.kind === 'state'
        ? selection.state
        : null;
