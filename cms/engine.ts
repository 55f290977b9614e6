import type { Core } from '@strapi/strapi';
import type { CheckContext } from '../config/definition/check';
import type { FormDefinition } from '../config/definition/types';
import type { RoleTable } from '../config/roles/roles';
import type { EventHub } from './events/hub';
import type { Registry } from './definitions/registry';
import type { ReadHandle } from './reads/read-handle';
import type { Settings } from './definitions/settings';

/** What every part of the server is given; nothing is fetched from globals. */
export interface Engine {
  strapi: Core.Strapi;
  registry: Registry;
  /** Definitions as they stand in the files of this release, whatever the house has made of them. */
  shipped: ReadonlyMap<string, FormDefinition>;
  /** What definitions may name in this installation. */
  checks: CheckContext;
  roles: RoleTable;
  /** Reads go through a handle of their own, never through the one writing connection. */
  read: ReadHandle;
  settings: Settings;
  hub: EventHub;
  clock: () => Date;
  /** Root folder of the installation (definitions, database files lie below). */
  root: string;
  dataDir: string;
  /** How a changed form reaches this process: in place, or by a new worker (see designer/live-schema). */
  publishing: 'fast' | 'safe';
  /** Names this process among several on one database. */
  instance: string;
  /** Called when the process begins to drain: long answers (event streams) end then. */
  onDrain(work: () => void): void;
  drain(): void;
}
