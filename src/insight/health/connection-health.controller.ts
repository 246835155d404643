import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../../shared/db';
import { ConnectionHealthDto } from './connection-health.dto';
import { ConnectionHealthReader } from './connection-health.reader';

@ApiTags('connections')
@Controller('api/v1/connections/:id/health')
export class ConnectionHealthController {
  constructor(
    private readonly transactions: Transactions,
    private readonly health: ConnectionHealthReader,
  ) {}

  /** How the work with the shop stands: what waits and for how long, what is lost, and how often the platform says no. */
  @Get()
  read(@Param('id', ParseUUIDPipe) id: string): Promise<ConnectionHealthDto> {
    return this.health.read(this.transactions.reader, id);
  }
}
