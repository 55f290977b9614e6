import type { CheckContext, Issue } from '../../../config/definition/check';
import type { DefinitionChange } from '../../../config/definition/changes';
import type { FormDefinition, RoleKey, RowScope, Words } from '../../../config/definition/types';
import type { FieldUse } from '../../../config/definition/uses';
import type { SimulationReport } from '../../../config/simulation/report';
import type { FormView } from '../../providers/definitions-source';
import { http } from '../../providers/http';

/** A form on the designer's desk; `version` 0 = there is a draft only. */
export type DeskEntry = Words & {
  key: string;
  plural: string;
  area: string;
  kind: FormDefinition['kind'];
  version: number;
  origin: 'shipped' | 'changed' | 'own';
  draft: { revision: number; at: string; by: string } | null;
  /** A new release has changed the form that this house has changed too. */
  release: boolean;
};
/** The shipped form of now, and the one that the house's version began from. */
export type Release = { hash: string; base: FormDefinition; shipped: FormDefinition; isMerged: boolean };

export type RoleView = Words & { key: RoleKey; login: boolean; pseudo: boolean };

/** What a definition may name in this house, with its words. */
export type Desk = {
  /** Areas whose forms the caller may design; `*` = all. */
  areas: string[];
  /** Every area of the house, those without a form among them. */
  allAreas: (Words & { key: string })[];
  checks: Omit<CheckContext, 'forms' | 'roles'>;
  roles: RoleView[];
  scopes: (Words & { key: RowScope })[];
  defaults: { archive: RoleKey[]; import: RoleKey[]; export: RoleKey[] };
  /** The present forms, as far as others can name them. */
  forms: FormDefinition[];
};

/** `revision` 0 = nothing saved yet; the definition is then the published one. */
export type Draft = { revision: number; baseVersion: number; definition: FormDefinition; at: string | null; by: string | null };
export type VersionView = { version: number; note: string | null; at: string | null; by: string | null };
export type DryRun = { checked: number; failing: number; problems: { field: string; code: string; count: number; examples: string[] }[] };
export type ConversionReport = {
  from: string;
  to: string;
  filled: number;
  converts: number;
  stays: number;
  reasons: { reason: string; count: number }[];
  examples: { documentId: string; label: string; value: string | null; reason: string }[];
};
export type Impact = {
  revision: number;
  changes: DefinitionChange[];
  records: number;
  open: number;
  uses: FieldUse[];
  blocked: Issue[];
  dryRun: DryRun;
  /** Fields that change their kind. */
  conversions: ConversionReport[];
};

export type SimulationPart = SimulationReport & {
  days: number;
  since: string;
  /** Cases in all; told with the first part. */
  total: number | null;
  /** Where the next part begins; null = that was the last. */
  next: string | null;
};

const at = (form: string, rest: string): string => `/designer/${form}${rest}`;

export const fetchDesk = (): Promise<Desk> => http<Desk>('/designer/desk');
export const fetchEntries = (): Promise<DeskEntry[]> => http<DeskEntry[]>('/designer');
export const fetchDraft = (form: string): Promise<Draft> => http<Draft>(at(form, '/draft'));
/** `release`: the hash of the release that is merged in. */
export const saveDraft = (form: string, revision: number, definition: FormDefinition, release?: string): Promise<Draft> =>
  http<Draft>(at(form, '/draft'), { method: 'PUT', body: { revision, definition, release } });
export const fetchRelease = (form: string): Promise<{ release: Release | null }> => http<{ release: Release | null }>(at(form, '/release'));
export const keepOwn = (form: string, hash: string): Promise<void> =>
  http<void>(at(form, '/release/keep'), { method: 'POST', body: { hash } });
export const discardDraft = (form: string): Promise<void> => http<void>(at(form, '/draft'), { method: 'DELETE' });
export const fetchImpact = (form: string): Promise<Impact> => http<Impact>(at(form, '/impact'));
/** One part of the simulation of the draft on past cases; `after` is where the part before has ended. */
export const fetchSimulation = (form: string, revision: number, days: number, after: string | null): Promise<SimulationPart> =>
  http<SimulationPart>(at(form, '/simulation'), { query: { days, revision, ...(after === null ? {} : { after }) } });
export const fetchUses = (form: string): Promise<FieldUse[]> => http<FieldUse[]>(at(form, '/uses'));
export const publishDraft = (form: string, revision: number, note: string): Promise<VersionView> =>
  http<VersionView>(at(form, '/publish'), { method: 'POST', body: { revision, note } });
export const rollBack = (form: string, version: number, note: string): Promise<VersionView> =>
  http<VersionView>(at(form, '/rollback'), { method: 'POST', body: { version, note } });
export const fetchVersions = (form: string): Promise<VersionView[]> => http<VersionView[]>(at(form, '/versions'));
export const fetchVersion = (form: string, version: number): Promise<FormDefinition> =>
  http<FormDefinition>(at(form, `/versions/${version}`));
export const fetchFile = (form: string, version: number): Promise<Blob> =>
  http<Blob>(at(form, '/file'), { query: { version }, as: 'blob' });
export const sendFile = (form: string, yaml: string): Promise<Draft> => http<Draft>(at(form, '/file'), { method: 'POST', body: { yaml } });
export const fetchPreview = (form: string, definition: FormDefinition, role: RoleKey): Promise<{ view: FormView | null }> =>
  http<{ view: FormView | null }>(at(form, '/preview'), { method: 'POST', body: { definition, role } });

/** What the checks need to know, from what the desk knows. */
export const checkContextOf = (desk: Desk): CheckContext => ({
  ...desk.checks,
  forms: desk.forms,
  roles: desk.roles.map((role) => role.key),
});
