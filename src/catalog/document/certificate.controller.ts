import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../../shared/db';
import { invalid, withContent, Write, Writes, type WriteRequest } from '../../shared/http';
import { Clock, Problem, problems } from '../../shared/kernel';
import {
  CertificateDto,
  CertificateList,
  DecideCertificate,
  FileRenewal,
  RefuseCertificate,
  ReplaceCertificate,
  RevokeCertificate,
  SubmitCertificate,
  toCertificateDto,
  type NamedCertificate,
} from './certificate.dto';
import { vietnamDay } from './certificate.rules';
import { CertificateService, type CertificateDecision, type CertificateKey } from './certificate.service';
import { PaperFiles, type PaperForm } from './paper-files';
import { handOut, paperOf } from './paper-upload';

@ApiTags('certificates')
@Controller('api/v1/producers/:producerId/products/:productId/certificates')
export class CertificateController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly certificates: CertificateService,
    private readonly files: PaperFiles,
  ) {}

  @Post()
  submit(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: SubmitCertificate,
  ): Promise<CertificateDto> {
    return this.writes.run(write, async (tx) =>
      this.shown(await this.certificates.submit(tx, producerId, productId, body, write.actor.accountId)),
    );
  }

  @Get()
  async list(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
  ): Promise<CertificateList> {
    const found = await this.certificates.list(this.transactions.reader, producerId, productId);
    return { items: found.map((certificate) => this.shown(certificate)) };
  }

  /** As long as nobody has decided on it. */
  @Put(':id')
  replace(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, ...content }: ReplaceCertificate,
  ): Promise<CertificateDto> {
    return this.writes.run(write, async (tx) =>
      this.shown(await this.certificates.replace(tx, { producerId, productId, id }, version, content, write.actor.accountId)),
    );
  }

  /** PDF, JPEG, PNG, WebP or HEIC, as long as nobody has decided on it. */
  @Put(':id/file')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  async attach(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
  ): Promise<CertificateDto> {
    const file = await this.files.receive(producerId, await paperOf(request));
    return this.writes.run(withContent(write, file.sha256), async (tx) =>
      this.shown(await this.certificates.attach(tx, { producerId, productId, id }, file, write.actor.accountId)),
    );
  }

  /** The bytes as uploaded. */
  @Get(':id/file')
  file(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.give(reply, { producerId, productId, id }, 'original');
  }

  /** A picture upright and without metadata. Not of a PDF. */
  @Get(':id/preview')
  preview(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.give(reply, { producerId, productId, id }, 'preview');
  }

  /** For people of the province and operators only, and not for whoever sent it. */
  @Post(':id/verify')
  @HttpCode(200)
  verify(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DecideCertificate,
  ): Promise<CertificateDto> {
    return this.decide(write, { producerId, productId, id }, { to: 'verified', ...body });
  }

  @Post(':id/refuse')
  @HttpCode(200)
  refuse(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RefuseCertificate,
  ): Promise<CertificateDto> {
    return this.decide(write, { producerId, productId, id }, { to: 'refused', ...body });
  }

  /** On one of the grounds of the programme's rules. */
  @Post(':id/revoke')
  @HttpCode(200)
  revoke(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RevokeCertificate,
  ): Promise<CertificateDto> {
    return this.decide(write, { producerId, productId, id }, { to: 'revoked', ...body });
  }

  /** A renewal that was filed before the end lets the certificate run on while it is decided, 180 days at most. */
  @Post(':id/renewal')
  @HttpCode(200)
  fileRenewal(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { filedOn, version }: FileRenewal,
  ): Promise<CertificateDto> {
    if (filedOn === undefined) throw invalid([{ pointer: '/filedOn', message: 'Thiếu ngày nộp hồ sơ gia hạn.' }]);
    return this.writes.run(write, async (tx) =>
      this.shown(await this.certificates.fileRenewal(tx, { producerId, productId, id }, filedOn, version)),
    );
  }

  private decide(write: WriteRequest, key: CertificateKey, decision: CertificateDecision): Promise<CertificateDto> {
    return this.writes.run(write, async (tx) => this.shown(await this.certificates.decide(tx, key, decision, write.actor)));
  }

  private shown(certificate: NamedCertificate): CertificateDto {
    return toCertificateDto(certificate, vietnamDay(this.clock.now()));
  }

  private async give(reply: FastifyReply, key: CertificateKey, form: PaperForm): Promise<StreamableFile> {
    const { fileSha256, fileType } = await this.certificates.get(this.transactions.reader, key);
    if (fileType === null) throw new Problem(problems.notFound);
    return handOut(reply, { id: key.id, type: fileType, form }, await this.files.open(key.producerId, fileSha256, form));
  }
}
