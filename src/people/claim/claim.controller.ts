import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { AskCode, CodeSentDto } from '../code/code.dto';
import { SessionCookie, visitorOf } from '../session/session-cookie';
import { AcceptClaims, ClaimedDto, ConfirmClaim, OfferList } from './claim.dto';
import { ClaimService } from './claim.service';

@ApiTags('Nhận hồ sơ')
@Controller('api/v1/claims')
export class ClaimController {
  constructor(
    private readonly writes: Writes,
    private readonly claims: ClaimService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Sends a code to the number of a producer that an officer registered; the answer is the same when there is none. */
  @Post()
  @HttpCode(202)
  ask(@Body() body: AskCode, @Req() request: FastifyRequest): Promise<CodeSentDto> {
    return this.claims.ask(body.phone, request.ip);
  }

  /** Proves the number, makes the account when there is none, and logs in. One producer is claimed at once; several are offered by name. */
  @Post('confirm')
  async confirm(
    @Body() body: ConfirmClaim,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClaimedDto> {
    const { started, answer } = await this.claims.confirm(body, visitorOf(request));
    this.cookie.set(reply, started);
    return answer;
  }

  /** What is offered to the number that was proven within the last 30 minutes. */
  @Get()
  async list(@CurrentActor() actor: Actor): Promise<OfferList> {
    return { items: await this.claims.list(actor) };
  }

  /** Takes those that are one's own. */
  @Post('accept')
  accept(@Write() write: WriteRequest, @Body() body: AcceptClaims): Promise<ClaimedDto> {
    return this.writes.run(write, (tx) => this.claims.accept(tx, write.actor, body.producerIds));
  }
}
