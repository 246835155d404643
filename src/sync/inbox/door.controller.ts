import { Controller, Headers, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../../shared/db';
import { Problem, problems } from '../../shared/kernel';
import { PlatformGateway } from '../../platform';
import { LaneRunner } from '../lane/lane-runner';
import { Inbox } from './inbox.service';

export const ORDER_LANE = 'orders';

/** Where platforms call us: verify the raw bytes, store, acknowledge as that platform wants it. Nothing else happens here. */
@ApiExcludeController()
@Controller('webhooks')
export class DoorController {
  constructor(
    private readonly gateway: PlatformGateway,
    private readonly inbox: Inbox,
    private readonly transactions: Transactions,
    private readonly lanes: LaneRunner,
  ) {}

  @Post(':platform/:connectionId')
  async receive(
    @Param('platform') platform: string,
    @Param('connectionId', ParseUUIDPipe) connectionId: string,
    @Headers() headers: Record<string, string>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const delivery = await this.gateway.openDelivery(platform, connectionId, { headers, body });
    if (!delivery) throw new Problem(problems.webhookNotAuthentic);
    await this.inbox.store(this.transactions.reader, connectionId, { headers, body }, delivery);
    this.lanes.wake(ORDER_LANE, connectionId);
    const { status, contentType, body: answer } = delivery.acknowledgement;
    await reply.status(status).header('content-type', contentType).send(answer);
  }
}
