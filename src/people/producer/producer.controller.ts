import { Body, Controller, Delete, Get, Header, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentActor, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import {
  ChangeProducer,
  CreateProducer,
  MemberDto,
  ProducerDto,
  ProducerPage,
  ProducerQuery,
  SavedProducerDto,
  SensitiveDto,
} from './producer.dto';
import { ProducerService } from './producer.service';

@ApiTags('Chủ thể')
@Controller('api/v1/producers')
export class ProducerController {
  constructor(
    private readonly writes: Writes,
    private readonly producers: ProducerService,
  ) {}

  /** The producers one may see, oldest first. */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: ProducerQuery): Promise<ProducerPage> {
    return this.producers.list(actor, query);
  }

  /** Registers a producer; whoever does it belongs to it from then on. */
  @Post()
  create(@Write() write: WriteRequest, @Body() body: CreateProducer): Promise<SavedProducerDto> {
    return this.writes.run(write, (tx) => this.producers.create(tx, write.actor, body));
  }

  /** One producer. */
  @Get(':producerId')
  read(@CurrentActor() actor: Actor, @Param('producerId', ParseUUIDPipe) producerId: string): Promise<ProducerDto> {
    return this.producers.read(actor, producerId);
  }

  /** Changes what is said; what is left out stays. A save on an old version is refused with the current state. */
  @Patch(':producerId')
  @ApiOkResponse({ type: SavedProducerDto })
  @ApiAcceptedResponse({ type: SavedProducerDto, description: 'Đã lưu; việc đổi tài khoản ngân hàng chờ chủ thể xác nhận.' })
  async change(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Body() body: ChangeProducer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedProducerDto> {
    const saved = await this.writes.run(write, (tx) => this.producers.change(tx, write.actor, producerId, body));
    if (saved.proposal) reply.status(202);
    return saved;
  }

  /** Personal number and bank account in full. Who looked is written down. */
  @Get(':producerId/sensitive')
  @Header('cache-control', 'no-store')
  sensitive(@CurrentActor() actor: Actor, @Param('producerId', ParseUUIDPipe) producerId: string): Promise<SensitiveDto> {
    return this.producers.showSensitive(actor, producerId);
  }

  /** Lets an account act for a producer. */
  @Put(':producerId/members/:accountId')
  addMember(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<MemberDto> {
    return this.writes.run(write, (tx) => this.producers.addMember(tx, producerId, accountId));
  }

  /** Ends that. */
  @Delete(':producerId/members/:accountId')
  @HttpCode(204)
  removeMember(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<void> {
    return this.writes.run(write, (tx) => this.producers.removeMember(tx, producerId, accountId));
  }
}
