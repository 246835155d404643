import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Env } from '../../config/env';
import { ConnectionService } from '../platform';
import { startPage } from './start-page.rules';

/** The bare address: a page for whoever opens the program in a browser. */
@ApiExcludeController()
@Controller()
export class StartPageController {
  constructor(
    private readonly connections: ConnectionService,
    private readonly env: Env,
  ) {}

  @Get()
  async show(@Res() reply: FastifyReply): Promise<void> {
    const practice = (await this.connections.all()).filter((connection) => connection.isPractice);
    void reply.type('text/html; charset=utf-8').send(
      startPage(
        practice.map(({ name, baseUrl }) => ({ name, url: baseUrl })),
        this.phonesUrl(),
      ),
    );
  }

  private phonesUrl(): string | undefined {
    return this.env.SMS_GATEWAY === 'practice' ? this.env.SMS_URL : undefined;
  }
}
