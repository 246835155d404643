import { Certificate } from './document/certificate.entity';
import { Document } from './document/document.entity';
import { ProductImport } from './exchange/import.entity';
import { Photo } from './photo/photo.entity';
import { Rendition } from './photo/rendition.entity';
import { AttributeDefinition } from './product/attribute.entity';
import { Pack } from './product/pack.entity';
import { Product } from './product/product.entity';
import { PlatformRule } from './rule/platform-rule.entity';
import { Rule } from './rule/rule.entity';

export { ArchiveParts } from './archive/archive-parts';
export type { ArchivePart, ArchiveSection, ArchiveTables } from './archive/archive-section';
export { CatalogEraser } from './erasure/catalog-eraser';
export { CatalogMerger } from './merge/catalog-merger';
export { catalogMergePlan } from './merge/catalog-merge-plan';
export { MergedFiles } from './merge/merged-files';
export { CatalogModule } from './catalog.module';
export { RENEWAL, validCertificate, vietnamDay } from './document/certificate.rules';
export { dayVi } from './document/day.rules';
export { DOCUMENT_TYPES } from './document/document.rules';
export { CertificateService } from './document/certificate.service';
export { findNearPhotos, type NearPhoto } from './photo/near-photos';
export { checkPhotos, type PhotosVerdict } from './photo/photo-check.rules';
export { PhotoCare } from './photo/photo-care';
export { DemonstrationPapers } from './document/demonstration-papers';
export { PhotoIntake } from './photo/photo-intake';
export { PhotoService, type RenditionFile } from './photo/photo.service';
export { overrideAt, priceAt, wordsAt, type Overrides } from './override/override.rules';
export { AttributeService } from './product/attribute.service';
export { CatalogReader, type DraftSource } from './product/catalog.reader';
export { publishedDescription, type LabelLine } from './product/label.rules';
export { addDays, inSeason, seasonTurnsOn, type SeasonRange } from './product/season.rules';
export { ProductService, type NewProduct } from './product/product.service';
export { claimedStars } from './readiness/claim.rules';
export { PlatformRules } from './rule/platform-rule.service';
export { GAP_CODES, GAP_OWNERS, type Gap, type GapCode, type GapOwner } from './readiness/gap.rules';
export type { OrderRule } from './readiness/rule-gap.rules';
export type { Readiness } from './readiness/readiness.rules';
export { GapDto, toGapDto } from './readiness/readiness.dto';
export { ReadinessService, type Judged, type PlatformReadiness } from './readiness/readiness.service';
export { saysTheSame, type Basis, type Kept } from './readiness/verdict.rules';
export { OCOP_SETS, ocopSet } from './reference/ocop-set.rules';
export { OldPlaceService } from './reference/old-place.service';
export { fullNameVi, type CommuneKind } from './reference/place.rules';
export { ProductSearch, type Narrowing } from './search/product-search';
export { starsOn } from './search/product-search.sql';
export { SEARCH_SORTS, type SearchSort } from './search/product-search.rules';
export { UploadService } from './upload/upload.service';
export { Certificate, Pack, Photo, Product, Rendition };

/** Everything of this folder that lies in the database as an entity. */
export const catalogEntities = [
  Product,
  Pack,
  AttributeDefinition,
  Certificate,
  Document,
  Photo,
  Rendition,
  ProductImport,
  Rule,
  PlatformRule,
];
