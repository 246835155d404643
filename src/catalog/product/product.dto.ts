import { ApiProperty } from '@nestjs/swagger';
import { ProposalDto } from '../../people';
import { Flag, HttpsAddress, Id, IdList, Int, ListOf, Maybe, MaybeNull, OneOf, ChangesQuery, Pattern, Text } from '../../shared/http';
import { Values } from './attribute.dto';
import type { AttributeValue } from './attribute.rules';
import { ProductDuplicateDto } from '../duplicate/duplicate.dto';
import { Gtin } from '../identifier/gtin.field';
import { LIMITS } from './product.limits';
import type { ProductState } from './product.state';
import { MONTH_DAY, STORAGE_CLASSES, type SeasonRange, type StorageClass } from './season.rules';
import { SKU_PATTERN } from './sku.rules';

const {
  nameChars,
  descriptionChars,
  unitChars,
  skuChars,
  priceVnd,
  weightGrams,
  edgeCm,
  factor,
  shelfLifeDays,
  packs,
  photos,
  seasonRanges,
  minDaysLeftAtDispatch,
  traceUrlChars,
} = LIMITS;
const COMMUNE_CODE = /^\d{5}$/;

export class CreatePack {
  /** Made by the client, so that it can register without a signal. Absent: made here. */
  @Maybe()
  @Id()
  id?: string;

  /** Absent: made from the name. */
  @Maybe()
  @Pattern(SKU_PATTERN, skuChars.max, `Mã hàng gồm chữ hoa không dấu, số và dấu gạch giữa, nhiều nhất ${skuChars.max} ký tự.`)
  sku?: string;

  /** chai, hộp, gói, kg … */
  @Text(unitChars.min, unitChars.max)
  unit: string;

  /** How many pieces of the counted stock one pack takes. */
  @Maybe()
  @Int(factor.min, factor.max)
  factor?: number;

  @Int(weightGrams.min, weightGrams.max)
  weightGrams: number;

  @Int(edgeCm.min, edgeCm.max)
  lengthCm: number;

  @Int(edgeCm.min, edgeCm.max)
  widthCm: number;

  @Int(edgeCm.min, edgeCm.max)
  heightCm: number;

  @Int(priceVnd.min, priceVnd.max)
  priceVnd: number;

  /** Number of the bar code (GTIN-8, 12, 13 or 14); no other pack of the producer may have it. */
  @MaybeNull()
  @Gtin()
  gtin?: string | null;
}

/** SKU and factor stay: platforms know the pack by the one, counted stock is divided by the other. */
export class ChangePack {
  /** Version of the product that the change starts from. */
  @Int(1, 2_147_483_647)
  version: number;

  @Maybe()
  @Text(unitChars.min, unitChars.max)
  unit?: string;

  @Maybe()
  @Int(weightGrams.min, weightGrams.max)
  weightGrams?: number;

  @Maybe()
  @Int(edgeCm.min, edgeCm.max)
  lengthCm?: number;

  @Maybe()
  @Int(edgeCm.min, edgeCm.max)
  widthCm?: number;

  @Maybe()
  @Int(edgeCm.min, edgeCm.max)
  heightCm?: number;

  @Maybe()
  @Int(priceVnd.min, priceVnd.max)
  priceVnd?: number;

  /** Number of the bar code (GTIN-8, 12, 13 or 14); no other pack of the producer may have it. */
  @MaybeNull()
  @Gtin()
  gtin?: string | null;
}

/** A part of the year; it may run over the new year. */
export class SeasonRangeDto implements SeasonRange {
  /** First day, `MM-DD`. */
  @Pattern(MONTH_DAY, 5, 'Ngày trong năm dạng MM-DD, như 10-01.')
  from: string;

  /** Last day, `MM-DD`. */
  @Pattern(MONTH_DAY, 5, 'Ngày trong năm dạng MM-DD, như 02-28.')
  to: string;
}

export class CreateProduct {
  /** Made by the client, so that it can register without a signal. Absent: made here. */
  @Maybe()
  @Id()
  id?: string;

