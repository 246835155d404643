import type { MultipartFile } from '@fastify/multipart';
import { Controller, Get, Param, ParseUUIDPipe, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Transactions } from '../../shared/db';
import { invalid, withContent, Write, Writes, type WriteRequest } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { findNearOwn } from './near-photos';
import { PhotoIntake } from './photo-intake';
import { PhotoDto, toPhotoDto } from './photo.dto';
import { PHOTO_LIMITS } from './photo.limits';
import { PhotoService } from './photo.service';
import { photoRefused } from './refusal';

/** An upload that says it is longer than this is refused unread; up to here it is read to its end, because many clients hear the answer only then. */
const LONGEST_BODY = 4 * PHOTO_LIMITS.bytes;

const CONTENT_TYPES = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', heic: 'image/heic' } as const;

@ApiTags('photos')
@Controller('api/v1/producers/:producerId/photos')
export class PhotoController {
  constructor(
    private readonly writes: Writes,
    private readonly transactions: Transactions,
    private readonly intake: PhotoIntake,
    private readonly photos: PhotoService,
  ) {}

  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  async upload(
    @Write() write: WriteRequest,
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Req() request: FastifyRequest,
  ): Promise<PhotoDto> {
    if (!request.isMultipart()) throw new Problem(problems.unsupportedMedia, 'Hãy gửi ảnh dạng multipart/form-data, trường "file".');
    if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY) throw photoRefused('too-many-bytes');
    const part = await firstPart(request);
    if (part?.fieldname !== 'file') throw invalid([{ pointer: '/file', message: 'Thiếu tệp ảnh.' }]);
    const received = await this.intake.receive(this.transactions.reader, producerId, part.file);
    return this.writes.run(withContent(write, received.sha256), async (tx) => {
      const photo = await this.intake.register(tx, producerId, received, write.actor.accountId);
      return toPhotoDto(photo, await findNearOwn(tx, photo));
    });
  }

  /** What is known of a photo, with hints at what could be better. */
  @Get(':photoId')
  async get(@Param('producerId', ParseUUIDPipe) producerId: string, @Param('photoId', ParseUUIDPipe) photoId: string): Promise<PhotoDto> {
    const photo = await this.photos.get(producerId, photoId);
    return toPhotoDto(photo, await findNearOwn(this.transactions.reader, photo));
  }

  /** The bytes as uploaded, with whatever the camera wrote into them: for the producer's own people. */
  @Get(':photoId/original')
  async original(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('photoId', ParseUUIDPipe) photoId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { photo, size, stream } = await this.photos.openPrivate(producerId, photoId, 'original');
    void reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
    return new StreamableFile(stream, {
      type: CONTENT_TYPES[photo.format],
      length: size,
      disposition: `attachment; filename="${photo.id}.${photo.format}"`,
    });
  }

  /** Upright JPEG without metadata, also of a HEIC file that browsers cannot show. */
  @Get(':photoId/preview')
  async preview(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('photoId', ParseUUIDPipe) photoId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { size, stream } = await this.photos.openPrivate(producerId, photoId, 'preview');
    void reply.header('cache-control', 'private, max-age=86400').header('x-content-type-options', 'nosniff');
    return new StreamableFile(stream, { type: 'image/jpeg', length: size });
  }
}

/** The file of the form. Throws: Problem bad-request when the form is not put together as it must be. */
async function firstPart(request: FastifyRequest): Promise<MultipartFile | undefined> {
  try {
    return await request.file({ limits: { files: 1, fields: 0, fileSize: PHOTO_LIMITS.bytes + 1 }, throwFileSizeLimit: false });
  } catch {
    throw new Problem(problems.badRequest, 'Biểu mẫu gửi lên (multipart/form-data) không đọc được.');
  }
}
