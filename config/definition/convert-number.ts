/** Fen as yuan: 123450 is '1234.50'. */
export function yuanOf(fen: number): string {
  const text = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** Yuan as fen, from its digits: 1.005 * 100 is 100.49999999999999 to the machine, so nothing is multiplied. */
export function fenOf(sign: string, whole: string, part: string): number {
  return Number(`${sign}${whole}${part.padEnd(2, '0')}`);
}

/** A number in digits, never as 1e-7. */
export function numberText(value: number, scale: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(scale) : text;
}
