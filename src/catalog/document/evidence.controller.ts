import { Controller, Get, Param, ParseUUIDPipe, Put, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../../shared/db';
import { withContent, Write, Writes, type WriteRequest } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { EvidenceDto } from './evidence.dto';
import { EvidenceService } from './evidence.service';
import { PaperFiles } from './paper-files';
import { handOut, paperOf } from './paper-upload';

@ApiTags('Đồng ý')
@Controller('api/v1/producers/:producerId/consents/:consentId/evidence')
export class EvidenceController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly files: PaperFiles,
    private readonly evidence: EvidenceService,
  ) {}

  /** The photo of the signed paper or of the thumbprint: the very file whose SHA-256 was announced. An officer may bring it late, when the mandate waits for it. */
  @Put()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  async put(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('consentId', ParseUUIDPipe) consentId: string,
    @Req() request: FastifyRequest,
  ): Promise<EvidenceDto> {
    const { sha256, producerId: holderId } = await this.evidence.announced(this.transactions.reader, producerId, consentId);
    const file = await this.files.receive(holderId, await paperOf(request), sha256);
    return this.writes.run(withContent(write, file.sha256), (tx) => this.evidence.take(tx, holderId, consentId, file));
  }

  /** The photo as it came. */
  @Get()
  async get(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('consentId', ParseUUIDPipe) consentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const evidence = await this.evidence.announced(this.transactions.reader, producerId, consentId);
    const { sha256, fileType } = evidence;
    if (fileType === null) throw new Problem(problems.notFound, 'Ảnh giấy ký chưa được gửi.');
    const form = 'original';
    return handOut(reply, { id: consentId, type: fileType, form }, await this.files.open(evidence.producerId, sha256, form));
  }
}
