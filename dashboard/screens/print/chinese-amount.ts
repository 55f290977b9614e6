const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];

/**
 * Money in the capitals of receipts, from fen: `chineseAmount(105000)` = 壹仟零伍拾元整. After whole yuan and after whole jiao stands 整,
 * so that nothing can be added; after fen it does not. A gap is one 零, and 角 that are missing before 分 are 零 too.
 */
export function chineseAmount(fen: number): string {
  if (!Number.isSafeInteger(fen)) return '';
  if (fen < 0) return `负${chineseAmount(-fen)}`;
  const yuan = Math.floor(fen / 100);
  const [jiao, cent] = [Math.floor((fen % 100) / 10), fen % 10];
  const whole = yuan > 0 ? `${number(yuan)}元` : '';
  if (jiao === 0 && cent === 0) return whole ? `${whole}整` : '零元整';
  if (cent === 0) return `${whole}${DIGITS[jiao]}角整`;
  return `${whole}${jiao > 0 ? `${DIGITS[jiao]}角` : whole ? '零' : ''}${DIGITS[cent]}分`;
}

/** A whole number above zero: in steps of 亿 and 万, each read as four digits. */
function number(value: number): string {
  if (value >= 1e8) return joined(number(Math.floor(value / 1e8)), '亿', value % 1e8, 1e7);
  if (value >= 1e4) return joined(number(Math.floor(value / 1e4)), '万', value % 1e4, 1e3);
  return fourDigits(value);
}

/** What follows a step begins with 零 when its first place is empty. */
const joined = (head: string, step: string, rest: number, firstPlace: number): string =>
  `${head}${step}${rest === 0 ? '' : `${rest < firstPlace ? '零' : ''}${number(rest)}`}`;

function fourDigits(value: number): string {
  const digits = String(value).split('').map(Number);
  let text = '';
  digits.forEach((digit, index) => {
    if (digit > 0) text += `${index > 0 && digits[index - 1] === 0 ? '零' : ''}${DIGITS[digit]}${PLACES[digits.length - 1 - index]}`;
  });
  return text;
}
