import type { FormView } from '../providers/definitions-source';
import type { Wording } from '../providers/i18n';
import type { RecordRow } from '../providers/record-types';
import { isBrief } from '../providers/record-types';
import { toHouse } from './controls/house-time';
import { optionWord } from './controls/options';
import { plainText } from './controls/plain-text';
import { briefWord } from './relation/brief-words';

/** A record in one line, of the fields that its form names as title; as the server's briefs say it. */
export function plainTitle(form: FormView, record: Pick<RecordRow, string>, words: Wording): string {
  const parts = form.title.map((name) => {
    const field = form.fields.find((one) => one.name === name);
    const value = record[name];
    if (!field || value === null || value === undefined) return '';
    if (field.type === 'enum') return optionWord(field, value, words);
    if (field.type === 'datetime') return toHouse(value);
    return isBrief(value) ? briefWord(value, words) : plainText(value);
  });
  return parts.filter((part) => part !== '').join(' · ') || plainText(record.number) || words.say(form);
}
