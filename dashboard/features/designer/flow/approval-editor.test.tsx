import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import type { ApprovalDefinition, FormDefinition, TransitionDefinition } from '../../../../config/definition/types';
import { renderAt } from '../../../test/render-at';
import { useDesignerWords } from '../words/use-designer-words';
import { DesignerProvider, type Designer } from '../work/designer-context';
import { ApprovalEditor } from './approval-editor';

const AGREE: TransitionDefinition = {
  action: 'agree',
  zh: '同意',
  en: 'Agree',
  from: ['asked', 'again'],
  to: 'agreed',
  by: ['a'],
  decision: 'approve',
};
const refuse = (from: string[]): TransitionDefinition => ({
  action: 'refuse',
  zh: '退回',
  en: 'Refuse',
  from,
  to: 'draft',
  by: ['a'],
  decision: 'reject',
});
const BASE: ApprovalDefinition = { mode: 'all', approvers: [{ role: 'a' }] };

let approval: ApprovalDefinition | undefined;
afterEach(cleanup);

function Editor({ start, refusal }: { start: ApprovalDefinition; refusal: TransitionDefinition }) {
  const words = useDesignerWords();
  const [value, setValue] = useState<ApprovalDefinition | undefined>(start);
  const transition: TransitionDefinition = { ...AGREE, ...(value ? { approval: value } : {}) };
  const def = { key: 'paper', transitions: [transition, refusal] } as unknown as FormDefinition;
  const desk = { roles: [{ key: 'a', zh: '甲岗', en: 'A', login: true, pseudo: false }] };
  return (
    <DesignerProvider value={{ def, words, desk } as unknown as Designer}>
      <ApprovalEditor
        transition={transition}
        onChange={(next) => {
          approval = next;
          setValue(next);
        }}
      />
    </DesignerProvider>
  );
}
function open(start: ApprovalDefinition, refusal = refuse(['asked', 'again'])): void {
  approval = start;
  renderAt('/', { routes: [{ path: '/', element: <Editor start={start} refusal={refusal} /> }], forms: [], server: () => undefined });
}
const click = async (name: string) => act(async () => void fireEvent.click(await screen.findByLabelText(name)));

test('what is allowed by itself is written down only where it is switched off', async () => {
  open({ ...BASE, onReject: { action: 'refuse', then: 'again' } });
  for (const name of ['可转交给他人', '可加签(先签或后签)', '提交人可撤回', '不在岗时可由代办人审批']) await click(name);
  expect(approval).toMatchObject({ transfer: false, addSigners: false, withdraw: false, delegation: true });
  await click('可转交给他人');
  expect(approval).not.toHaveProperty('transfer');
  await click('之前的某一步');
  expect(approval?.returnTo).toEqual(['applicant']);
  await click('提交人');
  expect(approval?.returnTo).toEqual([]);
  await click('提交人');
  await click('之前的某一步');
  expect(approval).not.toHaveProperty('returnTo');
});

test('without the action of a rejection nothing goes back to the applicant, and that is said', async () => {
  open(BASE);
  expect(await screen.findByText('退回提交人与撤回,须先选定“退回后”的操作')).toBeTruthy();
  expect(
    [await screen.findByLabelText('提交人'), screen.getByLabelText('提交人可撤回')].map((box) => box.hasAttribute('disabled')),
  ).toEqual([true, true]);
  await click('之前的某一步');
  expect(approval?.returnTo).toEqual([]);
});

test('only a rejection that leads out of every state in which is decided can be chosen', async () => {
  open(BASE, refuse(['asked']));
  await act(async () => void fireEvent.mouseDown(await screen.findByLabelText('退回后')));
  expect(document.querySelectorAll('.ant-select-item-option')).toHaveLength(0);
});

test('taking the way back away takes along what needs it', async () => {
  open({
    ...BASE,
    onReject: { action: 'refuse', then: 'again' },
    returnTo: ['applicant'],
    withdraw: false,
    timeout: { limit: '2d', then: 'return' },
  });
  await screen.findByLabelText('退回后');
  await act(async () => void fireEvent.mouseDown(document.querySelector('.ant-select-clear') as HTMLElement));
  expect(approval).toEqual({ ...BASE, returnTo: [], timeout: { limit: '2d', then: 'remind' } });
});
