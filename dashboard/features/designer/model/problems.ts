import { checkDefinition, type CheckContext } from '../../../../config/definition/check';
import { expand } from '../../../../config/definition/expand';
import type { Issue } from '../../../../config/definition/issue';
import { resolveLists } from '../../../../config/definition/lists';
import { definitionOf } from '../../../../config/definition/parse';
import type { FormDefinition } from '../../../../config/definition/types';
import { emptySections } from './layout';

export const PARTS = ['layout', 'flow', 'list', 'print', 'rights', 'versions'] as const;
export type Part = (typeof PARTS)[number];

/** What is worked on in a part. */
export type Selection =
  | { kind: 'field'; field: string; column?: string }
  | { kind: 'section'; section: string }
  | { kind: 'state'; state: string }
  | { kind: 'transition'; index: number }
  | { kind: 'paper'; paper: string };

/** Something is wrong: what, and where one gets to it. */
export type Problem = Issue & { part: Part; selection: Selection | null };

/** What is sent of a draft: a section that somebody has just made and not yet filled waits at home. */
export function toSend(def: FormDefinition): FormDefinition {
  const empty = emptySections(def);
  return empty.length === 0 ? def : { ...def, sections: def.sections?.filter((section) => !empty.includes(section.key)) };
}

/** The checks of the server, here: the same code over the same knowledge. */
export function issuesOf(def: FormDefinition, context: CheckContext): Issue[] {
  const sent = toSend(def);
  const { definition, issues } = definitionOf(sent, def.key);
  if (!definition) return issues;
  const forms = [...context.forms.filter((form) => form.key !== def.key), definition];
  return checkDefinition(expand(resolveLists(definition, context.enums)), { ...context, forms });
}

/** Leads from the address of an issue to the place where it is put right. */
export function problemOf(issue: Issue, def: FormDefinition): Problem {
  const [, ...path] = issue.address.split('.');
  return { ...issue, ...placeOfAddress(path, def) };
}

export function placeOfAddress(path: string[], def: FormDefinition): { part: Part; selection: Selection | null } {
  const [head = '', name = '', third, fourth] = path;
  const bare = name.replace(/\[.*$/, '');
  switch (head.replace(/\[.*$/, '')) {
    case 'fields':
      return {
        part: 'layout',
        selection: bare === '' ? null : { kind: 'field', field: bare, ...(third === 'columns' && fourth ? { column: fourth } : {}) },
      };
    case 'sections':
      return { part: 'layout', selection: bare === '' ? null : { kind: 'section', section: bare } };
    case 'states':
      return { part: 'flow', selection: bare === '' ? null : { kind: 'state', state: bare } };
    case 'transitions': {
      const index = def.transitions.findIndex((transition) => transition.action === bare.replace(/\(.*$/, ''));
      return { part: 'flow', selection: index < 0 ? null : { kind: 'transition', index } };
    }
    case 'list':
    case 'title':
      return { part: 'list', selection: null };
    case 'papers':
      return { part: 'print', selection: bare === '' ? null : { kind: 'paper', paper: bare } };
    case 'numbering':
    case 'access':
      return { part: 'rights', selection: null };
    default:
      return { part: 'rights', selection: null };
  }
}
