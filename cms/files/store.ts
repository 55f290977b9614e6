import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

/** A file on its way into Strapi's upload service. */
interface Incoming {
  hash: string;
  ext?: string;
  url?: string;
  stream?: Readable;
  buffer?: Buffer;
}

const nameOf = (file: { hash: string; ext?: string | null }): string => {
  const name = `${file.hash}${file.ext ?? ''}`;
  if (!/^[A-Za-z0-9._-]+$/.test(name) || name.startsWith('.')) throw new Error('A file has a name that is no name');
  return name;
};

/**
 * Where uploads lie: DATA_DIR/files, outside everything that is served as it is. Put in the place of Strapi's local provider, which
 * would lay them open under /uploads.
 */
export function createFileStore(dataDir: string) {
  const folder = join(dataDir, 'files');
  mkdirSync(folder, { recursive: true });
  const pathOf = (file: { hash: string; ext?: string | null }): string => join(folder, nameOf(file));
  return {
    folder,
    open: (file: { hash: string; ext?: string | null }) => createReadStream(pathOf(file)),
    /** The shape that Strapi's upload service calls. */
    provider: {
      async upload(file: Incoming): Promise<void> {
        await writeFile(pathOf(file), file.buffer ?? Buffer.alloc(0));
        file.url = `/files/${nameOf(file)}`;
      },
      async uploadStream(file: Incoming): Promise<void> {
        if (!file.stream) throw new Error('An upload has no content');
        await pipeline(file.stream, createWriteStream(pathOf(file)));
        file.url = `/files/${nameOf(file)}`;
      },
      delete: (file: Incoming): Promise<void> => rm(pathOf(file), { force: true }),
      // Sizes and kinds are checked before the service is called.
      checkFileSize: (): void => undefined,
      isPrivate: (): boolean => true,
      getSignedUrl: (file: Incoming & { url: string }): { url: string } => ({ url: file.url }),
    },
  };
}

export type FileStore = ReturnType<typeof createFileStore>;
