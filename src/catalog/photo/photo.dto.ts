import { ApiProperty } from '@nestjs/swagger';
import { Id, Int, OneOf, Text } from '../../shared/http';
import type { Photo } from './photo.entity';
import { PHOTO_LIMITS } from './photo.limits';

export class PhotoDto {
  @Id()
  id: string;

  /** Of the bytes as uploaded, hex. */
  @Text(64, 64)
  sha256: string;

  @OneOf(['jpeg', 'png', 'webp', 'heic'])
  format: string;

  @Int(1, PHOTO_LIMITS.bytes)
  bytes: number;

  /** Of the upright picture, as height is. */
  @Int(1, PHOTO_LIMITS.edgePx)
  width: number;

  @Int(1, PHOTO_LIMITS.edgePx)
  height: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;
}

export function toPhotoDto(photo: Photo): PhotoDto {
  return {
    id: photo.id,
    sha256: photo.sha256,
    format: photo.format,
    bytes: photo.bytes,
    width: photo.width,
    height: photo.height,
    createdAt: photo.createdAt.toISOString(),
  };
}
