import type { Area, FormView } from '../../providers/definitions-source';

export type MenuGroup = { area: Area; forms: FormView[] };

/** The menu: areas in the manual's order, each with its forms; never one flat list. Forms reached from their parents are left out. */
export function menuGroups(areas: Area[], forms: FormView[]): MenuGroup[] {
  return areas
    .map((area) => ({
      area,
      forms: forms
        .filter((form) => form.area === area.key && !form.menu?.hidden)
        .sort((a, b) => (a.menu?.order ?? 500) - (b.menu?.order ?? 500)),
    }))
    .filter((group) => group.forms.length > 0);
}
