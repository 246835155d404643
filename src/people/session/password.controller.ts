import { Body, Controller, HttpCode, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Write, Writes, type WriteRequest } from '../../shared/http';
import { AskCode, CodeSentDto } from '../code/code.dto';
import { EntryByCode } from './entry-by-code';
import { cookieHash } from './own-session.controller';
import { ChangePassword, ResetPassword } from './session.dto';

@ApiTags('Đăng nhập')
@Controller('api/v1/password')
export class PasswordController {
  constructor(
    private readonly writes: Writes,
    private readonly entry: EntryByCode,
  ) {}

  /** Sends a code to set a new password with; the answer is the same when nobody has that number. */
  @Post('codes')
  @HttpCode(202)
  askCode(@Body() body: AskCode, @Req() request: FastifyRequest): Promise<CodeSentDto> {
    return this.entry.askCode('recover', body.phone, request.ip);
  }

  /** Sets a new password by code. Whoever is logged in anywhere is out. */
  @Post('reset')
  @HttpCode(204)
  reset(@Body() body: ResetPassword): Promise<void> {
    return this.entry.reset(body);
  }

  /** Changes one's own password. Everybody else who is logged in as oneself is out. */
  @Put()
  @HttpCode(204)
  change(@Write() write: WriteRequest, @Body() body: ChangePassword, @Req() request: FastifyRequest): Promise<void> {
    return this.writes.run(write, (tx) => this.entry.change(tx, write.actor, body, cookieHash(request)));
  }
}
