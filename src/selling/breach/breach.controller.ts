import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { BreachQuery, BreachReportDto } from './breach.dto';
import { breachPage } from './breach.page';
import { BreachReader } from './breach.reader';

@ApiTags('Quyền của cá nhân')
@Controller('api/v1/breach-report')
export class BreachController {
  constructor(
    private readonly transactions: Transactions,
    private readonly breaches: BreachReader,
  ) {}

  /** Whose data an account, a token or a shop in wrong hands could reach in that time, and what was done with it. */
  @Get()
  @Header('cache-control', 'no-store')
  report(@Query() query: BreachQuery): Promise<BreachReportDto> {
    return this.breaches.report(this.transactions.reader, query);
  }

  /** The same for paper. */
  @Get('print')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiProduces('text/html')
  async print(@Query() query: BreachQuery): Promise<string> {
    return breachPage(await this.breaches.report(this.transactions.reader, query));
  }
}
