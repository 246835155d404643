import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../db';
import { Clock, Problem, problems } from '../kernel';
import { BoxUnreadable, SecretBoxes, type SealedColumn } from '../secret';
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

/** Content of `idempotent_request.answer_box`: answers hold what people said, and a hash of a request could be guessed back into a phone number. */
interface Earlier {
  /** In hex. */
  readonly fingerprint: string;
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

interface StoredAnswer {
  readonly accountId: string;
  readonly key: string;
  readonly box: Buffer;
}

const FORGOTTEN_AT_ONCE = 1_000;
const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000';

const placeOf = (accountId: string, key: string): string => `idempotent_request.answer:${accountId}:${key}`;

export const sealedAnswers: SealedColumn = {
  table: 'idempotent_request',
  column: 'answer_box',
  key: { account_id: 'uuid', key: 'text' },
  place: ({ account_id: accountId = '', key = '' }) => placeOf(accountId, key),
};

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
    private readonly boxes: SecretBoxes,
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
        if (earlier.fingerprint !== write.fingerprint.toString('hex')) {
          throw new Problem(problems.idempotencyKeyReused, 'Khoá này đã dùng cho một nội dung khác; hãy tạo khoá mới cho lần ghi mới.');
        }
        isReplay = true;
        return earlier.answer as T; // it is what an equal call stored
      }
      const notes = takeNotes(tx);
      const fresh = await work(tx);
      const done: Earlier = { fingerprint: write.fingerprint.toString('hex'), answer: kept(fresh) };
      await tx.query('update idempotent_request set answer_box = $3 where account_id = $1 and key = $2', [
        ...[write.actor.accountId, write.key, this.boxes.seal(placeOf(write.actor.accountId, write.key), done)],
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
        'insert into idempotent_request (account_id, key) values ($1, $2) on conflict (account_id, key) do nothing returning 1',
        owner,
      );
      if (taken.length > 0) return null;
      const [earlier] = await rows<{ box: Buffer }>(
        tx,
        'select answer_box as box from idempotent_request where account_id = $1 and key = $2',
        owner,
      );
      if (earlier) return this.open(write, earlier.box); // else it grew old and was removed between the two statements: the key is free again
    }
  }
  /** Throws: Problem idempotency-key-reused when it cannot be read any more: it was done, and must not be done again. */
  private open({ actor, key }: WriteRequest, box: Buffer): Earlier {
    try {
      return this.boxes.open(placeOf(actor.accountId, key), box) as Earlier; // sealed by run()
    } catch (cause) {
      if (!(cause instanceof BoxUnreadable)) throw cause;
      throw new Problem(
        problems.idempotencyKeyReused,
        'Việc này đã làm rồi, nhưng câu trả lời khi đó không đọc lại được nữa; xin xem lại dữ liệu.',
      );
    }
  }

  /** Answers of these accounts, and those that hold one of the words, are forgotten. The key stays, so that a repeat has no second effect. */
  async forgetAnswers(tx: EntityManager, words: readonly string[], accounts: readonly string[]): Promise<void> {
    const all = new Set(accounts);
    const found = words.map((word) => JSON.stringify(word).slice(1, -1));
    for (let after: readonly [string, string] | null = [NO_ACCOUNT, '']; after;) {
      const batch: StoredAnswer[] = await rows<StoredAnswer>(
        tx,
        `select account_id as "accountId", key, answer_box as box from idempotent_request
          where (account_id, key) > ($1::uuid, $2) and answer_box is not null order by account_id, key limit ${FORGOTTEN_AT_ONCE} for no key update`,
        [...after],
      );
      const meant = batch.flatMap(
        (row) => this.forgotten(row, (text) => all.has(row.accountId) || found.some((word) => text.includes(word))) ?? [],
      );
      await rows(
        tx,
        `update idempotent_request r set answer_box = u.box from unnest($1::uuid[], $2::text[], $3::bytea[]) as u (account_id, key, box)
          where r.account_id = u.account_id and r.key = u.key`,
        [meant.map((row) => row.accountId), meant.map((row) => row.key), meant.map((row) => row.box)],
      );
      const last = batch.at(-1);
      after = last && batch.length === FORGOTTEN_AT_ONCE ? [last.accountId, last.key] : null;
    }
  }

  /** null: it need not be. One that cannot be read (another key) holds nothing for anybody. */
  private forgotten({ accountId, key, box }: StoredAnswer, isMeant: (text: string) => boolean): StoredAnswer | null {
    const place = placeOf(accountId, key);
    try {
      const { fingerprint, answer } = this.boxes.open(place, box) as Earlier; // sealed by run()
      if (answer === undefined || answer === null || !isMeant(JSON.stringify(answer))) return null;
      return { accountId, key, box: this.boxes.seal(place, { fingerprint, answer: null } satisfies Earlier) };
    } catch (error) {
      if (error instanceof BoxUnreadable) return null;
      throw error;
    }
  }
}
