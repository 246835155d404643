import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { invalid, noteChange, type Actor } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { CODE_MS } from '../code/code.rules';
import { Codes } from '../code/codes';
import { faultsOfProof } from '../consent/proof.rules';
import { practises } from '../practice/practises';
import { PRACTICE_CODE } from '../practice/practice.rules';
import { ProducerSecrets } from '../producer/producer.secrets';
import { Objections, type Objection } from '../receipt/objections';
import { ProposalKinds } from './proposal-kinds';
import type { ConfirmProposal, ProposalDto, SentCodeDto } from './proposal.dto';
import { stateOf, wayOf, type Confirmation } from './proposal.rules';
import { ProposalService } from './proposal.service';
import { toProposalDto, type ProposalRow } from './proposal.store';

/** What becomes of proposals. */
@Injectable()
export class ProposalDecisions implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly codes: Codes,
    private readonly secrets: ProducerSecrets,
    private readonly kinds: ProposalKinds,
    private readonly proposals: ProposalService,
    private readonly objections: Objections,
  ) {}

  onModuleInit(): void {
    this.objections.onRaised((tx, objection) => this.freeze(tx, objection));
  }

  /** Does what is slow before the transaction of `confirm`. */
  async prepare(producerId: string, id: string): Promise<unknown> {
    const row = await this.proposals.row(this.transactions.reader, producerId, id);
    if (stateOf(row, this.clock.now()) !== 'open') return undefined; // told by confirm(), unless that is a repeated request
    return this.kinds.of(row.kind).prepare?.(this.proposals.proposed(row));
  }

  /**
   * Does what was proposed, at once. Throws: not-found, proposal-closed, stale-version with how it stands now, code-wrong, validation, illegal-move when an
   * office would confirm for somebody who has a phone.
   */
  async confirm(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    id: string,
    given: ConfirmProposal,
    prepared: unknown,
  ): Promise<ProposalDto> {
    // Nobody changes the producer until the end of `tx`.
    await rows(tx, 'select 1 from producer where id = $1 for no key update', [producerId]);
    const row = await this.proposals.lockOpen(tx, producerId, id);
    await this.proposals.requireStanding(tx, row);
    const { how, evidence } = await this.judge(tx, actor, row, given);
    await this.kinds.of(row.kind).carryOut(tx, this.proposals.proposed(row), actor.accountId, prepared);
    const by = how === 'app-tap' ? actor.accountId : how;
    noteChange(tx, { of: 'proposal', id, field: 'proposedBy', after: row.proposedBy });
    noteChange(tx, { of: 'proposal', id, field: 'confirmedBy', after: by });
    return this.close(tx, actor, row, 'confirmed', how, evidence);
  }

  /** Of the producer's side. Throws: not-found, proposal-closed. */
  async refuse(tx: EntityManager, actor: Actor, producerId: string, id: string): Promise<ProposalDto> {
    return this.close(tx, actor, await this.proposals.lockOpen(tx, producerId, id), 'refused');
  }

  /** By the officer who made it. Throws: not-found, forbidden, proposal-closed. */
  async withdraw(tx: EntityManager, actor: Actor, producerId: string, id: string): Promise<ProposalDto> {
    const row = await this.proposals.lockOpen(tx, producerId, id);
    if (row.proposedBy !== actor.accountId) throw new Problem(problems.forbidden, 'Chỉ cán bộ đã đề nghị mới rút được đề nghị này.');
    return this.close(tx, actor, row, 'withdrawn');
  }

  /** Sends the code to the producer's phone; the message names what it confirms. Throws: not-found, proposal-closed, illegal-move, too-many-requests. */
  async sendCode(tx: EntityManager, actor: Actor, producerId: string, id: string): Promise<SentCodeDto> {
    const row = await this.proposals.lockOpen(tx, producerId, id);
    await this.proposals.requireStanding(tx, row);
    if (await practises(tx, producerId))
      return { expiresAt: new Date(this.clock.now().getTime() + CODE_MS).toISOString(), practiceCode: PRACTICE_CODE };
    const { number } = await this.secrets.phoneOf(tx, producerId);
    if (number === null) throw new Problem(problems.illegalMove, 'Chủ thể chưa có số điện thoại; xin văn phòng tỉnh xác nhận bằng giấy.');
    const officers = await rows(tx, `select 1 from account where phone_index = any($1) and role = 'officer'`, [
      this.secrets.hashesOfPhone(number),
    ]);
    if (officers.length > 0)
      throw new Problem(problems.illegalMove, 'Số điện thoại của chủ thể là số của cán bộ; xin ghi số của chính chủ thể.');
    const { expiresAt } = await this.codes.send(tx, {
      ...{ purpose: 'proposal', subject: id, content: row.contentSha256, phone: number, producerId },
      ...{ askedFrom: `account:${actor.accountId}`, isFromKnown: true, about: this.proposals.open(row).smsVi },
    });
    noteChange(tx, { of: 'proposal', id, field: 'code' });
    return { expiresAt: expiresAt.toISOString(), practiceCode: null };
  }

  /** A producer said no to an officer: what that officer asked for is of no use any more, under whatever mandate it was. */
  private async freeze(tx: EntityManager, { producerId, officerId }: Objection): Promise<void> {
    await rows(tx, `update proposal set state = 'frozen', decided_at = $3 where producer_id = $1 and proposed_by = $2 and state = 'open'`, [
      producerId,
      officerId,
      this.clock.now(),
    ]);
  }

  private async judge(
    tx: EntityManager,
    actor: Actor,
    row: ProposalRow,
    given: ConfirmProposal,
  ): Promise<{ how: Confirmation; evidence?: object }> {
    const way = wayOf(actor.role, given);
    if ('fault' in way) throw invalid([{ pointer: `/${way.fault}`, message: way.message }]);
    const { how } = way;
    if (how === 'app-tap') return { how };
    if (how === 'code') {
      if (given.code === PRACTICE_CODE && (await practises(tx, row.producerId))) return { how, evidence: { isPractice: true } };
      const { codeId } = await this.codes.check(tx, {
        ...{ purpose: 'proposal', subject: row.id, content: row.contentSha256, code: given.code ?? '' },
      });
      return { how, evidence: { codeId } };
    }
    if ((await this.secrets.phoneOf(tx, row.producerId)).isKnown)
      throw new Problem(problems.illegalMove, 'Chủ thể có điện thoại: xin để chủ thể tự xác nhận, hoặc xác nhận bằng mã.');
    const faults = given.proof ? faultsOfProof(actor.role, given.proof) : [];
    if (faults.length > 0) throw invalid(faults.map(({ field, message }) => ({ pointer: `/proof/${field}`, message })));
    return { how, evidence: { ...given.proof } };
  }

  private async close(
    tx: EntityManager,
    actor: Actor,
    row: ProposalRow,
    state: 'confirmed' | 'refused' | 'withdrawn',
    how?: Confirmation,
    evidence?: object,
  ): Promise<ProposalDto> {
    const now = this.clock.now();
    await rows(tx, 'update proposal set state = $2, decided_at = $3, decided_by = $4, decided_how = $5, evidence = $6 where id = $1', [
      ...[row.id, state, now, actor.accountId, how ?? null, evidence ? JSON.stringify(evidence) : null],
    ]);
    noteChange(tx, { of: 'proposal', id: row.id, field: 'state', before: 'open', after: state });
    return toProposalDto(await this.proposals.row(tx, row.producerId, row.id), now);
  }
}
