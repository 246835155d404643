import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { Standing } from '../access/standing';
import { maySee } from '../access/access.rules';
import { DuplicateService } from '../duplicate/duplicate.service';
import { Producer } from '../producer/producer.entity';
import type { SecretKind } from '../producer/producer-secret.entity';
import { ProducerSecrets, type ComparedSecret } from '../producer/producer.secrets';
import { findProposals } from '../proposal/proposal.store';
import { stateOf } from '../proposal/proposal.rules';
import { Receipts } from '../receipt/receipts';
import { Restrictions } from '../request/restriction';
import { moveRows, peopleMergePlan } from './merge-plan';
import { conflict, conflictOver, filledFields, type FilledField, type MergeConflict } from './merge.rules';

/** Two producers that are one: `from` goes, `into` is left. */
export interface Pair {
  readonly from: Producer;
  readonly into: Producer;
}

/** What was decided on. */
export interface Decided {
  /** Secrets of `from` that count from now on. */
  readonly taken: readonly SecretKind[];
  /** Fingerprint of what was shown. */
  readonly shown: string;
  readonly moved: Readonly<Record<string, number>>;
}

/** What this folder says before a merge. */
export interface PeoplePart {
  readonly conflicts: readonly MergeConflict[];
  readonly secrets: readonly ComparedSecret[];
  readonly fills: readonly FilledField[];
  /** The producer that goes has asked to have its data only kept. */
  readonly isRestricted: boolean;
  /** Mandates that count now and will not any more. */
  readonly endingMandates: number;
}

/** Merges what lies in this folder's tables. Everything in one transaction of the caller. */
@Injectable()
export class PeopleMerger {
  constructor(
    private readonly clock: Clock,
    private readonly standing: Standing,
    private readonly secrets: ProducerSecrets,
    private readonly duplicates: DuplicateService,
    private readonly receipts: Receipts,
    private readonly restrictions: Restrictions,
  ) {}

