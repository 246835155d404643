import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { PlatformRegistry } from '../../platform';
import { rows, Transactions } from '../../shared/db';
import { Flag, Id, Int, OneOf, Text } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { checkPhotos, PHOTO_REASONS, type PhotoReasonCode } from './photo-check.rules';
import { PHOTO_LIMITS } from './photo.limits';
import type { Size } from './rendition.rules';

export class PhotoReasonDto {
  @OneOf(PHOTO_REASONS)
  code: PhotoReasonCode;

  @Text(1, 500)
  messageVi: string;

  /** As measured, in the unit of `limit`. */
  @ApiProperty({ type: 'number' })
  value: number;

  @ApiProperty({ type: 'number' })
  limit: number;
}

export class PhotoSizeDto {
  @Int(1, PHOTO_LIMITS.edgePx)
  width: number;

  @Int(1, PHOTO_LIMITS.edgePx)
  height: number;
}

export class PhotoVerdictDto {
  @Id()
  photoId: string;

  @Flag()
  isFit: boolean;

  /** Size that the platform gets; null when it gets none. */
  @ApiProperty({ type: () => PhotoSizeDto, nullable: true })
  shown: PhotoSizeDto | null;

  @ApiProperty({ type: () => PhotoReasonDto, isArray: true })
  reasons: PhotoReasonDto[];
}

export class PlatformPhotosDto {
  @Text(1, 40)
  platformCode: string;

  /** Version of the platform's rule that was applied. */
  @Int(1, 1_000_000)
  ruleVersion: number;

  /** Enough photos are fit. */
  @Flag()
  isFit: boolean;

  /** About all of them together. */
  @ApiProperty({ type: () => PhotoReasonDto, isArray: true })
  reasons: PhotoReasonDto[];

  /** In the order of the product. */
  @ApiProperty({ type: () => PhotoVerdictDto, isArray: true })
  photos: PhotoVerdictDto[];
}

export class PhotoCheckList {
  @ApiProperty({ type: () => PlatformPhotosDto, isArray: true })
  items: PlatformPhotosDto[];
}

@ApiTags('photos')
@Controller('api/v1/producers/:producerId/products/:productId/photos/check')
export class PhotoCheckController {
  constructor(
    private readonly transactions: Transactions,
    private readonly platforms: PlatformRegistry,
  ) {}

  /** Before anything is sent: which photo each platform would take, and why not. */
  @Get()
  async check(
    @Param('producerId', ParseUUIDPipe) producerId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
  ): Promise<PhotoCheckList> {
    const found = await rows<Size & { id: string | null }>(
      this.transactions.reader,
      `select ph.id, ph.width, ph.height from product p left join product_photo pp on pp.product_id = p.id left join photo ph on ph.id = pp.photo_id
       where p.id = $1 and p.producer_id = $2 order by pp.position`,
      [productId, producerId],
    );
    if (found.length === 0) throw new Problem(problems.notFound);
    const photos = found.flatMap(({ id, ...size }) => (id === null ? [] : [{ id, ...size }]));
    return {
      items: this.platforms.all().map(({ adapter, description: { photoRule } }) => {
        const { isFit, reasons, photos: verdicts } = checkPhotos(photos, photoRule);
        return {
          ...{ platformCode: adapter.code, ruleVersion: photoRule.version, isFit, reasons: [...reasons] },
          photos: photos.flatMap(({ id }, i) => {
            const verdict = verdicts[i];
            return verdict ? [{ photoId: id, isFit: verdict.isFit, shown: verdict.shown, reasons: [...verdict.reasons] }] : [];
          }),
        };
      }),
    };
  }
}
