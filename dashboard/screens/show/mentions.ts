/** Ids of the people who are still named in the text: a name that was deleted again is not told. */
export function mentionedIn(text: string, chosen: ReadonlyMap<string, string>): string[] {
  return [...new Set([...chosen].filter(([name]) => text.includes(`@${name}`)).map(([, id]) => id))];
}
