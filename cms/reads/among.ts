/**
 * `$behind` in a filter once it has been looked up: the records that it stands for. Only the server makes one (`kpis/behind.ts`); what a client
 * sends is plain data and never passes for it.
 */
export class Among {
  constructor(readonly documents: readonly string[]) {}
}
