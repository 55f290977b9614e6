import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { Trouble } from './steps.mjs';

/**
 * Runs a command in the root folder to its end and answers its exit code. With `quiet` the output is kept and shown only when the
 * command fails; `check: false` leaves the judgement to the caller.
 */
export async function run(command, args, { env = {}, quiet = false, check = true, shell = false, stdout = 'inherit' } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', stdout, 'inherit'],
    shell,
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const code = await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (exit, signal) => done(exit ?? (signal ? 1 : 0)));
  });
  if (check && code !== 0) throw new Trouble(`${output.trim()}\n`, `The command failed with code ${code}: ${[command, ...args].join(' ')}`);
  return { code, output };
}

/** Runs one of our own tools with the node that runs us. */
export const runNode = (script, args = [], options = {}) => run(process.execPath, [script, ...args], options);

/**
 * Starts a long-lived child in a process group of its own and passes SIGINT and SIGTERM on exactly once: a Ctrl-C in a terminal would
 * otherwise reach it twice and cut its draining short. Answers the child and a promise of its exit code.
 */
export function supervise(command, args, { env = {}, stdio = 'inherit' } = {}) {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio, detached: true });
  let asked = false;
  const pass = (signal) => () => {
    child.kill(asked ? 'SIGKILL' : signal);
    asked = true;
  };
  process.on('SIGINT', pass('SIGINT'));
  process.on('SIGTERM', pass('SIGTERM'));
  process.on('exit', () => child.exitCode === null && child.kill('SIGKILL'));
  const ended = new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => done(code ?? (asked && signal !== 'SIGKILL' ? 0 : 1)));
  });
  return { child, ended, isStopping: () => asked };
}
