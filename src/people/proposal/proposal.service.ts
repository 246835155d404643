import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, noteChange, toPage, type Actor, type Page } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import { voidedAt } from '../consent/consent.rules';
import { everKnownAs } from '../merge/merged.sql';
import { EVIDENCE_DUE, judgeMandates, RIGHTS_VI, type Mandated } from '../mandate/mandate.rules';
import { MANDATED } from '../mandate/mandate.service';
import type { ProposalDetailDto, ProposalDto, ProposalQuery } from './proposal.dto';
import { ProposalKinds, type Proposed } from './proposal-kinds';
import { contentHash, PROPOSAL_MS, RIGHT_TO_PROPOSE, stateOf, stillStands, type Content, type ProposalKind } from './proposal.rules';
import { findProposals, proposalPlace, toProposalDto, type ProposalRow } from './proposal.store';

export interface NewProposal {
  readonly producerId: string;
  readonly kind: ProposalKind;
  readonly subject: string;
  readonly content: Content;
  /** One Vietnamese sentence for the screen, without secrets. */
  readonly summaryVi: string;
  /** What the short message names; the summary when nothing is said. */
  readonly smsVi?: string;
}

/** One of many. */
export type Proposable = Pick<NewProposal, 'subject' | 'content' | 'summaryVi'> & { readonly smsVi: string };

/** What lies in the box. */
interface Sealed {
  readonly content: Content;
  readonly smsVi: string;
}

