import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Env } from '../../../config/env';
import { SessionCookie, visitorOf } from '../session/session-cookie';
import { OidcEntry } from './oidc-entry';

const COOKIE = 'lensan_oidc';
const PATH = '/api/v1/session/oidc';

/** Pages of a browser, which the interface's document does not list. */
@ApiExcludeController()
@Controller('api/v1/session/oidc')
export class OidcController {
  constructor(
    private readonly entry: OidcEntry,
    private readonly cookie: SessionCookie,
    private readonly env: Env,
  ) {}

  /** Sends the browser to the sign-in service of the province. */
  @Get()
  async begin(@Res() reply: FastifyReply): Promise<void> {
    const { url, cookie, until } = await this.entry.begin();
    void reply.setCookie(COOKIE, cookie, { ...this.options(), expires: until }).redirect(url, 302);
  }

  /** Where it comes back, with a code of the service. */
  @Get('callback')
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const at = request.url.indexOf('?');
    void reply.clearCookie(COOKIE, this.options()); // once, whatever comes of it
    const started = await this.entry.finish(at < 0 ? '' : request.url.slice(at), request.cookies[COOKIE], visitorOf(request));
    this.cookie.set(reply, started);
    void reply.redirect('/', 302);
  }

  private options(): { path: string; httpOnly: true; sameSite: 'lax'; secure: boolean } {
    return { path: PATH, httpOnly: true, sameSite: 'lax', secure: this.env.PUBLIC_URL?.startsWith('https:') ?? false };
  }
}
