import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '../../shared/http';
import type { DuplicateState } from './duplicate.entity';

/** Another producer that may be the same one. */
export class DuplicateDto {
  /** Of the hint; to decide on it. */
  id: string;
  /** null: the caller may know no more of that producer than name and commune. */
  producerId: string | null;
  name: string;
  communeCode: string | null;
  certainty: 'certain' | 'likely';
  /** Stable codes; none when the caller may know no more than name and commune. */
  reasons: string[];
  @ApiProperty({ type: 'string', isArray: true })
  reasonsVi: string[];
  /** 0 to 100. */
  score: number;
  state: DuplicateState;
}

export class DuplicateList {
  /** The surest first. */
  @ApiProperty({ type: () => DuplicateDto, isArray: true })
  items: DuplicateDto[];
}

export class DecideDuplicate {
  /** dismissed: two producers; same: one, to be merged. */
  @OneOf(['dismissed', 'same'])
  state: 'dismissed' | 'same';
}
