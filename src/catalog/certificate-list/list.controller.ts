import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ownProvince } from '../../people';
import { Transactions } from '../../shared/db';
import { CurrentActor, withContent, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { receiveSheet } from '../exchange/sheet.upload';
import { XLSX } from '../exchange/template.controller';
import { CertificateListDto, CertificateListPage, CertificateListRowPage, ListQuery, ListRowQuery } from './list.dto';
import { ListService } from './list.service';
import { listTemplate } from './list.workbook';

@ApiTags('certificates')
@Controller('api/v1/provinces/:code/certificate-lists')
export class ListController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly lists: ListService,
  ) {}

  /** Takes a decision on many certificates as a table (.xlsx or .csv) and checks it in the background; no certificate is entered until `run`. */
  @Post()
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  async upload(@Write() write: WriteRequest, @Param('code') code: string, @Req() request: FastifyRequest): Promise<CertificateListDto> {
    const province = ownProvince(write.actor, code);
    const { fileName, bytes } = await receiveSheet(request);
    const sent = await this.lists.open(fileName, bytes);
    return this.writes.run(withContent(write, fileName, '\n', bytes), (tx) => this.lists.take(tx, province, sent, write.actor.accountId));
  }

  /** Oldest first; kept for 90 days. */
  @Get()
  list(@CurrentActor() actor: Actor, @Param('code') code: string, @Query() query: ListQuery): Promise<CertificateListPage> {
    return this.lists.list(this.transactions.reader, ownProvince(actor, code), query);
  }

  /** The workbook to fill in and send. */
  @Get('template')
  async template(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    ownProvince(actor, code);
    return handOut(reply, await listTemplate(), 'mau-quyet-dinh-ocop.xlsx');
  }

  /** How far it is, and how many rows have which fate. */
  @Get(':listId')
  get(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Param('listId', ParseUUIDPipe) listId: string,
  ): Promise<CertificateListDto> {
    return this.lists.get(this.transactions.reader, ownProvince(actor, code), listId);
  }

  /** What becomes of each row. */
  @Get(':listId/rows')
  rows(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Param('listId', ParseUUIDPipe) listId: string,
    @Query() query: ListRowQuery,
  ): Promise<CertificateListRowPage> {
    return this.lists.rows(this.transactions.reader, ownProvince(actor, code), listId, query);
  }

  /** The table as it was sent with a column "Kết quả". */
  @Get(':listId/report')
  async report(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Param('listId', ParseUUIDPipe) listId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const bytes = await this.lists.report(this.transactions.reader, ownProvince(actor, code), listId);
    return handOut(reply, bytes, `ket-qua-${listId}.xlsx`);
  }

  /** Enters the matched certificates, verified: the office says what it has decided itself. In the background; doing it again changes nothing. */
  @Post(':listId/run')
  @HttpCode(200)
  run(
    @Write() write: WriteRequest,
    @Param('code') code: string,
    @Param('listId', ParseUUIDPipe) listId: string,
  ): Promise<CertificateListDto> {
    const province = ownProvince(write.actor, code);
    return this.writes.run(write, (tx) => this.lists.start(tx, province, listId, write.actor.accountId));
  }
}

function handOut(reply: FastifyReply, bytes: Buffer, name: string): StreamableFile {
  void reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
  return new StreamableFile(bytes, { type: XLSX, length: bytes.length, disposition: `attachment; filename="${name}"` });
}
