/** Where a login leads: an address of this product only. `//evil.example` and `/\evil.example` are other hosts to a browser. */
export function safeTarget(wanted: string | null): string {
  if (!wanted || !/^\/(?![/\\])/.test(wanted) || wanted.startsWith('/login')) return '/';
  return wanted;
}
