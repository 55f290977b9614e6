import { act, renderHook } from '@testing-library/react';
import type { FormDefinition } from '../../../../config/definition/types';
import { ApiError } from '../../../providers/api-error';
import * as source from '../source';
import { useDraftSync } from './use-draft-sync';

jest.mock('../source', () => ({ ...jest.requireActual<object>('../source'), saveDraft: jest.fn(), fetchDraft: jest.fn() }));

const form = (zh: string): FormDefinition =>
  ({ key: 'key-loan', zh, en: zh, fields: [], states: [], transitions: [] }) as unknown as FormDefinition;

/** A server that takes a moment for each save, and refuses one that knows an older revision. */
function server() {
  let revision = 1;
  const open: (() => void)[] = [];
  jest.mocked(source.saveDraft).mockImplementation(async (_key, known) => {
    await new Promise<void>((done) => open.push(done));
    if (known !== revision) throw new ApiError({ status: 409, code: 'stale_draft', message: 'stale' });
    revision += 1;
    return { revision, baseVersion: 1, at: '2026-11-26T00:00:00.000Z', definition: form('') } as unknown as source.Draft;
  });
  /** Answers what is under way until nothing is. */
  return async () => {
    for (let calm = 0; calm < 5; calm += 1) {
      if (open.length > 0) calm = 0;
      await act(async () => open.splice(0).forEach((done) => done()));
    }
  };
}

test('saves that are asked for while one is under way follow it one by one, and never quarrel with each other', async () => {
  const answer = server();
  const start = { revision: 1, baseVersion: 1, at: null, definition: form('钥匙') } as unknown as source.Draft;
  const { result, rerender } = renderHook((def: FormDefinition) => useDraftSync({ form: 'key-loan', start, def, isValid: true }), {
    initialProps: form('钥匙一'),
  });
  const asked: Promise<boolean>[] = [];
  await act(async () => void asked.push(result.current.flush()));
  rerender(form('钥匙二'));
  // The pause is over and the publish dialog opens, both while the first save is still under way.
  await act(async () => void asked.push(result.current.flush(), result.current.flush()));
  await answer();
  expect(await Promise.all(asked)).toEqual([true, true, true]);
  expect(result.current.conflict).toBeNull();
  expect(result.current.latestRevision()).toBe(3);
});
