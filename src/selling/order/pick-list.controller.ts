import { Controller, Get, Header, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { rows, Transactions } from '../../shared/db';
import { PickListDto, PickListQuery } from './pick-list.dto';
import { PickListReader } from './pick-list.reader';
import { pickListPage } from './pick-list.rules';

@ApiTags('orders')
@Controller('api/v1/producers/:producerId/pick-list')
export class PickListController {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: PickListReader,
  ) {}

  /** What to lay out and pack for the confirmed orders that have not left. */
  @Get()
  read(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() { day }: PickListQuery): Promise<PickListDto> {
    return this.lists.read(this.transactions.reader, producerId, day);
  }

  /** The same on A4. */
  @Get('print')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiProduces('text/html')
  async print(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() { day }: PickListQuery): Promise<string> {
    const db = this.transactions.reader;
    const [producer] = await rows<{ name: string }>(db, 'select name from producer where id = $1', [producerId]);
    return pickListPage(producer?.name ?? '', await this.lists.read(db, producerId, day));
  }
}
