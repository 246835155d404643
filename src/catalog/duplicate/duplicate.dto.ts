import { ApiProperty } from '@nestjs/swagger';
import type { Certainty, DuplicateReason } from './duplicate.rules';

/** Another product that may be the same one. Of another producer's no more is told than this. */
export class ProductDuplicateDto {
  /** Of the other product. */
  id: string;
  name: string;
  producerName: string;
  communeCode: string | null;
  /** 'Xã Ba Chẽ'; empty when the product has no commune. */
  communeVi: string;
  /** The same producer's. */
  isOwn: boolean;
  certainty: Certainty;
  /** 0 to 100. */
  score: number;
  reasons: DuplicateReason[];
  @ApiProperty({ type: 'string', isArray: true })
  reasonsVi: string[];
  /** distinct: somebody has said for this product that they are two. */
  state: 'open' | 'distinct';
}

export class ProductDuplicateList {
  /** The surest first; at most 20. */
  items: ProductDuplicateDto[];
}
