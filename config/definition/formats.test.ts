import { hasFormat, isCreditCode, isEmail, isIdNumber, isPhone, isUrl } from './formats';

test.each([
  '13800138000',
  '138 0013 8000',
  '138-0013-8000',
  '+86 13800138000',
  '0086-13800138000',
  '010-65881234',
  '(010)65881234',
  '0755-8888888',
  '021 6588 1234',
  '010-65881234-802',
  '010-65881234转802',
  '65881234',
  '400-800-8820',
  '8008108888',
  '+44 20 7946 0958',
  '+1-212-555-0100',
  '110',
  '12345',
  '95588',
  '010-65881234 ext. 12',
])('%s is a telephone number', (text) => expect(isPhone(text)).toBe(true));
test.each([
  '',
  '1380013800',
  '12345678901',
  '138001380001',
  '138****8000',
  '23800138000',
  '010-1234',
  'phone',
  '+0123456789',
  '+86 12345678901',
  '13800138000转',
  '13800138000转12转3',
  '1e10',
  '１３８００１３８０００',
])('%p is none', (text) => expect(isPhone(text)).toBe(false));

test('identity numbers have a birthday that exists and the check character of GB 11643', () => {
  expect(['110101199003077715', '11010519491231002X', '11010519491231002x'].map(isIdNumber)).toEqual([true, true, true]);
  expect(
    ['110101199003077716', '110101199002307715', '110101900307771', '010101199003077715', '11010119900307771', ''].some(isIdNumber),
  ).toBe(false);
});

test('credit codes have the check character of GB 32100', () => {
  expect(['91350100M000100Y43', '91350100m000100y43', '91110000600037341L'].map(isCreditCode)).toEqual([true, true, true]);
  expect(['91350100M000100Y44', '91350100M000100I43', '91350100M000100Y4', ''].some(isCreditCode)).toBe(false);
});

test('addresses', () => {
  expect(['a@b.cn', 'first.last+tag@mail.example.com', '张三@例子.中国'].map(isEmail)).toEqual([true, true, true]);
  expect(['a@b', 'a b@c.cn', '@b.cn', 'a@@b.cn', '.a@b.cn', 'a..b@c.cn', 'a@-b.cn', 'a@b.cn,c@d.cn'].some(isEmail)).toBe(false);
  expect(['https://example.com', 'http://10.0.0.1:8080/x?y=1#z', 'https://例子.中国/路径'].map(isUrl)).toEqual([true, true, true]);
  expect(['example.com', 'javascript:alert(1)', 'https://', 'https://a b', 'data:text/html,x', 'ftp://x.cn'].some(isUrl)).toBe(false);
});

test('formats about files say nothing about text', () => {
  expect(hasFormat('signature', 'x')).toBe(true);
  expect(hasFormat('constructor', 'x')).toBe(true);
});
