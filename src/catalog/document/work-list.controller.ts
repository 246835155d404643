import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ApiPage, CurrentActor, type Actor, type Page } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { WorkItemDto, WorkListQuery } from './work-list.dto';
import { WorkListReader } from './work-list.reader';

@ApiTags('documents')
@Controller('api/v1/provinces/:code/papers')
export class WorkListController {
  constructor(
    private readonly transactions: Transactions,
    private readonly papers: WorkListReader,
  ) {}

  /** Documents and certificates of the province's producers, those that have waited longest first. */
  @Get()
  @ApiPage(WorkItemDto)
  list(@Param('code') code: string, @Query() query: WorkListQuery, @CurrentActor() actor: Actor): Promise<Page<WorkItemDto>> {
    if (!/^\d{2}$/.test(code) || (actor.role === 'province' && actor.provinceCode !== code)) throw new Problem(problems.notFound);
    return this.papers.list(this.transactions.reader, code, query);
  }
}
