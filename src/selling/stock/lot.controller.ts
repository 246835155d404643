import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { ChangeLot, CreateLot, LotDto, LotList, WriteOffLot } from './lot.dto';
import { LotService } from './lot.service';
import { SharePlanner } from './share-planner';
import { StockReader } from './stock.reader';

@ApiTags('stock')
@Controller('api/v1/producers/:producerId/products/:productId/lots')
export class LotController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly lots: LotService,
    private readonly reader: StockReader,
    private readonly planner: SharePlanner,
  ) {}

  @Get()
  async list(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
  ): Promise<LotList> {
    await this.reader.refuseStranger(this.transactions.reader, producerId, productId);
    return { items: await this.lots.list(this.transactions.reader, productId) };
  }

  /** Enters a harvest, also one that is still to come: its units are added to the counted stock, and sold on the days it says. */
  @Post()
  create(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: CreateLot,
  ): Promise<LotDto> {
    return this.writes.run(write, async (tx) => {
      await this.reader.refuseStranger(tx, producerId, productId);
      this.planner.planAfter(tx);
      return this.lots.create(tx, productId, body, write.actor.accountId);
    });
  }

  @Patch(':lotId')
  change(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('lotId', ParseUUIDPipe) lotId: string,
    @Body() body: ChangeLot,
  ): Promise<LotDto> {
    return this.writes.run(write, async (tx) => {
      await this.reader.refuseStranger(tx, producerId, productId);
      this.planner.planAfter(tx);
      return this.lots.change(tx, productId, lotId, body, write.actor.accountId);
    });
  }

  /** Takes spoiled goods out of the counted stock. */
  @Post(':lotId/write-off')
  @HttpCode(200)
  writeOff(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('lotId', ParseUUIDPipe) lotId: string,
    @Body() { units, note }: WriteOffLot,
  ): Promise<LotDto> {
    return this.writes.run(write, async (tx) => {
      await this.reader.refuseStranger(tx, producerId, productId);
      this.planner.planAfter(tx);
      return this.lots.writeOff(tx, productId, lotId, units, note ?? null, write.actor.accountId);
    });
  }
}
