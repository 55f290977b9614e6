import { canConvert } from '../convert';
import type { Checker } from './checker';

/** `convertedFrom`: another field of the form, of a kind that can become this one, whose secrets stay secrets. */
export function checkConverted(check: Checker): void {
  const { report } = check;
  for (const field of check.def.fields) {
    for (const column of field.columns ?? []) {
      if (column.convertedFrom !== undefined)
        report(
          `fields.${field.name}.columns.${column.name}.convertedFrom`,
          'not_for_columns',
          '明细列的种类不能转换;请新增一列',
          'the kind of a column cannot be converted; add a column',
        );
    }
    if (field.convertedFrom === undefined) continue;
    const at = `fields.${field.name}.convertedFrom`;
    const names = check.def.fields.map((one) => one.name).filter((name) => name !== field.name);
    if (!check.known(at, field.convertedFrom, names, 'field')) continue;
    const source = check.field(field.convertedFrom);
    if (!source) continue;
    if (!canConvert(source, field))
      report(
        at,
        'not_convertible',
        `“${source.zh}”的种类不能转换为“${field.zh}”的种类`,
        `the kind of "${source.en}" cannot become that of "${field.en}"`,
      );
    if (field.computed || source.computed)
      report(at, 'not_for_computed', '由系统填写的字段不能转换', 'a field that the system fills in cannot be converted');
    // Of the same secrecy in both ways: a sensitive value must not come to light by being retyped, nor on the way back.
    for (const key of ['sensitive', 'encrypted'] as const) {
      if (Boolean(source[key]) !== Boolean(field[key]))
        report(
          at,
          'secret',
          `“${source.zh}”与“${field.zh}”的敏感与加密设置须一致`,
          `"${source.en}" and "${field.en}" must both be sensitive and encrypted, or neither`,
        );
    }
    const readers = source.access?.read;
    if (readers && !(field.access?.read && field.access.read.every((role) => readers.includes(role))))
      report(
        at,
        'readers',
        `能看到“${field.zh}”的岗位不能多于“${source.zh}”`,
        `"${field.en}" must not be seen by more roles than "${source.en}"`,
      );
    const others = check.def.fields.filter((one) => one.convertedFrom === field.convertedFrom && !one.archived);
    if (!field.archived && others.length > 1)
      report(at, 'converted_twice', `“${source.zh}”已转换为另一字段`, `"${source.en}" has become another field already`);
  }
}
