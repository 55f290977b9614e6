import type { FieldDefinition } from '../../../config/definition/types';
import { isFile, type FileView } from '../../providers/record-types';

/** The files of a value, single or several. */
export function filesOf(value: unknown): FileView[] {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.filter(isFile);
}

/** What the server takes; it looks into the file as well. */
export const ACCEPTED = '.png,.jpg,.jpeg,.webp,.gif,.heic,.heif,.pdf,.dwg,.xlsx,.docx,.mp4,.mov,.m4v';
export const IMAGES = 'image/png,image/jpeg,image/webp,image/gif,.heic,.heif';
export const MOST_BYTES = 30 * 1024 * 1024;

/** Pictures that a browser can show. */
export const isPicture = (file: Pick<FileView, 'mime'>): boolean => /^image\/(png|jpeg|webp|gif)$/.test(file.mime ?? '');

export const isSignature = (field: FieldDefinition): boolean => field.format === 'signature';

export function isAccepted(name: string): boolean {
  const ending = /\.[a-z0-9]+$/i.exec(name)?.[0].toLowerCase();
  return ending !== undefined && ACCEPTED.split(',').includes(ending);
}

/** `1.2 MB`, `340 kB`. */
export function sizeWord(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} kB`;
}