  /**
   * Both, as far as the actor may see them. `lock`: nobody writes anything for either until the transaction ends; whoever waits sees what it has done.
   * Throws: Problem not-found; producer-merged when one of them is not there any more.
   */
  async pair(db: EntityManager, actor: Actor, fromId: string, intoId: string, lock?: 'lock'): Promise<Pair> {
    for (const id of [fromId, intoId]) await this.requireSeen(db, actor, id);
    const both = await db.find(Producer, {
      where: { id: In([fromId, intoId]) },
      order: { id: 'asc' },
      ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    const [gone] = await rows<{ mergedInto: string }>(db, `select now_id as "mergedInto" from producer_merge where from_id = any($1)`, [
      [fromId, intoId],
    ]);
    if (gone) throw new Problem(problems.producerMerged, 'Một trong hai hồ sơ đã được gộp trước đó.', { ...gone });
    const [from, into] = [both.find(({ id }) => id === fromId), both.find(({ id }) => id === intoId)];
    if (!from || !into) throw unknown();
    return { from, into };
  }

  private async requireSeen(db: EntityManager, actor: Actor, id: string): Promise<void> {
    const relation = await this.standing.relation(db, actor, id);
    if (relation?.mergedInto) throw await this.standing.refusalOf(db, actor, relation.mergedInto);
    if (!maySee(actor, relation)) throw unknown();
  }

  async look(db: EntityManager, { from, into }: Pair): Promise<PeoplePart> {
    const both = [from.id, into.id];
    const now = this.clock.now();
    const erasures = await rows<{ state: string | null }>(
      db,
      `select e.state from person_request r left join erasure e on e.request_id = r.id
        where r.producer_id = any($1) and r.kind = 'delete' and (e.id is not null or r.state in ('open', 'acknowledged'))`,
      [both],
    );
    const proposals = (await findProposals(db, `p.producer_id = $1 and p.state = 'open' order by p.id limit 20`, [from.id])).filter(
      (row) => stateOf(row, now) === 'open',
    );
    const [mandates] = await rows<{ count: number }>(
      db,
      'select count(*)::int as count from mandate where producer_id = $1 and revoked_at is null and valid_until > $2',
      [from.id, now],
    );
    const restrictions = await rows(db, 'select 1 from producer where id = $1 and restricted_since is not null', [from.id]);
    const secrets = await this.secrets.compare(db, from.id, into.id);
    const differs = (kind: SecretKind): boolean => secrets.some((secret) => secret.kind === kind && secret.differs);
    const isOtherTaxCode = from.taxCode !== null && into.taxCode !== null && from.taxCode !== into.taxCode;
    const unreadable = await this.secrets.unreadable(db, from.id);
    return {
      secrets,
      isRestricted: restrictions.length > 0,
      fills: filledFields(from, into),
      endingMandates: mandates?.count ?? 0,
      conflicts: [
        ...(erasures.some(({ state }) => state !== null) ? [conflict('erasure')] : []),
        ...(erasures.some(({ state }) => state === null) ? [conflict('delete-request')] : []),
        ...(from.isDemonstration !== into.isDemonstration ? [conflict('demonstration')] : []),
        ...(isOtherTaxCode ? [conflict('tax-code', [from.taxCode ?? '', into.taxCode ?? ''])] : []),
        ...(differs('personal-number') ? [conflict('personal-number')] : []),
        ...conflictOver('unreadable-secret', unreadable),
        ...conflictOver(
          'proposal',
          proposals.map(({ summaryVi }) => summaryVi),
        ),
      ],
    };
  }

  /** Takes care that what `look` says stays so until the transaction ends, as far as the lock of the producers does not. */
  async hold(tx: EntityManager, { from, into }: Pair): Promise<void> {
    await rows(tx, `select from person_request where producer_id = any($1) and kind = 'delete' order by id for update`, [
      [from.id, into.id],
    ]);
    await rows(tx, `select from proposal where producer_id = $1 and state = 'open' order by id for update`, [from.id]);
  }

  async merge(tx: EntityManager, actor: Actor, { from, into }: Pair, { taken, shown, moved }: Decided): Promise<void> {
    const now = this.clock.now();
    await this.receipts.tellAll(tx, from.id);
    await rows(tx, 'update producer_merge set now_id = $2 where now_id = $1', [from.id, into.id]);
    await this.secrets.hand(tx, from.id, into.id, taken);
    await rows(
      tx,
      `update mandate set revoked_at = $2, revoked_by = $3, revoke_reason = 'Hồ sơ được gộp vào hồ sơ khác' where producer_id = $1 and revoked_at is null`,
      [...[from.id, now, actor.accountId]],
    );
    for (const statement of MOVES) await rows(tx, statement, [from.id, into.id]);
    for (const statement of ENDS) await rows(tx, statement, [from.id]);
    await moveRows(tx, peopleMergePlan, from.id, into.id);
    await rows(
      tx,
      `insert into producer_merge (from_id, into_id, now_id, merged_at, merged_by, shown_sha256, moved) values ($1, $2, $2, $3, $4, $5, $6)`,
      [from.id, into.id, now, actor.accountId, Buffer.from(shown, 'hex'), JSON.stringify(moved)],
    );
    const filled = Object.fromEntries(filledFields(from, into).map((field) => [field, from[field]]));
    const left = tx.create(Producer, { ...into, ...filled, version: into.version + 1, updatedAt: now });
    await tx.save(Producer, left);
    await this.restrictions.settle(tx, into.id); // what was asked for either holds for both
    await this.duplicates.look(tx, left);
  }
}

const unknown = (): Problem => new Problem(problems.notFound, 'Không có chủ thể này.');

/** $1: the producer that goes, $2: the one that is left. What needs more than another id. */
const MOVES: readonly string[] = [
  'insert into membership (producer_id, account_id, created_at) select $2, account_id, created_at from membership where producer_id = $1 on conflict (producer_id, account_id) do nothing',
  `update late_work set producer_id = $2, url = replace(url, $1::uuid::text, $2::uuid::text) where producer_id = $1`,
  // One message that said no to an officer of both is one no.
  `with same as (
     delete from objection f using objection i where f.producer_id = $1 and i.producer_id = $2 and i.incoming_message_id = f.incoming_message_id and i.officer_id = f.officer_id
     returning i.id, f.revoked)
   update objection o set revoked = o.revoked + same.revoked from same where o.id = same.id`,
  'update objection set producer_id = $2 where producer_id = $1',
];
/** $1: the producer that goes. */
const ENDS: readonly string[] = [
  'delete from membership where producer_id = $1',
  'delete from producer_duplicate_hint where $1 in (producer_a, producer_b)',
];
