import { Alert } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../../components/paths';
import { messageOf } from '../../../../config/messages/messages';
import { fieldAt } from '../model/fields';
import { ChangeList } from '../versions/change-list';
import { problemOf } from '../model/problems';
import { wordsOfUse } from '../model/use-words';
import type { FieldUse } from '../../../../config/definition/uses';
import type { DryRun, Impact } from '../source';
import { ConversionReport } from './conversion-report';
import { useDesigner } from '../work/designer-context';

/** What publishing would do, in words: what changes, which records it touches, who uses it, and what stands in the way. */
export function ImpactReport({ impact, isFirst, onLead }: { impact: Impact; isFirst: boolean; onLead: () => void }) {
  const { def, published, words, go } = useDesigner();
  const { d, say } = words;
  const { blocked, records, open, changes } = impact;
  return (
    <>
      {blocked.length > 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          message={d('impact.blocked')}
          description={
            <ul className="td-dz-plain">
              {blocked.map((issue) => {
                const problem = problemOf(issue, def);
                return (
                  <li key={issue.address + issue.zh}>
                    <button
                      type="button"
                      className="td-link-button"
                      onClick={() => {
                        onLead();
                        go(problem.part, problem.selection);
                      }}
                    >
                      {say(issue)}
                    </button>{' '}
                    {issue.kpi && (
                      <Link to={paths.kpi(issue.kpi)} target="_blank">
                        {d('impact.openKpi')}
                      </Link>
                    )}
                  </li>
                );
              })}
            </ul>
          }
        />
      )}
      <Part title={isFirst ? d('impact.newForm') : d('impact.changes', { count: changes.length })}>
        {isFirst ? (
          <p className="td-quiet">{d('impact.newFormHint', { fields: def.fields.length, states: def.states.length })}</p>
        ) : (
          <ChangeList changes={changes} before={published} after={def} />
        )}
      </Part>
      {!isFirst && (
        <Part title={d('impact.records')}>
          <p>{records === 0 ? d('impact.noRecords') : d('impact.recordCounts', { records, open })}</p>
          <DryRunReport dryRun={impact.dryRun} />
        </Part>
      )}
      {impact.conversions.length > 0 && (
        <Part title={d('retype.part')}>
          {impact.conversions.map((report) => (
            <ConversionReport key={report.to} report={report} />
          ))}
        </Part>
      )}
      {impact.uses.length > 0 && (
        <Part title={d('impact.uses')}>
          <Uses uses={impact.uses} />
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="td-dz-report" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** The new checks over the open records: they stay valid, but an edit would ask for this. */
function DryRunReport({ dryRun }: { dryRun: DryRun }) {
  const { def, view, words } = useDesigner();
  const { d, say, lang } = words;
  if (dryRun.checked === 0) return null;
  if (dryRun.failing === 0) return <p className="td-dz-ok">{d('impact.dryRunOk', { count: dryRun.checked })}</p>;
  const word = (path: string): string =>
    path
      .split('.')
      .reduce<{ fields: typeof view.fields; words: string[] }>(
        (at, name) => {
          const field = at.fields.find((one) => one.name === name);
          return { fields: field?.columns ?? [], words: [...at.words, field ? say(field) : name] };
        },
        { fields: view.fields, words: [] },
      )
      .words.join(' · ');
  return (
    <>
      <p>{d('impact.dryRun', { checked: dryRun.checked, failing: dryRun.failing })}</p>
      <ul className="td-dz-plain">
        {dryRun.problems.map((problem) => (
          <li key={problem.field + problem.code}>
            {d('impact.dryRunLine', { field: word(problem.field), message: messageOf(problem.code, {}, lang), count: problem.count })}{' '}
            {problem.examples.map((example) => (
              <Link key={example} to={paths.list(def, `?q=${encodeURIComponent(example)}`)} target="_blank">
                {example}
              </Link>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

const MOST = 12;

function Uses({ uses }: { uses: FieldUse[] }) {
  const { def, desk, words } = useDesigner();
  const { d, say } = words;
  const byField = useMemo(() => {
    const map = new Map<string, FieldUse[]>();
    for (const use of uses) map.set(use.field, [...(map.get(use.field) ?? []), use]);
    return [...map];
  }, [uses]);
  const nameOf = (name: string): string => {
    const [field = name, column] = name.split('.');
    const found = [fieldAt(def, { field }), ...(column === undefined ? [] : [fieldAt(def, { field, column })])];
    return found.map((one) => say(one)).join(' · ') || name;
  };
  return (
    <ul className="td-dz-plain">
      {byField.map(([field, list]) => (
        <li key={field}>
          <b>{nameOf(field)}</b>
          {': '}
          {list.slice(0, MOST).map((use, index) => (
            <span key={`${use.in}${use.form}${use.address}`}>
              {index > 0 && words.t('common.and')}
              {use.in === 'kpi' ? (
                <Link to={paths.kpi(use.address)} target="_blank">
                  {wordsOfUse(use, def, desk.forms, words)}
                </Link>
              ) : (
                wordsOfUse(use, def, desk.forms, words)
              )}
            </span>
          ))}
          {list.length > MOST && ` ${d('props.moreUses', { count: list.length - MOST })}`}
        </li>
      ))}
    </ul>
  );
}
