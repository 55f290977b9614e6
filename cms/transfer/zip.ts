import { inflateRawSync } from 'node:zlib';
import { LIMITS, SheetError } from './sheet';

interface Entry {
  name: string;
  method: number;
  packed: number;
  size: number;
  offset: number;
}

/**
 * The directory of a zip, read before anything is unpacked: an xlsx that would unpack to more than the limit is refused
 * (a bomb of a few kB can hold gigabytes). Sizes a file lies about are caught by the limit of the unpacking itself.
 */
export function zipEntries(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new SheetError('unreadable_file', { reason: 'zip' });
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new SheetError('unreadable_file', { reason: 'zip' });
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > LIMITS.unpacked) throw new SheetError('file_too_large', { bytes: total, limit: LIMITS.unpacked });
  return entries;
}

/** Text of one entry; throws when it unpacks to more than its directory says. */
export function unzipText(bytes: Buffer, entry: Entry): string {
  const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const packed = bytes.subarray(start, start + entry.packed);
  try {
    const data = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) });
    return data.toString('utf8');
  } catch {
    throw new SheetError('unreadable_file', { reason: 'zip' });
  }
}
