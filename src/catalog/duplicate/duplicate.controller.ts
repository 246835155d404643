import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { ProductDuplicateDto, ProductDuplicateList } from './duplicate.dto';
import { ProductDuplicates } from './duplicate.service';

@ApiTags('products')
@Controller('api/v1/producers/:producerId/products/:productId/duplicates')
export class ProductDuplicateController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly duplicates: ProductDuplicates,
  ) {}

  /** Other products that may be the same one, at this producer or at another seller. */
  @Get()
  async list(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
  ): Promise<ProductDuplicateList> {
    return { items: await this.duplicates.of(this.transactions.reader, producerId, productId) };
  }

  /** Says that they are two. Holds until something new speaks for one. */
  @Post(':otherId/distinct')
  @HttpCode(200)
  keepApart(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('otherId', ParseUUIDPipe) otherId: string,
  ): Promise<ProductDuplicateDto> {
    return this.writes.run(write, (tx) => this.duplicates.keepApart(tx, write.actor, producerId, productId, otherId));
  }
}
