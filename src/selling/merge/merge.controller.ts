import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { MergeDto, MergePreviewDto, MergePreviewQuery, MergeProducers } from './merge.dto';
import { MergeService } from './merge.service';

@ApiTags('Chủ thể')
@Controller('api/v1/producers/:producerId')
export class MergeController {
  constructor(
    private readonly writes: Writes,
    private readonly merges: MergeService,
  ) {}

  /** What it would do to merge another producer into this one, and what forbids it. Writes nothing. */
  @Get('merge-preview')
  preview(
    @CurrentActor() actor: Actor,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Query() { from }: MergePreviewQuery,
  ): Promise<MergePreviewDto> {
    return this.merges.preview(actor, from, producerId);
  }

  /** Merges another producer into this one, as it was shown: all of it or nothing. It cannot be undone. */
  @Post('merges')
  merge(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Body() body: MergeProducers,
  ): Promise<MergeDto> {
    return this.writes.run(write, (tx) => this.merges.merge(tx, write, producerId, body));
  }
}
