import { severalAtOnce } from './several-at-once';

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

test('as many as allowed run together, never more; results keep the order of the items', async () => {
  let running = 0;
  const seen: number[] = [];
  const results = await severalAtOnce(3, [30, 1, 20, 5, 10, 1, 1], async (ms) => {
    seen.push((running += 1));
    await pause(ms);
    running -= 1;
    return ms * 2;
  });
  expect(results).toEqual([60, 2, 40, 10, 20, 2, 2]);
  expect(Math.max(...seen)).toBe(3);
});

test('nothing to do is done; what fails is told', async () => {
  expect(await severalAtOnce(3, [], async () => 1)).toEqual([]);
  await expect(severalAtOnce(2, [1, 2, 3], async (n) => (n === 2 ? Promise.reject(new Error('two')) : n))).rejects.toThrow('two');
});
