/** The files of one form that are being sent now: nothing is saved without what somebody has just chosen. */
export class OnTheirWay {
  private readonly sending = new Set<Promise<string | null>>();

  /** The name of a file that did not arrive, null of one that did or was called back. */
  add(file: Promise<string | null>): void {
    this.sending.add(file);
    void file.finally(() => this.sending.delete(file));
  }

  /** Waits for all of them; the names of those that did not arrive. */
  async missing(): Promise<string[]> {
    const missing: string[] = [];
    while (this.sending.size > 0) missing.push(...(await Promise.all(this.sending)).filter((name) => name !== null));
    return missing;
  }
}
