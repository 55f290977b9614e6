/**
 * Failed logins in this process. They count by account and address together, so that an office behind one address is not shut out by
 * one forgotten password; an address alone is stopped only after many accounts were tried from it.
 */
export interface Attempts {
  /** Seconds until the next try is allowed; 0 = now. */
  wait(account: string, ip: string): number;
  fail(account: string, ip: string): void;
  succeed(account: string, ip: string): void;
}

const WINDOW_MS = 15 * 60_000;
const PER_ACCOUNT_AND_IP = 5;
const PER_IP = 60;
/** Beyond this the oldest entries go: a flood must not fill the memory. */
const MOST_KEYS = 20_000;

export function createAttempts(now: () => number): Attempts {
  const failures = new Map<string, number[]>();
  const recent = (key: string): number[] => (failures.get(key) ?? []).filter((at) => now() - at < WINDOW_MS);
  const both = (account: string, ip: string): string => `${account.toLowerCase()}|${ip}`;
  const note = (key: string): void => {
    if (failures.size >= MOST_KEYS) for (const old of [...failures.keys()].slice(0, MOST_KEYS / 10)) failures.delete(old);
    failures.set(key, [...recent(key), now()]);
  };
  const waitOf = (key: string, most: number): number => {
    const list = recent(key);
    const first = list[list.length - most];
    return first === undefined ? 0 : Math.ceil((first + WINDOW_MS - now()) / 1000);
  };
  return {
    wait: (account, ip) => Math.max(waitOf(both(account, ip), PER_ACCOUNT_AND_IP), waitOf(ip, PER_IP)),
    fail(account, ip) {
      note(both(account, ip));
      note(ip);
    },
    succeed: (account, ip) => void failures.delete(both(account, ip)),
  };
}
