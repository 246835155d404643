import { ApiProperty } from '@nestjs/swagger';
import { Day, Id, Int, Maybe, MaybeNull, Text } from '../../shared/http';
import { lotState, type Lot } from './lot.rules';

const UNITS = 10_000_000;

export class CreateLot {
  /** Made by the client. Absent: made here. */
  @Maybe()
  @Id()
  id?: string;

  /** As the producer calls it, or as it is printed. */
  @Text(1, 60)
  name: string;

  /** Units that are added to the counted stock. */
  @Int(1, UNITS)
  quantity: number;

  /** The day of the harvest; may lie ahead. */
  @Day()
  availableFrom: string;

  /** Last good day. Absent: it does not spoil. */
  @MaybeNull()
  @Day()
  expiresOn?: string | null;

  /** First and last day of pre-orders, before the harvest. Absent: none are taken. */
  @MaybeNull()
  @Day()
  preorderFrom?: string | null;

  @MaybeNull()
  @Day()
  preorderTo?: string | null;
}

export class ChangeLot {
  /** Less or more than was said: the difference goes into the ledger. */
  @Maybe()
  @Int(0, UNITS)
  quantity?: number;

  @Maybe()
  @Day()
  availableFrom?: string;

  @MaybeNull()
  @Day()
  expiresOn?: string | null;

  @MaybeNull()
  @Day()
  preorderFrom?: string | null;

  @MaybeNull()
  @Day()
  preorderTo?: string | null;
}

export class WriteOffLot {
  /** Units that are spoiled or gone. */
  @Int(1, UNITS)
  units: number;

  @Maybe()
  @Text(1, 500)
  note?: string;
}

export class LotDto implements Lot {
  id: string;
  name: string;
  quantity: number;
  /** Units of it that are left by the ledger, what is promised included. */
  left: number;
  /** on-sale, pre-order, not-harvested or expired, today in Vietnam. */
  state: 'on-sale' | 'pre-order' | 'not-harvested' | 'expired';

  @Day()
  availableFrom: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  expiresOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  preorderFrom: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  preorderTo: string | null;
}

export class LotList {
  /** In the order in which they were entered; at most 200. */
  @ApiProperty({ type: () => LotDto, isArray: true })
  items: LotDto[];
}

export function toLotDto(lot: Lot, left: number, minDaysLeft: number, today: string): LotDto {
  const { id, name, quantity, availableFrom, expiresOn, preorderFrom, preorderTo } = lot;
  return { id, name, quantity, left, state: lotState(lot, minDaysLeft, today), availableFrom, expiresOn, preorderFrom, preorderTo };
}
