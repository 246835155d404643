import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { afterCommit, rows, Transactions } from '../../shared/db';
import { ApiPage, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { LaneRunner } from '../lane/lane-runner';
import { DeliveryDto, DeliveryQuery, ReplayDeliveries, ReplayedDto } from './delivery.dto';
import { ORDER_LANE } from './door.route';
import { Inbox } from './inbox.service';

/** For operators: what came in, what could not be taken in and why, and letting it have its effect again. */
@ApiTags('deliveries')
@Controller('api/v1/connections/:connectionId/deliveries')
export class DeliveryController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly inbox: Inbox,
    private readonly lanes: LaneRunner,
  ) {}

  /** Newest first. */
  @Get()
  @ApiPage(DeliveryDto)
  async list(
    @Param('connectionId', ParseUUIDPipe) connectionId: string,
    @Query() { limit, cursor, state }: DeliveryQuery,
  ): Promise<Page<DeliveryDto>> {
    const before = cursor === undefined ? null : Number(cursor);
    if (before !== null && !Number.isSafeInteger(before)) throw new Problem(problems.cursorInvalid);
    const found = await rows<DeliveryDto>(
      this.transactions.reader,
      `select id, delivery_key as key, state, attempts, reason, to_json(received_at)#>>'{}' as "receivedAt", to_json(done_at)#>>'{}' as "doneAt"
         from delivery where connection_id = $1 and ($2::text is null or state = $2) and ($3::bigint is null or id < $3) order by id desc limit $4`,
      [connectionId, state ?? null, before, limit + 1],
    );
    const items = found.slice(0, limit);
    const last = items[items.length - 1];
    return found.length > limit && last ? { items, next: String(last.id) } : { items };
  }

  @Post('replay')
  @HttpCode(200)
  replay(
    @Write() write: WriteRequest,
    @Param('connectionId', ParseUUIDPipe) connectionId: string,
    @Body() body: ReplayDeliveries,
  ): Promise<ReplayedDto> {
    return this.writes.run(write, async (tx) => {
      const count = await this.inbox.replay(tx, connectionId, {
        ids: body.deliveries?.map((delivery) => delivery.id),
        from: body.from === undefined ? undefined : new Date(body.from),
        until: body.until === undefined ? undefined : new Date(body.until),
      });
      afterCommit(tx, () => this.lanes.wake(ORDER_LANE, connectionId));
      return { count };
    });
  }
}
