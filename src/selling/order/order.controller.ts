import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { afterCommit, Transactions } from '../../shared/db';
import { ApiPage, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import { ORDER_LANE, LaneRunner } from '../../sync';
import type { OrderAct } from '../../platform';
import { LabelService } from './label.service';
import { OrderActs } from './order-act.service';
import { ConfirmOrder, OrderDto, OrderQuery, RefuseOrder } from './order.dto';
import { OrderLaw } from './order-law.service';
import { OrderReader } from './order.reader';

@ApiTags('orders')
@Controller('api/v1/producers/:producerId/orders')
export class OrderController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly reader: OrderReader,
    private readonly acts: OrderActs,
    private readonly law: OrderLaw,
    private readonly lanes: LaneRunner,
    private readonly labels: LabelService,
  ) {}

  @Get()
  @ApiPage(OrderDto)
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: OrderQuery): Promise<Page<OrderDto>> {
    return this.reader.list(this.transactions.reader, producerId, query);
  }

  @Get(':orderId')
  get(@Param('producerId', ParseUUIDPipe) producerId: string, @Param('orderId', ParseUUIDPipe) orderId: string): Promise<OrderDto> {
    return this.reader.get(this.transactions.reader, producerId, orderId);
  }

  @Post(':orderId/confirm')
  @HttpCode(202)
  confirm(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Body() body: ConfirmOrder,
  ): Promise<OrderDto> {
    return this.act(write, producerId, orderId, { kind: 'confirm', ...body });
  }

  @Post(':orderId/refuse')
  @HttpCode(202)
  refuse(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Body() body: RefuseOrder,
  ): Promise<OrderDto> {
    return this.act(write, producerId, orderId, { kind: 'refuse', reason: body.reason });
  }

  /** Asks the platform for a waybill and its courier. */
  @Post(':orderId/ship')
  @HttpCode(202)
  ship(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('orderId', ParseUUIDPipe) orderId: string,
  ): Promise<OrderDto> {
    return this.act(write, producerId, orderId, { kind: 'ship' });
  }

  @Post(':orderId/cancel')
  @HttpCode(202)
  cancel(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Body() body: RefuseOrder,
  ): Promise<OrderDto> {
    return this.act(write, producerId, orderId, { kind: 'cancel', reason: body.reason });
  }

  /** After a failed delivery: has the goods brought back. */
  @Post(':orderId/accept-return')
  @HttpCode(202)
  acceptReturn(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('orderId', ParseUUIDPipe) orderId: string,
  ): Promise<OrderDto> {
    return this.act(write, producerId, orderId, { kind: 'accept-return' });
  }

  /** After a failed delivery: has it tried again. */
  @Post(':orderId/deliver-again')
  @HttpCode(202)
  deliverAgain(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('orderId', ParseUUIDPipe) orderId: string,
  ): Promise<OrderDto> {
    return this.act(write, producerId, orderId, { kind: 'deliver-again' });
  }

  /** The label as the platform prints it. */
  @Get(':orderId/label')
  @ApiProduces('application/pdf', 'text/html')
  async label(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const order = await this.reader.get(this.transactions.reader, producerId, orderId);
    const label = await this.labels.fetch(order);
    if ('url' in label) {
      void reply.redirect(label.url, 302);
      return undefined;
    }
    void reply
      .header('content-disposition', 'inline')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    return new StreamableFile(label.bytes, { type: label.contentType });
  }

  private act(write: WriteRequest, producerId: string, orderId: string, act: OrderAct): Promise<OrderDto> {
    return this.writes.run(write, async (tx) => {
      await this.reader.get(tx, producerId, orderId);
      if (write.actor.role !== 'operator') await this.reader.refuseShared(tx, producerId, orderId);
      await this.law.permit(tx, orderId, act.kind);
      const { connectionId } = await this.acts.want(tx, orderId, act, write.actor.accountId);
      afterCommit(tx, () => this.lanes.wake(ORDER_LANE, connectionId));
      return this.reader.get(tx, producerId, orderId);
    });
  }
}
