import { Injectable } from '@nestjs/common';
import { Standing } from '../../people';
import { rows, Transactions } from '../../shared/db';
import { Problem } from '../../shared/kernel';
import type { ListingRow } from '../listing/listing.store';

/** An officer brings something to be sent by publishing it or by exchanging its photos. */
const RIGHTS = ['listing.publish', 'product.edit'] as const;

/** In whose name something waits to be sent. */
@Injectable()
export class AskedBy {
  constructor(
    private readonly transactions: Transactions,
    private readonly standing: Standing,
  ) {}

  /** Why what an officer asked for may not go out any more, asked before it does: a word of the producer stops it at once. null: it may. */
  async obstacle({ id, producerId, wantedVersionId, sentVersionId }: ListingRow): Promise<string | null> {
    const [officer] = await rows<{ id: string }>(
      this.transactions.reader,
      // What the program itself approved on top of it (another badge) was asked for by nobody.
      `select a.id from (
         select v.approved_by from listing_version v
          where v.listing_id = $1 and v.approved_by is not null and v.number <= (select w.number from listing_version w where w.id = $2)
            and v.number > coalesce((select s.number from listing_version s where s.id = $3), 0)
          order by v.number desc limit 1) last join account a on a.id = last.approved_by and a.role = 'officer'`,
      [id, wantedVersionId, sentVersionId],
    );
    if (!officer) return null;
    let refusal: Problem | null = null;
    for (const right of RIGHTS) {
      const answer = await this.standing.actorFor(this.transactions.reader, officer.id, producerId, right).catch(asProblem);
      if (!(answer instanceof Problem)) return null;
      refusal ??= answer;
    }
    return (
      refusal && `Việc đăng do cán bộ yêu cầu đã dừng. ${refusal.detail ?? refusal.kind.title} Xin người của chủ thể đăng lại sản phẩm.`
    );
  }
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}
