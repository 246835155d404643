import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { toWhyDto, WhyDto } from './why-not-live.dto';
import { WhyNotLive } from './why-not-live.service';

@ApiTags('listings')
@Controller('api/v1/producers/:producerId/products/:productId/why-not-live')
export class WhyNotLiveController {
  constructor(
    private readonly transactions: Transactions,
    private readonly why: WhyNotLive,
  ) {}

  /** What stands between the product and its buyers, shop by shop, and who must act. */
  @Get()
  async ask(@Param('producerId', ParseUUIDPipe) producerId: string, @Param('productId', ParseUUIDPipe) productId: string): Promise<WhyDto> {
    return toWhyDto(await this.why.ask(this.transactions.reader, producerId, productId));
  }
}
