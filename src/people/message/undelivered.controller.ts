import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage, PageQuery, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import { Undelivered } from './undelivered';
import { QueuedDto, UndeliveredDto } from './undelivered.dto';

@ApiTags('Tin nhắn')
@Controller('api/v1/messages')
export class UndeliveredController {
  constructor(
    private readonly writes: Writes,
    private readonly undelivered: Undelivered,
  ) {}

  /** Short messages that reached nobody, those that ended last first. */
  @Get('undelivered')
  @ApiPage(UndeliveredDto)
  list(@Query() query: PageQuery): Promise<Page<UndeliveredDto>> {
    return this.undelivered.list(query);
  }

  /** Has one sent again. */
  @Post(':messageId/send-again')
  @HttpCode(200)
  sendAgain(@Write() write: WriteRequest, @Param('messageId', ParseUUIDPipe) messageId: string): Promise<QueuedDto> {
    return this.writes.run(write, (tx) => this.undelivered.sendAgain(tx, messageId));
  }
}
