/** `930`, `9:30`, `9.30`, `9：30` are 09:30; null = nothing, undefined = no time of day. */
export function parseClock(text: string): string | null | undefined {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return null;
  const found = /^(\d{1,2})[:.点](\d{1,2})?分?$/.exec(typed) ?? /^(\d{1,2}?)(\d{2})?$/.exec(typed);
  if (!found) return undefined;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  return hour <= 23 && minute <= 59 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : undefined;
}
