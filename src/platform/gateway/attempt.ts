import { faultText, type Clock } from '../../shared/kernel';
import { isInTransaction } from '../../shared/db';
import { type HttpAnswer, type HttpClient, type HttpRequest, PlatformError } from '../contract';
import { NetworkInTransaction } from './cancelled';
import type { Exchange } from './exchange-log';
import type { Pacing } from './pacer';
import { keptBody, keptJson, keptPath } from './redaction.rules';

export interface AttemptParts {
  readonly connectionId: string;
  readonly line: HttpClient;
  readonly pacer: Pacing;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** Values that must not appear in the log. */
  readonly secrets: readonly string[];
}

type Open = { -readonly [K in keyof Exchange]: Exchange[K] };

/** One attempt of one adapter call: sends its requests at the right pace, remembers what it sent, and whether any of it must not be sent twice. */
export class Attempt implements HttpClient {
  private readonly seen: Open[] = [];
  private sentUnsafe = false;

  constructor(private readonly parts: AttemptParts) {}

  /** Whether everything that was sent may be sent again. */
  get isRepeatable(): boolean {
    return !this.sentUnsafe;
  }

  async send(request: HttpRequest): Promise<HttpAnswer> {
    if (isInTransaction()) throw new NetworkInTransaction();
    const { line, pacer, clock, stop } = this.parts;
    await pacer.turn(stop);
    this.sentUnsafe ||= !request.safeToRepeat;
    const exchange = this.begin(request, clock.now());
    const started = performance.now();
    try {
      const answer = await line.send(request);
      exchange.status = answer.status;
      exchange.answerBody = keptBody(answer.body, answer.headers['content-type'] ?? '', this.parts.secrets);
      return answer;
    } catch (error) {
      exchange.failure = faultText(error);
      throw error;
    } finally {
      exchange.durationMs = Math.round(performance.now() - started);
    }
  }

  /** What was exchanged, for the log. A refusal belongs to the last answer. */
  exchanges(error?: unknown): readonly Exchange[] {
    const last = this.seen.at(-1);
    if (last && error !== undefined)
      last.failure ??= keptJson(error instanceof PlatformError ? error.message : 'unexpected error', this.parts.secrets).slice(1, -1);
    return this.seen;
  }

  private begin(request: HttpRequest, at: Date): Open {
    const { connectionId, secrets } = this.parts;
    const exchange: Open = {
      connectionId,
      at,
      durationMs: 0,
      method: request.method,
      path: keptPath(request.path, request.query, secrets),
      requestBody: sentBody(request, secrets),
      status: null,
      answerBody: null,
      failure: null,
    };
    this.seen.push(exchange);
    return exchange;
  }
}

function sentBody(request: HttpRequest, secrets: readonly string[]): string | null {
  if (request.form) return `[${request.form.contentType}, ${request.form.bytes.length} bytes, ${request.form.fileName}]`;
  return request.json === undefined ? null : keptJson(request.json, secrets);
}
