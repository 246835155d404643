import fs from 'node:fs/promises';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../../shared/db';
import { withContent, Write, Writes, type WriteRequest } from '../../shared/http';
import { ArchiveDto, TakenInDto } from './archive.dto';
import { ArchiveIntake } from './archive.intake';
import { ArchiveService } from './archive.service';
import { receiveArchive } from './archive.upload';

@ApiTags('archives')
@Controller('api/v1/producers')
export class ArchiveController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly archives: ArchiveService,
    private readonly intake: ArchiveIntake,
  ) {}

  /** Takes in the archive of a producer that is not here yet, with the same ids: all of it or nothing. See docs/producer-archive.md. */
  @Post('archives')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  async takeIn(@Write() write: WriteRequest, @Req() request: FastifyRequest): Promise<TakenInDto> {
    const { file, sha256 } = await receiveArchive(request, this.archives.incoming);
    try {
      const ready = await this.intake.prepare(file);
      return await this.writes.run(withContent(write, sha256), (tx) => this.intake.takeIn(tx, write.actor, ready));
    } finally {
      await fs.rm(file, { force: true });
    }
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
