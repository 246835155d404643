import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Id, Int, Maybe, Text } from '../../shared/http';

export class PickListQuery {
  /** What was ordered up to the end of this day in Vietnam; left out, today. */
  @Maybe()
  @Day()
  day?: string;
}

export class PickedOrderDto {
  @Id()
  orderId: string;

  @Text(1, 100)
  platformOrderId: string;

  @Text(1, 120)
  shopName: string;

  /** Packs. */
  @Int(1, 1_000_000)
  quantity: number;

  /** Masked: enough to tell one parcel from the next. */
  @Text(0, 200)
  buyer: string;
}

/** One pack, and how many of it to lay out. */
export class PickedPackDto {
  @Text(1, 100)
  sku: string;

  /** null: the line is bound to no product; its title is what the platform says. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  productId: string | null;

  @Text(0, 300)
  name: string;

  /** Name of the pack; empty when it is not known. */
  @Text(0, 100)
  unit: string;

  @Int(1, 1_000_000_000)
  quantity: number;

  @ApiProperty({ type: () => PickedOrderDto, isArray: true })
  orders: PickedOrderDto[];
}

export class PickListDto {
  @Day()
  day: string;

  @Int(0, 1_000_000)
  orders: number;

  /** More lines than fit: pack these, and ask again. */
  @Flag()
  isCut: boolean;

  /** By product, then pack. */
  @ApiProperty({ type: () => PickedPackDto, isArray: true })
  packs: PickedPackDto[];
}
