import { render } from '@testing-library/react';
import { en } from '../app/words.en';
import { zh } from '../app/words.zh';
import { startI18n } from '../providers/i18n';
import { DueTime } from './due-time';

const shown = (seconds: number): string =>
  render(<DueTime at={new Date(Date.now() + seconds * 1000).toISOString()} />).container.textContent?.trim() ?? '';

test('the clock says how long, also in its last minute', () => {
  startI18n({ zh, en });
  expect([shown(300), shown(20), shown(-20), shown(-300)]).toEqual(['剩 5 分钟', '剩 1 分钟', '已超 1 分钟', '已超 5 分钟']);
});
