import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ChangesQuery } from '../../shared/http';
import { ProductCardPage } from './product-card.dto';
import { ProductCardReader } from './product-card.reader';

@ApiTags('products')
@Controller('api/v1/producers/:producerId/product-cards')
export class ProductCardController {
  constructor(
    private readonly transactions: Transactions,
    private readonly reader: ProductCardReader,
  ) {}

  /** What lists show of every product, for those who keep them on a telephone: all of it once, and then what changed. */
  @Get()
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: ChangesQuery): Promise<ProductCardPage> {
    return this.reader.list(this.transactions.reader, producerId, query);
  }
}
