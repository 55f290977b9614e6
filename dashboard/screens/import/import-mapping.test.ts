import type { FormView } from '../../providers/definitions-source';
import { columnsOf, importableFields, mappingOf, missingFields } from './import-mapping';

const words = { zh: '', en: '' };
const customer = {
  key: 'customer',
  title: ['nameZh'],
  numbering: null,
  fields: [{ ...words, name: 'nameZh', type: 'string' }],
} as unknown as FormView;
const repair = {
  key: 'repair-log',
  title: ['number'],
  numbering: { book: 'repair', pattern: '{seq:6}' },
  states: [{ value: 'received', initial: true, ...words }],
  fields: [
    { ...words, name: 'number', type: 'string', computed: true },
    { ...words, name: 'customer', type: 'relation', target: 'customer', required: true },
    { ...words, name: 'content', type: 'text', required: true },
    { ...words, name: 'priority', type: 'enum', required: true, default: 'normal' },
    { ...words, name: 'photos', type: 'media' },
    { ...words, name: 'state', type: 'string', computed: true },
  ],
} as unknown as FormView;

describe('the columns of a sheet', () => {
  it('can fill what a person fills, and number and state of an old paper', () =>
    expect(importableFields(repair).map((field) => field.name)).toEqual(['number', 'customer', 'content', 'priority', 'state']));

  it('leave out nothing that is required without being told', () => {
    expect(missingFields(repair, { 客户: 'customer' }).map((field) => field.name)).toEqual(['content']);
    expect(missingFields(repair, { 客户: 'customer', 内容: 'content' })).toEqual([]);
  });

  it('name related records by their title, and know a row by its number', () => {
    const mapping = mappingOf(repair, [repair, customer], { 单号: 'number', 客户: 'customer' }, '旧系统');
    expect(mapping.match.columns).toEqual(['单号', '客户']);
    expect(mapping.targets[0]).toEqual({
      as: 'record',
      form: 'repair-log',
      state: 'received',
      number: { column: '单号' },
      key: [{ column: '单号' }],
      reuse: 'number',
      values: { customer: { column: '客户', lookup: { form: 'customer', field: 'nameZh' } } },
    });
  });

  it('bring the state along when there is one for it', () =>
    expect(mappingOf(repair, [repair, customer], { 内容: 'content', 状态: 'state' }, '旧系统').targets[0]).toMatchObject({
      state: { column: '状态' },
      values: { content: { column: '内容' } },
    }));

  it('come back from a kept mapping as they were', () => {
    const columns = { 单号: 'number', 客户: 'customer', 内容: 'content', 状态: 'state' };
    expect(columnsOf(mappingOf(repair, [repair, customer], columns, '旧系统'), repair)).toEqual(columns);
  });

  it('of a mapping that makes several records a row are not edited here', () => {
    const mapping = mappingOf(repair, [repair, customer], { 客户: 'customer' }, '两张表');
    expect(columnsOf({ ...mapping, targets: [...mapping.targets, ...mapping.targets] }, repair)).toBeNull();
    expect(
      columnsOf({ ...mapping, targets: [{ ...mapping.targets[0]!, values: { content: { column: 'a', map: { x: 'y' } } } }] }, repair),
    ).toBeNull();
  });
});
