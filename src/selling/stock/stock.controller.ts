import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ApiPage, PageQuery, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import { LotService } from './lot.service';
import { SharePlanner } from './share-planner';
import { AdjustStock, CountStock, StockDto, StockMoveDto } from './stock.dto';
import { StockReader } from './stock.reader';
import { StockService } from './stock.service';

@ApiTags('stock')
@Controller('api/v1/producers/:producerId/products/:productId/stock')
export class StockController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly stock: StockService,
    private readonly reader: StockReader,
    private readonly planner: SharePlanner,
    private readonly lots: LotService,
  ) {}

  @Get()
  get(@Param('producerId', ParseUUIDPipe) producerId: string, @Param('productId', ParseUUIDPipe) productId: string): Promise<StockDto> {
    return this.reader.get(this.transactions.reader, producerId, productId);
  }

  /** The ledger, newest first. */
  @Get('moves')
  @ApiPage(StockMoveDto)
  moves(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Query() query: PageQuery,
  ): Promise<Page<StockMoveDto>> {
    return this.reader.moves(this.transactions.reader, producerId, productId, query);
  }

  /** Sets what was counted. */
  @Put()
  count(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() { onHand, note }: CountStock,
  ): Promise<StockDto> {
    return this.writes.run(write, async (tx) => {
      await this.reader.refuseStranger(tx, producerId, productId);
      const ahead = await this.lots.notHarvested(tx, productId); // counted, and nobody can see it in the store
      const pool = await this.stock.count(tx, productId, onHand + ahead, write.actor.accountId, note ?? null);
      this.planner.planAfter(tx);
      return this.reader.show(tx, productId, pool);
    });
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
    return this.writes.run(write, async (tx) => {
      await this.reader.refuseStranger(tx, producerId, productId);
      const pool = await this.stock.adjust(tx, productId, change, write.actor.accountId, note ?? null);
      this.planner.planAfter(tx);
      return this.reader.show(tx, productId, pool);
    });
  }
}
