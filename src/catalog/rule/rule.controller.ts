import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ApiPage, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import { CreateRule, EndRule, RuleDto, RuleQuery, SuspendRule } from './rule.dto';
import { RuleService } from './rule.service';

/** What the law asks of each product set: everybody may read it, operators keep it. */
@ApiTags('rules')
@Controller('api/v1/rules')
export class RuleController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly rules: RuleService,
  ) {}

  @Get()
  @ApiPage(RuleDto)
  list(@Query() query: RuleQuery): Promise<Page<RuleDto>> {
    return this.rules.list(this.transactions.reader, query);
  }

  @Post()
  add(@Write() write: WriteRequest, @Body() body: CreateRule): Promise<RuleDto> {
    return this.writes.run(write, (tx) => this.rules.add(tx, body, write.actor.accountId));
  }

  @Post(':ruleId/end')
  @HttpCode(200)
  end(@Write() write: WriteRequest, @Param('ruleId', ParseUUIDPipe) ruleId: string, @Body() { lastDay }: EndRule): Promise<RuleDto> {
    return this.writes.run(write, (tx) => this.rules.end(tx, ruleId, lastDay, write.actor.accountId));
  }

  @Post(':ruleId/suspend')
  @HttpCode(200)
  suspend(
    @Write() write: WriteRequest,
    @Param('ruleId', ParseUUIDPipe) ruleId: string,
    @Body() { from, by }: SuspendRule,
  ): Promise<RuleDto> {
    return this.writes.run(write, (tx) => this.rules.suspend(tx, ruleId, from, by, write.actor.accountId));
  }
}
