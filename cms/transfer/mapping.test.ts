import { join } from 'node:path';
import type { FormDefinition } from '../../config/definition/types';
import { loadRoleTable } from '../access/rights-table';
import { readDefinitionFiles } from '../definitions/files';
import { buildRecord, keyMaker } from './build-records';
import { bestMapping, columnsOf, formsOf, lookupsOf, type Mapping } from './mapping';
import { checkMapping } from './mapping-shape';
import { SourceRow, type RowError } from './read-row';
import { guessColumns, simpleMapping } from './simple-mapping';
import { shippedMappings } from './store';

const form = {
  key: 'note',
  zh: '单',
  en: 'Note',
  fields: [
    { name: 'fault', zh: '报修内容', en: 'Fault', type: 'string' },
    { name: 'amount', zh: '金额', en: 'Amount', type: 'money' },
    { name: 'kind', zh: '类别', en: 'Kind', type: 'enum', values: [{ value: 'a', zh: '甲', en: 'First' }] },
    { name: 'customer', zh: '客户', en: 'Customer', type: 'relation', target: 'customer' },
    { name: 'at', zh: '时间', en: 'At', type: 'datetime' },
  ],
  states: [
    { value: 'open', zh: '未结', en: 'Open', initial: true },
    { value: 'closed', zh: '已结', en: 'Closed' },
  ],
  title: [],
} as unknown as FormDefinition;

const row = (cells: Record<string, string>): SourceRow => SourceRow.of(Object.keys(cells), { line: 2, cells: Object.values(cells) });
const finder = { ref: (name: string) => `doc-${name}`, lookup: async () => null };
const build = async (values: Mapping['targets'][0]['values'], cells: Record<string, string>, errors: RowError[] = []) =>
  (await buildRecord(
    form,
    { as: 'x', form: 'note', state: [{ value: 'closed', when: { column: 'Closed' } }, { value: 'open' }], values },
    row(cells),
    finder,
    errors,
  ))!;

describe('a row becomes a record', () => {
  it('reads by the type of the field, in fen and UTC', async () => {
    const record = await build(
      {
        fault: { columns: ['A', 'B'], concat: ' · ', empty: ['N/A'] },
        amount: { column: 'M' },
        kind: { column: 'K' },
        customer: { ref: 'c' },
        at: { column: 'T', date: ['MM/dd/yyyy hh:mm:ss a'] },
      },
      { A: ' tap ', B: 'N/A', M: '1,000.05', K: '甲', T: '01/02/2030 12:00:00 AM', Closed: '' },
    );
    expect(record.values).toEqual({ fault: 'tap', amount: 100005, kind: 'a', customer: 'doc-c', at: '2030-01-01T16:00:00.000Z' });
    expect(record.state).toBe('open');
  });
  it('takes the first state whose condition holds', async () => expect((await build({}, { Closed: 'x' })).state).toBe('closed'));
  it('tells every unreadable cell at once, by row and column', async () => {
    const errors: RowError[] = [];
    await build(
      { amount: { column: 'M' }, kind: { column: 'K' }, at: { column: 'T' } },
      { M: '1.234', K: 'zzz', T: 'soon', Closed: '' },
      errors,
    );
    expect(errors.map((error) => [error.row, error.column, error.code])).toEqual([
      [2, 'M', 'not_an_amount'],
      [2, 'K', 'not_in_list'],
      [2, 'T', 'not_a_date'],
    ]);
  });
  it('maps words, every other word by *', async () => {
    expect((await build({ kind: { column: 'K', map: { HIGH: 'a', '*': 'b' } } }, { K: 'high', Closed: '' })).values.kind).toBe('a');
    expect((await build({ kind: { column: 'K', map: { HIGH: 'a', '*': 'b' } } }, { K: 'low', Closed: '' })).values.kind).toBe('b');
  });
});

describe('where a value came from', () => {
  it('is known for every cell of child rows, and for the number', async () => {
    const rows = {
      ...form,
      fields: [{ name: 'lines', zh: '', en: '', type: 'json-rows', columns: [{ name: 'score', zh: '', en: '', type: 'integer' }] }],
    } as unknown as FormDefinition;
    const values = {
      lines: { rows: [{ when: { column: 'A' }, values: { score: { column: 'A' } } }, { values: { score: { column: 'B' } } }] },
    };
    const built = (await buildRecord(
      rows,
      { as: 'x', form: 'note', state: 'open', number: { column: 'No' }, values },
      row({ A: '', B: '3', No: '7' }),
      finder,
      [],
    ))!;
    expect(built.values.lines).toEqual([{ score: 3 }]);
    expect(built.columnOf(['lines', 0, 'score'])).toBe('B');
    expect(built.columnOf(['number'])).toBe('No');
  });
});

describe('a state in a column', () => {
  const at = async (word: string, errors: RowError[] = []): Promise<string> =>
    (await buildRecord(form, { as: 'x', form: 'note', state: { column: '状态' }, values: {} }, row({ 状态: word }), finder, errors))!.state;
  it.each([
    ['已结', 'closed'],
    ['closed', 'closed'],
    ['CLOSED', 'closed'],
    ['', 'open'],
  ])('%p is %s', async (word, state) => expect(await at(word)).toBe(state));
  it('that the form has not is told by row and column', async () => {
    const errors: RowError[] = [];
    await at('飞了', errors);
    expect(errors).toMatchObject([{ row: 2, column: '状态', code: 'unknown_state', params: { state: '飞了' } }]);
  });
});

