import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPage, type Page, PageQuery, Write, type WriteRequest, Writes } from '../../shared/http';
import { PlatformError } from '../contract';
import { explainFailure } from '../gateway/explain.rules';
import { PlatformGateway } from '../gateway/gateway';
import { PlatformRegistry } from '../platform.registry';
import { ChangeConnection, ConnectionDto, ConnectionTestDto, CreateConnection, PlatformDto } from './connection.dto';
import { toPlatformDto } from './connection.mapper';
import { ConnectionService } from './connection.service';

/** Operators connect our shops at platforms. */
@ApiTags('connections')
@Controller('api/v1/connections')
export class ConnectionController {
  constructor(
    private readonly connections: ConnectionService,
    private readonly gateway: PlatformGateway,
    private readonly writes: Writes,
  ) {}

  @Post()
  @ApiCreatedResponse({ type: ConnectionDto })
  async create(@Write() write: WriteRequest, @Body() body: CreateConnection): Promise<ConnectionDto> {
    const address = await this.connections.checkedAddress(body.baseUrl);
    return this.writes.run(write, (tx) => this.connections.create(tx, body, address));
  }

  @Get()
  @ApiPage(ConnectionDto)
  list(@Query() query: PageQuery): Promise<Page<ConnectionDto>> {
    return this.connections.list(query);
  }

  @Get(':id')
  @ApiOkResponse({ type: ConnectionDto })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<ConnectionDto> {
    return this.connections.get(id);
  }

  @Patch(':id')
  @ApiOkResponse({ type: ConnectionDto })
  async change(
    @Write() write: WriteRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeConnection,
  ): Promise<ConnectionDto> {
    const address = body.baseUrl === undefined ? undefined : await this.connections.checkedAddress(body.baseUrl);
    return this.writes.run(write, (tx) => this.connections.change(tx, id, body, address));
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOkResponse({ type: ConnectionDto })
  pause(@Write() write: WriteRequest, @Param('id', ParseUUIDPipe) id: string): Promise<ConnectionDto> {
    return this.writes.run(write, (tx) => this.connections.setPaused(tx, id, true));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOkResponse({ type: ConnectionDto })
  resume(@Write() write: WriteRequest, @Param('id', ParseUUIDPipe) id: string): Promise<ConnectionDto> {
    return this.writes.run(write, (tx) => this.connections.setPaused(tx, id, false));
  }

  /** Logs in and asks for the categories. Writes nothing of ours, so it needs no key and asks again each time. */
  @Post(':id/test')
  @HttpCode(200)
  @ApiOkResponse({ type: ConnectionTestDto })
  async test(@Param('id', ParseUUIDPipe) id: string): Promise<ConnectionTestDto> {
    try {
      await this.gateway.tryOut(id);
      return { isWorking: true, message: 'Đăng nhập được, sàn trả lời bình thường.' };
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      return { isWorking: false, failure: error.failure.kind, message: explainFailure(error.failure), platformText: error.platformText };
    }
  }
}

/** The platforms that this program knows. */
@ApiTags('connections')
@Controller('api/v1/platforms')
export class PlatformController {
  constructor(private readonly registry: PlatformRegistry) {}

  @Get()
  @ApiOkResponse({ type: [PlatformDto] })
  list(): PlatformDto[] {
    return this.registry.all().map(toPlatformDto);
  }
}
