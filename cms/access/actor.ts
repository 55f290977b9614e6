import type { RoleKey } from '../../config/definition/types';

/**
 * Who acts. `user` is a person with a login; `system` the product itself (effects, clocks); `admin` an administrator in Strapi's own
 * panel; `import` a sheet that somebody was allowed to bring in. An argument everywhere, never fetched from a global.
 */
export interface Actor {
  kind: 'user' | 'system' | 'admin' | 'import';
  /** Numeric id of the login; null for what is not a person. */
  userId: number | null;
  /** Numeric id and documentId of the employee behind the login. */
  employeeId: number | null;
  employee: string | null;
  /** Name as it stands in the audit trail. */
  name: string;
  roles: RoleKey[];
  /** Head of the department (`headOnly` transitions). */
  head: boolean;
  departmentId: number | null;
  department: string | null;
  /** Numeric ids of the sites whose records the actor may see. */
  siteIds: number[];
  lang: 'zh' | 'en';
  /** Absent approvers whom the person stands in for today (dated delegation); the record shows both names. */
  standsInFor: StandIn[];
}

export interface StandIn {
  employee: string;
  name: string;
  roles: RoleKey[];
  head: boolean;
}

/** The product itself. */
export const SYSTEM: Actor = Object.freeze({
  kind: 'system',
  userId: null,
  employeeId: null,
  employee: null,
  name: '系统 System',
  roles: ['system'],
  head: true,
  departmentId: null,
  department: null,
  siteIds: [],
  lang: 'zh',
  standsInFor: [],
}) as Actor;

/** Nobody: what a public endpoint is given. Holds no role, so every right says no. */
export const NOBODY: Actor = Object.freeze({ ...SYSTEM, kind: 'user', name: '', roles: [], head: false }) as Actor;
