import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ChangesQuery } from '../../shared/http';
import { StockLevelPage } from './stock.dto';
import { StockReader } from './stock.reader';

@ApiTags('stock')
@Controller('api/v1/producers/:producerId/stock')
export class StockListController {
  constructor(
    private readonly transactions: Transactions,
    private readonly reader: StockReader,
  ) {}

  /** What is there of every product, for those who look at many or carry them along. */
  @Get()
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: ChangesQuery): Promise<StockLevelPage> {
    return this.reader.list(this.transactions.reader, producerId, query);
  }
}
