import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../../shared/db';
import { ApiPage, PageQuery, withContent, Write, Writes, type Page, type WriteRequest } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import { vietnamDay } from './certificate.rules';
import {
  DocumentDto,
  DocumentQuery,
  RejectPaper,
  ReplaceDocument,
  SubmitDocument,
  toDocumentDto,
  VerifyPaper,
  type NamedDocument,
} from './document.dto';
import { DocumentService } from './document.service';
import { PaperFiles, type PaperForm } from './paper-files';
import { handOut, paperOf } from './paper-upload';

@ApiTags('documents')
@Controller('api/v1/producers/:producerId')
export class DocumentController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly documents: DocumentService,
    private readonly files: PaperFiles,
  ) {}

  @Get('documents')
  @ApiPage(DocumentDto)
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: DocumentQuery): Promise<Page<DocumentDto>> {
    return this.documents.list(this.transactions.reader, producerId, query);
  }

  /** All that speak for the product: its own, and those of its producer and the facilities. */
  @Get('products/:productId/documents')
  @ApiPage(DocumentDto)
  listFor(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Query() query: PageQuery,
  ): Promise<Page<DocumentDto>> {
    return this.documents.listFor(this.transactions.reader, producerId, productId, query);
  }

  @Post('documents')
  submit(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Body() body: SubmitDocument,
  ): Promise<DocumentDto> {
    return this.writes.run(write, async (tx) => this.shown(await this.documents.submit(tx, producerId, body, write.actor.accountId)));
  }

  @Get('documents/:documentId')
  async get(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
  ): Promise<DocumentDto> {
    return this.shown(await this.documents.get(this.transactions.reader, producerId, documentId));
  }

  /** As long as nobody has decided on it. */
  @Put('documents/:documentId')
  replace(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Body() { version, ...content }: ReplaceDocument,
  ): Promise<DocumentDto> {
    return this.writes.run(write, async (tx) =>
      this.shown(await this.documents.replace(tx, producerId, documentId, version, content, write.actor.accountId)),
    );
  }

  /** Takes it back, as long as nobody has decided on it. */
  @Delete('documents/:documentId')
  withdraw(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
  ): Promise<DocumentDto> {
    return this.writes.run(write, async (tx) => this.shown(await this.documents.withdraw(tx, producerId, documentId)));
  }

  /** PDF, JPEG, PNG, WebP or HEIC. */
  @Put('documents/:documentId/file')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  async attach(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Req() request: FastifyRequest,
  ): Promise<DocumentDto> {
    const source = await paperOf(request);
    const file = await this.files.receive(producerId, source);
    return this.writes.run(withContent(write, file.sha256), async (tx) =>
      this.shown(await this.documents.attach(tx, producerId, documentId, file, write.actor.accountId)),
    );
  }

  /** The bytes as uploaded. */
  @Get('documents/:documentId/file')
  file(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.give(reply, producerId, documentId, 'original');
  }

  /** A picture upright and without metadata, also of a HEIC file that browsers cannot show. Not of a PDF. */
  @Get('documents/:documentId/preview')
  preview(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.give(reply, producerId, documentId, 'preview');
  }

  /** For people of the province and operators only, and not for whoever sent it. */
  @Post('documents/:documentId/verify')
  @HttpCode(200)
  verify(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Body() body: VerifyPaper,
  ): Promise<DocumentDto> {
    return this.decide(write, producerId, documentId, 'verified', body);
  }

  @Post('documents/:documentId/reject')
  @HttpCode(200)
  reject(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Body() body: RejectPaper,
  ): Promise<DocumentDto> {
    return this.decide(write, producerId, documentId, 'rejected', body);
  }

  /** A verified paper that turned out wrong or was taken away. */
  @Post('documents/:documentId/revoke')
  @HttpCode(200)
  revoke(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Body() body: RejectPaper,
  ): Promise<DocumentDto> {
    return this.decide(write, producerId, documentId, 'revoked', body);
  }

  private decide(
    write: WriteRequest,
    producerId: string,
    documentId: string,
    to: 'verified' | 'rejected' | 'revoked',
    body: { readonly version: number; readonly reason?: string },
  ): Promise<DocumentDto> {
    return this.writes.run(write, async (tx) =>
      this.shown(await this.documents.decide(tx, producerId, documentId, { to, ...body }, write.actor)),
    );
  }

  private shown(document: NamedDocument): DocumentDto {
    return toDocumentDto(document, vietnamDay(this.clock.now()));
  }

  private async give(reply: FastifyReply, producerId: string, documentId: string, form: PaperForm): Promise<StreamableFile> {
    const { fileSha256, fileType } = await this.documents.get(this.transactions.reader, producerId, documentId);
    if (fileType === null) throw new Problem(problems.notFound);
    return handOut(reply, { id: documentId, type: fileType, form }, await this.files.open(producerId, fileSha256, form));
  }
}
