import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, type Actor } from '../../shared/http';
import { AskCode, CodeSentDto } from '../code/code.dto';
import { credentialOf, SESSION_COOKIE } from './credential.rules';
import { EntryByCode } from './entry-by-code';
import { SessionCookie, visitorOf } from './session-cookie';
import { LogIn, LogInWithCode, WhoDto } from './session.dto';
import { SessionService } from './session.service';

/** Logging in and out needs no Idempotency-Key: there is no account yet to keep it under, and doing it twice does no harm. */
@ApiTags('Đăng nhập')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly entry: EntryByCode,
    private readonly cookie: SessionCookie,
  ) {}

  /** Logs in; the session is a cookie that scripts cannot read. */
  @Post()
  async logIn(@Body() body: LogIn, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<WhoDto> {
    const started = await this.sessions.logIn(body, visitorOf(request));
    this.cookie.set(reply, started);
    return this.sessions.who(started.actor);
  }

  /** Sends a code to log in with; the answer is the same when nobody has that number. */
  @Post('codes')
  @HttpCode(202)
  askCode(@Body() body: AskCode, @Req() request: FastifyRequest): Promise<CodeSentDto> {
    return this.entry.askCode('sign-in', body.phone, request.ip);
  }

  /** Logs in with a code instead of the password. */
  @Post('with-code')
  async logInWithCode(
    @Body() body: LogInWithCode,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WhoDto> {
    const started = await this.entry.logIn(body, visitorOf(request));
    this.cookie.set(reply, started);
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
    this.cookie.clear(reply);
  }
}
