/** A file that did not arrive, and the full path of its field. */
export type Missing = { path: string; name: string };

/** The files of one form that are being sent now: nothing is saved without what somebody has just chosen. */
export class OnTheirWay {
  private readonly sending = new Set<Promise<Missing | null>>();

  /** `file` ends with null when it has arrived or was called back. */
  add(file: Promise<Missing | null>): void {
    this.sending.add(file);
    void file.finally(() => this.sending.delete(file));
  }

  /** Something that was chosen has not arrived yet: leaving now would lose it. */
  get isSending(): boolean {
    return this.sending.size > 0;
  }

  /** Waits for all of them, and answers those that did not arrive. */
  async missing(): Promise<Missing[]> {
    const missing: Missing[] = [];
    while (this.sending.size > 0) missing.push(...(await Promise.all(this.sending)).filter((one) => one !== null));
    return missing;
  }
}
