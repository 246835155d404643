import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Env } from '../../../config/env';
import { Problem, problems } from '../../shared/kernel';
import { IncomingMessages } from './incoming';
import { isRightSecret, readReceivedSms } from './sms-door.rules';

/** Where the gateway hands over what people wrote (README.md). Stored before it is acknowledged, and nothing else happens here. */
@ApiExcludeController()
@Controller('webhooks/sms')
export class SmsDoorController {
  constructor(
    private readonly incoming: IncomingMessages,
    private readonly env: Env,
  ) {}

  @Post()
  @HttpCode(200)
  async receive(@Req() request: FastifyRequest): Promise<{ status: 'stored' }> {
    if (!isRightSecret(this.env.SMS_SECRET, request.headers['x-sms-secret'])) throw new Problem(problems.webhookNotAuthentic);
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const [id = 'id', from = 'from', text = 'text'] = this.env.SMS_IN_FIELDS.split(',');
    const sms = readReceivedSms(body, request.headers['content-type'] ?? '', [id, from, text]);
    if (!sms) throw new Problem(problems.badRequest, 'Tin nhắn cần mã, số gửi và nội dung.');
    await this.incoming.store(sms);
    return { status: 'stored' };
  }
}
