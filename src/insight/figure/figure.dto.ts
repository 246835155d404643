import { ApiProperty } from '@nestjs/swagger';
import { Day, Id, Int, Maybe, QueryInt, Text } from '../../shared/http';

export class WeeksQuery {
  /** So many weeks, the present one included. */
  @Maybe()
  @QueryInt(1, 104)
  weeks: number = 12;
}

/** Orders of one week at one platform. */
export class WeekFigureDto {
  /** Its Monday, in Vietnam. */
  @Day()
  week: string;

  @Text(1, 40)
  platform: string;

  /** Orders with something of the producer that were placed in the week. One that was cancelled counts for nothing here; one that came back does. */
  @Int(0, 1_000_000_000)
  orders: number;

  /** Packs of the producer in them, as far as they were accepted. */
  @Int(0, 1_000_000_000)
  packs: number;

  /** What buyers pay for those packs, without carriage and before fees. */
  @Int(0, 1_000_000_000_000)
  vnd: number;

  /** Orders of that week that were cancelled. */
  @Int(0, 1_000_000_000)
  cancelled: number;
}

export class WeekFigureList {
  /** The first and the last Monday. */
  @Day()
  from: string;

  @Day()
  to: string;

  /** By week, then platform: every week of each platform at which there is a shop. */
  @ApiProperty({ type: () => WeekFigureDto, isArray: true })
  items: WeekFigureDto[];
}

export class StockFigureQuery {
  /** So many days, today included. */
  @Maybe()
  @QueryInt(1, 92)
  days: number = 30;

  /** Of one product; left out, of all together. */
  @Maybe()
  @Id()
  productId?: string;
}

export class ShownDto {
  @Text(1, 40)
  platform: string;

  /** Units, over all packs and shops there, as last seen on that day. */
  @Int(0, 2_147_483_647)
  units: number;
}

/** Stock as it stood when the day ended in Vietnam; of today, as it stands now. Units of the products' pools. */
export class StockFigureDto {
  @Day()
  day: string;

  /** What was counted and has not left; null: nothing had been counted by then. */
  @ApiProperty({ type: 'integer', nullable: true })
  counted: number | null;

  /** Of it, in orders that had not left. */
  @Int(0, 2_147_483_647)
  promised: number;

  /** What platforms showed; a platform is missing on days on which it was not known. */
  @ApiProperty({ type: () => ShownDto, isArray: true })
  shown: ShownDto[];
}

export class StockFigureList {
  @ApiProperty({ type: () => StockFigureDto, isArray: true })
  items: StockFigureDto[];
}
