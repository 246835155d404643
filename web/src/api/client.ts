import { v7 as uuid } from 'uuid';
import { deviceId } from '../store/device';
import type { Address, Answer, Body, Method, RouteOf } from './address';
import { ApiProblem, problemOf, type ProblemBody } from './problem';

/** Nobody waits longer for an answer; photos and files have their own way. */
const PATIENCE_MS = 60_000;

export interface Call {
  readonly method: Method;
  readonly url: string;
  readonly body?: unknown;
  /** The same key for the same write, however often it is sent. */
  readonly key?: string;
  /** When it was done without a signal. */
  readonly capturedAt?: string;
  /** Whose work it is: the program refuses it in anybody else's session. */
  readonly author?: string;
  readonly etag?: string;
}

export interface Reply {
  readonly status: number;
  readonly etag: string | null;
  readonly body: unknown;
}

/** One request. Throws: ApiProblem, with status 0 when no answer came. */
export async function call({ method, url, body, key, capturedAt, author, etag }: Call): Promise<Reply> {
  const headers: Record<string, string> = { accept: 'application/json', 'x-requested-with': 'len-san', 'x-device-id': deviceId() };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'get') headers['idempotency-key'] = key ?? uuid();
  if (capturedAt !== undefined) headers['x-captured-at'] = capturedAt;
  if (author !== undefined) headers['x-author'] = author;
  if (etag !== undefined) headers['if-none-match'] = etag;
  try {
    const response = await fetch(url, {
      method: method.toUpperCase(),
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
      cache: 'no-store',
    });
    if (response.status === 304) return { status: 304, etag: etag ?? null, body: undefined };
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const content: unknown = isJson ? await response.json() : undefined;
    if (response.ok) return { status: response.status, etag: response.headers.get('etag'), body: content };
    throw new ApiProblem(
      (content as ProblemBody | undefined) ?? {
        type: 'urn:problem:unknown',
        title: 'Máy chủ không trả lời đúng. Thử lại sau ít phút.',
        status: response.status,
      },
    );
  } catch (error) {
    throw problemOf(error);
  }
}

/** Reads once, without keeping it. Throws: ApiProblem. */
export async function get<P extends RouteOf<'get'>>(address: Address<P>): Promise<Answer<P, 'get'>> {
  return (await call({ method: 'get', url: address })).body as Answer<P, 'get'>;
}

/** Writes at once; for what makes sense only with a signal (signing in, codes). All else goes through store/outbox. Throws: ApiProblem. */
export async function send<M extends Exclude<Method, 'get'>, P extends RouteOf<M>>(
  method: M,
  address: Address<P>,
  body?: Body<P, M>,
  key?: string,
): Promise<Answer<P, M>> {
  return (await call({ method, url: address, body, key })).body as Answer<P, M>;
}
