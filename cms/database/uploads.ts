import type { Engine } from '../engine';
import { ownTable } from './own-tables';

/** Notes who has uploaded a file (null = the product itself): until it hangs on a record only they may hang it there. */
export async function noteUpload(engine: Engine, fileId: number, userId: number | null): Promise<void> {
  await ownTable(engine, 'td_uploads').insert({ file_id: fileId, user_id: userId, at: engine.clock().getTime() });
}
