import { join } from 'node:path';
import { staleFiles } from './generate';

test('the generated files are as the definitions say; otherwise run npm run generate', () => {
  expect(staleFiles(join(__dirname, '../..'))).toEqual([]);
});
