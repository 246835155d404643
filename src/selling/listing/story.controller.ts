import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { CurrentActor, PageQuery, type Actor } from '../../shared/http';
import { StoryDto } from './story.dto';
import { StoryReader } from './story.reader';

@ApiTags('listings')
@Controller('api/v1/producers/:producerId/listings/:listingId/story')
export class StoryController {
  constructor(
    private readonly transactions: Transactions,
    private readonly story: StoryReader,
  ) {}

  /** Who did what with the listing, what was sent, what came back, and what waits. */
  @Get()
  read(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('listingId', ParseUUIDPipe) listingId: string,
    @Query() query: PageQuery,
    @CurrentActor() actor: Actor,
  ): Promise<StoryDto> {
    return this.story.read(this.transactions.reader, actor, producerId, listingId, query);
  }
}
