import { useSyncExternalStore } from 'react';
import type { SheetFrame } from './sheet';

const PIXELS_OF_A_MM = 96 / 25.4;
/** Room at both sides of the sheet. */
const MARGIN = 24;

/** How much smaller a sheet must be shown to be seen whole on a narrow screen. On paper it keeps its size. */
export function usePaperZoom(frame: Pick<SheetFrame, 'page' | 'orientation'> | undefined): number {
  const room = useSyncExternalStore(onResize, () => document.documentElement.clientWidth);
  return frame ? paperZoom(frame, room) : 1;
}

export function paperZoom({ page, orientation }: Pick<SheetFrame, 'page' | 'orientation'>, room: number): number {
  const [short, long] = page === 'A5' ? [148, 210] : [210, 297];
  const width = (orientation === 'landscape' ? long : short) * PIXELS_OF_A_MM;
  return room <= MARGIN ? 1 : Math.min(1, Math.floor(((room - MARGIN) / width) * 1000) / 1000);
}

function onResize(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