  @Text(nameChars.min, nameChars.max)
  name: string;

  @Maybe()
  @Text(0, descriptionChars.max, { lines: true })
  description?: string;

  /** Number of the OCOP product set, see `GET /reference/ocop-sets`. */
  @Int(1, 26)
  ocopSet: number;

  /** Where it is made; code of 2025. Left out, where the producer is. */
  @MaybeNull()
  @Pattern(COMMUNE_CODE, 5, 'Mã xã, phường, đặc khu gồm 5 chữ số.')
  communeCode?: string | null;

  @MaybeNull()
  @Int(shelfLifeDays.min, shelfLifeDays.max)
  shelfLifeDays?: number | null;

  /** When it is sold; empty: all year. Outside it no platform sells it. */
  @Maybe()
  @ListOf(() => SeasonRangeDto, 0, seasonRanges.max)
  season?: SeasonRangeDto[];

  @Maybe()
  @OneOf(STORAGE_CLASSES)
  storageClass?: StorageClass;

  /** Good days that the buyer is promised when the parcel leaves: a lot with fewer left is not sold. */
  @Maybe()
  @Int(minDaysLeftAtDispatch.min, minDaysLeftAtDispatch.max)
  minDaysLeftAtDispatch?: number;

  /** Where its traceability is shown: https, never fetched. */
  @MaybeNull()
  @HttpsAddress(traceUrlChars.max)
  traceUrl?: string | null;

  /** By code, see `GET /attribute-definitions`. */
  @Maybe()
  @Values({ orNull: true })
  attributes?: Record<string, AttributeValue | null>;

  @ListOf(() => CreatePack, packs.min, packs.max)
  packs: CreatePack[];
}

export class ChangeProduct {
  /** Version that the change starts from; another one answers 409 with the current state. */
  @Int(1, 2_147_483_647)
  version: number;

  @Maybe()
  @Text(nameChars.min, nameChars.max)
  name?: string;

  @Maybe()
  @Text(0, descriptionChars.max, { lines: true })
  description?: string;

  @Maybe()
  @Int(1, 26)
  ocopSet?: number;

  @MaybeNull()
  @Pattern(COMMUNE_CODE, 5, 'Mã xã, phường, đặc khu gồm 5 chữ số.')
  communeCode?: string | null;

  @MaybeNull()
  @Int(shelfLifeDays.min, shelfLifeDays.max)
  shelfLifeDays?: number | null;

  /** When it is sold; empty: all year. Outside it no platform sells it. */
  @Maybe()
  @ListOf(() => SeasonRangeDto, 0, seasonRanges.max)
  season?: SeasonRangeDto[];

  @Maybe()
  @OneOf(STORAGE_CLASSES)
  storageClass?: StorageClass;

  /** Good days that the buyer is promised when the parcel leaves: a lot with fewer left is not sold. */
  @Maybe()
  @Int(minDaysLeftAtDispatch.min, minDaysLeftAtDispatch.max)
  minDaysLeftAtDispatch?: number;

  /** Where its traceability is shown: https, never fetched. */
  @MaybeNull()
  @HttpsAddress(traceUrlChars.max)
  traceUrl?: string | null;

  /** By code; those not named stay, null removes one. */
  @Maybe()
  @Values({ orNull: true })
  attributes?: Record<string, AttributeValue | null>;
}

export class SetPhotos {
  /** Version that the order starts from; another one answers 409 with the current state. Absent: whatever it is. */
  @Maybe()
  @Int(1, 2_147_483_647)
  version?: number;

  /** In order; the first is the cover. */
  @IdList(photos.min, photos.max)
  photoIds: string[];
}

export class ProductQuery extends ChangesQuery {
  /** Words of the name in any order, with or without marks; or a SKU. */
  @Maybe()
  @Text(1, 100)
  q?: string;
}

export class PackDto {
  @Id()
  id: string;

  @Text(1, skuChars.max)
  sku: string;

  @Text(unitChars.min, unitChars.max)
  unit: string;

