import { Link } from 'react-router';
import { messageOf } from '../../../../config/messages/messages';
import { paths } from '../../../components/paths';
import { kindOf } from '../model/kinds';
import type { ConversionReport as Report } from '../source';
import { useDesigner } from '../work/designer-context';

/** What becomes of the values of a field that changes its kind: how many convert, and which do not, with record, value and reason. */
export function ConversionReport({ report }: { report: Report }) {
  const { def, view, words } = useDesigner();
  const { d, say, lang } = words;
  const [source, target] = [report.from, report.to].map((name) => view.fields.find((field) => field.name === name));
  if (!source || !target) return null;
  const { filled, converts, stays, examples } = report;
  return (
    <>
      <p>
        <b>{d('retype.line', { from: say(source), fromKind: say(kindOf(source)), to: say(target), toKind: say(kindOf(target)) })}</b>
      </p>
      {stays === 0 ? (
        <p className="td-dz-ok">{filled === 0 ? d('retype.noValues') : d('retype.allFit', { filled })}</p>
      ) : (
        <p>{d('retype.counts', { filled, converts, stays })}</p>
      )}
      {examples.length > 0 && (
        <div className="td-dz-scroll" tabIndex={0} role="region" aria-label={d('retype.part')}>
          <table className="td-dz-table">
            <thead>
              <tr>
                <th scope="col">{d('retype.record')}</th>
                <th scope="col">{d('retype.value')}</th>
                <th scope="col">{d('retype.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {examples.map((example) => (
                <tr key={example.documentId}>
                  <td>
                    <Link to={paths.show(def, example.documentId)} target="_blank">
                      {example.label}
                    </Link>
                  </td>
                  <td>{example.value ?? d('retype.hidden')}</td>
                  <td>{messageOf(example.reason, { value: example.value ?? undefined }, lang)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {stays > examples.length && <p className="td-dz-hint">{d('retype.more', { count: stays - examples.length })}</p>}
        </div>
      )}
    </>
  );
}
