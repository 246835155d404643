import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import { Outbox } from '../message/outbox';
import { CODE_MS, CODE_TRIES, codeText, DAY_MS, nextCodeAt, type CodePurpose } from './code.rules';

/** What a code stands for. It is good for nothing else: not for another subject, and not after the content has changed. */
export interface CodeSubject {
  readonly purpose: CodePurpose;
  /** Id of the thing, or the number where there is nothing else. */
  readonly subject: string;
  /** What is confirmed, word for word or as its hash. */
  readonly content?: string;
}

export interface CodeOrder extends CodeSubject {
  /** E.164. */
  readonly phone: string;
  /** Address that asks, or `account:<id>`: limits count by it. */
  readonly askedFrom: string;
  /** The owner of the number has been there before: strangers cannot use up these. */
  readonly isFromKnown?: boolean;
  /** What is confirmed, in a few words for the message; cut to fit. */
  readonly about?: string;
  readonly producerId?: string;
  /** Nobody has this number: everything is as if, and nothing is sent. */
  readonly isNobody?: boolean;
}

export interface CodeTry extends CodeSubject {
  readonly code: string;
}

/** What the keyed hash is of: often a number. */
const SUBJECT = 'code-subject';

/** One-time codes by short message. */
@Injectable()
export class Codes {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Sends a code once `tx` is committed; an earlier one for the same thing is dead from then on. Answers until when it is good.
   * Throws: Problem too-many-requests with `retryAfterSeconds`.
   */
  async send(tx: EntityManager, order: CodeOrder): Promise<{ readonly expiresAt: Date }> {
    const now = this.clock.now();
    const phoneHash = this.boxes.keyedHash('phone', order.phone);
    const askedFromHash = this.boxes.keyedHash('asked-from', order.askedFrom);
    await this.holdBack(tx, now, phoneHash, askedFromHash, order.isFromKnown ?? false);
    const id = newId();
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = new Date(now.getTime() + CODE_MS);
    await tx.query(
      'update one_time_code set replaced_at = $3 where purpose = $1 and subject_hash = any($2) and used_at is null and replaced_at is null',
      [...[order.purpose, this.boxes.keyedHashes(SUBJECT, order.subject), now]],
    );
    await tx.query(
      `insert into one_time_code (id, purpose, subject_hash, code_hash, phone_hash, asked_from_hash, is_from_known, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[
          id,
          order.purpose,
          this.boxes.keyedHash(SUBJECT, order.subject),
          this.boxes.keyedHash('code', contentOf(id, order, order.isNobody ? newId() : code)),
          phoneHash,
          askedFromHash,
        ],
        ...[order.isFromKnown ?? false, now, expiresAt],
      ],
    );
    if (!order.isNobody)
      await this.outbox.put(tx, {
        ...{ to: order.phone, text: codeText(code, order.purpose, order.about ?? ''), purpose: 'code', isSecret: true },
        ...{ producerId: order.producerId, notAfter: expiresAt },
      });
    return { expiresAt };
  }

  /**
   * Uses the code up in `tx`: undone with it, the code is good again. Each try counts, whatever becomes of `tx`. Call it before `tx` has changed anything
   * of the same code. Answers the id under which the code was stored, as a proof.
   * Throws: Problem code-wrong, the same for a wrong, used, replaced, expired and worn-out one and for none at all.
   */
  async check(tx: EntityManager, tried: CodeTry): Promise<{ readonly codeId: string }> {
    const now = this.clock.now();
    const [live] = await this.transactions.alone<{ id: string; codeHash: Buffer; tries: number }>(
      `update one_time_code set tries = tries + 1
       where purpose = $1 and subject_hash = any($2) and used_at is null and replaced_at is null and tries < ${CODE_TRIES} and expires_at > $3
       returning id, code_hash as "codeHash", tries`,
      [tried.purpose, this.boxes.keyedHashes(SUBJECT, tried.subject), now],
    );
    const hashes = this.boxes.keyedHashes('code', contentOf(live?.id ?? '', tried, tried.code));
    if (!live || !hashes.some((hash) => timingSafeEqual(hash, live.codeHash))) throw wrong(live ? CODE_TRIES - live.tries : 0);
    const used = await rows(
      tx,
      'update one_time_code set used_at = $2 where id = $1 and used_at is null and replaced_at is null returning id',
      [live.id, now],
    );
    if (used.length === 0) throw wrong(0); // somebody else was quicker
    return { codeId: live.id };
  }

  /** Throws: Problem too-many-requests. */
  private async holdBack(tx: EntityManager, now: Date, phoneHash: Buffer, askedFromHash: Buffer, isFromKnown: boolean): Promise<void> {
    // Those who ask at the same time are counted one after the other.
    await tx.query('select pg_advisory_xact_lock($1), pg_advisory_xact_lock($2)', [
      ...[askedFromHash, phoneHash].map((hash) => hash.readBigInt64BE().toString()),
    ]);
    const found = await rows<{ at: Date; isToPhone: boolean; isFromPlace: boolean }>(
      tx,
      `select created_at as at, phone_hash = $1 and is_from_known = $3 as "isToPhone", asked_from_hash = $2 as "isFromPlace"
       from one_time_code where (phone_hash = $1 or asked_from_hash = $2) and created_at > $4 order by created_at desc limit 1000`,
      [phoneHash, askedFromHash, isFromKnown, new Date(now.getTime() - DAY_MS)],
    );
    const next = nextCodeAt(
      {
        toPhone: found.filter((one) => one.isToPhone).map(({ at }) => at),
        fromPlace: found.filter((one) => one.isFromPlace).map(({ at }) => at),
      },
      now,
    );
    if (!next) return;
    const retryAfterSeconds = Math.ceil((next.getTime() - now.getTime()) / 1000);
    throw new Problem(problems.tooManyRequests, `Đã gửi nhiều mã; thử lại sau ${Math.ceil(retryAfterSeconds / 60)} phút.`, {
      retryAfterSeconds,
    });
  }
}

/** What of a code is hashed. */
function contentOf(id: string, { purpose, subject, content = '' }: CodeSubject, code: string): string {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return JSON.stringify([id, purpose, subject, sha256, code]);
}

function wrong(triesLeft: number): Problem {
  const detail =
    triesLeft > 0 ? `Mã không đúng hoặc đã hết hạn; còn ${triesLeft} lần thử.` : 'Mã không đúng hoặc đã hết hạn; xin lấy mã mới.';
  return new Problem(problems.codeWrong, detail, { triesLeft }, [{ pointer: '/code', message: detail }]);
}
