import { type Call, type HttpAnswer, type HttpClient, type HttpRequest, PlatformError } from '../../platform/contract';
import { toFailure } from './refusal.rules';
import { malformed } from './wire.rules';

/** The useful part of an envelope. `message` counts too: one call answers in it. */
export interface Reply {
  readonly message: unknown;
  readonly data: unknown;
}

type Request = Omit<HttpRequest, 'headers'>;

/** One call in the envelope `{status, error, message, data}`. Throws: what the platform's refusal means, `malformed`, `unavailable`. */
export async function ask(call: Pick<Call, 'http' | 'token'>, request: Request): Promise<Reply> {
  return readEnvelope(await sendWithToken(call, request));
}

/** The same without a token: only the login itself. */
export async function askOpenly(http: HttpClient, request: Request): Promise<Reply> {
  return readEnvelope(await http.send(request));
}

/** For the calls that answer with a bare list; their refusals still come in an envelope. */
export async function askList(call: Pick<Call, 'http' | 'token'>, request: Request): Promise<readonly unknown[]> {
  const answer = await sendWithToken(call, request);
  const body = readJson(answer);
  if (Array.isArray(body)) return body;
  readEnvelope(answer);
  throw malformed(`${request.path}: no list`);
}

/** The print page: not JSON. Throws: `unavailable`, `forbidden`, `malformed`. */
export async function askPage(http: HttpClient, request: Request): Promise<HttpAnswer> {
  const answer = await http.send(request);
  if (answer.status !== 200) throw notUsable(answer);
  return answer;
}

/**
 * For what is only read before an act: when it fails, the act itself was never sent. Without this, a lost answer to a harmless
 * question would leave the caller in doubt about the act.
 */
export async function beforeActing<T>(question: Promise<T>): Promise<T> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof PlatformError && error.failure.kind === 'unavailable') {
      throw new PlatformError({ kind: 'unavailable', outcome: 'not-applied' }, error.platformText, { cause: error });
    }
    throw error;
  }
}

function sendWithToken(call: Pick<Call, 'http' | 'token'>, request: Request): Promise<HttpAnswer> {
  return call.http.send({ ...request, headers: { Token: call.token } });
}

function readEnvelope(answer: HttpAnswer): Reply {
  const body = readJson(answer);
  if (typeof body !== 'object' || body === null || !('error' in body) || typeof body.error !== 'boolean') {
    throw answer.status === 200 ? malformed('no envelope') : notUsable(answer);
  }
  const message = 'message' in body ? body.message : undefined;
  if (body.error) throw toFailure('status' in body ? body.status : undefined, message);
  return { message, data: 'data' in body ? body.data : undefined };
}

function readJson(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch (error) {
    // A crash page, a proxy's page, or an answer that was cut off.
    throw answer.status === 200 ? malformed('no JSON', error) : notUsable(answer);
  }
}

/** Answers that did not come from the platform's own code. */
function notUsable({ status, headers }: HttpAnswer): PlatformError {
  if (status === 401) return new PlatformError({ kind: 'unauthorised' }, `HTTP ${status}`);
  if (status === 403) return new PlatformError({ kind: 'forbidden', reason: 'caller-refused' }, `HTTP ${status}`);
  if (status === 429) {
    const seconds = /^\d{1,7}$/.exec(headers['retry-after'] ?? '')?.[0];
    return new PlatformError({ kind: 'rate-limited', ...(seconds ? { retryAfterMs: Number(seconds) * 1000 } : {}) }, `HTTP ${status}`);
  }
  if (status >= 500) return new PlatformError({ kind: 'unavailable', outcome: 'unknown' }, `HTTP ${status}`);
  return malformed(`HTTP ${status}`);
}
