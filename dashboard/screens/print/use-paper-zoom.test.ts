import { paperZoom } from './use-paper-zoom';

test('a sheet is shown as large as it is where there is room, and whole where there is none', () => {
  expect(paperZoom({ page: 'A4', orientation: 'portrait' }, 1440)).toBe(1);
  expect(paperZoom({ page: 'A4', orientation: 'portrait' }, 818)).toBe(1);
  for (const [page, orientation, width] of [
    ['A4', 'portrait', 793.7],
    ['A4', 'landscape', 1122.5],
    ['A5', 'landscape', 793.7],
    ['A5', 'portrait', 559.4],
  ] as const) {
    const zoom = paperZoom({ page, orientation }, 390);
    expect(zoom * width).toBeLessThanOrEqual(366);
    expect(zoom * width).toBeGreaterThan(364);
  }
});

test('a window without width keeps the size', () => expect(paperZoom({ page: 'A4', orientation: 'portrait' }, 0)).toBe(1));
