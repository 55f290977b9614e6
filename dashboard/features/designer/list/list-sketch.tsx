import { Dot, toneOfColour } from '../../../components/state-dot';
import { presentField } from '../../../fields/present-field';
import { sampleText } from '../model/sample-text';
import { useDesigner } from '../work/designer-context';

/** The list as it will stand, with three lines of made-up values. */
export function ListSketch() {
  const { view, words } = useDesigner();
  const { d, say, t } = words;
  const { list } = view;
  const columns = list.columns.flatMap((name) => presentField(view, name) ?? []).filter((field) => !field.archived);
  const tabs = presentField(view, list.tabs ?? 'state');
  const filters = (list.filters ?? []).flatMap((name) => view.fields.find((field) => field.name === name) ?? []);
  return (
    <section className="td-dz-sketch" aria-label={d('list.sketch')}>
      <h2>{d('list.sketch')}</h2>
      <div className="td-card">
        <p className="td-dz-sketch-tabs">
          <span>{t('common.all')}</span>
          {tabs?.values
            ?.filter((value) => !value.archived)
            .map((value) => (
              <span key={value.value}>{say(value)}</span>
            ))}
        </p>
        <p className="td-dz-sketch-filters">
          {(list.search ?? []).length > 0 && (
            <span>
              {(list.search ?? []).map((name) => say(view.fields.find((field) => field.name === name)) || name).join(t('common.and'))}
            </span>
          )}
          {filters.map((field) => (
            <span key={field.name}>{say(field)}</span>
          ))}
        </p>
        <div className="td-dz-scroll" tabIndex={0} role="region" aria-label={d('list.sketch')}>
          <table className="td-dz-table">
            <thead>
              <tr>
                {columns.map((field) => (
                  <th key={field.name} scope="col">
                    {say(field)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[0, 1, 2].map((row) => (
                <tr key={row}>
                  {columns.map((field) => {
                    const option = field.values?.[row % field.values.length];
                    return (
                      <td key={field.name}>
                        {option?.color ? <Dot tone={toneOfColour(option.color)}>{say(option)}</Dot> : sampleText(field, row, words)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}
