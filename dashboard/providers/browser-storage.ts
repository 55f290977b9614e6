/**
 * What this computer keeps. Two kinds: settings of the screen (`td.screen.*`) that may stay, and personal data (`td.own.*`: drafts,
 * recent records) that logout removes. Storage may be full or forbidden: the product then works without it.
 */
const SCREEN = 'td.screen.';
const OWN = 'td.own.';

type Kind = 'screen' | 'own';
const keyOf = (kind: Kind, name: string): string => (kind === 'screen' ? SCREEN : OWN) + name;

export function readStored<T>(kind: Kind, name: string): T | null {
  try {
    const text = localStorage.getItem(keyOf(kind, name));
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null; // Unreadable or forbidden: as if nothing had been kept.
  }
}

/** False when the browser would not keep it. */
export function store(kind: Kind, name: string, value: unknown): boolean {
  try {
    localStorage.setItem(keyOf(kind, name), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(kind: Kind, name: string): void {
  try {
    localStorage.removeItem(keyOf(kind, name));
  } catch {
    // Forbidden storage holds nothing to forget.
  }
}

/** After logout nothing personal stays on a shared computer of the front desk. */
export function forgetPersonalData(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(OWN)) localStorage.removeItem(key);
  } catch {
    // As above.
  }
}
