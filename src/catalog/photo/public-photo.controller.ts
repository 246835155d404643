import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Problem, problems } from '../../shared/kernel';
import { PhotoService } from './photo.service';

const NAME = /^([0-9a-f]{64})\.jpg$/;

/** What platforms fetch and buyers see: renditions, by the hash of their bytes. Whoever does not know the name finds nothing. */
@ApiTags('photos')
@Controller('photos')
export class PublicPhotoController {
  constructor(private readonly photos: PhotoService) {}

  @Get(':name')
  async rendition(@Param('name') name: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const sha256 = NAME.exec(name)?.[1];
    const file = sha256 === undefined ? null : await this.photos.openRendition(sha256);
    if (!file) throw new Problem(problems.notFound);
    void reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('etag', `"${sha256}"`)
      .header('x-content-type-options', 'nosniff')
      .header('cross-origin-resource-policy', 'cross-origin');
    return new StreamableFile(file.stream, { type: 'image/jpeg', length: file.size });
  }
}
