import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteUpload } from '../../database/uploads';
import type { Engine } from '../../engine';

/** Ids of the few files that all papers of the demo show. */
export interface DemoFiles {
  signature: number;
  drawing: number;
  photo: number;
  certificate: number;
}

const NAMES = { signature: '签字示例.png', drawing: '图纸示例.png', photo: '现场照片示例.png', certificate: '证照示例.png' };

/** Puts the sample pictures where uploads lie, through Strapi's own service. */
export async function addFiles(engine: Engine): Promise<DemoFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'towerdesk-seed-'));
  try {
    return {
      signature: await addFile(engine, folder, 'signature'),
      drawing: await addFile(engine, folder, 'drawing'),
      photo: await addFile(engine, folder, 'photo'),
      certificate: await addFile(engine, folder, 'certificate'),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function addFile(engine: Engine, folder: string, key: keyof DemoFiles): Promise<number> {
  // The service takes the file it is given away; ours stays.
  const filepath = join(folder, `${key}.png`);
  await copyFile(join(engine.root, 'database/seeds/demo/files', `${key}.png`), filepath);
  const { size } = await stat(filepath);
  const service = engine.strapi.plugin('upload').service('upload') as unknown as {
    upload(input: { data: unknown; files: unknown }): Promise<{ id: number }[]>;
  };
  const [stored] = await service.upload({
    data: { fileInfo: { name: NAMES[key] } },
    files: { filepath, originalFilename: NAMES[key], mimetype: 'image/png', size },
  });
  if (!stored) throw new Error(`The sample file ${key}.png was not stored`);
  // The people of the demo act without a login: what nobody has uploaded they may hang anywhere.
  await noteUpload(engine, stored.id, null);
  return stored.id;
}