describe('keys', () => {
  const target = { as: 'x', form: 'note', state: 'open', values: {} };
  it('equal rows without a key are records of their own, and the same file again has the same keys', () => {
    const keys = (): string[] => {
      const make = keyMaker(target);
      return [make(row({ A: '1' })), make(row({ A: '1' })), make(row({ A: '2' }))];
    };
    expect(new Set(keys()).size).toBe(3);
    expect(keys()).toEqual(keys());
  });
  it('a row is the same in another kind of file, with its columns in another order, and with its formula made text', () => {
    const make = (cells: Record<string, string | number>): string =>
      keyMaker(target)(SourceRow.of(Object.keys(cells), { line: 2, cells: Object.values(cells) }));
    expect(make({ A: '3', B: '=1+1' })).toBe(make({ B: "'=1+1", A: 3 }));
    expect(make({ A: '3', B: 'x' })).not.toBe(make({ A: '3', B: 'y' }));
  });
  it('a key column keeps its leading zeros', () =>
    expect(keyMaker({ ...target, key: [{ column: 'A' }] })(row({ A: '0007' }))).toBe('0007'));
});

describe('which mapping', () => {
  const one: Mapping = { name: 'one', zh: '', en: '', match: { columns: ['A'] }, targets: [] };
  const two: Mapping = {
    name: 'two',
    zh: '',
    en: '',
    match: { columns: ['A', 'b'] },
    targets: [{ as: 'x', form: 'note', state: 'open', values: { fault: { column: 'C' }, kind: { columns: ['D', 'E'] } } }],
  };
  it('the more particular one, whatever the case', () => expect(bestMapping([one, two], ['a', 'B', 'c'], 'f.csv')?.name).toBe('two'));
  it('none for strangers', () => expect(bestMapping([one, two], ['Z'], 'f.csv')).toBeUndefined());
  it('knows the columns it reads', () => expect(columnsOf(two)).toEqual(['C', 'D', 'E']));
  it('guesses columns by either language', () =>
    expect(guessColumns(form, ['报修内容', 'amount', 'Nothing'])).toEqual({ 报修内容: 'fault', amount: 'amount' }));
  it('knows where it looks for records, and which masters it may make', () => {
    const create = { state: 'active', values: {} };
    const mapping: Mapping = {
      ...two,
      targets: [
        {
          as: 'x',
          form: 'note',
          reuse: 'fault',
          state: 'open',
          values: { fault: { column: 'C' }, customer: { column: 'D', lookup: { form: 'customer', field: 'nameZh', create } } },
        },
      ],
    };
    expect(lookupsOf(mapping).map(({ form, field }) => `${form}.${field}`)).toEqual(['note.fault', 'customer.nameZh']);
    expect(formsOf(mapping)).toEqual(['note', 'customer']);
  });
});

describe('columns of the screen', () => {
  const numbered = {
    ...form,
    fields: [
      { name: 'number', zh: '编号', en: 'No.', type: 'string', computed: true, unique: true },
      { name: 'state', zh: '状态', en: 'State', type: 'string', computed: true },
      ...form.fields,
    ],
  } as unknown as FormDefinition;
  it('number, state and time of registering come along', () =>
    expect(simpleMapping(numbered, { 编号: 'number', 状态: 'state', 内容: 'fault' }, () => null).targets[0]).toMatchObject({
      number: { column: '编号' },
      key: [{ column: '编号' }],
      reuse: 'number',
      state: { column: '状态' },
      values: { fault: { column: '内容' } },
    }));
  it('a field that no cell can fill is refused before a row is read', () =>
    expect(() => simpleMapping(numbered, { X: 'nothing' }, () => null)).toThrow(
      expect.objectContaining({ violations: [{ path: ['X'], code: 'not_importable', params: { field: 'nothing' } }] }),
    ));
});

describe('the shape of a mapping', () => {
  const known = (key: string): FormDefinition | undefined => (key === 'note' ? form : undefined);
  const good = {
    name: 'm',
    zh: '甲',
    en: 'a',
    match: { columns: ['A'] },
    targets: [{ as: 'x', form: 'note', state: 'open', values: { fault: { column: 'A' } } }],
  };
  const addresses = (mapping: unknown): string[] => checkMapping(mapping, known).map((issue) => issue.address);
  it('is fine as it is documented', () => expect(checkMapping(good, known)).toEqual([]));
  it.each([
    ['no targets', { ...good, targets: [] }, 'targets'],
    ['a misspelt key', { ...good, targets: [{ ...good.targets[0], sate: 'open' }] }, 'targets.x.sate'],
    ['a form that is not there', { ...good, targets: [{ ...good.targets[0], form: 'nowhere' }] }, 'targets.x.form'],
    [
      'a field that is not there',
      { ...good, targets: [{ ...good.targets[0], values: { faults: { column: 'A' } } }] },
      'targets.x.values.faults',
    ],
    ['a state that is not there', { ...good, targets: [{ ...good.targets[0], state: 'gone' }] }, 'targets.x.state'],
    [
      'a kind that is not there',
      { ...good, targets: [{ ...good.targets[0], values: { fault: { column: 'A', as: 'colour' } } }] },
      'targets.x.values.fault.as',
    ],
    ['nothing at all', null, ''],
  ])('with %s is refused with its address', (_name, mapping, address) => expect(addresses(mapping)).toContain(address));
});

describe('the shipped mappings', () => {
  const root = join(__dirname, '../..');
  const { forms } = readDefinitionFiles(root, [...loadRoleTable(root).roles.keys()]);
  const byKey = new Map(forms.map((def) => [def.key, def]));
  it.each(shippedMappings(root).map((mapping) => [mapping.name, mapping] as const))('%s fits the forms', (_name, mapping) =>
    expect(checkMapping(mapping, (key) => byKey.get(key)).map((issue) => `${issue.address}: ${issue.en}`)).toEqual([]),
  );
});
