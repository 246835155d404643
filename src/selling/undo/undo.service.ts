import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProductService } from '../../catalog';
import { ActBook, undoableOf, type Undoable } from '../../people';
import type { Actor } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { SharePlanner } from '../stock/share-planner';
import { StockReader } from '../stock/stock.reader';
import { StockService } from '../stock/stock.service';
import type { UndoneDto } from './undo.dto';

/** Puts back a price or a number in the store, as long as nobody has changed it since. */
@Injectable()
export class UndoService {
  constructor(
    private readonly book: ActBook,
    private readonly products: ProductService,
    private readonly stock: StockService,
    private readonly stockReader: StockReader,
    private readonly planner: SharePlanner,
  ) {}

  /**
   * Throws: not-found; illegal-move for an act without a price or a number of the store; already-exists when it was put back before; stale-version with what
   * stands there now when it was changed since; not-enough-stock when buyers were promised what would be taken away.
   */
  async undo(tx: EntityManager, actor: Actor, producerId: string, seq: number, reason: string | undefined): Promise<UndoneDto> {
    const act = await this.book.get(tx, producerId, seq);
    const parts = undoableOf(act.what, act.changes);
    if (parts.length === 0) throw new Problem(problems.illegalMove, 'Chỉ hoàn tác được việc đổi giá và việc đếm, cộng hoặc trừ kho.');
    await this.book.markUndone(tx, actor, producerId, seq);
    const prices = parts.filter(({ kind }) => kind === 'price');
    const wanted = prices.map(({ id, before, after }) => ({ packId: id, from: after, to: before }));
    if (wanted.length > 0) await this.products.exchangePrices(tx, producerId, wanted, actor.accountId);
    const [counted] = parts.filter(({ kind }) => kind === 'stock');
    if (counted) await this.putStockBack(tx, actor, producerId, counted, `Hoàn tác việc số ${seq}${reason ? `: ${reason}` : ''}`);
    return { seq, prices: prices.map(({ id, before }) => ({ packId: id, priceVnd: before })), onHand: counted?.before ?? null };
  }

  /** By a move of its own: the ledger is never rewritten. */
  private async putStockBack(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    { id: productId, before, after }: Undoable,
    note: string,
  ): Promise<void> {
    await this.stockReader.refuseStranger(tx, producerId, productId);
    const pool = await this.stock.lockPool(tx, productId);
    if (pool.onHand !== after)
      throw new Problem(problems.staleVersion, `Kho đã được thay đổi sau việc đó, nay là ${pool.onHand ?? 'chưa đếm'}.`, {
        current: { onHand: pool.onHand, promised: pool.promised },
      });
    await this.stock.adjust(tx, productId, before - after, actor.accountId, note);
    this.planner.planAfter(tx);
  }
}
