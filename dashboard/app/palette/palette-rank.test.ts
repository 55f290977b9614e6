import { grouped, rankOf, ranked, type PaletteItem } from './palette-rank';

/** `gcwxd` stands for 工程维修单, as the dictionary would find. */
const match = (text: string, typed: string): boolean => text === '工程维修单' && 'gcwxd'.startsWith(typed);
const item = (id: string, kind: PaletteItem['kind'], ...words: string[]): PaletteItem => ({
  id,
  kind,
  label: words[0] ?? '',
  words,
  run: () => undefined,
});

const items = [
  item('form:work-order', 'form', '工程维修单', 'Engineering work order'),
  item('form:repair-log', 'form', '报修记录', 'Repair log'),
  item('create:work-order', 'create', '工程维修单', 'Engineering work order', '新建工程维修单'),
  item('command:order', 'command', 'Order'),
];

describe('the palette', () => {
  it('puts a whole name before a beginning, a word, the middle and pinyin', () => {
    const ranks = ['Order', 'Order book', 'Work order', 'Reorder', '工程维修单'].map((word) =>
      rankOf({ words: [word] }, word === '工程维修单' ? 'gcw' : 'order', match),
    );
    expect(ranks).toEqual([0, 1, 2, 3, 4]);
  });

  it('finds by Chinese, English and pinyin, and says when nothing answers', () => {
    expect(ranked(items, '维修', match, 9).map((one) => one.id)).toEqual(['form:work-order', 'create:work-order']);
    expect(ranked(items, 'order', match, 9).map((one) => one.id)).toEqual(['command:order', 'form:work-order', 'create:work-order']);
    expect(ranked(items, 'gcw', match, 9).map((one) => one.id)).toEqual(['form:work-order', 'create:work-order']);
    expect(ranked(items, '水牌', match, 9)).toEqual([]);
  });

  it('takes what people say: "新建工程" leads to the new record', () =>
    expect(ranked(items, '新建工程', match, 9).map((one) => one.id)).toEqual(['create:work-order']));

  it('shows no more than asked for', () => expect(ranked(items, '', match, 2)).toHaveLength(2));

  it('lets records that arrive later stand last', () => {
    const late = [item('record:1', 'record', 'WX-1'), ...items, item('recent:1', 'recent', 'WX-2')];
    expect(grouped(late).map((group) => group.kind)).toEqual(['recent', 'form', 'create', 'command', 'record']);
  });
});
