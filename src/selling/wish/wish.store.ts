import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';

export interface Wish {
  readonly productId: string;
  readonly producerId: string;
  /** null: every shop that there is then. */
  readonly connectionIds: readonly string[] | null;
  readonly wishedBy: string;
  readonly wishedByName: string;
  readonly wishedAt: Date;
  readonly stoppedBecause: string | null;
}

/** `where` may use w (wish) and p (product). */
export async function findWishes(db: EntityManager, where: string, parameters: readonly unknown[]): Promise<Wish[]> {
  return rows<Wish>(
    db,
    `select w.product_id as "productId", p.producer_id as "producerId", w.connection_ids as "connectionIds", w.wished_by as "wishedBy", a.name as "wishedByName",
            w.wished_at as "wishedAt", w.stopped_because as "stoppedBecause"
       from publication_wish w join product p on p.id = w.product_id join account a on a.id = w.wished_by where ${where}`,
    parameters,
  );
}
