import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Outbox } from '../people';
import { Problem, problems } from '../shared/kernel';
import { HealthDto, ReadyDto } from './health.dto';

/** How long the database may take to answer a health check. */
const READY_WITHIN_MS = 2_000;

@ApiTags('Tình trạng')
@Controller()
export class HealthController {
  constructor(private readonly outbox: Outbox) {}

  /** The process is up. */
  @Get('healthz')
  healthz(): HealthDto {
    return { status: 'ok' };
  }

  /** The database answers; 503 otherwise. Says too whether short messages go out. */
  @Get('readyz')
  async readyz(): Promise<ReadyDto> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`the database did not answer within ${READY_WITHIN_MS} ms`)), READY_WITHIN_MS);
    });
    try {
      return { status: 'ok', sms: await Promise.race([this.outbox.state(), late]) };
    } catch {
      throw new Problem(problems.unavailable, 'Cơ sở dữ liệu không trả lời.', { retryAfterSeconds: 2 });
    } finally {
      clearTimeout(timer);
    }
  }
}
