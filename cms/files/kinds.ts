import { open } from 'node:fs/promises';

/** Kinds of files that may be attached, recognised by their first bytes: a name or a header can say anything. */
const KINDS: { mime: string; ext: string[]; at: number; bytes: string }[] = [
  { mime: 'image/png', ext: ['.png'], at: 0, bytes: '89504e47' },
  { mime: 'image/jpeg', ext: ['.jpg', '.jpeg'], at: 0, bytes: 'ffd8ff' },
  { mime: 'image/webp', ext: ['.webp'], at: 8, bytes: '57454250' },
  { mime: 'image/gif', ext: ['.gif'], at: 0, bytes: '47494638' },
  { mime: 'image/heic', ext: ['.heic', '.heif'], at: 4, bytes: '66747970' },
  { mime: 'application/pdf', ext: ['.pdf'], at: 0, bytes: '25504446' },
  // Drawings: AutoCAD's files begin with AC10.
  { mime: 'image/vnd.dwg', ext: ['.dwg'], at: 0, bytes: '41433130' },
  { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ext: ['.xlsx'], at: 0, bytes: '504b0304' },
  { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', ext: ['.docx'], at: 0, bytes: '504b0304' },
  { mime: 'video/mp4', ext: ['.mp4', '.mov', '.m4v'], at: 4, bytes: '66747970' },
];

/** The kind of a file by name and content together; null when it is none of those allowed. */
export async function kindOf(path: string, name: string): Promise<string | null> {
  const ext = /\.[a-z0-9]+$/i.exec(name)?.[0].toLowerCase() ?? '';
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    const found = KINDS.find(
      (kind) =>
        kind.ext.includes(ext) &&
        buffer
          .toString('hex')
          .slice(kind.at * 2)
          .startsWith(kind.bytes),
    );
    return found?.mime ?? null;
  } finally {
    await handle.close();
  }
}

/** Kinds that a browser shows itself without harm; everything else is downloaded. */
export const isShown = (mime: string): boolean => ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/pdf'].includes(mime);
