import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage, CurrentActor, Write, Writes, type Actor, type Page, type WriteRequest } from '../../shared/http';
import { ProposalDecisions } from './decision.service';
import { ConfirmProposal, ProposalDetailDto, ProposalDto, ProposalQuery, SentCodeDto } from './proposal.dto';
import { ProposalService } from './proposal.service';

@ApiTags('Uỷ quyền')
@Controller('api/v1/producers/:producerId/proposals')
export class ProposalController {
  constructor(
    private readonly writes: Writes,
    private readonly proposals: ProposalService,
    private readonly decisions: ProposalDecisions,
  ) {}

  /** What officers asked for, newest first. */
  @Get()
  @ApiPage(ProposalDto)
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: ProposalQuery): Promise<Page<ProposalDto>> {
    return this.proposals.list(producerId, query);
  }

  @Get(':proposalId')
  get(
    @CurrentActor() actor: Actor,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('proposalId', ParseUUIDPipe) proposalId: string,
  ): Promise<ProposalDetailDto> {
    return this.proposals.detail(actor, producerId, proposalId);
  }

  /** Sends a code to the producer's phone; the message names the change, and the code is good for nothing else. */
  @Post(':proposalId/code')
  @HttpCode(202)
  sendCode(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('proposalId', ParseUUIDPipe) proposalId: string,
  ): Promise<SentCodeDto> {
    return this.writes.run(write, (tx) => this.decisions.sendCode(tx, write.actor, producerId, proposalId));
  }

  /** Does it: said by the producer's own people, by an officer with the code that the producer got, or by an office with a signed paper. */
  @Post(':proposalId/confirm')
  @HttpCode(200)
  async confirm(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('proposalId', ParseUUIDPipe) proposalId: string,
    @Body() body: ConfirmProposal,
  ): Promise<ProposalDto> {
    const prepared = await this.decisions.prepare(producerId, proposalId);
    return this.writes.run(write, (tx) => this.decisions.confirm(tx, write.actor, producerId, proposalId, body, prepared));
  }

  @Post(':proposalId/refuse')
  @HttpCode(200)
  refuse(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('proposalId', ParseUUIDPipe) proposalId: string,
  ): Promise<ProposalDto> {
    return this.writes.run(write, (tx) => this.decisions.refuse(tx, write.actor, producerId, proposalId));
  }

  /** By the officer who made it. */
  @Post(':proposalId/withdraw')
  @HttpCode(200)
  withdraw(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('proposalId', ParseUUIDPipe) proposalId: string,
  ): Promise<ProposalDto> {
    return this.writes.run(write, (tx) => this.decisions.withdraw(tx, write.actor, producerId, proposalId));
  }
}
