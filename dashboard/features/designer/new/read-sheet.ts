import type { SheetCell } from '../model/sheet';

/** The first sheet of an xlsx file, as far as is needed to guess its columns. The reader comes when somebody chooses a file. */
export async function readSheet(file: File): Promise<SheetCell[][]> {
  const { readSheet: read } = await import('read-excel-file/browser');
  return (await read(file)) as SheetCell[][];
}
