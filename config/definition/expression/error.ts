/** What is wrong with an expression, where, in both languages. */
export class ExpressionError extends Error {
  readonly position: number;
  readonly zh: string;
  readonly en: string;
  constructor(position: number, zh: string, en: string) {
    super(en);
    this.name = 'ExpressionError';
    this.position = position;
    this.zh = zh;
    this.en = en;
  }
}
