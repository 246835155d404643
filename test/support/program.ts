import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** The program as a process of its own, so that it can be killed as a power cut would. */
export interface Program {
  readonly pid: number;
  /** What it wrote to its error output: nothing, when all is well. */
  errors(): string;
  hasEnded(): boolean;
  /** kill -9. Answers when the process is gone. */
  kill(): Promise<void>;
}

/** Starts it; does not wait until it is ready. Nothing of our own environment reaches it but PATH. */
export function startProgram(settings: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, ['-r', path.join(root, 'scripts/register.js'), path.join(root, 'src/main.ts')], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', REQUESTS_PER_MINUTE: '1000000', ...settings }, // tests are faster than people
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data) => (errors += String(data)));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    errors: () => errors,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
