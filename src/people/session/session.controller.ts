import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Env } from '../../../config/env';
import { CurrentActor, type Actor } from '../../shared/http';
import { credentialOf, SESSION_COOKIE } from './credential.rules';
import { LogIn, WhoDto } from './session.dto';
import { SessionService } from './session.service';

/** Logging in and out needs no Idempotency-Key: there is no account yet to keep it under, and doing it twice does no harm. */
@ApiTags('Đăng nhập')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly env: Env,
  ) {}

  /** Logs in; the session is a cookie that scripts cannot read. */
  @Post()
  async logIn(@Body() body: LogIn, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<WhoDto> {
    const started = await this.sessions.logIn(body, request.ip);
    void reply.setCookie(SESSION_COOKIE, started.secret, { ...this.cookie(), expires: started.expiresAt });
    return this.sessions.who(started.actor);
  }

  /** Who am I, and whom do I work for. */
  @Get()
  who(@CurrentActor() actor: Actor): Promise<WhoDto> {
    return this.sessions.who(actor);
  }

  /** Logs out. */
  @Delete()
  @HttpCode(204)
  async logOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const credential = credentialOf(undefined, request.cookies[SESSION_COOKIE]);
    if (credential) await this.sessions.logOut(credential);
    void reply.clearCookie(SESSION_COOKIE, this.cookie());
  }

  private cookie(): { path: string; httpOnly: true; sameSite: 'lax'; secure: boolean } {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.env.PUBLIC_URL?.startsWith('https:') ?? false };
  }
}
