import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Env } from '../../../config/env';
import { SESSION_COOKIE } from './credential.rules';
import type { StartedSession, Visitor } from './session.service';

/** The cookie of a session, which scripts cannot read. */
@Injectable()
export class SessionCookie {
  constructor(private readonly env: Env) {}

  set(reply: FastifyReply, started: StartedSession): void {
    void reply.setCookie(SESSION_COOKIE, started.secret, { ...this.options(), expires: started.expiresAt });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(SESSION_COOKIE, this.options());
  }

  private options(): { path: string; httpOnly: true; sameSite: 'lax'; secure: boolean } {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.env.PUBLIC_URL?.startsWith('https:') ?? false };
  }
}

export function visitorOf(request: FastifyRequest): Visitor {
  return { address: request.ip, userAgent: request.headers['user-agent'] };
}
