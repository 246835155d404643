import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { toVerdictDto, VerdictDto } from './verdict.dto';
import { VerdictService } from './verdict.service';

@ApiTags('listings')
@Controller('api/v1/producers/:producerId/listings/:listingId/verdict')
export class VerdictController {
  constructor(
    private readonly transactions: Transactions,
    private readonly verdicts: VerdictService,
  ) {}

  /** The verdict under which the listing was accepted, and the same verdict given again now. */
  @Get()
  async get(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('listingId', ParseUUIDPipe) listingId: string,
  ): Promise<VerdictDto> {
    return toVerdictDto(await this.verdicts.of(this.transactions.reader, producerId, listingId));
  }
}
