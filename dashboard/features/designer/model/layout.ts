import { COMMON_FIELD_NAMES, expand } from '../../../../config/definition/expand';
import type { FieldDefinition, FormDefinition, SectionDefinition } from '../../../../config/definition/types';
import { assign, moved } from './assign';

export type LayoutSection = SectionDefinition & {
  /** Not written down: it holds what no section names. It becomes an own one with the first edit in it. */
  isImplicit: boolean;
  items: FieldDefinition[];
};

/** A place on the canvas. */
export type Place = { section: string; index: number };

/** Sections as the form will show them, the one for the rest among them. */
export function layoutOf(def: FormDefinition): LayoutSection[] {
  const full = expand(def);
  const byName = new Map(full.fields.map((field) => [field.name, field]));
  const own = new Set((def.sections ?? []).map((section) => section.key));
  return (full.sections ?? []).map((section) => ({
    ...section,
    isImplicit: !own.has(section.key),
    items: section.fields.flatMap((name) => byName.get(name) ?? []),
  }));
}

/** A field that every form has; it can be moved, and nothing else. */
export const isCommon = (name: string): boolean => COMMON_FIELD_NAMES.has(name);

/** Where a field stands. */
export function placeOf(def: FormDefinition, name: string): Place | null {
  for (const section of layoutOf(def)) {
    const index = section.fields.indexOf(name);
    if (index >= 0) return { section: section.key, index };
  }
  return null;
}

/** The sections as they would be written down, with those named by `keys` among them even when nobody wrote them yet. */
function written(def: FormDefinition, keys: string[]): SectionDefinition[] {
  return layoutOf(def).flatMap(({ isImplicit, items: _items, ...section }) => (isImplicit && !keys.includes(section.key) ? [] : [section]));
}

/** Takes a field out of its section and puts it where it belongs now. `index` counts without the field itself. */
export function placed(def: FormDefinition, name: string, to: Place): FormDefinition {
  const sections = written(def, [to.section]).map((section) => {
    const rest = section.fields.filter((field) => field !== name);
    if (section.key !== to.section) return { ...section, fields: rest };
    const index = Math.max(0, Math.min(rest.length, to.index));
    return { ...section, fields: [...rest.slice(0, index), name, ...rest.slice(index)] };
  });
  return { ...def, sections: withoutEmptyRest(def, sections) };
}

/** A section has at least one field; one that lost its last goes, unless somebody made it just now to fill it. */
function withoutEmptyRest(def: FormDefinition, sections: SectionDefinition[]): SectionDefinition[] {
  const own = new Set((def.sections ?? []).map((section) => section.key));
  return sections.filter((section) => section.fields.length > 0 || own.has(section.key));
}

/** One step up or down; at the edge of its section into the next one. */
export function stepped(def: FormDefinition, name: string, step: 1 | -1): FormDefinition {
  const sections = layoutOf(def);
  const place = placeOf(def, name);
  const at = sections.findIndex((section) => section.key === place?.section);
  const section = sections[at];
  if (!place || !section) return def;
  // What is archived takes no place on the canvas.
  const next = nextShown(section, place.index, step);
  if (next !== null) return placed(def, name, { section: section.key, index: next });
  const beside = sections[at + step];
  return beside ? placed(def, name, { section: beside.key, index: step > 0 ? 0 : beside.fields.length }) : def;
}

function nextShown(section: LayoutSection, index: number, step: 1 | -1): number | null {
  for (let at = index + step; at >= 0 && at < section.fields.length; at += step) {
    const field = section.items.find((item) => item.name === section.fields[at]);
    if (field && !field.archived) return at;
  }
  return null;
}

export function addSection(def: FormDefinition, section: Omit<SectionDefinition, 'fields'>, after: string | null): FormDefinition {
  const sections = written(def, after === null ? [] : [after]);
  const at = after === null ? sections.length - 1 : sections.findIndex((one) => one.key === after);
  return { ...def, sections: [...sections.slice(0, at + 1), { ...section, fields: [] }, ...sections.slice(at + 1)] };
}

export function patchSection(def: FormDefinition, key: string, patch: Partial<SectionDefinition>): FormDefinition {
  return { ...def, sections: written(def, [key]).map((section) => (section.key === key ? assign(section, patch) : section)) };
}

export function moveSection(def: FormDefinition, key: string, step: 1 | -1): FormDefinition {
  const sections = written(def, [key]);
  const from = sections.findIndex((section) => section.key === key);
  return from < 0 ? def : { ...def, sections: moved(sections, from, from + step) };
}

/** The section goes; its fields move into the one before it (the first one's into the next). */
export function removeSection(def: FormDefinition, key: string): FormDefinition {
  const sections = written(def, [key]);
  const at = sections.findIndex((section) => section.key === key);
  const gone = sections[at];
  if (!gone || sections.length < 2) return def;
  const heir = sections[at === 0 ? 1 : at - 1]?.key;
  const heirs = (section: SectionDefinition): string[] =>
    at === 0 ? [...gone.fields, ...section.fields] : [...section.fields, ...gone.fields];
  return {
    ...def,
    sections: sections
      .filter((section) => section.key !== key)
      .map((section) => (section.key === heir ? { ...section, fields: heirs(section) } : section)),
  };
}

/** Sections that still need a field before the form can be saved. */
export const emptySections = (def: FormDefinition): string[] =>
  (def.sections ?? []).filter((section) => section.fields.length === 0).map((section) => section.key);
