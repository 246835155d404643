import { v7 as uuid } from 'uuid';
import { noteProgramTime } from '../store/program-time';
import { deviceId } from '../store/device';
import { signal } from '../store/signal.svelte';
import type { Address, Answer, Body, Method, RouteOf } from './address';
import { ApiProblem, problemOf, type ProblemBody } from './problem';

/** Nobody waits longer for an answer. */
const PATIENCE_MS = 60_000;
/** A file has longer: a line of 2G brings some 8 kB each second, and half of it on a bad day. Units: bytes per second. */
const SLOWEST_LINE = 4_000;

export interface Call {
  readonly method: Method;
  readonly url: string;
  readonly body?: unknown;
  /** Sent as the field "file" of a form, in place of a body. */
  readonly file?: Blob;
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
export async function call({ method, url, body, file, key, capturedAt, author, etag }: Call): Promise<Reply> {
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
      body: file ? formOf(file) : body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS + (file ? (file.size / SLOWEST_LINE) * 1_000 : 0)),
      cache: 'no-store',
    });
    noteProgramTime(response.headers.get('date'));
    const reply = await read(response, etag);
    signal.heard();
    return reply;
  } catch (error) {
    const problem = problemOf(error);
    if (problem.isSilence) signal.silent();
    else signal.heard();
    throw problem;
  }
}

async function read(response: Response, etag: string | undefined): Promise<Reply> {
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
}

function formOf(file: Blob): FormData {
  const form = new FormData();
  form.append('file', file);
  return form;
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
