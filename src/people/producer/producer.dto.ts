import { Flag, Id, Maybe, OneOf, PageQuery, Pattern, Text } from '../../shared/http';
import { ProvinceCode } from '../account/account.dto';
import { PRODUCER_KINDS, type ProducerKind } from './producer.entity';

export class CreateProducer {
  /** Made by the caller (UUIDv7), so that work without a signal has its id at once; left out, the server makes one. */
  @Maybe()
  @Id()
  id?: string;

  @OneOf(PRODUCER_KINDS)
  kind: ProducerKind;

  @Text(2, 200)
  name: string;

  @ProvinceCode()
  provinceCode: string;

  /** Code of the commune since 1 July 2025: five digits. */
  @Maybe()
  @Pattern(/^\d{5}$/, 5, 'Mã xã gồm năm chữ số.')
  communeCode?: string;

  /** House, hamlet, road; without commune and province. */
  @Maybe()
  @Text(0, 300)
  address?: string;

  /** Marks the producer and everything it registers as demonstration data. Operators only. */
  @Maybe()
  @Flag()
  isDemonstration?: boolean;
}

export class ProducerQuery extends PageQuery {
  /** Part of the name. */
  @Maybe()
  @Text(1, 80)
  q?: string;
}

export class ProducerDto {
  id: string;
  kind: ProducerKind;
  name: string;
  provinceCode: string;
  communeCode: string | null;
  address: string;
  isDemonstration: boolean;
  createdAt: string;
}

export class ProducerPage {
  items: ProducerDto[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
}

export class MemberDto {
  producerId: string;
  accountId: string;
  role: 'member' | 'officer';
}
