import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../../shared/db';
import { withContent, Write, Writes, type WriteRequest } from '../../shared/http';
import { ImportDto, ImportIssueList, ImportPage, ImportQuery, RunImport } from './import.dto';
import { ImportService } from './import.service';
import { ReportService } from './report.service';
import { receiveSheet } from './sheet.upload';
import { XLSX } from './template.controller';

@ApiTags('imports')
@Controller('api/v1/producers/:producerId/products/imports')
export class ImportController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly imports: ImportService,
    private readonly reports: ReportService,
  ) {}

  /** Takes a table (.xlsx or .csv) and checks it in the background; no product is written until `run`. */
  @Post()
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  async upload(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Req() request: FastifyRequest,
  ): Promise<ImportDto> {
    const { fileName, bytes } = await receiveSheet(request);
    const sheet = await this.imports.open(this.transactions.reader, fileName, bytes);
    return this.writes.run(withContent(write, fileName, '\n', bytes), (tx) =>
      this.imports.take(tx, producerId, sheet, write.actor.accountId),
    );
  }

  /** Oldest first. */
  @Get()
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: ImportQuery): Promise<ImportPage> {
    return this.imports.list(this.transactions.reader, producerId, query);
  }

  /** How far it is. */
  @Get(':importId')
  get(@Param('producerId', ParseUUIDPipe) producerId: string, @Param('importId', ParseUUIDPipe) importId: string): Promise<ImportDto> {
    return this.imports.get(this.transactions.reader, producerId, importId);
  }

  /** What is wrong, by cell, with what to do: the first 1,000. */
  @Get(':importId/issues')
  issues(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('importId', ParseUUIDPipe) importId: string,
  ): Promise<ImportIssueList> {
    return this.imports.issues(this.transactions.reader, producerId, importId);
  }

  /** The table as it was sent with a column "Lỗi": mend it and send it again. */
  @Get(':importId/report')
  async report(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('importId', ParseUUIDPipe) importId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const bytes = await this.reports.report(producerId, importId);
    void reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
    return new StreamableFile(bytes, { type: XLSX, length: bytes.length, disposition: `attachment; filename="loi-${importId}.xlsx"` });
  }

  /** Takes over the rows of a checked table, in the background. */
  @Post(':importId/run')
  @HttpCode(200)
  run(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('importId', ParseUUIDPipe) importId: string,
    @Body() { skipRefused = false }: RunImport,
  ): Promise<ImportDto> {
    return this.writes.run(write, (tx) => this.imports.start(tx, producerId, importId, skipRefused, write.actor.accountId));
  }

  /** Stops it. Rows that were taken over stay. */
  @Post(':importId/cancel')
  @HttpCode(200)
  cancel(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('importId', ParseUUIDPipe) importId: string,
  ): Promise<ImportDto> {
    return this.writes.run(write, (tx) => this.imports.cancel(tx, producerId, importId));
  }
}
