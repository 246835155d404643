import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ApiPage, CurrentActor, type Actor, type Page } from '../../shared/http';
import { NextStepDto, NextStepQuery, StepQuery } from './next-step.dto';
import { NextStepReader } from './next-step.reader';

@ApiTags('next-steps')
@Controller('api/v1')
export class NextStepController {
  constructor(
    private readonly transactions: Transactions,
    private readonly steps: NextStepReader,
  ) {}

  /** Việc cần làm of one producer: by deadline, then the cheapest first. */
  @Get('producers/:producerId/next-steps')
  @ApiPage(NextStepDto)
  ofProducer(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Query() query: StepQuery,
    @CurrentActor() actor: Actor,
  ): Promise<Page<NextStepDto>> {
    return this.steps.ofProducer(this.transactions.reader, actor, producerId, query);
  }

  /** The same over all producers that the caller may see. An office of a province and the operator find their own work in it, not that of the producers. */
  @Get('next-steps')
  @ApiPage(NextStepDto)
  ofAll(@Query() query: NextStepQuery, @CurrentActor() actor: Actor): Promise<Page<NextStepDto>> {
    return this.steps.ofAll(this.transactions.reader, actor, query);
  }
}
