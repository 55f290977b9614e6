import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Peek } from './peek';

afterEach(cleanup);
const show = (): HTMLElement => {
  render(
    <Peek said="还缺平面图">
      {(id) => (
        <button type="button" aria-describedby={id}>
          提交
        </button>
      )}
    </Peek>,
  );
  return screen.getByRole('button');
};
const isOpen = (): boolean => document.querySelector('.ant-popover:not(.ant-popover-hidden)') !== null;
const shut = () => waitFor(() => expect(isOpen()).toBe(false));

test('it is heard with the control, open or not', () => {
  const described = show().getAttribute('aria-describedby');
  expect(document.getElementById(described ?? '')?.textContent).toBe('还缺平面图');
});

test('a tap opens it and does not close it again', async () => {
  const button = show();
  // What a browser makes of a tap, the mouse that leaves at its end included.
  await act(async () => {
    fireEvent.mouseEnter(button);
    button.focus();
    fireEvent.click(button);
    fireEvent.mouseLeave(button);
  });
  await act(async () => new Promise((done) => setTimeout(done, 200)));
  expect(isOpen()).toBe(true);
  await act(async () => button.blur());
  await shut();
});

test('the mouse opens it and closes it, and may go over into its words; Escape closes it', async () => {
  const button = show();
  await act(async () => fireEvent.mouseEnter(button));
  const words = screen.getByText('还缺平面图', { selector: '.ant-popover *' });
  await act(async () => {
    fireEvent.mouseLeave(button);
    fireEvent.mouseEnter(words);
  });
  await act(async () => new Promise((done) => setTimeout(done, 200)));
  expect(isOpen()).toBe(true);
  await act(async () => fireEvent.mouseLeave(words));
  await shut();
  await act(async () => button.focus());
  expect(isOpen()).toBe(true);
  await act(async () => fireEvent.keyDown(button, { key: 'Escape' }));
  await shut();
});
