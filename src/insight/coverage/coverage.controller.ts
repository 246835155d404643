import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { CurrentActor, type Actor } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { CoverageDto } from './coverage.dto';
import { CoverageReader } from './coverage.reader';

@ApiTags('figures')
@Controller('api/v1/provinces/:code/coverage')
export class CoverageController {
  constructor(
    private readonly transactions: Transactions,
    private readonly coverage: CoverageReader,
  ) {}

  /** How many products of each commune are on platforms. */
  @Get()
  read(@Param('code') code: string, @CurrentActor() actor: Actor): Promise<CoverageDto> {
    if (!/^\d{2}$/.test(code) || (actor.role === 'province' && actor.provinceCode !== code)) throw new Problem(problems.notFound);
    return this.coverage.ofProvince(this.transactions.reader, code, actor.role);
  }
}
