import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReadinessService, saysTheSame, type Basis, type Kept } from '../../catalog';
import { rows } from '../../shared/db';
import { Problem, problems } from '../../shared/kernel';

interface Stored extends Basis, Kept {
  readonly platform: string;
  readonly version: number;
  readonly approvedAt: Date;
}

export type ListingVerdict = Stored & { readonly again: Kept; readonly isSame: boolean };

/** Shows under which rules a listing was accepted, and gives that verdict again. */
@Injectable()
export class VerdictService {
  constructor(private readonly readiness: ReadinessService) {}

  /** Of the version that is to be shown. Throws: not-found, also for a listing of somebody else and for one accepted before verdicts were kept. */
  async of(db: EntityManager, producerId: string, listingId: string): Promise<ListingVerdict> {
    const [stored] = await rows<Stored>(
      db,
      `select c.platform, v.number as version, v.created_at as "approvedAt", j.rule_revision as "ruleRevision", j.demands, j.day::text as day, j.facts, j.percent, j.gaps
         from listing l join connection c on c.id = l.connection_id join listing_version v on v.id = l.wanted_version_id
         join listing_verdict j on j.listing_version_id = v.id
        where l.id = $1 and l.producer_id = $2`,
      [listingId, producerId],
    );
    if (!stored) throw new Problem(problems.notFound, 'Tin này không có, hoặc được duyệt trước khi hệ thống lưu kết quả kiểm tra.');
    const again = await this.readiness.again(db, stored.platform, stored);
    return { ...stored, again, isSame: saysTheSame(stored, again) };
  }
}
