import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ReadinessList, toReadinessDto } from './readiness.dto';
import { ReadinessService } from './readiness.service';

@ApiTags('readiness')
@Controller('api/v1/producers/:producerId/products/:productId/readiness')
export class ReadinessController {
  constructor(
    private readonly transactions: Transactions,
    private readonly readiness: ReadinessService,
  ) {}

  @Get()
  async all(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
  ): Promise<ReadinessList> {
    const found = await this.readiness.checkAll(this.transactions.reader, producerId, productId);
    return { items: found.map(toReadinessDto) };
  }
}