  @Int(factor.min, factor.max)
  factor: number;

  @Int(weightGrams.min, weightGrams.max)
  weightGrams: number;

  @Int(edgeCm.min, edgeCm.max)
  lengthCm: number;

  @Int(edgeCm.min, edgeCm.max)
  widthCm: number;

  @Int(edgeCm.min, edgeCm.max)
  heightCm: number;

  @Int(priceVnd.min, priceVnd.max)
  priceVnd: number;

  /** Number of its bar code. */
  @ApiProperty({ type: 'string', nullable: true })
  gtin: string | null;
}

export class ProductDto {
  @Id()
  id: string;

  @Id()
  producerId: string;

  @Text(nameChars.min, nameChars.max)
  name: string;

  @Text(0, descriptionChars.max, { lines: true })
  description: string;

  @Int(1, 26)
  ocopSet: number;

  @ApiProperty({ type: 'string', nullable: true })
  communeCode: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  shelfLifeDays: number | null;

  @ApiProperty({ type: () => SeasonRangeDto, isArray: true })
  season: SeasonRangeDto[];

  @OneOf(STORAGE_CLASSES)
  storageClass: StorageClass;

  @Int(minDaysLeftAtDispatch.min, minDaysLeftAtDispatch.max)
  minDaysLeftAtDispatch: number;

  @ApiProperty({ type: 'string', nullable: true })
  traceUrl: string | null;

  /** By code, see `GET /attribute-definitions`. */
  @Values()
  attributes: Record<string, AttributeValue>;

  @Int(1, 2_147_483_647)
  version: number;

  @Flag()
  isDemonstration: boolean;

  @ApiProperty({ type: () => PackDto, isArray: true })
  packs: PackDto[];

  /** In order; the first is the cover. */
  @ApiProperty({ type: 'string', format: 'uuid', isArray: true })
  photoIds: string[];

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  updatedAt: string;
}

/** The answer to saving a product. */
export class SavedProductDto extends ProductDto {
  /** Other products that may be the same one; absent when there are none. See `GET …/duplicates`. */
  @ApiProperty({ type: () => ProductDuplicateDto, isArray: true, required: false })
  possibleDuplicates?: ProductDuplicateDto[];

  /** What was not done and waits for the producer's word: the price, when an officer changes it. */
  @ApiProperty({ type: () => ProposalDto, required: false })
  proposal?: ProposalDto;
}

export class ProductPage {
  items: ProductDto[];

  /** Cursor of the next page; absent on the last one. */
  next?: string;

  /** What to ask `changedSince` with the next time; absent with `q`, and while there is no product. */
  asOf?: string;

  /** With `q`, on the first page: how many there are. 1,001 stands for "more than 1,000". */
  total?: number;

  /** With `q`: nothing has these words, and these names are the most similar. */
  isFuzzy?: boolean;
}

export function toProductDto({ product, packs, photoIds }: ProductState): ProductDto {
  return {
    id: product.id,
    producerId: product.producerId,
    name: product.name,
    description: product.description,
    ocopSet: product.ocopSet,
    communeCode: product.communeCode,
    shelfLifeDays: product.shelfLifeDays,
    season: product.season.map(({ from, to }) => ({ from, to })),
    storageClass: product.storageClass,
    minDaysLeftAtDispatch: product.minDaysLeftAtDispatch,
    traceUrl: product.traceUrl,
    attributes: { ...product.attributes },
    version: product.version,
    isDemonstration: product.isDemonstration,
    packs: packs.map((pack) => ({
      id: pack.id,
      sku: pack.sku,
      unit: pack.unit,
      factor: pack.factor,
      weightGrams: pack.weightGrams,
      lengthCm: pack.lengthCm,
      widthCm: pack.widthCm,
      heightCm: pack.heightCm,
      priceVnd: pack.priceVnd,
      gtin: pack.gtin,
    })),
    photoIds: [...photoIds],
    createdAt: product.createdAt.toISOString(),
    updatedAt: product.updatedAt.toISOString(),
  };
}
