import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { BuyerQuery } from './buyer-query.dto';
import { BuyerOrderList, ErasureDto, ErasureList, OrderErasure } from './erasure.dto';
import { ErasureService } from './erasure.service';

@ApiTags('Quyền của cá nhân')
@Controller('api/v1')
export class ErasureController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly erasures: ErasureService,
  ) {}

  /** Erases whoever asked for it: a producer once nothing of it is on sale and no order is open, a buyer, an account. */
  @Post('erasures')
  order(@Write() write: WriteRequest, @Body() body: OrderErasure): Promise<ErasureDto> {
    return this.writes.run(write, (tx) => this.erasures.order(tx, write.actor, body.requestId));
  }

  /** The latest first, at most 100. */
  @Get('erasures')
  async list(): Promise<ErasureList> {
    return { items: await this.erasures.list(this.transactions.reader) };
  }

  /** How far it is, and what it waits for. */
  @Get('erasures/:erasureId')
  get(@Param('erasureId', ParseUUIDPipe) erasureId: string): Promise<ErasureDto> {
    return this.erasures.get(this.transactions.reader, erasureId);
  }

  /** Orders of somebody who bought, by the whole phone number or name. */
  @Get('buyer-orders')
  @Header('cache-control', 'no-store')
  async buyers(@Query() query: BuyerQuery): Promise<BuyerOrderList> {
    return { items: await this.erasures.findBuyers(this.transactions.reader, query) };
  }
}
