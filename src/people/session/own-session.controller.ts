import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { credentialOf, SESSION_COOKIE } from './credential.rules';
import { OwnSessions } from './own-sessions';
import { SessionList } from './session.dto';

@ApiTags('Đăng nhập')
@Controller('api/v1/sessions')
export class OwnSessionController {
  constructor(
    private readonly writes: Writes,
    private readonly sessions: OwnSessions,
  ) {}

  /** Where one is logged in now. */
  @Get()
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<SessionList> {
    return { items: await this.sessions.list(actor, cookieHash(request)) };
  }

  /** Logs out everywhere but here. */
  @Delete()
  @HttpCode(204)
  endOthers(@Write() write: WriteRequest, @Req() request: FastifyRequest): Promise<void> {
    return this.writes.run(write, (tx) => this.sessions.endOthers(tx, write.actor.accountId, cookieHash(request)));
  }

  /** Logs out in one browser. */
  @Delete(':sessionId')
  @HttpCode(204)
  end(@Write() write: WriteRequest, @Param('sessionId', ParseUUIDPipe) sessionId: string): Promise<void> {
    return this.writes.run(write, (tx) => this.sessions.end(tx, write.actor, sessionId));
  }
}

export function cookieHash(request: FastifyRequest): Buffer | undefined {
  return credentialOf(undefined, request.cookies[SESSION_COOKIE])?.hash;
}
