import type { Words } from './types';

/** What is wrong with a definition, where, in both languages: `work-order.fields.fee: unknown role "finanse"`. */
export interface Issue extends Words {
  /** Form, then the way down: names of fields, states, actions rather than their places in a list. */
  address: string;
  code: string;
  /** Key of the figure that stands in the way. */
  kpi?: string;
}

/** `fields` + `fee` = `fields.fee`; a number is a place in a list. */
export function join(address: string, step: string | number): string {
  if (typeof step === 'number') return `${address}[${step}]`;
  return address === '' ? step : `${address}.${step}`;
}
