import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A server that is measured, in a process of its own. */
export interface Child {
  url: string;
  /** Seconds from the start of the process until it answered. */
  seconds: number;
  /** Resident memory now, in MB. */
  rss(): number;
  stop(): Promise<void>;
}

export interface ChildOptions {
  script: string;
  args?: string[];
  port: number;
  /** Asked until it answers 200. */
  readyPath: string;
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** What the process says goes here: a log on the screen would be measured too. */
  log: string;
}

const PATIENCE_MS = 600_000;
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Starts a server on loopback and waits until it answers. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const url = `http://127.0.0.1:${options.port}`;
  const output = openSync(options.log, 'a');
  const began = performance.now();
  const child = fork(options.script, options.args ?? [], {
    cwd: options.cwd,
    env: options.env,
    execArgv: process.env.BENCH_NODE_FLAGS?.split(' ').filter((flag) => flag !== '') ?? [],
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  await untilReady(child, url + options.readyPath, options);
  return {
    url,
    seconds: (performance.now() - began) / 1000,
    rss: () => residentMegabytes(child.pid ?? 0),
    async stop() {
      process.removeListener('exit', end);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(late);
    },
  };
}

async function untilReady(child: ChildProcess, url: string, { script, log }: ChildOptions): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url).catch(() => null /* not listening yet */);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(
        `${script} did not become ready (last answer ${answer?.status ?? 'none'}):\n${readFileSync(log, 'utf8').slice(-4000)}`,
      );
    }
    await pause(50);
  }
}

function residentMegabytes(pid: number): number {
  if (process.platform === 'linux') {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  }
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()) / 1024;
}

/** Nothing of the shell's settings but what a process needs to run at all: each server is measured with its own. */
export function bareEnv(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SYSTEMROOT } = process.env;
  return { PATH, HOME, TMPDIR, SYSTEMROOT, NODE_ENV: 'production', TZ: 'Asia/Shanghai' };
}
