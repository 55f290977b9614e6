import iconv from 'iconv-lite';
import writeXlsx from 'write-excel-file/node';
import { readSheet } from './read-file';
import { formulaCells } from './xlsx';
import { SheetError } from './sheet';

const cells = async (bytes: Buffer): Promise<unknown[][]> => (await readSheet(bytes)).rows.map((row) => row.cells);

describe('delimited text', () => {
  it.each([
    ['LF', 'a,b\n1,2\n3,4\n'],
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['CR only', 'a,b\r1,2\r3,4\r'],
    ['no last line end', 'a,b\n1,2\n3,4'],
    ['semicolons', 'a;b\n1;2\n3;4\n'],
    ['tabs', 'a\tb\n1\t2\n3\t4\n'],
  ])('with %s has two rows', async (_name, text) =>
    expect(await cells(Buffer.from(text))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]),
  );

  it('keeps leading zeros, quotes, commas and line ends in cells', async () =>
    expect(await cells(Buffer.from('no,text\r\n0007,"a, ""b""\nc"\r\n'))).toEqual([['0007', 'a, "b"\nc']]));
  it('keeps equal rows: they are no duplicates', async () => expect(await cells(Buffer.from('x\n3\n3\n3\n'))).toHaveLength(3));
  it('names blank, padded and repeated headers', async () =>
    expect((await readSheet(Buffer.from(' ,Unit  Name [2] ,a,a\n1,2,3,4\n'))).columns).toEqual(['#1', 'Unit Name [2]', 'a', 'a (2)']));
  it('numbers rows as a spreadsheet does, blank lines counted', async () =>
    expect((await readSheet(Buffer.from('a,b\n\n1,2\n'))).rows[0]?.line).toBe(3));

  it('leaves out the column that a marked copy has added', async () =>
    expect((await readSheet(Buffer.from('a,b,导入问题\n1,2,a: 不是数字\n'))).columns).toEqual(['a', 'b']));

  it.each([
    ['gb18030', iconv.encode('单元,报修内容\n1201,灯不亮\n', 'gbk')],
    ['utf-8', Buffer.from('单元,报修内容\n1201,灯不亮\n')],
    ['utf-8-bom', Buffer.from('\uFEFF单元,报修内容\n1201,灯不亮\n')],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode('单元,报修内容\n1201,灯不亮\n', 'utf-16le')])],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode('单元,报修内容\n1201,灯不亮\n', 'utf-16be')])],
  ])('in %s is read', async (encoding, bytes) => {
    const sheet = await readSheet(bytes);
    expect(sheet.encoding).toBe(encoding);
    expect(sheet.columns).toEqual(['单元', '报修内容']);
    expect(sheet.rows[0]?.cells).toEqual(['1201', '灯不亮']);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty_file'],
    ['blank lines only', Buffer.from('\n\n'), 'empty_file'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'unreadable_file'],
    ['a broken zip', Buffer.from('PK\u0003\u0004broken'), 'unreadable_file'],
  ])('refuses %s with a code', async (_name, bytes, code) => {
    await expect(readSheet(bytes)).rejects.toMatchObject({ code });
    await expect(readSheet(bytes)).rejects.toBeInstanceOf(SheetError);
  });
});

describe('JSON with a list of rows', () => {
  it('is a sheet', async () => {
    const sheet = await readSheet(
      Buffer.from(JSON.stringify({ year: 2030, papers: ['x'], days: [{ name: '节', date: '2030-01-01', isOffDay: true }] })),
    );
    expect(sheet.columns).toEqual(['name', 'date', 'isOffDay']);
    expect(sheet.rows[0]?.cells).toEqual(['节', '2030-01-01', true]);
  });
});

describe('workbooks', () => {
  it('keep text as text and dates as moments', async () => {
    const bytes = await writeXlsx([
      [{ value: '编号' }, { value: '日期' }],
      [{ value: '0012' }, { value: new Date('2030-05-06T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' }],
    ]).toBuffer();
    const sheet = await readSheet(bytes);
    expect(sheet.rows[0]?.cells[0]).toBe('0012');
    expect(sheet.rows[0]?.cells[1]).toEqual(new Date('2030-05-06T00:00:00Z'));
  });
  it('tell which cells held a formula', () =>
    expect(formulaCells('<row><c r="B2" t="n"><f>SUM(A1)</f><v>3</v></c><c r="C2"><v>1</v></c></row>', ['a', 'b', 'c'])).toEqual([
      { line: 2, column: 'b' },
    ]));
});
