import { createHmac, timingSafeEqual } from 'node:crypto';

const HOUR = 3_600_000;
let key = 'unset';

/** The secret of this installation; set once at start. */
export function bindFileKey(secret: string): void {
  key = createHmac('sha256', secret).update('files').digest('hex');
}

const sign = (id: number, until: number): string => createHmac('sha256', key).update(`${id}.${until}`).digest('base64url').slice(0, 32);

/**
 * Address of a file, good for one to two hours: a page shows pictures without a token, and an address that was passed on dies. Rounded
 * to the hour, so that the browser's cache finds it again.
 */
export function signedUrl(id: number, name: string, now = Date.now()): string {
  const until = (Math.floor(now / HOUR) + 2) * HOUR;
  return `/api/files/${id}/${encodeURIComponent(name)}?until=${until}&sig=${sign(id, until)}`;
}

export function isSigned(id: number, until: number, signature: string, now = Date.now()): boolean {
  if (!Number.isSafeInteger(until) || until < now || until > now + 3 * HOUR) return false;
  const expected = Buffer.from(sign(id, until));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
