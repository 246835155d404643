import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Content, ProposalKind } from './proposal.rules';

/** One proposal as whoever carries it out sees it. */
export interface Proposed {
  readonly id: string;
  readonly producerId: string;
  readonly subject: string;
  readonly content: Content;
  readonly proposedBy: string;
}

export interface ProposalWork {
  /** How it stands now, in the form of `content.before`. Locks it when `db` is a transaction. */
  present(db: EntityManager, proposed: Proposed): Promise<unknown>;
  /** What is slow and must be done before the transaction. */
  prepare?(proposed: Proposed): Promise<unknown>;
  /** Does it, in the transaction of the confirmation. `decidedBy` is the account that confirmed. */
  carryOut(tx: EntityManager, proposed: Proposed, decidedBy: string, prepared: unknown): Promise<void>;
}

/** Who carries out which kind. Told from above, because this folder knows no products. */
@Injectable()
export class ProposalKinds {
  private readonly works = new Map<ProposalKind, ProposalWork>();

  register(kind: ProposalKind, work: ProposalWork): void {
    if (this.works.has(kind)) throw new Error(`proposals of kind ${kind} are carried out twice`);
    this.works.set(kind, work);
  }

  of(kind: ProposalKind): ProposalWork {
    const work = this.works.get(kind);
    if (!work) throw new Error(`nobody carries out proposals of kind ${kind}`);
    return work;
  }
}
