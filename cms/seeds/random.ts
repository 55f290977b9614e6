/** Chance with a fixed seed: the same demo every time, on every machine. */
export interface Random {
  /** 0 <= x < 1. */
  next(): number;
  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number;
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** By `weight` (1 where there is none). */
  weighted<T extends { weight?: number }>(list: readonly T[]): T;
  /** `count` different entries. */
  some<T>(list: readonly T[], count: number): T[];
}

/** Mulberry32: small, fast, and the same everywhere. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('Nothing to pick from');
    return list[whole(0, list.length - 1)] as T;
  };
  return {
    next,
    whole,
    pick,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    weighted(list) {
      let left = next() * list.reduce((sum, entry) => sum + (entry.weight ?? 1), 0);
      return list.find((entry) => (left -= entry.weight ?? 1) < 0) ?? pick(list);
    },
    some<T>(list: readonly T[], count: number) {
      const rest = [...list];
      return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(whole(0, rest.length - 1), 1)[0] as T);
    },
  };
}
