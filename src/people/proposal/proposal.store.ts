import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { exactTime } from '../../shared/http';
import type { SealedColumn } from '../../shared/secret';
import type { Mandated } from '../mandate/mandate.rules';
import { MANDATED } from '../mandate/mandate.service';
import type { ProposalDto } from './proposal.dto';
import { stateOf, type Confirmation, type ProposalKind, type ProposalState } from './proposal.rules';

/** A row, with the mandate under which it was made. */
export interface ProposalRow {
  readonly id: string;
  readonly producerId: string;
  readonly kind: ProposalKind;
  readonly subject: string;
  readonly summaryVi: string;
  readonly box: Buffer;
  readonly contentSha256: string;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
  readonly state: ProposalState;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedHow: Confirmation | null;
  readonly mandated: Mandated;
  readonly cursorAt: string;
}

export const proposalPlace = (id: string): string => `proposal.box:${id}`;

export const sealedProposals: SealedColumn = {
  table: 'proposal',
  column: 'box',
  key: { id: 'uuid' },
  place: ({ id = '' }) => proposalPlace(id),
};

/** `condition` and what follows it, on `proposal p`. */
export function findProposals(db: EntityManager, condition: string, values: readonly unknown[]): Promise<ProposalRow[]> {
  return rows<ProposalRow>(
    db,
    `select p.id, p.producer_id as "producerId", p.kind, p.subject, p.summary_vi as "summaryVi", p.box, encode(p.content_sha256, 'hex') as "contentSha256",
            p.proposed_by as "proposedBy", a.name as "proposedByName", p.proposed_at as "proposedAt", p.expires_at as "expiresAt", p.state,
            p.decided_at as "decidedAt", p.decided_by as "decidedBy", b.name as "decidedByName", p.decided_how as "decidedHow",
            (select to_json(m) from (select ${MANDATED}) m) as mandated, ${exactTime('p.proposed_at')} as "cursorAt"
       from proposal p join account a on a.id = p.proposed_by left join account b on b.id = p.decided_by
       join mandate d on d.id = p.mandate_id join consent c on c.id = d.consent_id
      where ${condition}`,
    values,
  );
}

export function toProposalDto(row: ProposalRow, now: Date): ProposalDto {
  return {
    ...{ id: row.id, producerId: row.producerId, kind: row.kind, subject: row.subject, summaryVi: row.summaryVi },
    ...{ state: stateOf(row, now), contentSha256: row.contentSha256, proposedBy: row.proposedBy, proposedByName: row.proposedByName },
    ...{ proposedAt: row.proposedAt.toISOString(), expiresAt: row.expiresAt.toISOString() },
    ...{ decidedAt: row.decidedAt?.toISOString() ?? null, decidedBy: row.decidedBy },
    ...{ decidedByName: row.decidedByName, decidedHow: row.decidedHow },
  };
}
