import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { GrantMandate, MandateDto, MandateList, RevokeMandate } from './mandate.dto';
import { MandateService } from './mandate.service';

@ApiTags('Uỷ quyền')
@Controller('api/v1')
export class MandateController {
  constructor(
    private readonly writes: Writes,
    private readonly mandates: MandateService,
  ) {}

  /** An officer's own mandates, the latest first. */
  @Get('mandates')
  own(@CurrentActor() actor: Actor): Promise<MandateList> {
    return this.mandates.listOfOfficer(actor);
  }

  /** Who may act for the producer, and who once might. */
  @Get('producers/:producerId/mandates')
  list(@Param('producerId', ParseUUIDPipe) producerId: string): Promise<MandateList> {
    return this.mandates.list(producerId);
  }

  /** Lets an officer act for the producer. One of the same officer that still counts is replaced. */
  @Post('producers/:producerId/mandates')
  grant(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Body() body: GrantMandate,
  ): Promise<MandateDto> {
    return this.writes.run(write, (tx) => this.mandates.grant(tx, write.actor, producerId, body.officerId, body));
  }

  /** Ends it at once. */
  @Post('producers/:producerId/mandates/:mandateId/revoke')
  @HttpCode(200)
  revoke(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('mandateId', ParseUUIDPipe) mandateId: string,
    @Body() body: RevokeMandate,
  ): Promise<MandateDto> {
    return this.writes.run(write, (tx) => this.mandates.revoke(tx, write.actor, producerId, mandateId, body.reason));
  }
}
