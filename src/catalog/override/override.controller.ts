import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { ClearOverride, OverrideDto, SetOverride } from './override.dto';
import { OverrideService } from './override.service';

@ApiTags('products')
@Controller('api/v1/producers/:producerId/products/:productId/overrides/:platform')
export class OverrideController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly overrides: OverrideService,
  ) {}

  /** What this platform is told instead of what the product says of itself. */
  @Get()
  get(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('platform') platform: string,
  ): Promise<OverrideDto> {
    return this.overrides.get(this.transactions.reader, producerId, productId, platform);
  }

  /** Replaces it. Words and prices reach the platform once the product is published again; a changed weight is planned at once. */
  @Put()
  set(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('platform') platform: string,
    @Body() { version, title = null, description = null, shareWeight = null, prices = [] }: SetOverride,
  ): Promise<OverrideDto> {
    const wanted = { title, description, shareWeight, prices };
    return this.writes.run(write, (tx) => this.overrides.set(tx, producerId, productId, platform, version, wanted, write.actor));
  }

  /** All falls back to the product's own. */
  @Delete()
  clear(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('platform') platform: string,
    @Query() { version }: ClearOverride,
  ): Promise<OverrideDto> {
    return this.writes.run(write, (tx) => this.overrides.set(tx, producerId, productId, platform, version, null, write.actor));
  }
}
