import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../shared/db';
import { Problem, problems } from '../shared/kernel';
import { HealthDto } from './health.dto';

/** How long the database may take to answer a health check. */
const READY_WITHIN_MS = 2_000;

@ApiTags('Tình trạng')
@Controller()
export class HealthController {
  constructor(private readonly transactions: Transactions) {}

  /** The process is up. */
  @Get('healthz')
  healthz(): HealthDto {
    return { status: 'ok' };
  }

  /** The database answers; 503 otherwise. */
  @Get('readyz')
  async readyz(): Promise<HealthDto> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`the database did not answer within ${READY_WITHIN_MS} ms`)), READY_WITHIN_MS);
    });
    try {
      await Promise.race([this.transactions.reader.query('select 1'), late]);
    } catch {
      throw new Problem(problems.unavailable, 'Cơ sở dữ liệu không trả lời.', { retryAfterSeconds: 2 });
    } finally {
      clearTimeout(timer);
    }
    return { status: 'ok' };
  }
}
