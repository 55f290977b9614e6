import { Select } from 'antd';
import { assign } from '../model/assign';
import { useDesigner } from '../work/designer-context';

/** Which rows each role sees; a role that is not named sees what it usually sees of this area. */
export function ReadScopes() {
  const { def, desk, words, edit } = useDesigner();
  const { d, say } = words;
  const read = def.access.read ?? {};
  const roles = desk.roles.filter((role) => role.login && !role.pseudo);
  const set = (role: string, scope: string) =>
    edit((form) => {
      const next = assign<Record<string, string | undefined>>(
        { ...(form.access.read ?? {}) },
        { [role]: scope === '' ? undefined : scope },
      ) as Record<string, string>;
      return { ...form, access: assign(form.access, { read: Object.keys(next).length > 0 ? next : undefined }) };
    });
  const options = [{ value: '', label: d('rights.byArea') }, ...desk.scopes.map((scope) => ({ value: scope.key, label: say(scope) }))];
  return (
    <section className="td-card td-pad td-stack" aria-labelledby="dz-read">
      <h2 id="dz-read">{d('rights.read')}</h2>
      <p className="td-dz-hint">{d('rights.readHint')}</p>
      <div className="td-dz-scopes">
        {roles.map((role) => (
          <label key={role.key}>
            <span>{say(role)}</span>
            <Select
              size="small"
              aria-label={d('rights.rowsOf', { role: say(role) })}
              value={read[role.key] ?? ''}
              onChange={(scope) => set(role.key, scope)}
              options={options}
              popupMatchSelectWidth={false}
            />
          </label>
        ))}
      </div>
    </section>
  );
}
