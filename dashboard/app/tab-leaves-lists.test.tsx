import { createEvent, fireEvent, render, screen } from '@testing-library/react';
import { Select } from 'antd';
import { letTabLeaveLists } from './tab-leaves-lists';

const open = (mode?: 'multiple') => {
  const chosen = jest.fn();
  render(<Select open mode={mode} aria-label="钥匙" onChange={chosen} options={[{ value: 'a', label: '甲' }, { value: 'b', label: '乙' }]} />); // prettier-ignore
  const input = screen.getByRole('combobox', { name: '钥匙' });
  return { chosen, press: (key: string, keyCode: number) => {
    const event = createEvent.keyDown(input, { key, keyCode, which: keyCode });
    fireEvent(input, event);
    return event;
  } }; // prettier-ignore
};

test('Tab leaves an open list of several choices and chooses nothing', () => {
  const end = letTabLeaveLists();
  const { chosen, press } = open('multiple');
  expect(press('Tab', 9).defaultPrevented).toBe(false);
  expect(chosen).not.toHaveBeenCalled();
  press('Enter', 13);
  expect(chosen).toHaveBeenCalledTimes(1);
  end();
});

test('without it Tab is caught, which is why it is there; when this fails, it may go', () => {
  const { chosen, press } = open('multiple');
  expect(press('Tab', 9).defaultPrevented).toBe(true);
  expect(chosen).toHaveBeenCalledTimes(1);
});
