import { fork, spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const REGISTER = path.join(ROOT, 'scripts/register.js');
const START_WITHIN_MS = 60_000;

/** A TypeScript file of bench/ in a process of its own; one question, one answer at a time. */
export interface Worker {
  readonly pid: number;
  ask<T>(question: unknown): Promise<T>;
  stop(): Promise<void>;
}

export function startWorker(file: string, flags: readonly string[] = []): Worker {
  const child = fork(path.join(ROOT, 'bench', file), [], { execArgv: [...flags, '-r', REGISTER], env: { PATH: '/usr/bin:/bin' } });
  return {
    pid: child.pid ?? 0,
    ask: <T>(question: unknown) =>
      new Promise<T>((resolve, reject) => {
        const died = (): void => reject(new Error(`${file} ended in the middle of its work`));
        child.once('exit', died);
        child.once('message', (answer) => {
          child.off('exit', died);
          const { failure } = answer as { failure?: string }; // `answering` below sends it
          if (failure === undefined) resolve(answer as T);
          else reject(new Error(`${file}: ${failure}`));
        });
        child.send(question as object);
      }),
    stop: () => {
      child.disconnect();
      return ended(child, 'no signal');
    },
  };
}

/** The other end of a Worker: answers every question with what `work` makes of it. */
export function answering<Q>(work: (question: Q) => Promise<object>): void {
  process.once('disconnect', () => process.exit(0));
  process.on('message', (question) => {
    work(question as Q).then(
      (answer) => process.send?.(answer),
      (error: unknown) => process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}

export interface Started {
  /** What the process wrote until it was ready. */
  readonly output: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Runs a TypeScript program until its output holds `ready`. Throws: Error with what it wrote, when it ends before. */
export async function startProcess(
  file: string,
  ready: string,
  options: { args?: readonly string[]; settings?: Readonly<Record<string, string>>; flags?: readonly string[] } = {},
): Promise<Started> {
  const child = spawn(process.execPath, [...(options.flags ?? []), '-r', REGISTER, path.join(ROOT, file), ...(options.args ?? [])], {
    cwd: ROOT,
    env: { PATH: '/usr/bin:/bin', ...options.settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${file} is not ready: ${output}`)), START_WITHIN_MS);
    const hear = (chunk: unknown): void => {
      output += String(chunk);
      if (!output.includes(ready)) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', (chunk) => {
      process.stderr.write(String(chunk));
      hear(chunk);
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`${file} ended with ${code}: ${output}`));
    });
  });
  return { output, pid: child.pid ?? 0, stop: () => ended(child) };
}

function ended(child: ChildProcess, signal: 'SIGTERM' | 'no signal' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    if (signal !== 'no signal') child.kill(signal);
  });
}
