import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { ApiPage, PageQuery, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { SharePlanner } from '../lane/share-planner';
import { AdjustStock, CountStock, StockDto, StockMoveDto, toStockDto } from './stock.dto';
import { StockService } from './stock.service';

@ApiTags('stock')
@Controller('api/v1/producers/:producerId/products/:productId/stock')
export class StockController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly stock: StockService,
    private readonly planner: SharePlanner,
  ) {}

  @Get()
  async get(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
  ): Promise<StockDto> {
    await this.refuseStranger(this.transactions.reader, producerId, productId);
    return toStockDto(productId, await this.stock.findPool(this.transactions.reader, productId));
  }

  /** The ledger, newest first. */
  @Get('moves')
  @ApiPage(StockMoveDto)
  async moves(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<StockMoveDto>> {
    await this.refuseStranger(this.transactions.reader, producerId, productId);
    const before = cursor === undefined ? null : Number(cursor);
    if (before !== null && !Number.isSafeInteger(before)) throw new Problem(problems.cursorInvalid);
    const found = await rows<StockMoveDto>(
      this.transactions.reader,
      `select m.id::text, m.kind, m.on_hand_change as "onHandChange", m.promised_change as "promisedChange", o.order_id as "orderId", m.note,
              to_json(m.at)#>>'{}' as at
         from stock_move m join pool p on p.id = m.pool_id left join order_line o on o.id = m.order_line_id
        where p.product_id = $1 and ($2::bigint is null or m.id < $2) order by m.id desc limit $3`,
      [productId, before, limit + 1],
    );
    const items = found.slice(0, limit);
    const last = items[items.length - 1];
    return found.length > limit && last ? { items, next: last.id } : { items };
  }

  /** Sets what was counted. */
  @Put()
  count(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() { onHand, note }: CountStock,
  ): Promise<StockDto> {
    return this.change(write, producerId, productId, (tx) => this.stock.count(tx, productId, onHand, write.actor.accountId, note ?? null));
  }

  /** Adds or takes away. */
  @Post('adjustments')
  @HttpCode(200)
  adjust(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() { change, note }: AdjustStock,
  ): Promise<StockDto> {
    return this.change(write, producerId, productId, (tx) => this.stock.adjust(tx, productId, change, write.actor.accountId, note ?? null));
  }

  private change(
    write: WriteRequest,
    producerId: string,
    productId: string,
    act: (tx: EntityManager) => ReturnType<StockService['count']>,
  ): Promise<StockDto> {
    return this.writes.run(write, async (tx) => {
      await this.refuseStranger(tx, producerId, productId);
      const pool = await act(tx);
      this.planner.planAfter(tx);
      return toStockDto(productId, pool);
    });
  }

  private async refuseStranger(db: EntityManager, producerId: string, productId: string): Promise<void> {
    const own = await rows(db, 'select 1 from product where id = $1 and producer_id = $2', [productId, producerId]);
    if (own.length === 0) throw new Problem(problems.notFound);
  }
}
