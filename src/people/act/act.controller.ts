import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage, CurrentActor, type Actor, type Page } from '../../shared/http';
import { ActDto, ActQuery } from './act.dto';
import { ActBook } from './act-book';

@ApiTags('Uỷ quyền')
@Controller('api/v1/producers/:producerId/acts')
export class ActController {
  constructor(private readonly acts: ActBook) {}

  /** Who did what in the producer's name, newest first. An officer sees what the officer did. */
  @Get()
  @ApiPage(ActDto)
  list(
    @CurrentActor() actor: Actor,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Query() query: ActQuery,
  ): Promise<Page<ActDto>> {
    return this.acts.list(actor, producerId, query);
  }
}
