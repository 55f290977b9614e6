import { stat } from 'node:fs/promises';
import type { Actor } from '../access/actor';
import { noteUpload } from '../database/uploads';
import type { Engine } from '../engine';
import { AppError, notFound } from '../http/errors';
import type { Ctx, Route } from '../http/route';
import { fileView } from '../reads/parts';
import type { FileView } from '../reads/view-types';
import { isShown, kindOf } from './kinds';
import { isSigned } from './signature';
import type { FileStore } from './store';

const MOST_BYTES = 30 * 1024 * 1024;

interface Stored {
  id: number;
  name: string;
  mime: string;
  size: number;
  hash: string;
  ext: string | null;
}

/** Files in and out. A file belongs to whoever uploaded it until it hangs on a record; then to those who see the field. */
export function routes(engine: Engine, store: FileStore): Route[] {
  return [
    { method: 'POST', path: '/files', handler: async (ctx, actor) => upload(engine, ctx, actor) },
    // Public, because a picture's address carries its own right (see signature.ts).
    { method: 'GET', path: '/files/:id/:name', public: true, handler: async (ctx) => download(engine, store, ctx) },
  ];
}

async function upload(engine: Engine, ctx: Ctx, actor: Actor): Promise<FileView> {
  const entry = ctx.request.files?.file ?? ctx.request.files?.files;
  const file = (Array.isArray(entry) ? entry[0] : entry) as
    | { filepath: string; originalFilename?: string | null; size: number }
    | undefined;
  if (!file?.filepath) throw new AppError(400, 'file_missing', { violations: [{ path: ['file'], code: 'required' }] });
  const { size } = await stat(file.filepath);
  const name = (file.originalFilename ?? 'file').replace(/[\u0000-\u001f/\\<>:"|?*]/g, '_').slice(-120);
  if (size > MOST_BYTES) throw new AppError(413, 'file_too_large', { params: { max: '30 MB' } });
  const mime = await kindOf(file.filepath, name);
  if (!mime)
    throw new AppError(400, 'file_kind', { params: { name }, violations: [{ path: ['file'], code: 'file_kind', params: { name } }] });
  const service = engine.strapi.plugin('upload').service('upload') as unknown as {
    upload(input: { data: Record<string, unknown>; files: unknown }): Promise<Stored[]>;
  };
  const [stored] = await service.upload({
    data: { fileInfo: { name } },
    files: { filepath: file.filepath, originalFilename: name, mimetype: mime, size },
  });
  if (!stored) throw new AppError(500, 'internal');
  await noteUpload(engine, stored.id, actor.userId);
  ctx.status = 201;
  return fileView(stored.id, stored.name, stored.mime, stored.size);
}

async function download(engine: Engine, store: FileStore, ctx: Ctx): Promise<undefined> {
  const id = Number(ctx.params.id);
  if (!isSigned(id, Number(ctx.query.until), String(ctx.query.sig ?? ''))) throw new AppError(403, 'link_expired');
  const file = (await engine.strapi.db.query('plugin::upload.file').findOne({ where: { id } })) as Stored | null;
  if (!file) throw notFound();
  const shown = isShown(file.mime);
  ctx.type = shown ? file.mime : 'application/octet-stream';
  ctx.set('Content-Disposition', `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
  ctx.set('Cache-Control', 'private, max-age=3600');
  ctx.status = 200;
  ctx.body = store.open(file);
  return undefined;
}
