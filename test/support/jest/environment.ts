import { ModuleMocker } from 'jest-mock';

const DEEPEST_STACK = 25; // frames

/**
 * A test file runs in the world of its process, not in a sandbox with globals of its own: packages can then be shared by all files of a process (runtime.js), and a class such as Error is
 * one and the same everywhere. What a file leaves behind in the globals and in process.env is taken away after it.
 */
export default class ProcessEnvironment {
  readonly global = globalThis;
  readonly moduleMocker = new ModuleMocker(globalThis);
  private readonly globals = new Map(Reflect.ownKeys(globalThis).map((key) => [key, Reflect.getOwnPropertyDescriptor(globalThis, key)]));
  private readonly settings = { ...process.env };
  private readonly exit = Reflect.get(process, 'exit'); // jest wraps it for each file

  async setup(): Promise<void> {
    Error.stackTraceLimit = DEEPEST_STACK; // jest asks for 100, which makes every refusal dear
  }

  async teardown(): Promise<void> {
    for (const key of Reflect.ownKeys(globalThis)) {
      const before = this.globals.get(key);
      if (!before) Reflect.deleteProperty(globalThis, key);
      else if (before.configurable) Reflect.defineProperty(globalThis, key, before);
    }
    for (const name of Object.keys(process.env)) if (!(name in this.settings)) delete process.env[name];
    Object.assign(process.env, this.settings);
    process.exit = this.exit;
  }

  /** Jest's report holds what errors carry. One of axios carries its socket, which JSON cannot write, and the whole report would be lost for it. */
  handleTestEvent({ name, test }: { name: string; test?: { errors: unknown[] } }): void {
    if (name !== 'test_done') return;
    for (const error of test?.errors.flat() ?? []) {
      if (!(error instanceof Error)) continue;
      for (const [key, value] of Object.entries(error)) if (!isWritable(value)) Reflect.deleteProperty(error, key);
    }
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  /** runtime.js compiles for it. */
  getVmContext(): typeof globalThis {
    return globalThis;
  }
}

function isWritable(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
