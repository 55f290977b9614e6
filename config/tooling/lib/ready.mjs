const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Waits until `/readyz` answers 200: true when it does, false when the server ends or the time is over before. */
export async function whenReady(base, server, timeoutMs) {
  const until = Date.now() + timeoutMs;
  let ended = false;
  server.ended.then(
    () => (ended = true),
    () => (ended = true),
  );
  while (!ended && Date.now() < until) {
    const answer = await fetch(`${base}/readyz`).catch(() => null /* not listening yet */);
    if (answer?.ok) return true;
    await pause(200);
  }
  return false;
}
