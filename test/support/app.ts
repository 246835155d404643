import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readEnv } from '../../config/env';
import { createApp, type AppOptions } from '../../src/program/create-app';
import { createLogger, sealedAnswers, type Role } from '../../src/shared/http';
import { newId } from '../../src/shared/kernel';
import { AccountService, RIGHTS } from '../../src/people';
import { rows, Transactions } from '../../src/shared/db';
import { SecretBoxes } from '../../src/shared/secret';
import { cloneDatabase } from './database';
import { freePort } from './port';

/** Parsed JSON. A test asserts what an answer holds; typing it as well would say everything twice. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/** An answer as a test looks at it. `body` is parsed JSON, or undefined when there was none. */
export interface Answer<T = Json> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

export interface Call {
  readonly body?: unknown;
  /** Left out, a write gets a fresh one. null: none at all. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who is logged in by cookie. */
export interface Person {
  readonly accountId: string;
  readonly role: Role;
  readonly phone: string;
  readonly cookie: string;
  call<T = Json>(method: string, path: string, call?: Call): Promise<Answer<T>>;
  get<T = Json>(path: string): Promise<Answer<T>>;
  post<T = Json>(path: string, body?: unknown, call?: Call): Promise<Answer<T>>;
}

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly databaseUrl: string;
  /** Nobody in particular. */
  call<T = Json>(method: string, path: string, call?: Call): Promise<Answer<T>>;
  /** Makes an account of that role and logs it in. An officer may help anywhere. */
  person(role: Role, provinceCode?: string): Promise<Person>;
  /** The same person with a new session. */
  logIn(person: Person): Promise<Person>;
  /** Registers a producer as `person` and answers its id. */
  producer(person: Person, provinceCode?: string): Promise<string>;
  close(): Promise<void>;
}

export const PASSWORD = 'mật khẩu thử nghiệm';

/** What a producer lets an officer do, on paper: everything. */
export const MANDATE = {
  officerUnit: 'extension',
  rights: RIGHTS,
  proof: { method: 'paper-photo', signerName: 'Nguyễn Thị Thử', signerRelation: 'self', evidenceSha256: 'ab'.repeat(32) },
};

/** Of an officer who registers a producer; nothing of others. */
export function mandateOf(person: Person): { mandate?: typeof MANDATE } {
  return person.role === 'officer' ? { mandate: MANDATE } : {};
}

let phones = 0;

/** The whole program on a database of its own, over real HTTP. */
export async function openApp(settings: Readonly<Record<string, string>> = {}, options: AppOptions = {}): Promise<TestApp> {
  const database = await cloneDatabase();
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-app-'));
  const env = readEnv({
    DATABASE_URL: database.url,
    DATABASE_POOL: '20',
    DATA_DIR: dataDir,
    SECRET_KEY: randomBytes(32).toString('hex'),
    PORT: String(await freePort()), // known before the program starts: webhook and photo addresses hold it
    ALLOW_LOOPBACK_PLATFORMS: 'true',
    REQUESTS_PER_MINUTE: '1000000', // tests are faster than people
    ...settings,
  });
  const app = await createApp(env, { log: createLogger(settings.LOG_LEVEL ?? 'silent'), docs: false, ...options });
  const url = `http://127.0.0.1:${env.PORT}`; // where we listen, which PUBLIC_URL need not be

  const call = async <T = Json>(method: string, path: string, { body, key, headers = {} }: Call = {}): Promise<Answer<T>> => {
    const isWrite = !['GET', 'HEAD', 'OPTIONS'].includes(method);
    const sent: Record<string, string> = { ...headers };
    if (isWrite && key !== null) sent['idempotency-key'] = key ?? newId();
    const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
    if (body !== undefined && !isRaw) sent['content-type'] ??= 'application/json';
    const payload = body === undefined ? undefined : isRaw ? (body as string | FormData) : JSON.stringify(body); // fetch takes bytes too
    const answer = await fetch(`${url}${path}`, { method, headers: sent, body: payload, redirect: 'manual' });
    const text = await answer.text();
    const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '') && text !== '';
    return { status: answer.status, headers: answer.headers, text, body: (isJson ? JSON.parse(text) : undefined) as T }; // the test says what it expects
  };

  const person = async (role: Role, provinceCode = '04'): Promise<Person> => {
    const phone = `09120${String(++phones).padStart(5, '0')}`;
    const account = await app
      .get(Transactions)
      .run((tx) =>
        app
          .get(AccountService)
          .create(tx, { phone, name: `${role} ${phones}`, password: PASSWORD, role, ...(role === 'province' ? { provinceCode } : {}) }),
      );
    if (role === 'officer')
      await app
        .get(Transactions)
        .reader.query('insert into officer_area (account_id, province_code) select $1, code from province', [account.id]);
    return logIn({ accountId: account.id, phone, role });
  };

  const logIn = async ({ accountId, phone, role }: Pick<Person, 'accountId' | 'phone' | 'role'>): Promise<Person> => {
    const started = await call('POST', '/api/v1/session', { body: { phone, password: PASSWORD } });
    if (started.status !== 201) throw new Error(`cannot log in: ${started.text}`);
    const cookie = (started.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const mine = <T = Json>(method: string, path: string, made: Call = {}): Promise<Answer<T>> =>
      call<T>(method, path, { ...made, headers: { cookie, 'x-requested-with': 'len-san', ...made.headers } });
    return {
      accountId,
      role,
      phone,
      cookie,
      call: mine,
      get: (path) => mine('GET', path),
      post: (path, body, made) => mine('POST', path, { ...made, body }),
    };
  };

  return {
    app,
    url,
    databaseUrl: database.url,
    call,
    person,
    logIn,
    async producer(owner, provinceCode = '04') {
      const made = await owner.post('/api/v1/producers', {
        ...{ kind: 'cooperative', name: `HTX ${newId().slice(-6)}`, provinceCode },
        ...mandateOf(owner),
      });
      if (made.status !== 201) throw new Error(`cannot register a producer: ${made.text}`);
      return (made.body as { id: string }).id;
    },
    async close() {
      await app.close();
      await database.drop();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a repeat of that write would get: it lies encrypted. */
export async function keptAnswer({ app }: TestApp, accountId: string, key: string): Promise<unknown> {
  const [row] = await rows<{ box: Buffer }>(
    app.get(Transactions).reader,
    'select answer_box as box from idempotent_request where account_id = $1 and key = $2',
    [accountId, key],
  );
  if (!row) throw new Error(`nothing was written under ${key}`);
  return (app.get(SecretBoxes).open(sealedAnswers.place({ account_id: accountId, key }), row.box) as { answer: unknown }).answer;
}
