/** A failure that the reader can mend: shown without a stack. */
export class Trouble extends Error {
  constructor(message, hint = '') {
    super(hint ? `${message}\n${hint}` : message);
    this.name = 'Trouble';
  }
}

/** Numbered progress with seconds: `[2/6] Build the server ... 4.9 s`. */
export function progress(total) {
  let n = 0;
  return async function step(title, work) {
    n += 1;
    const head = `[${n}/${total}] ${title}`;
    const started = Date.now();
    process.stdout.write(`${head} ...\n`);
    const note = await work();
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${head}: ${typeof note === 'string' ? note : 'done'} (${seconds} s)\n`);
  };
}

/** Runs `main`, prints a Trouble as plain words, anything else with its stack, and exits with 1. */
export async function runMain(main) {
  try {
    const code = await main();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    process.stderr.write(`\n${error instanceof Trouble ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}
