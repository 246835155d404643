import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { startProcess } from './children';
import { freePort } from '../../test/support/port';
import type { Ground } from './ground';

const OPERATOR = { phone: '0912000001', password: 'mật khẩu của người đo' };

/** The program as a user runs it, in a process of its own, on a database of its own. */
export interface Program {
  readonly url: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly pid: number;
  /** A call as the operator. Throws: Error unless the answer is 2xx. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** The same as somebody else who is logged in. */
  callAs<T>(cookie: string, method: string, path: string, body?: unknown): Promise<T>;
  /** Cookie of a person of the provincial office: nobody verifies what they sent themselves. */
  office(provinceCode: string): Promise<string>;
}

export interface ProgramOptions {
  readonly role: 'all' | 'web';
  /** What is started; src/main.ts unless a bench has to turn something off. */
  readonly file?: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

export async function startProgram(ground: Ground, name: string, options: ProgramOptions): Promise<Program> {
  await ground.postgres.admin(`create database ${name}`);
  const databaseUrl = ground.postgres.url(name);
  const port = await freePort();
  const dataDir = path.join(ground.folder, name);
  fs.mkdirSync(dataDir);
  const { pid, stop } = await startProcess(options.file ?? 'src/main.ts', 'Lên Sàn: ', {
    flags: options.flags,
    settings: {
      ROLE: options.role,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      REQUESTS_PER_MINUTE: '10000000',
      ALLOW_LOOPBACK_PLATFORMS: 'true',
      FIRST_OPERATOR_PHONE: OPERATOR.phone,
      FIRST_OPERATOR_PASSWORD: OPERATOR.password,
      ...options.settings,
    },
  });
  ground.later(stop);
  const url = `http://127.0.0.1:${port}`;
  const callAs = async <T>(cookie: string, method: string, where: string, body?: unknown): Promise<T> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${url}${where}`, {
      method,
      headers: {
        cookie,
        'x-requested-with': 'len-san',
        'idempotency-key': randomUUID(),
        ...(isForm || body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: isForm ? body : body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T; // the caller knows the API
  };
  const operator = await logIn(url, OPERATOR);
  const offices = new Map<string, Promise<string>>();
  return {
    ...{ url, port, databaseUrl, pid, callAs },
    call: (method, where, body) => callAs(operator, method, where, body),
    office(provinceCode) {
      const known = offices.get(provinceCode);
      if (known) return known;
      const person = { phone: `09120010${provinceCode}`, password: OPERATOR.password };
      const made = callAs(operator, 'POST', '/api/v1/accounts', { ...person, name: 'Văn phòng tỉnh', role: 'province', provinceCode }).then(
        () => logIn(url, person),
      );
      offices.set(provinceCode, made);
      return made;
    },
  };
}

/** Answers the cookie. */
export async function logIn(url: string, person: { readonly phone: string; readonly password: string }): Promise<string> {
  const session = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  if (session.status !== 201) throw new Error(`cannot log in: ${await session.text()}`);
  return (session.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}

/** Connects a shop at a practice platform and answers the id of the connection. */
export async function connectShop(
  program: Program,
  platform: 'voso' | 'postmart',
  shop: { baseUrl: string; username?: string; webhookSecret: string },
): Promise<string> {
  const username = shop.username ?? 'htx-thuc-hanh';
  const credentials =
    platform === 'voso'
      ? { partnerUsername: 'lensan', partnerPassword: 'thuc-hanh', username, password: 'thuc-hanh' }
      : { username, password: 'thuc-hanh', customerCode: 'C00001', warehouseCode: 'KHO01' };
  const { id } = await program.call<{ id: string }>('POST', '/api/v1/connections', {
    platform,
    name: `${platform} thực hành`,
    baseUrl: shop.baseUrl,
    credentials,
    webhookSecrets: [shop.webhookSecret],
    isPractice: true,
  });
  return id;
}
