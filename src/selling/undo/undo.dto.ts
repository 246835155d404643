import { ApiProperty } from '@nestjs/swagger';
import { Int, Maybe, Text } from '../../shared/http';

export class UndoAct {
  /** Goes into the books of the store. */
  @Maybe()
  @Text(0, 200)
  reason?: string;
}

export class PackPriceNowDto {
  packId: string;

  @Int(0, Number.MAX_SAFE_INTEGER)
  priceVnd: number;
}

/** What stands there now. */
export class UndoneDto {
  @Int(1, Number.MAX_SAFE_INTEGER)
  seq: number;

  @ApiProperty({ type: () => PackPriceNowDto, isArray: true })
  prices: PackPriceNowDto[];

  /** Of the store, when it was put back. */
  @ApiProperty({ type: 'integer', nullable: true })
  onHand: number | null;
}
