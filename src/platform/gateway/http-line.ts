import type { lookup } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { AxiosError } from 'axios';
import { AddressRefused, guardedLookup, hostAddress, refuseAddress } from '../../shared/outside';
import { type HttpAnswer, type HttpClient, type HttpRequest, PlatformError } from '../contract';

export interface LineOptions {
  readonly baseUrl: string;
  /** Lets the line reach this machine itself (practice platforms). */
  readonly allowLoopback: boolean;
  /** For the whole exchange, from name resolution to the last byte. */
  readonly timeoutMs?: number;
  readonly maxAnswerBytes?: number;
  /** Cuts every request under way. */
  readonly stop?: AbortSignal;
  /** Asks for the address of a name; the machine's own way unless told otherwise. */
  readonly resolve?: typeof lookup;
}

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 5 * 1024 * 1024;
const MAX_REQUEST_BYTES = 20 * 1024 * 1024;

/** The connection was never made, so nothing can have happened there. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND']);

/**
 * HTTP to one platform address: one time limit over all, bounded answers, kept-alive sockets, no redirects, no proxy from the environment,
 * and only to addresses that were checked. The only user of axios.
 */
export class HttpLine implements HttpClient {
  private readonly base: URL;
  private readonly httpAgent: HttpAgent;
  private readonly httpsAgent: HttpsAgent;

  constructor(private readonly options: LineOptions) {
    this.base = new URL(options.baseUrl);
    // Platforms hold idle sockets for some seconds; a shorter hold on our side avoids writing into one that is just being closed.
    const agent = { keepAlive: true, maxSockets: 20, timeout: 4_000, lookup: guardedLookup(options.allowLoopback, options.resolve) };
    this.httpAgent = new HttpAgent(agent);
    this.httpsAgent = new HttpsAgent(agent);
  }

  async send(request: HttpRequest): Promise<HttpAnswer> {
    const url = this.urlOf(request);
    const literal = hostAddress(this.base); // sockets to a bare IP address ask no resolver, so the guard there never sees it
    const refusal = literal ? refuseAddress(literal, this.options.allowLoopback) : null;
    if (refusal) throw new PlatformError({ kind: 'unavailable', outcome: 'not-applied' }, refusal);
    const limit = new AbortController();
    const cut = (): void => limit.abort();
    const timer = setTimeout(cut, this.options.timeoutMs ?? TIMEOUT_MS);
    this.options.stop?.addEventListener('abort', cut, { once: true });
    if (this.options.stop?.aborted) cut();
    try {
      const { data, headers } = encode(request);
      const answer = await axios.request<Buffer>({
        method: request.method,
        url: url.toString(),
        data,
        headers: { ...headers, ...request.headers },
        signal: limit.signal,
        httpAgent: this.httpAgent,
        httpsAgent: this.httpsAgent,
        responseType: 'arraybuffer',
        transformRequest: [(body: unknown) => body],
        validateStatus: () => true,
        maxRedirects: 0,
        maxContentLength: this.options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
        maxBodyLength: MAX_REQUEST_BYTES,
        proxy: false,
      });
      return { status: answer.status, headers: plainHeaders(answer.headers), body: Buffer.from(answer.data) };
    } catch (error) {
      throw noAnswer(error, limit.signal.aborted);
    } finally {
      clearTimeout(timer);
      this.options.stop?.removeEventListener('abort', cut);
    }
  }

  close(): void {
    this.httpAgent.destroy();
    this.httpsAgent.destroy();
  }

  /** An adapter puts ids of the platform into paths; none of them may lead elsewhere. Throws: RangeError (the adapter forgot to encode). */
  private urlOf(request: HttpRequest): URL {
    const root = this.base.pathname.replace(/\/+$/, '');
    if (!request.path.startsWith('/') || /[?#\\]/.test(request.path)) throw new RangeError(`not a path: ${request.path}`);
    const url = new URL(this.base.origin + root + request.path);
    if (url.origin !== this.base.origin || !url.pathname.startsWith(`${root}/`))
      throw new RangeError(`leaves the platform: ${request.path}`);
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.append(name, String(value));
    return url;
  }
}

function encode(request: HttpRequest): { data?: Buffer | FormData; headers: Record<string, string> } {
  const common = { accept: 'application/json, */*', 'user-agent': 'len-san' };
  if (request.form) {
    const { field, fileName, contentType, bytes } = request.form;
    const form = new FormData();
    form.append(field, new Blob([new Uint8Array(bytes)], { type: contentType }), fileName);
    return { data: form, headers: common };
  }
  if (request.json === undefined) return { headers: common };
  return {
    data: Buffer.from(JSON.stringify(request.json), 'utf8'),
    headers: { ...common, 'content-type': 'application/json; charset=utf-8' },
  };
}

function plainHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]: [string, unknown]) =>
      value === undefined || value === null ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]],
    ),
  );
}

/** The AxiosError itself is not kept as the cause: it holds the headers, so the token would end up in logs. */
function noAnswer(error: unknown, wasCut: boolean): PlatformError {
  const code = codeOf(error);
  if (wasCut) return new PlatformError({ kind: 'unavailable', outcome: 'unknown' }, 'no answer in time');
  if (error instanceof AxiosError && /maxContentLength/.test(error.message))
    return new PlatformError({ kind: 'malformed' }, 'the answer is too large');
  const cause = error instanceof AxiosError ? error.cause : error;
  if (cause instanceof AddressRefused || code === 'ADDRESS_REFUSED')
    return new PlatformError({ kind: 'unavailable', outcome: 'not-applied' }, 'this address may not be called');
  const outcome = NEVER_CONNECTED.has(code) ? 'not-applied' : 'unknown';
  return new PlatformError({ kind: 'unavailable', outcome }, `no answer: ${code || 'connection failed'}`);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code; // Node's errors carry it, whatever their class
  return typeof code === 'string' ? code : '';
}
