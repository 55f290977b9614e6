/** Files that are being sent now, from any form of this window; true = arrived or called back. */
const sending = new Set<Promise<boolean>>();

export function onItsWay(file: Promise<boolean>): void {
  sending.add(file);
  void file.finally(() => sending.delete(file));
}

/** Waits for the files that are being sent: nothing is saved without what somebody has just chosen. False: one of them did not arrive. */
export async function allArrived(): Promise<boolean> {
  let isComplete = true;
  while (sending.size > 0) isComplete = (await Promise.all(sending)).every(Boolean) && isComplete;
  return isComplete;
}
