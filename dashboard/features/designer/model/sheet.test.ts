import { columnsOfSheet, guessKind, headingRow, type SheetCell } from './sheet';

const kind = (title: string, ...cells: SheetCell[]): string => guessKind(title, cells).kind;
const times = (count: number, make: (index: number) => SheetCell): SheetCell[] => Array.from({ length: count }, (_, index) => make(index));

describe('the kind of a column', () => {
  it('is what its heading says, as far as the cells agree', () => {
    expect(kind('联系电话', '13800000001', '010-65001234')).toBe('phone');
    expect(kind('联系电话', '找前台')).toBe('line');
    expect(kind('身份证号', '11010119900307123X')).toBe('id');
    expect(kind('金额', 12.5, 30)).toBe('money');
    expect(kind('邮箱', 'a@b.cn')).toBe('email');
  });

  it('is what the cells are', () => {
    expect(kind('日期', new Date('2026-11-01'))).toBe('date');
    expect(kind('到访', new Date('2026-11-01T09:30:00Z'))).toBe('datetime');
    expect(kind('到访', '2026/11/1', '2026.12.30')).toBe('date');
    expect(kind('到达', '9:30', '18:05')).toBe('time');
    expect(kind('已归还', '是', '否', '是')).toBe('yesNo');
    expect(kind('人数', 2, 3)).toBe('integer');
    expect(kind('面积', 12.5, 30)).toBe('decimal');
    expect(kind('事由', '一段很长的说明'.repeat(12))).toBe('paragraph');
    expect(kind('车牌号', '京A12345', '京B67890')).toBe('line');
  });

  it('is a text for numbers that name something', () => {
    expect(kind('房号', 1201, 1202)).toBe('line');
    expect(kind('卡', '00123', '00124')).toBe('line');
  });

  it('is a choice where few values come back again and again', () => {
    const guess = guessKind(
      '类别',
      times(12, (index) => ['快递', '信件', '快递'][index % 3]),
    );
    expect(guess).toEqual({ kind: 'choice', options: ['快递', '信件'] });
    expect(
      guessKind(
        '姓名',
        times(12, (index) => `人${index}`),
      ).kind,
    ).toBe('line');
  });

  it('of an empty column is what it is called', () => {
    expect([
      kind('离开时间'),
      kind('日期'),
      kind('费用'),
      kind('人数'),
      kind('是否归还'),
      kind('签字'),
      kind('备注'),
      kind('车牌'),
    ]).toEqual(['datetime', 'date', 'money', 'integer', 'yesNo', 'signature', 'paragraph', 'line']);
  });
});

describe('a sheet', () => {
  const rows: SheetCell[][] = [
    ['访客登记表', null, null],
    [null],
    ['姓名', '来访日期', ' 车牌\n号 ', null],
    ['李工', new Date('2026-11-01'), '京A12345'],
    ['王工', new Date('2026-11-02'), null],
  ];

  it('has its headings below its title', () => expect(headingRow(rows)).toBe(2));
  it('gives a column for each heading, with a few of its values', () => {
    expect(columnsOfSheet(rows)).toEqual([
      { title: '姓名', samples: ['李工', '王工'], isCommon: false, kind: 'line', options: [] },
      { title: '来访日期', samples: ['2026-11-01', '2026-11-02'], isCommon: false, kind: 'date', options: [] },
      { title: '车牌 号', samples: ['京A12345'], isCommon: false, kind: 'line', options: [] },
    ]);
  });
  it('leaves to every form what every form has', () =>
    expect(columnsOfSheet([['备注', '车牌号', '编号']]).map((column) => column.isCommon)).toEqual([true, false, true]));
  it('may be empty', () => expect(columnsOfSheet([])).toEqual([]));
});
