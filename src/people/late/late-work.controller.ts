import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import { LateQuery, LateWorkDto, RefuseLateWork } from './late-work.dto';
import { LateWorkDoer } from './late-work.doer';
import { LateWork } from './late-work.service';

/**
 * What an officer did without a signal under a mandate that had ended when it arrived. Such a write (header `x-captured-at` inside the mandate, at most 30 days
 * ago) is answered 202 and waits here.
 */
@ApiTags('Uỷ quyền')
@Controller('api/v1/producers/:producerId/late-work')
export class LateWorkController {
  constructor(
    private readonly writes: Writes,
    private readonly late: LateWork,
    private readonly doer: LateWorkDoer,
  ) {}

  /** Oldest first. */
  @Get()
  @ApiPage(LateWorkDto)
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: LateQuery): Promise<Page<LateWorkDto>> {
    return this.late.list(producerId, query);
  }

  /** Has it done now, in the name of the officer who did it. */
  @Post(':lateWorkId/accept')
  @HttpCode(200)
  accept(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('lateWorkId', ParseUUIDPipe) lateWorkId: string,
  ): Promise<LateWorkDto> {
    return this.doer.accept(write, producerId, lateWorkId);
  }

  /** It is not done. */
  @Post(':lateWorkId/refuse')
  @HttpCode(200)
  refuse(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('lateWorkId', ParseUUIDPipe) lateWorkId: string,
    @Body() { reason }: RefuseLateWork,
  ): Promise<LateWorkDto> {
    return this.writes.run(write, (tx) => this.late.decide(tx, write.actor, producerId, lateWorkId, { to: 'refused', reason }));
  }
}
