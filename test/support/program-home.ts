import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openApp, type Call, type Json, type Person, type TestApp } from './app';
import { until } from './market';
import { freePort } from './port';
import { startProgram, type Program } from './program';

/** The program as a process of its own on the database of `app`, and somebody who calls it there. */
export interface Away {
  readonly app: TestApp;
  readonly mai: Person;
  readonly producerId: string;
  readonly program: Program;
  /** Ends it as a power cut would, and starts another. */
  killAndRestart(): Promise<void>;
  /** Most memory that the process has had, MB. */
  peakMb(): number;
  close(): Promise<void>;
}

export async function openAway(): Promise<Away> {
  const app = await openApp({ ROLE: 'web' });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-away-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const start = async (): Promise<Program> => {
    const started = startProgram({
      ...{ DATABASE_URL: app.databaseUrl, DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'error' },
      ...{ SECRET_KEY: '0'.repeat(64), SWEEP_EVERY_MS: '500' },
    });
    await until('the program is ready', async () => {
      if (started.hasEnded()) throw new Error(`it has ended: ${started.errors()}`);
      return (await fetch(`${url}/readyz`)).ok;
    });
    return started;
  };
  const person = await app.person('producer');
  const producerId = await app.producer(person, '08');
  let program = await start();
  const call = async (method: string, where: string, { body, key, headers = {} }: Call = {}): Promise<Json> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${url}${where}`, {
      method,
      headers: {
        ...{ cookie: person.cookie, 'x-requested-with': 'len-san', ...headers },
        ...(method === 'GET' ? {} : { 'idempotency-key': key ?? crypto.randomUUID() }),
        ...(isForm || body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: isForm ? body : body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
  };
  const mai: Person = {
    ...person,
    call,
    get: (where) => call('GET', where),
    post: (where, body, made) => call('POST', where, { ...made, body }),
  };
  return {
    ...{ app, mai, producerId },
    get program() {
      return program;
    },
    async killAndRestart() {
      await program.kill();
      program = await start();
    },
    peakMb: () => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${program.pid}/status`, 'utf8'))?.[1]) / 1024,
    async close() {
      await program.kill();
      await app.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
