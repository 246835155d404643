import type { Call, ConnectionAccess, HttpAnswer, HttpRequest, Session } from '../../platform/contract';
import { PlatformError } from '../../platform/contract';
import { failureOf, pageText, refusalIn } from './failure.rules';
import { fieldsOf, isSet, jsonOf, malformed, textIn, valueOf } from './wire.rules';

type Query = NonNullable<HttpRequest['query']>;

/** The platform's API with its envelope taken off: success is bare JSON, everything else is thrown as PlatformError. */
export interface Client {
  login(connection: ConnectionAccess): Promise<Session>;
  get(call: Call, path: string, query?: Query): Promise<unknown>;
  post(call: Call, path: string, json: unknown, options: PostOptions): Promise<unknown>;
  /** For answers that are not JSON. */
  fetch(call: Call, path: string, query: Query): Promise<HttpAnswer>;
}

export interface PostOptions {
  readonly safeToRepeat: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `prefix` stands in front of every call: older code of the sibling has `/customer-partner`, newer has none. */
export function createClient(prefix: string): Client {
  const send = async (call: Call, request: HttpRequest): Promise<HttpAnswer> => {
    const answer = await call.http.send({ ...request, path: prefix + request.path, headers: { ...request.headers, token: call.token } });
    return successOf(answer);
  };
  return {
    login: (connection) => login(prefix, connection),
    get: async (call, path, query) => jsonOf((await send(call, { method: 'GET', path, query, safeToRepeat: true })).body, path),
    post: async (call, path, json, options) => jsonOf((await send(call, { method: 'POST', path, json, ...options })).body, path),
    fetch: (call, path, query) => send(call, { method: 'GET', path, query, safeToRepeat: true }),
  };
}

/** GetAccessToken. A wrong password is HTTP 200 with `success:false`; the life of the token is not told. A new token does not end older ones. */
async function login(prefix: string, { http, credentials }: ConnectionAccess): Promise<Session> {
  const { username, password, customerCode } = credentials;
  const path = '/GetAccessToken';
  const json = { username, password, customerCode };
  const answer = successOf(await http.send({ method: 'POST', path: prefix + path, json, safeToRepeat: true }));
  const body = fieldsOf(jsonOf(answer.body, path), path);
  if (valueOf(body, 'success') === undefined) throw malformed(`${path}: success is missing`);
  if (!isSet(body, 'success')) throw new PlatformError({ kind: 'unauthorised' }, textIn(body, 'message') ?? 'success: false');
  const token = textIn(body, 'token');
  if (token === undefined) throw malformed(`${path}: token is missing`);
  return { token, expiresAt: null };
}

function successOf(answer: HttpAnswer): HttpAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const refusal = refusalIn(answer.body);
  throw new PlatformError(failureOf(answer.status, refusal, answer.headers), refusal?.text ?? pageText(answer.status, answer.body));
}

/** `conflict/wrong-state`, for what the platform has no call for or does not allow now. */
export function wrongState(text: string): PlatformError {
  return new PlatformError({ kind: 'conflict', reason: 'wrong-state' }, text);
}

/** Runs a read; null when the platform says that the thing does not exist. */
export async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof PlatformError && error.failure.kind === 'not-found') return null;
    throw error;
  }
}

/** Runs the question that an act begins with. When it stays unanswered, the act itself was not sent: its outcome is known. */
export async function beforeActing<T>(question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.failure.kind !== 'unavailable') throw error;
    throw new PlatformError({ kind: 'unavailable', outcome: 'not-applied' }, error.platformText, { cause: error });
  }
}
