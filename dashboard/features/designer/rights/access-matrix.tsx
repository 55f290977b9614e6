import { Checkbox } from 'antd';
import type { AccessDefinition } from '../../../../config/definition/types';
import { useDesigner } from '../work/designer-context';

const ACTS = ['create', 'edit', 'void', 'archive', 'import', 'export'] as const;
type Act = (typeof ACTS)[number];

/** Roles and what each may do with the records of this form. Where the form says nothing the house's rule stands, in grey. */
export function AccessMatrix() {
  const { def, desk, words, edit } = useDesigner();
  const { d, say } = words;
  const { access } = def;
  const roles = desk.roles.filter((role) => role.login && !role.pseudo);
  const usual = (act: Act): string[] =>
    act === 'void'
      ? ['customer-service-supervisor', 'administrator']
      : act === 'archive' || act === 'import' || act === 'export'
        ? desk.defaults[act]
        : [];
  const holders = (act: Act): string[] => access[act] ?? usual(act);
  const toggle = (act: Act, role: string, on: boolean) => {
    const present = holders(act);
    const next = on ? [...present, role] : present.filter((one) => one !== role);
    edit((form) => ({ ...form, access: { ...form.access, [act]: next } as AccessDefinition }));
  };
  return (
    <section className="td-card" aria-labelledby="dz-access">
      <div className="td-card-head">
        <h2 id="dz-access">{d('rights.title')}</h2>
      </div>
      <div className="td-dz-scroll" tabIndex={0} role="region" aria-label={d('rights.title')}>
        <table className="td-dz-table td-dz-matrix">
          <thead>
            <tr>
              <th scope="col">{d('rights.role')}</th>
              {ACTS.map((act) => (
                <th key={act} scope="col">
                  {d(`rights.acts.${act}`)}
                  {access[act] === undefined && <span className="td-mark">{d('rights.usual')}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {roles.map((role) => (
              <tr key={role.key}>
                <th scope="row">{say(role)}</th>
                {ACTS.map((act) => (
                  <td key={act}>
                    <Checkbox
                      aria-label={d('rights.cell', { role: say(role), act: d(`rights.acts.${act}`) })}
                      checked={holders(act).includes(role.key)}
                      onChange={(event) => toggle(act, role.key, event.target.checked)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="td-dz-hint td-pad">{d('rights.hint')}</p>
    </section>
  );
}
