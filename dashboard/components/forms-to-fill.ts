import type { FormView } from '../providers/definitions-source';

const MOST = 8;

/**
 * Forms that the role fills in: starred ones first, then one of each area in turn, so that no area crowds out the others. In an area
 * those come first that begin something; papers that need another one of the same area (a work order its report) are made from there.
 * Masters are set up elsewhere.
 */
export function formsToFill(forms: FormView[], favourites: string[]): FormView[] {
  const mine = forms.filter((form) => form.can.create && !form.menu?.hidden);
  const papers = mine.filter((form) => form.kind !== 'master' || favourites.includes(form.key));
  // Who sets the house up fills in nothing else.
  const open = papers.length > 0 ? papers : mine;
  const starred = favourites.flatMap((key) => open.find((form) => form.key === key) ?? []);
  const byArea = new Map<string, FormView[]>();
  for (const form of open) if (!starred.includes(form)) byArea.set(form.area, [...(byArea.get(form.area) ?? []), form]);
  const columns = [...byArea.values()].map((own) => own.sort((a, b) => weightOf(a, forms) - weightOf(b, forms)));
  const turns = Math.max(0, ...columns.map((column) => column.length));
  const inTurn = Array.from({ length: turns }, (_, turn) => columns.flatMap((column) => column[turn] ?? [])).flat();
  return [...starred, ...inTurn].slice(0, MOST);
}

function weightOf(form: FormView, forms: FormView[]): number {
  const isFollowOn = forms.some((other) => other.kind !== 'master' && other.area === form.area && requires(form, other));
  const followers = forms.filter((other) => other.area === form.area && requires(other, form)).length;
  return (isFollowOn ? 1000 : 0) + (form.tier ?? 3) * 100 - Math.min(followers, 9) * 10;
}

const requires = (form: FormView, other: FormView): boolean =>
  form !== other && form.fields.some((field) => field.type === 'relation' && field.required === true && field.target === other.key);
