import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage, PageQuery, type Page } from '../../shared/http';
import { SensitiveReadDto } from './sensitive-read.dto';
import { SensitiveReads } from './sensitive-read.reader';

@ApiTags('Chủ thể')
@Controller('api/v1/producers/:producerId/sensitive-reads')
export class SensitiveReadController {
  constructor(private readonly reads: SensitiveReads) {}

  /** Who was shown the personal number and the bank account in full, newest first. */
  @Get()
  @ApiPage(SensitiveReadDto)
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: PageQuery): Promise<Page<SensitiveReadDto>> {
    return this.reads.list(producerId, query);
  }
}
