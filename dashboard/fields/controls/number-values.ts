/** Digits as they are typed on a Chinese keyboard too: full width, grouped, with a currency sign. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s,¥￥、]/g, '')
    .replace(/。/g, '.');

/** `-3.50` in steps of 10^-scale, as an integer: money never passes through a binary fraction. null = nothing, undefined = no such number. */
export function parseScaled(text: string, scale: number): number | null | undefined {
  const digits = plain(text);
  if (digits === '') return null;
  const found = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(digits);
  const [, sign = '', whole = '', fraction = ''] = found ?? [];
  if (!found || whole + fraction === '' || fraction.replace(/0+$/, '').length > scale) return undefined;
  const value = Number(`${whole || '0'}${fraction.slice(0, scale).padEnd(scale, '0')}`);
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === '-' && value !== 0 ? -value : value;
}

export function parseDecimal(text: string, scale: number): number | null | undefined {
  const scaled = parseScaled(text, scale);
  return typeof scaled === 'number' ? Number(`${scaled}e-${scale}`) : scaled;
}

const grouped = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ',');

/** `1,234.5`: grouped, without idle zeros. */
export function showNumber(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  return /e/i.test(whole + (fraction ?? '')) ? String(value) : grouped(whole) + (fraction ? `.${fraction}` : '');
}

/** `1234.56` of 123456 fen, for typing on. */
export function typedYuan(fen: number): string {
  const digits = String(Math.abs(Math.trunc(fen))).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `¥1,234.56` of 123456 fen. */
export function showYuan(fen: number): string {
  const [whole = '', fraction = ''] = typedYuan(Math.abs(fen)).split('.');
  return `${fen < 0 ? '-' : ''}¥${grouped(whole)}.${fraction}`;
}

export const parseYuan = (text: string): number | null | undefined => parseScaled(text, 2);
