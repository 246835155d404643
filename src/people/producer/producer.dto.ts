import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Id, Int, Maybe, MaybeNull, Nested, OneOf, PageQuery, Pattern, Text } from '../../shared/http';
import { ProvinceCode } from '../account/account.dto';
import { MandateInput } from '../mandate/mandate.dto';
import { ProposalDto } from '../proposal/proposal.dto';
import { DuplicateDto } from '../duplicate/duplicate.dto';
import { PRODUCER_KINDS, type ProducerKind } from './producer.entity';

export class BankAccountInput {
  /** Six digits, by which banks know each other. */
  @Pattern(/^\d{6}$/, 6, 'Mã ngân hàng gồm sáu chữ số.')
  bankBin: string;

  @Text(6, 40)
  account: string;

  @Text(2, 120)
  holder: string;

  /** How the holder belongs to the producer, when it is somebody else. */
  @Maybe()
  @Text(0, 100)
  relation?: string;
}

export class LegacyAddressInput {
  @Text(0, 100)
  province: string;

  @Text(0, 100)
  district: string;

  @Text(0, 100)
  ward: string;
}

/** What may be said of a producer at once or later. */
class ProducerFields {
  /** 10 digits, 10 and 3, or the 12 of a person, which are kept as personal number. */
  @MaybeNull()
  @Text(10, 24)
  taxCode?: string | null;

  /** Of a household before 1 July 2025. */
  @MaybeNull()
  @Text(10, 24)
  legacyTaxCode?: string | null;

  @MaybeNull()
  @Text(4, 30)
  registrationNumber?: string | null;

  @MaybeNull()
  @Day()
  registeredOn?: string | null;

  /** A contact: several producers may share it. */
  @MaybeNull()
  @Text(8, 25)
  phone?: string | null;

  /** Who stands for the producer. */
  @Maybe()
  @Text(0, 120)
  representative?: string;

  /** Of the representative. Kept encrypted, answered masked. */
  @MaybeNull()
  @Text(9, 24)
  personalNumber?: string | null;

  /** Kept encrypted, answered masked. Changed by an officer it becomes a proposal. */
  @MaybeNull()
  @Nested(() => BankAccountInput)
  bankAccount?: BankAccountInput | null;

  /** Code of the commune since 1 July 2025: five digits. */
  @MaybeNull()
  @Pattern(/^\d{5}$/, 5, 'Mã xã gồm năm chữ số.')
  communeCode?: string | null;

  @Maybe()
  @Text(0, 120)
  hamlet?: string;

  /** House, road; without hamlet, commune and province. */
  @Maybe()
  @Text(0, 300)
  address?: string;

  /** The address of before July 2025 as an old paper has it. */
  @MaybeNull()
  @Nested(() => LegacyAddressInput)
  legacyAddress?: LegacyAddressInput | null;
}

export class CreateProducer extends ProducerFields {
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

  /** Of an officer who registers a producer, and required then: what the producer lets the officer do. */
  @Maybe()
  @Nested(() => MandateInput)
  mandate?: MandateInput;

  /** Marks the producer and everything it registers as demonstration data. Operators only. */
  @Maybe()
  @Flag()
  isDemonstration?: boolean;
}

export class ChangeProducer extends ProducerFields {
  /** Version that the change starts from; another one answers 409 with the current state. */
  @Int(1, 2_147_483_647)
  version: number;

  @Maybe()
  @OneOf(PRODUCER_KINDS)
  kind?: ProducerKind;

  @Maybe()
  @Text(2, 200)
  name?: string;

  @Maybe()
  @ProvinceCode()
  provinceCode?: string;
}

export class ProducerQuery extends PageQuery {
  /** Words of the name in any order, with or without marks; or the whole phone number. */
  @Maybe()
  @Text(1, 80)
  q?: string;

  @Maybe()
  @OneOf(PRODUCER_KINDS)
  kind?: ProducerKind;

  /** Of the producer. */
  @Maybe()
  @Pattern(/^\d{5}$/, 5, 'Mã xã, phường, đặc khu gồm năm chữ số.')
  communeCode?: string;

  /** Words of the commune's name in any order, with or without marks; every commune that has them. */
  @Maybe()
  @Text(1, 80)
  commune?: string;
}

export class ProducerDto {
  id: string;
  kind: ProducerKind;
  name: string;
  taxCode: string | null;
  legacyTaxCode: string | null;
  registrationNumber: string | null;
  registeredOn: string | null;
  /** In full for the producer's own people, and for others who ask for this one producer, which is written down; otherwise null. */
  phone: string | null;
  /** The last three digits; null when none is known. */
  phoneMasked: string | null;
  representative: string;
  /** The last three digits; null when none is known. */
  personalNumberMasked: string | null;
  /** Bank and the last three digits; null when none is known. */
  bankAccountMasked: string | null;
  /** Why it cannot be the holder of an OCOP certificate; null when it can. */
  ocopObstacleVi: string | null;
  /** Which list of places the codes belong to. */
  placeScheme: '2025-07';
  provinceCode: string;
  communeCode: string | null;
  hamlet: string;
  address: string;
  @ApiProperty({ type: () => LegacyAddressInput, nullable: true })
  legacyAddress: LegacyAddressInput | null;
  isDemonstration: boolean;
  /** An officer tries things out with it: nobody else meets it. */
  isPractice: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
}

export class ProducerWarning {
  /** JSON pointer of the field. */
  pointer: string;
  /** Stable, for programs. */
  code: string;
  message: string;
}

/** A producer as it was just saved. */
export class SavedProducerDto extends ProducerDto {
  /** Unusual, but saved: look at the paper again. */
  @ApiProperty({ type: () => ProducerWarning, isArray: true })
  warnings: ProducerWarning[];

  /** Other producers that may be the same one, as far as the caller may know of them. */
  @ApiProperty({ type: () => DuplicateDto, isArray: true })
  duplicates: DuplicateDto[];

  /** What was not done and waits for the producer's word: the bank account, when an officer changes it. */
  @ApiProperty({ type: () => ProposalDto, required: false })
  proposal?: ProposalDto;
}

export class ProducerPage {
  items: ProducerDto[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
}

/** What is kept encrypted, in full. */
export class SensitiveDto {
  personalNumber: string | null;
  @ApiProperty({ type: () => BankAccountInput, nullable: true })
  bankAccount: BankAccountInput | null;
  /** Text of a VietQR code that pays to the account; null when there is none. */
  vietQr: string | null;
}

export class MemberDto {
  producerId: string;
  accountId: string;
}
