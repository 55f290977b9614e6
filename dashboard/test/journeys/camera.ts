import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Page } from 'playwright-core';

const DASHBOARD = resolve(__dirname, '../..');

type Clip = { x: number; y: number; width: number; height: number };

/** A picture of what the page shows, kept in the repository: WebP for the product, PNG for the README. */
export async function keepPicture(page: Page, path: string, clip?: Clip): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // What is being pointed at or moves is no part of the picture.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(400);
  const file = resolve(DASHBOARD, path);
  mkdirSync(dirname(file), { recursive: true });
  if (!path.endsWith('.webp')) return void (await page.screenshot({ path: file, caret: 'hide', clip }));
  // Playwright knows PNG and JPEG only; Chromium itself writes WebP, a fifth of their size.
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 72,
    ...(clip ? { clip: { ...clip, scale: 1 } } : {}),
  });
  await session.detach();
  writeFileSync(file, Buffer.from(data, 'base64'));
}

/** Without a Chinese font every character is the same box, and so would be the pictures. */
export async function needsChineseFont(page: Page): Promise<void> {
  const isBox = await page.evaluate(() => {
    const inkOf = (text: string): string => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 40 });
      const pen = canvas.getContext('2d');
      if (!pen) return '';
      pen.font = '32px sans-serif';
      pen.fillText(text, 2, 32);
      return canvas.toDataURL();
    };
    return inkOf('楼') === inkOf('客');
  });
  if (isBox) throw new Error('This machine has no Chinese font (Debian: fonts-noto-cjk): the pictures would show boxes');
}
