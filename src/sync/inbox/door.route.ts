import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PlatformGateway } from '../../platform';
import { DOOR_PREFIX, sendProblem } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { LaneRunner } from '../lane/lane-runner';
import { Inbox } from './inbox.service';

export const ORDER_LANE = 'orders';

interface DoorRequest {
  readonly Params: { readonly platform: string; readonly connectionId: string };
}

/**
 * Where platforms call us: verify the raw bytes, store, acknowledge as that platform wants it. Nothing else happens here. A route of the server itself and no
 * controller, because guards, pipes and interceptors would cost as much as the work (bench/README.md).
 */
@Injectable()
export class DoorRoute implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly gateway: PlatformGateway,
    private readonly inbox: Inbox,
    private readonly lanes: LaneRunner,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter.getInstance().route<DoorRequest>({
      method: 'POST',
      url: `${DOOR_PREFIX}:platform/:connectionId`,
      handler: (request, reply) => this.receive(request, reply),
      // Nothing is logged of a delivery unless it fails: only then is a logger with the request's id worth making.
      childLoggerFactory: (logger) => logger,
      errorHandler: (error, request, reply) => {
        request.log = request.log.child({ id: request.id });
        sendProblem(request, reply, error);
      },
    });
  }

  private async receive(request: FastifyRequest<DoorRequest>, reply: FastifyReply): Promise<FastifyReply> {
    const { platform, connectionId } = request.params;
    const raw = { headers: plainHeaders(request), body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) };
    const delivery = await this.gateway.openDelivery(platform, connectionId, raw);
    if (!delivery) throw new Problem(problems.webhookNotAuthentic);
    await this.inbox.store(connectionId, raw, delivery);
    this.lanes.wake(ORDER_LANE, connectionId);
    const { status, contentType, body } = delivery.acknowledgement;
    return reply.code(status).header('content-type', contentType).send(body);
  }
}

/** Node makes a list of `set-cookie` only, which nobody sends to us. */
const plainHeaders = ({ headers }: FastifyRequest<DoorRequest>): Record<string, string> => headers as Record<string, string>;
