import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../db';
import { Clock, Problem, problems } from '../kernel';
import { actorOf, type Actor } from './actor';
import { takeNotes, writeAct, type Act } from './acts';
import { fingerprintOf, isIdempotencyKey, KEY_MAX, KEY_MIN } from './idempotency.rules';

/** One write as it was asked for: by whom, under which key, with what content. */
export interface WriteRequest {
  readonly actor: Actor;
  readonly key: string;
  readonly fingerprint: Buffer;
  readonly requestId: string;
  /** Method and pattern of the route. */
  readonly what: string;
  /** The ids in the path. */
  readonly params: Readonly<Record<string, string>>;
  /** When it was done without a signal, as the device says. */
  readonly capturedAt?: Date;
  /** Called when the answer comes from an earlier, equal request. */
  readonly onReplay?: () => void;
}

interface Earlier {
  readonly fingerprint: Buffer;
  readonly answer: unknown;
}

/** Who does what for whom, of a request that writes without an Idempotency-Key. */
export function actOf(request: FastifyRequest): Omit<Act, 'at' | 'changes'> {
  const params = request.params as Record<string, string>; // of a route with named parts they are texts
  return {
    actor: { ...actorOf(request), ...deviceOf(request) },
    producerId: params.producerId ?? null,
    requestId: request.id,
    what: `${request.method} ${request.routeOptions.url ?? ''}`,
    subject: params,
    ...capturedAtOf(request),
  };
}

/** Reads the write out of a request. Throws: Problem `idempotency-key-missing` or `idempotency-key-invalid`. */
export function writeRequestOf(request: FastifyRequest, reply: FastifyReply): WriteRequest {
  const key = request.headers['idempotency-key'];
  if (key === undefined)
    throw new Problem(problems.idempotencyKeyMissing, 'Mỗi lần ghi cần một tiêu đề Idempotency-Key riêng, gửi lại thì dùng lại khoá cũ.');
  if (typeof key !== 'string' || !isIdempotencyKey(key)) {
    throw new Problem(
      problems.idempotencyKeyInvalid,
      `Idempotency-Key cần ${KEY_MIN} đến ${KEY_MAX} ký tự ASCII nhìn thấy được, không có dấu cách.`,
    );
  }
  const { actor, what, subject, capturedAt } = actOf(request);
  return {
    ...{ actor, key, what, params: subject, requestId: request.id },
    ...(capturedAt && { capturedAt }),
    fingerprint: fingerprintOf(request.method, request.url, request.rawBody ?? ''),
    onReplay: () => void reply.header('idempotent-replay', 'true'),
  };
}

const DEVICE = /^[\w.:-]{1,80}$/;

/** What the device calls itself. Something else than a short name is as good as nothing: it decides nothing. */
function deviceOf(request: FastifyRequest): { deviceId?: string } {
  const device = request.headers['x-device-id'];
  return typeof device === 'string' && DEVICE.test(device) ? { deviceId: device } : {};
}

/** Throws: Problem bad-request when it is no time. */
function capturedAtOf(request: FastifyRequest): { capturedAt?: Date } {
  const text = request.headers['x-captured-at'];
  if (text === undefined) return {};
  const at = typeof text === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(at.getTime()))
    throw new Problem(problems.badRequest, 'Tiêu đề x-captured-at phải là thời điểm UTC, như 2026-11-22T02:03:04Z.');
  return { capturedAt: at };
}

const writeParameter = createParamDecorator((_: unknown, context: ExecutionContext): WriteRequest => {
  const http = context.switchToHttp();
  return writeRequestOf(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});

/** `create(@Write() write: WriteRequest, …)`: the handler writes, so the caller must send an Idempotency-Key. */
export const Write = (): ParameterDecorator => (target, method, index) => {
  writeParameter()(target, method, index);
  const descriptor = method === undefined ? undefined : Object.getOwnPropertyDescriptor(target, method);
  if (method === undefined || !descriptor) return;
  ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'Khoá của lần ghi này; gửi lại cùng khoá và cùng nội dung thì nhận lại đúng câu trả lời cũ, không ghi thêm lần nữa.',
    schema: { type: 'string', minLength: KEY_MIN, maxLength: KEY_MAX, pattern: '^[!-~]+$' },
  })(target, method, descriptor);
};

/** The same write with content that is not in the JSON body: the hash of an uploaded file. */
export function withContent(write: WriteRequest, ...content: readonly (string | Uint8Array)[]): WriteRequest {
  return { ...write, fingerprint: fingerprintOf('CONTENT', write.fingerprint.toString('hex'), ...content) };
}

/** Runs writes so that a repeated request is one request (invariant I13). */
@Injectable()
export class Writes {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` in one transaction together with the row of its key and the act (who, for whom, what), and answers after the commit. A repeat gets the stored answer; a copy that runs
   * at the same time waits for the first one to commit. Nothing is stored when `work` throws, so the caller may try again with the same key.
   * `kept` says what may be stored of an answer that holds a secret.
   * Throws: Problem `idempotency-key-reused` when the key was used for something else.
   */
  async run<T>(write: WriteRequest, work: (tx: EntityManager) => Promise<T>, kept: (answer: T) => T = (answer) => answer): Promise<T> {
    let isReplay = false;
    const answer = await this.transactions.run(async (tx) => {
      isReplay = false;
      const earlier = await this.claim(tx, write);
      if (earlier) {
        if (!earlier.fingerprint.equals(write.fingerprint)) {
          throw new Problem(problems.idempotencyKeyReused, 'Khoá này đã dùng cho một nội dung khác; hãy tạo khoá mới cho lần ghi mới.');
        }
        isReplay = true;
        return earlier.answer as T; // it is what an equal call stored
      }
      const notes = takeNotes(tx);
      const fresh = await work(tx);
      const text = JSON.stringify(kept(fresh));
      if (text !== undefined)
        await tx.query('update idempotent_request set answer = $3 where account_id = $1 and key = $2', [
          write.actor.accountId,
          write.key,
          text,
        ]);
      await writeAct(tx, {
        at: this.clock.now(),
        actor: write.actor,
        producerId: notes.producerId ?? write.params.producerId ?? null,
        what: write.what,
        subject: write.params,
        changes: notes.changes,
        requestId: write.requestId,
        capturedAt: write.capturedAt,
      });
      return fresh;
    });
    if (isReplay) write.onReplay?.();
    return answer;
  }

  /** Takes the key, or answers what an earlier request left under it. Waits while a copy of the request is at work. */
  private async claim(tx: EntityManager, write: WriteRequest): Promise<Earlier | null> {
    const owner = [write.actor.accountId, write.key];
    for (;;) {
      const taken = await rows(
        tx,
        'insert into idempotent_request (account_id, key, fingerprint) values ($1, $2, $3) on conflict (account_id, key) do nothing returning 1',
        [...owner, write.fingerprint],
      );
      if (taken.length > 0) return null;
      const [earlier] = await rows<Earlier>(
        tx,
        'select fingerprint, answer from idempotent_request where account_id = $1 and key = $2',
        owner,
      );
      if (earlier) return earlier; // else it grew old and was removed between the two statements: the key is free again
    }
  }
}
