import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { DecideDuplicate, DuplicateDto, DuplicateList } from './duplicate.dto';
import { DuplicateService } from './duplicate.service';

@ApiTags('Chủ thể')
@Controller('api/v1/producers/:producerId/duplicates')
export class DuplicateController {
  constructor(
    private readonly writes: Writes,
    private readonly duplicates: DuplicateService,
  ) {}

  /** Other producers that may be the same one, as far as the caller may know of them. At most 100. */
  @Get()
  list(@CurrentActor() actor: Actor, @Param('producerId', ParseUUIDPipe) producerId: string): Promise<DuplicateList> {
    return this.duplicates.readList(actor, producerId);
  }

  /** Says that they are two, or that they are one. */
  @Post(':hintId/decide')
  @HttpCode(200)
  decide(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('hintId', ParseUUIDPipe) hintId: string,
    @Body() body: DecideDuplicate,
  ): Promise<DuplicateDto> {
    return this.writes.run(write, (tx) => this.duplicates.decide(tx, write.actor, producerId, hintId, body.state));
  }
}
