import { readSeed } from '../data';
import type { World } from './world';

/** What can be wrong somewhere, and how it is put right (`database/seeds/demo/repairs.yaml`). */
export interface FaultFact {
  trade: string;
  weight: number;
  location: string;
  content: string;
  cause: string;
  action: string;
  priority?: 'urgent' | 'emergency';
  /** Codes of the public areas where it happens. */
  areas?: string[];
  night?: boolean;
  /** Usually left unfinished at first, for this reason. */
  wait?: 'parts' | 'time' | 'outsourced';
  charge?: boolean;
}

export interface RepairFacts {
  unit: FaultFact[];
  public: FaultFact[];
  availableTime: string[];
  specialRequest: string[];
  comments: { good: string[]; middle: string[]; bad: string[] };
  cancelled: string[];
}

export const readRepairFacts = (world: World): RepairFacts => readSeed<RepairFacts>(world.engine.root, 'demo/repairs.yaml');
