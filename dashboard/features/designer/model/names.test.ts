import { pinyin } from 'pinyin-pro';
import { field, form } from '../../../../config/definition/test-forms';
import { fieldName, hasEnglish, initials, keyName, pluralOf, valueName } from './naming';
import { renameField, renameIn } from './rename';

const syllables = (text: string): string[] => pinyin(text, { toneType: 'none', type: 'array', nonZh: 'removed', v: true });
const name = (zh: string, en: string, taken: string[] = []): string => fieldName({ zh, en }, taken, syllables);

describe('names from labels', () => {
  it('are made of the English label, else of pinyin', () => {
    expect(name('车牌号', 'Plate no.')).toBe('plateNo');
    expect(name('车牌号', '车牌号')).toBe('chePaiHao');
    expect(name('第 2 联系人', '')).toBe('di2LianXiRen');
    expect(name('旅客', '')).toBe('lvKe');
  });

  it('are free, not reserved and short enough', () => {
    expect(name('', 'Plate', ['plate', 'plate2'])).toBe('plate3');
    expect(name('状态', 'State')).toBe('state2');
    expect(name('', '3D model')).toBe('f3dModel');
    expect(name('', '')).toBe('field');
    expect(name('', 'word '.repeat(30)).length).toBeLessThanOrEqual(40);
  });

  it('know a Chinese word that only stands in for an English one', () => {
    expect(hasEnglish({ zh: '车牌', en: '车牌' })).toBe(false);
    expect(hasEnglish({ zh: 'VIP', en: 'VIP' })).toBe(true);
  });

  it('serve options, forms and numbers as well', () => {
    expect(valueName({ zh: '装修', en: 'Fit-out' }, [], syllables)).toBe('fit_out');
    expect(valueName({ zh: '', en: '1st' }, [], syllables)).toBe('v_1st');
    expect(keyName({ zh: '访客车辆', en: '' }, ['fang-ke-che-liang'], syllables)).toBe('fang-ke-che-liang-2');
    expect(['key', 'box', 'entry', 'loan'].map((key) => pluralOf(key, []))).toEqual(['keys', 'boxes', 'entries', 'loans']);
    expect(initials({ zh: '访客车辆', en: 'Visitor car' }, syllables)).toBe('FKCL');
  });
});

describe('another name for a new field', () => {
  it('is put wherever an expression means the field, and nowhere else', () => {
    expect(renameIn("a == 'a' and b.a > a and a(1) and record.a", 'a', 'z')).toBe("z == 'a' and b.a > z and a(1) and record.z");
    expect(renameIn("changed('a') or empty(a)", 'a', 'plate')).toBe("changed('plate') or empty(plate)");
  });

  it('is put into sections, list, papers, actions and conditions', () => {
    const def = form([field('a', 'string'), field('b', 'string', { visible: 'filled(a)', default: '=a' })], {
      title: ['a'],
      sections: [{ key: 's', zh: 's', en: 's', fields: ['a', 'b'] }],
      list: { columns: ['a', 'b'], sort: '-a', search: ['a'] },
      numbering: { book: 'x', pattern: '{a}-{seq:3}' },
      transitions: [
        {
          action: 'go',
          zh: 'go',
          en: 'go',
          from: ['draft'],
          to: 'open',
          by: ['clerk'],
          fields: ['a'],
          set: { a: 'a' },
          guard: [{ check: "a != ''", zh: 'a', en: 'a', field: 'a' }],
        },
      ],
    });
    const text = JSON.stringify(renameField(def, { field: 'a' }, 'plate'));
    expect(text).toContain('"visible":"filled(plate)","default":"=plate"');
    expect(text).toContain('"list":{"columns":["plate","b"],"sort":"-plate","search":["plate"]}');
    expect(text).toContain(
      '"fields":["plate"],"set":{"plate":"plate"},"guard":[{"check":"plate != \'\'","zh":"a","en":"a","field":"plate"}]',
    );
    expect(text).toContain('{plate}-{seq:3}');
  });

  it('of a column stays in its table', () => {
    const def = form([
      field('rows', 'json-rows', { columns: [field('a', 'integer'), field('b', 'integer', { formula: 'a * 2', computed: true })] }),
      field('a', 'string'),
    ]);
    const renamed = renameField(def, { field: 'rows', column: 'a' }, 'count');
    expect(renamed.fields.find((one) => one.name === 'rows')?.columns?.map((column) => column.formula ?? column.name)).toEqual([
      'count',
      'count * 2',
    ]);
    expect(renamed.fields.some((one) => one.name === 'a')).toBe(true);
  });
});
