import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ApiPage, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import { CreatePlatformRule, PlatformRuleDto, PlatformRuleQuery } from './platform-rule.dto';
import { PlatformRules } from './platform-rule.service';
import { EndRule } from './rule.dto';

/** What each platform demands: as its adapter describes it, and what operators lay over that. */
@ApiTags('rules')
@Controller('api/v1/platform-rules')
export class PlatformRuleController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly rules: PlatformRules,
  ) {}

  @Get()
  @ApiPage(PlatformRuleDto)
  list(@Query() query: PlatformRuleQuery): Promise<Page<PlatformRuleDto>> {
    return this.rules.list(this.transactions.reader, query);
  }

  @Post()
  lay(@Write() write: WriteRequest, @Body() body: CreatePlatformRule): Promise<PlatformRuleDto> {
    return this.writes.run(write, (tx) => this.rules.lay(tx, body, write.actor.accountId));
  }

  @Post(':ruleId/end')
  @HttpCode(200)
  end(
    @Write() write: WriteRequest,
    @Param('ruleId', ParseUUIDPipe) ruleId: string,
    @Body() { lastDay }: EndRule,
  ): Promise<PlatformRuleDto> {
    return this.writes.run(write, (tx) => this.rules.end(tx, ruleId, lastDay, write.actor.accountId));
  }
}
