import { kept } from './kept';
import type { ReadHandle } from './read-handle';

/** A database of which only its size and its snapshot are asked. */
function house({ rows, snapshot }: { rows: number; snapshot: number | null }) {
  const state = { snapshot, asked: 0, wasDear: [] as boolean[] };
  const read = { dialect: 'sqlite', snapshot: () => state.snapshot, rows: async () => [[rows]] } as unknown as ReadHandle;
  const ask = (took = 0, exactly = 'how many') =>
    kept({ read }, 'reports', { key: 'how many', exactly }, async (wasDear) => {
      state.wasDear.push(wasDear);
      if (took > 0) await new Promise((done) => setTimeout(done, took));
      return (state.asked += 1);
    });
  return { state, ask };
}

test('on SQLite an answer is told again until somebody writes', async () => {
  const { state, ask } = house({ rows: 10, snapshot: 1 });
  expect([await ask(), await ask()]).toEqual([1, 1]);
  state.snapshot = 2;
  expect(await ask()).toBe(2);
});

test('what is asked of another moment is another question; only over a large table a dear one may be a moment old', async () => {
  const lite = house({ rows: 10, snapshot: 1 });
  expect([await lite.ask(60, '1'), await lite.ask(60, '1'), await lite.ask(60, '2')]).toEqual([1, 1, 2]);
  const large = house({ rows: 50_000, snapshot: 1 });
  expect([await large.ask(0, '1'), await large.ask(60, '2'), await large.ask(60, '3')]).toEqual([1, 2, 2]);
});

test('of a table of ordinary size nothing is told again after a write, however long it took', async () => {
  const lite = house({ rows: 49_999, snapshot: 1 });
  expect(await lite.ask(60)).toBe(1);
  lite.state.snapshot = 2;
  expect(await lite.ask(60)).toBe(2);
  const postgres = house({ rows: 49_999, snapshot: null });
  expect([await postgres.ask(60), await postgres.ask(60)]).toEqual([1, 2]);
});

test('a dear answer over a large table is told again for a moment, and whoever asks meanwhile waits for the same one', async () => {
  const { state, ask } = house({ rows: 50_000, snapshot: null });
  expect([await ask(60), await ask(60)]).toEqual([1, 1]);
  const later = Date.now() + 4_000;
  const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
  expect(await Promise.all([ask(60), ask(60), ask(60)])).toEqual([2, 2, 2]);
  expect(state.wasDear).toEqual([false, true]);
  clock.mockRestore();
});

test('a cheap answer over a large table is made each time', async () => {
  const { ask } = house({ rows: 50_000, snapshot: null });
  expect([await ask(), await ask()]).toEqual([1, 2]);
});

test('what fails is not kept', async () => {
  const read = { dialect: 'sqlite', snapshot: () => 1, rows: async () => [[1]] } as unknown as ReadHandle;
  await expect(kept({ read }, 'reports', { key: 'x' }, () => Promise.reject(new Error('no such column')))).rejects.toThrow(
    'no such column',
  );
  expect(await kept({ read }, 'reports', { key: 'x' }, async () => 7)).toBe(7);
});
