/** About how wide a text is drawn, in px: for a picture that is laid out before it is drawn. Chinese is as wide as it is high. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const char of text)
    width += /[\u2e80-\uffff]/.test(char) ? 1 : /[A-Z&@%]/.test(char) ? 0.68 : /[ilj.,;:'|!ftr()[\] ]/.test(char) ? 0.36 : 0.56;
  return Math.ceil(width * size);
}
