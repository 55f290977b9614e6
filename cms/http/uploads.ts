import { rm } from 'node:fs/promises';
import type { Ctx } from './route';

/**
 * Takes away what a request has left in the folder of temporary files: sheets with names, photos of papers. Strapi does so only for a
 * field called `files`; a refused request leaves its files as well.
 */
export async function dropUploads(ctx: Pick<Ctx, 'request'>): Promise<void> {
  const files = Object.values(ctx.request.files ?? {}).flat() as ({ filepath?: unknown } | null | undefined)[];
  await Promise.all(files.flatMap((file) => (typeof file?.filepath === 'string' ? [rm(file.filepath, { force: true })] : [])));
}
