import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage, CurrentActor, Write, Writes, type Actor, type Page, type WriteRequest } from '../../shared/http';
import { ownProvince } from './area.rules';
import { GrantMandate, HandOver, MandateDto, MandateList, ProvinceMandates, RevokeMandate } from './mandate.dto';
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

  /** Mandates of an officer in the province that are open, for handing them over one by one. */
  @Get('provinces/:code/mandates')
  @ApiPage(MandateDto)
  inProvince(@CurrentActor() actor: Actor, @Param('code') code: string, @Query() query: ProvinceMandates): Promise<Page<MandateDto>> {
    return this.mandates.listOpen(ownProvince(actor, code), query);
  }

  /** Another officer goes on in the same instant, with the producer's agreement to that officer. */
  @Post('producers/:producerId/mandates/:mandateId/handover')
  handOver(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('mandateId', ParseUUIDPipe) mandateId: string,
    @Body() body: HandOver,
  ): Promise<MandateDto> {
    return this.writes.run(write, (tx) => this.mandates.handOver(tx, write.actor, producerId, mandateId, body));
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
