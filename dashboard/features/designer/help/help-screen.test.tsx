import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, screen } from '@testing-library/react';
import { changeLanguage } from '../../../providers/i18n';
import { renderAt } from '../../../test/render-at';
import { helpEn } from './help.en';
import { HelpScreen } from './help-screen';
import { helpZh } from './help.zh';
import { PICTURE_SIZE } from './picture-size';
import { PICTURES } from './pictures';

const FOLDER = join(__dirname, 'pictures');

/** Width and height as a WebP file tells them: in its extended head, or in its one frame. */
function sizeOf(bytes: Buffer): [number, number] {
  const kind = bytes.toString('latin1', 8, 16);
  if (kind === 'WEBPVP8X') return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1];
  if (kind !== 'WEBPVP8 ') throw new Error(`Not a WebP file as pictures are: ${kind}`);
  return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
}

afterEach(() => localStorage.clear());

test('every picture is there in both languages, as large as room is kept for it, and all of them are light', () => {
  const files = readdirSync(FOLDER);
  const wanted = Object.keys(PICTURES.zh).flatMap((name) => [`zh-${name}.webp`, `en-${name}.webp`]);
  expect(files.sort()).toEqual(wanted.sort());
  let total = 0;
  for (const file of files) {
    const bytes = readFileSync(join(FOLDER, file));
    total += bytes.length;
    expect([file, ...sizeOf(bytes)]).toEqual([file, PICTURE_SIZE.width, PICTURE_SIZE.height]);
  }
  expect(total).toBeLessThan(500_000);
});

test('both languages explain the same with the same pictures', () => {
  const shape = (pages: typeof helpZh) => pages.map((page) => [page.steps.length, page.pictures?.map(({ name }) => name)]);
  expect(shape(helpEn)).toEqual(shape(helpZh));
});

test.each(['zh', 'en'] as const)(
  'the help in %s shows them when they come into sight, with words for who does not see them',
  async (lang) => {
    renderAt('/designer/help', { routes: [{ path: '/designer/help', element: <HelpScreen /> }], forms: [], server: () => undefined });
    await act(() => changeLanguage(lang));
    const pages = lang === 'zh' ? helpZh : helpEn;
    await screen.findByText(pages[0]?.title ?? '');
    const images = [...document.querySelectorAll('img')];
    expect(images.map((image) => image.alt)).toEqual(pages.flatMap((page) => page.pictures?.map(({ alt }) => alt) ?? []));
    for (const image of images) expect(image.getAttribute('loading')).toBe('lazy');
  },
);
