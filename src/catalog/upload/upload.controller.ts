import { Controller, Delete, Get, HttpCode, Options, Param, ParseUUIDPipe, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiPage, PageQuery, type Page } from '../../shared/http';
import { UploadDto } from './upload.dto';
import { UploadService } from './upload.service';

/**
 * Files in parts by the tus 1.0 protocol: POST announces a file (Upload-Length, Upload-Metadata `purpose`), PATCH sends the next part, HEAD says how much has
 * arrived. Whoever was cut off goes on where the program stopped reading. Header `upload-result` of the last answer names the photo.
 */
@ApiTags('uploads')
@Controller('api/v1/producers/:producerId/uploads')
export class UploadController {
  constructor(private readonly uploads: UploadService) {}

  /** What of the protocol is spoken here. */
  @Options()
  @ApiExcludeEndpoint()
  @HttpCode(204)
  options(
    @Param('producerId') producerId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.uploads.protocol(request, reply, producerId);
  }

  @Post()
  create(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.uploads.protocol(request, reply, producerId);
  }

  /** What is under way, what is missing of it, and what was finished lately. */
  @Get()
  @ApiPage(UploadDto)
  list(@Param('producerId', ParseUUIDPipe) producerId: string, @Query() query: PageQuery): Promise<Page<UploadDto>> {
    return this.uploads.list(producerId, query);
  }

  @Get(':uploadId')
  async status(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('uploadId', ParseUUIDPipe) uploadId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadDto> {
    if (request.method === 'HEAD') await this.uploads.protocol(request, reply, producerId, uploadId);
    return this.uploads.status(producerId, uploadId);
  }

  @Patch(':uploadId')
  @ApiConsumes('application/offset+octet-stream')
  send(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('uploadId', ParseUUIDPipe) uploadId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.uploads.protocol(request, reply, producerId, uploadId);
  }

  /** Gives a file up. */
  @Delete(':uploadId')
  cancel(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('uploadId', ParseUUIDPipe) uploadId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.uploads.protocol(request, reply, producerId, uploadId);
  }
}