/** What officers ask for, and what became of it. */
@Injectable()
export class ProposalService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
    private readonly kinds: ProposalKinds,
  ) {}

  /**
   * Puts it before the producer in place of doing it. Throws: mandate-missing, mandate-ended; proposal-open with the one that waits for the same thing already.
   */
  async propose(tx: EntityManager, actor: Actor, wanted: NewProposal): Promise<ProposalDto> {
    const { producerId, kind, subject, content, summaryVi, smsVi = summaryVi } = wanted;
    const mandateId = await this.mandateFor(tx, actor, producerId, kind);
    await this.makeRoom(tx, kind, subject);
    const now = this.clock.now();
    const id = newId();
    const sealed: Sealed = { content, smsVi };
    const made = await rows(
      tx,
      `insert into proposal (id, producer_id, kind, subject, summary_vi, box, content_sha256, proposed_by, mandate_id, proposed_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (kind, subject) where state = 'open' do nothing returning id`,
      [
        ...[id, producerId, kind, subject, summaryVi, this.boxes.seal(proposalPlace(id), sealed), contentHash(wanted)],
        ...[actor.accountId, mandateId, now, new Date(now.getTime() + PROPOSAL_MS)],
      ],
    );
    if (made.length === 0) await this.makeRoom(tx, kind, subject); // somebody else was quicker: this one throws
    noteChange(tx, { of: 'proposal', id, field: 'state', after: 'open' });
    return toProposalDto(await this.row(tx, producerId, id), now);
  }

  /** Of these things, those for which one waits that is still good, and what it says. `present`: how each of them stands now, as `content.before`. */
  async waiting(db: EntityManager, kind: ProposalKind, present: ReadonlyMap<string, unknown>): Promise<ReadonlyMap<string, string>> {
    const now = this.clock.now();
    const open = await findProposals(db, `p.kind = $1 and p.subject = any($2::uuid[]) and p.state = 'open'`, [kind, [...present.keys()]]);
    const good = open.filter((row) => stateOf(row, now) === 'open' && stillStands(this.open(row).content, present.get(row.subject)));
    return new Map(good.map((row) => [row.subject, row.summaryVi]));
  }

  /**
   * Many at once, of one kind, for things that nobody else changes until the end of `tx` and of which `waiting` knows none: whoever was quicker all the same is an
   * error, and it is tried again. Answers their ids. Throws: mandate-missing.
   */
  async proposeMany(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    kind: ProposalKind,
    wanted: readonly Proposable[],
  ): Promise<string[]> {
    if (wanted.length === 0) return [];
    const mandateId = await this.mandateFor(tx, actor, producerId, kind);
    const now = this.clock.now();
    const subjects = wanted.map(({ subject }) => subject);
    const useless = await findProposals(tx, `p.kind = $1 and p.subject = any($2::uuid[]) and p.state = 'open' for update of p`, [
      kind,
      subjects,
    ]);
    const present = new Map(wanted.map(({ subject, content }) => [subject, content.before]));
    const ends = useless.map((row) => {
      const state = stateOf(row, now);
      return state === 'open' && !stillStands(this.open(row).content, present.get(row.subject)) ? 'superseded' : state;
    });
    if (ends.includes('open')) throw new Error('somebody proposed the same meanwhile');
    await rows(
      tx,
      'update proposal p set state = n.state, decided_at = $3 from unnest($1::uuid[], $2::text[]) n (id, state) where p.id = n.id',
      [useless.map(({ id }) => id), ends, now],
    );
    const made = wanted.map((one) => ({ ...one, id: newId(), of: { producerId, kind, subject: one.subject, content: one.content } }));
    await rows(
      tx,
      `insert into proposal (id, producer_id, kind, subject, summary_vi, box, content_sha256, proposed_by, mandate_id, proposed_at, expires_at)
       select n.id, $6, $7, n.subject, n.summary_vi, n.box, n.content_sha256, $8, $9, $10, $11
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[]) n (id, subject, summary_vi, box, content_sha256)`,
      [
        ...[made.map(({ id }) => id), subjects, made.map(({ summaryVi }) => summaryVi)],
        made.map(({ id, content, smsVi }) => this.boxes.seal(proposalPlace(id), { content, smsVi } satisfies Sealed)),
        ...[
          made.map(({ of }) => contentHash(of)),
          producerId,
          kind,
          actor.accountId,
          mandateId,
          now,
          new Date(now.getTime() + PROPOSAL_MS),
        ],
      ],
    );
    return made.map(({ id }) => id);
  }

  /** Newest first. */
  async list(producerId: string, { limit, cursor, state }: ProposalQuery): Promise<Page<ProposalDto>> {
    const from = cursor === undefined ? null : decodeCursor(cursor);
    const now = this.clock.now();
    const found = await findProposals(
      this.transactions.reader,
      `p.producer_id = any(${everKnownAs('$1')}) and ($2::timestamptz is null or (p.proposed_at, p.id) < ($2, $3::uuid))
         and ($5::boolean is not true or (p.state = 'open' and p.expires_at > $6 and least(d.valid_until, d.revoked_at, c.withdrawn_at, c.valid_until, ${voidedAt('c')}, ${EVIDENCE_DUE}) > $6))
       order by p.proposed_at desc, p.id desc limit $4`,
      [producerId, from?.at ?? null, from?.id ?? null, limit + 1, state === 'open', now],
    );
    return toPage(found, limit, (row) => toProposalDto(row, now));
  }

  /** A bank account in full is for the producer's own people and operators. Throws: not-found. */
  async detail(actor: Actor, producerId: string, id: string): Promise<ProposalDetailDto> {
    const row = await this.row(this.transactions.reader, producerId, id);
    const maySee = row.kind !== 'bank-account' || actor.role === 'producer' || actor.role === 'operator';
    return { ...toProposalDto(row, this.clock.now()), content: maySee ? { ...this.open(row).content } : null };
  }

  /** Throws: not-found. */
  async row(db: EntityManager, producerId: string, id: string, lock = false): Promise<ProposalRow> {
    const [row] = await findProposals(db, `p.producer_id = any(${everKnownAs('$1')}) and p.id = $2 ${lock ? 'for update of p' : ''}`, [
      producerId,
      id,
    ]);
    if (!row) throw new Problem(problems.notFound, 'Không có đề nghị này.');
    return row;
  }

  /** Locked, and open at this moment. Throws: not-found, proposal-closed. */
  async lockOpen(tx: EntityManager, producerId: string, id: string): Promise<ProposalRow> {
    const row = await this.row(tx, producerId, id, true);
    const state = stateOf(row, this.clock.now());
    if (state !== 'open') throw new Problem(problems.proposalClosed, CLOSED_VI[state], { state });
    return row;
  }

  open(row: Pick<ProposalRow, 'id' | 'box'>): Sealed {
    return this.boxes.open(proposalPlace(row.id), row.box) as Sealed; // sealed by propose()
  }

  proposed(row: ProposalRow): Proposed {
    const { id, producerId, subject, proposedBy } = row;
    return { id, producerId, subject, proposedBy, content: this.open(row).content };
  }

  /** Throws: stale-version with how it stands now. */
  async requireStanding(db: EntityManager, row: ProposalRow): Promise<void> {
    const proposed = this.proposed(row);
    const present = await this.kinds.of(row.kind).present(db, proposed);
    if (!stillStands(proposed.content, present))
      throw new Problem(problems.staleVersion, 'Sau khi đề nghị, nội dung này đã được đổi; xin đề nghị lại.', { current: present });
  }

  /** An open one for the same thing stays in the way, unless its time or its mandate has ended or the thing has changed. Throws: proposal-open. */
  private async makeRoom(tx: EntityManager, kind: ProposalKind, subject: string): Promise<void> {
    const now = this.clock.now();
    const [row] = await findProposals(tx, `p.kind = $1 and p.subject = $2 and p.state = 'open' for update of p`, [kind, subject]);
    if (!row) return;
    const state = stateOf(row, now);
    const proposed = this.proposed(row);
    const end = state === 'open' && !stillStands(proposed.content, await this.kinds.of(kind).present(tx, proposed)) ? 'superseded' : state;
    if (end === 'open')
      throw new Problem(problems.proposalOpen, `Đang chờ chủ thể xác nhận: ${row.summaryVi}`, { proposal: toProposalDto(row, now) });
    await rows(tx, 'update proposal set state = $2, decided_at = $3 where id = $1', [row.id, end, now]);
  }

  private async mandateFor(tx: EntityManager, actor: Actor, producerId: string, kind: ProposalKind): Promise<string> {
    const right = RIGHT_TO_PROPOSE[kind];
    const mandates = await rows<{ mandated: Mandated }>(
      tx,
      `select (select to_json(m) from (select ${MANDATED}) m) as mandated from mandate d join consent c on c.id = d.consent_id
        where d.producer_id = $1 and d.officer_id = $2 order by d.valid_from desc limit 20`,
      [producerId, actor.accountId],
    );
    const answer = judgeMandates(
      mandates.map(({ mandated }) => mandated),
      right,
      this.clock.now(),
    );
    if (answer.is !== 'granted')
      throw new Problem(problems.mandateMissing, `Uỷ quyền của chủ thể không có quyền: ${RIGHTS_VI[right]}.`, { right });
    return answer.mandateId;
  }
}

const CLOSED_VI = {
  confirmed: 'Đề nghị này đã được xác nhận.',
  refused: 'Chủ thể đã từ chối đề nghị này.',
  withdrawn: 'Cán bộ đã rút đề nghị này.',
  superseded: 'Nội dung đã được đổi sau khi đề nghị.',
  expired: 'Đề nghị đã quá 7 ngày; xin đề nghị lại.',
  frozen: 'Uỷ quyền của cán bộ đã hết nên đề nghị không còn dùng được.',
} as const;
