import fs from 'node:fs/promises';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../../shared/db';
import { newId } from '../../shared/kernel';
import { CurrentActor, withContent, Write, Writes, type Actor, type WriteRequest } from '../../shared/http';
import { ArchiveDto, IntakeDto } from './archive.dto';
import { ArchiveService } from './archive.service';
import { receiveArchive } from './archive.upload';
import { IntakeService } from './intake.service';

@ApiTags('archives')
@Controller('api/v1/producers')
export class ArchiveController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly archives: ArchiveService,
    private readonly intakes: IntakeService,
  ) {}

  /** Takes in the archive of a producer that is not here yet, with the same ids: all of it or nothing, in the background. See docs/producer-archive.md. */
  @Post('archives')
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  async takeIn(@Write() write: WriteRequest, @Req() request: FastifyRequest): Promise<IntakeDto> {
    const { file, sha256 } = await receiveArchive(request, this.archives.incoming);
    const intakeId = newId();
    let ordered: IntakeDto | null = null;
    try {
      await this.intakes.keep(intakeId, file);
      ordered = await this.writes.run(withContent(write, sha256), (tx) => this.intakes.order(tx, intakeId, write.actor, write.requestId));
      return ordered;
    } finally {
      await fs.rm(file, { force: true });
      if (ordered?.id !== intakeId) await fs.rm(this.intakes.fileOf(intakeId), { force: true }); // refused, or the answer to an earlier one
    }
  }

  /** How far an archive that one has sent is, and what came of it. */
  @Get('archives/:intakeId')
  intake(@CurrentActor() actor: Actor, @Param('intakeId', ParseUUIDPipe) intakeId: string): Promise<IntakeDto> {
    return this.intakes.get(this.transactions.reader, actor, intakeId);
  }

  /** Has everything that is known of the producer put into one file, in the background. */
  @Post(':producerId/archives')
  @HttpCode(202)
  order(@Write() write: WriteRequest, @Param('producerId', ParseUUIDPipe) producerId: string): Promise<ArchiveDto> {
    return this.writes.run(write, (tx) => this.archives.order(tx, producerId, write.actor.accountId));
  }

  /** Whether it is ready, and how large it is. The newest is kept for a week. */
  @Get(':producerId/archives/:archiveId')
  get(@Param('producerId', ParseUUIDPipe) producerId: string, @Param('archiveId', ParseUUIDPipe) archiveId: string): Promise<ArchiveDto> {
    return this.archives.get(this.transactions.reader, producerId, archiveId);
  }

  /** The file. */
  @Get(':producerId/archives/:archiveId/file')
  async file(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('archiveId', ParseUUIDPipe) archiveId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { size, stream } = await this.archives.open(this.transactions.reader, producerId, archiveId);
    void reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
    return new StreamableFile(stream, {
      type: 'application/zip',
      length: size,
      disposition: `attachment; filename="chu-the-${producerId}.zip"`,
    });
  }
}
