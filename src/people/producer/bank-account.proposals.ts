import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { noteChange, type Actor } from '../../shared/http';
import { Clock } from '../../shared/kernel';
import { bankOf } from '../identity/bank-account.rules';
import { ProposalKinds } from '../proposal/proposal-kinds';
import type { ProposalDto } from '../proposal/proposal.dto';
import { ProposalService } from '../proposal/proposal.service';
import { masked, type BankAccount } from './producer.rules';
import { ProducerSecrets } from './producer.secrets';

/** Where money goes is for the producer's own people to say; an officer proposes it. */
@Injectable()
export class BankAccountProposals implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly secrets: ProducerSecrets,
    private readonly kinds: ProposalKinds,
    private readonly proposals: ProposalService,
  ) {}

  onModuleInit(): void {
    this.kinds.register('bank-account', {
      present: (db, { producerId }) => this.present(db, producerId),
      carryOut: async (tx, { producerId, content, proposedBy }) => {
        const bankAccount = content.after as BankAccount | null; // frozen by propose()
        await this.secrets.keep(tx, proposedBy, producerId, { phone: undefined, personalNumber: undefined, bankAccount });
        await rows(tx, 'update producer set version = version + 1, updated_at = $2 where id = $1', [producerId, this.clock.now()]);
        noteChange(tx, { of: 'producer', id: producerId, field: 'bankAccount' });
      },
    });
  }

  async propose(tx: EntityManager, actor: Actor, producerId: string, wanted: BankAccount | null): Promise<ProposalDto> {
    const before = await this.present(tx, producerId);
    const old = before.masked ?? 'chưa có';
    const bank = wanted && (bankOf(wanted.bankBin)?.name ?? wanted.bankBin);
    return this.proposals.propose(tx, actor, {
      ...{ producerId, kind: 'bank-account', subject: producerId },
      content: { before, after: wanted, salt: randomBytes(16).toString('hex') },
      summaryVi: wanted
        ? `Đổi tài khoản nhận tiền: ${old} → ${bank} ${masked(wanted.account)}, ${wanted.holder}`
        : `Bỏ tài khoản nhận tiền ${old}`,
      smsVi: wanted ? `đổi tài khoản nhận tiền thành ${wanted.account} ${bank}, ${wanted.holder}` : `bỏ tài khoản nhận tiền`,
    });
  }

  private async present(db: EntityManager, producerId: string): Promise<{ masked: string | null; changedAt: string | null }> {
    const masks = await this.secrets.masks(db, [producerId]);
    const [secret] = await rows<{ changedAt: Date }>(
      db,
      `select changed_at as "changedAt" from producer_secret where producer_id = $1 and kind = 'bank-account'`,
      [producerId],
    );
    return { masked: masks.get(producerId)?.bankAccountMasked ?? null, changedAt: secret?.changedAt.toISOString() ?? null };
  }
}
