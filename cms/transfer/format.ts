/** Fen as yuan text: 123450 -> '1234.50'. */
export function decodeMoney(fen: number): string {
  const text = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}
