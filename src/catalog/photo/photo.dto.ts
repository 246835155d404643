import { ApiProperty } from '@nestjs/swagger';
import { Id, Int, OneOf, Text } from '../../shared/http';
import { vietnamDay } from '../document/certificate.rules';
import { HINT_CODES, photoHints, type HintCode, type PhotoHint } from './hint.rules';
import { NEAR_BITS } from './look.rules';
import type { NearPhoto } from './near-photos';
import type { Photo } from './photo.entity';
import { PHOTO_LIMITS } from './photo.limits';

export class PhotoHintDto {
  @OneOf(HINT_CODES)
  code: HintCode;

  @Text(1, 500)
  messageVi: string;

  /** As measured, in the unit of `limit`. */
  @ApiProperty({ type: 'number' })
  value: number;

  @ApiProperty({ type: 'number' })
  limit: number;
}

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

  /** What could be better; nothing here keeps the photo from being used. */
  @ApiProperty({ type: () => PhotoHintDto, isArray: true })
  hints: PhotoHintDto[];

  /** The producer's photos that look nearly the same, nearest first. */
  @ApiProperty({ type: 'string', format: 'uuid', isArray: true })
  nearPhotoIds: string[];
}

export function toPhotoDto(photo: Photo, near: readonly NearPhoto[]): PhotoDto {
  const { id, sha256, format, bytes, width, height, createdAt } = photo;
  const hints = [...photoHints(photo), ...nearHint(near)];
  return {
    ...{ id, sha256, format, bytes, width, height, createdAt: createdAt.toISOString(), hints },
    nearPhotoIds: near.map(({ photoId }) => photoId),
  };
}

function nearHint([nearest]: readonly NearPhoto[]): PhotoHint[] {
  if (!nearest) return [];
  const day = vietnamDay(nearest.createdAt).split('-').reverse().join('/');
  const messageVi = `Ảnh này gần giống ảnh đã gửi ngày ${day}; nếu là cùng một ảnh thì chỉ cần giữ một.`;
  return [{ code: 'near-duplicate', messageVi, value: nearest.bitsApart, limit: NEAR_BITS }];
}
