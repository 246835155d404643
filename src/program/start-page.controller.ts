import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Env } from '../../config/env';
import { ConnectionService } from '../platform';
import { startPage, type Guests } from './start-page.rules';

export const GUESTS = Symbol('who may sign in to a demonstration');

/** The bare address: a page for whoever opens the program in a browser; without practice shops the console itself. */
@ApiExcludeController()
@Controller()
export class StartPageController {
  constructor(
    private readonly connections: ConnectionService,
    private readonly env: Env,
    @Inject(GUESTS) private readonly guests: Guests | null,
  ) {}

  @Get()
  async show(@Res() reply: FastifyReply): Promise<void> {
    const practice = (await this.connections.all()).filter((connection) => connection.isPractice);
    if (practice.length === 0 && !this.guests) {
      void reply.redirect('/app/', 302);
      return;
    }
    void reply.type('text/html; charset=utf-8').send(
      startPage({
        practice: practice.map(({ name, baseUrl }) => ({ name, url: baseUrl })),
        phonesUrl: this.env.SMS_GATEWAY === 'practice' ? this.env.SMS_URL : undefined,
        guests: this.guests ?? undefined,
      }),
    );
  }
}
