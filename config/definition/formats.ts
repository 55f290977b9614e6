/** Formats of text fields, each with its test. `signature` and `photo` are about files and say how they are taken, not what is valid. */
const FORMATS: Record<string, (text: string) => boolean> = {
  phone: isPhone,
  email: isEmail,
  url: isUrl,
  'id-number': isIdNumber,
  'credit-code': isCreditCode,
};
const FILE_FORMATS = ['signature', 'photo'];

export const FORMAT_NAMES: readonly string[] = [...Object.keys(FORMATS), ...FILE_FORMATS];

/** Has the text this format? A format that says nothing about text is always met. */
export function hasFormat(format: string, text: string): boolean {
  return Object.hasOwn(FORMATS, format) ? (FORMATS[format]?.(text) ?? true) : true;
}

/** Mainland mobile or landline with an extension, 400/800 numbers, the short numbers of services, and numbers from abroad with `+`. */
export function isPhone(text: string): boolean {
  const [number = '', extension, ...more] = text.replace(/[\s()（）]/g, '').split(/转|ext\.?|x|#|,/i);
  if (more.length > 0 || (extension !== undefined && !/^\d{1,6}$/.test(extension))) return false;
  const local = number.replace(/^(?:\+86|0086)-?/, '');
  const digits = number.replace(/-/g, '');
  if (digits.startsWith('+') && local === number) return /^\+[1-9]\d{6,14}$/.test(digits);
  if (/^(?:1[3-9]\d{9}|[48]00\d{7})$/.test(local.replace(/-/g, ''))) return true;
  const hasCode = local === number ? /^0(?:10|2\d|[3-9]\d\d)-?/ : /^0?(?:10|2\d|[3-9]\d\d)-?/;
  const subscriber = /^[2-9]\d{2,3}-?\d{4}(?:-\d{1,6})?$/;
  return subscriber.test(local.replace(hasCode, '')) || /^(?:1\d\d|1\d{4}|9\d{4})$/.test(local);
}

export function isEmail(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>,;:"()[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}$/u.test(text) &&
    !/^\.|\.@|\.\./.test(text)
  );
}

/** Only addresses that a browser may open from a record: never `javascript:` or `data:`. */
export function isUrl(text: string): boolean {
  return text.length <= 2000 && /^https?:\/\/[^\s/$.?#"'<>\\][^\s"'<>\\]*$/i.test(text);
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Resident identity number of GB 11643: region, birthday that exists, sequence, check character (ISO 7064 MOD 11-2). */
export function isIdNumber(text: string): boolean {
  if (!/^[1-9]\d{16}[\dXx]$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14))];
  const birthday = new Date(Date.UTC(year, month - 1, day));
  if (year < 1850 || birthday.getUTCMonth() !== month - 1 || birthday.getUTCDate() !== day) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}

const CREDIT_CHARS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Unified social credit code of GB 32100: 18 characters without I, O, Z, S, V, the last one checks the others (MOD 31). */
export function isCreditCode(text: string): boolean {
  const code = text.toUpperCase();
  if (code.length !== 18 || [...code].some((char) => !CREDIT_CHARS.includes(char))) return false;
  let weight = 1;
  let sum = 0;
  for (const char of code.slice(0, 17)) {
    sum += CREDIT_CHARS.indexOf(char) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_CHARS[(31 - (sum % 31)) % 31] === code[17];
}
