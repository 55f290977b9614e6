import { boot } from './boot';
import type { Engine } from './engine';

type Print = (line: string) => void;

/**
 * A command on the same house as the server: boots it without listening, runs, and ends with the command's code. Only what it prints goes
 * to stdout, so that `npm run figures > figures.json` is JSON; the log goes to stderr.
 */
export function runCommand(run: (engine: Engine, args: string[], print: Print) => Promise<number>): void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const main = async (): Promise<number> => {
    // A command on an empty installation needs its masters (site, roles, lists), never the demo.
    const house = await boot({ seed: process.env.SEED === 'none' ? 'none' : 'base', say: (line) => process.stderr.write(`${line}\n`) });
    try {
      return await run(house.engine, process.argv.slice(2), (line) => void write(`${line}\n`));
    } finally {
      await house.close();
    }
  };
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
}
