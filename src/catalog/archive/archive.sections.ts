import { DOCUMENT_SCOPES, DOCUMENT_STATES, DOCUMENT_TYPES } from '../document/document.rules';
import { CERTIFICATE_STATES, OCOP_AUTHORITIES, REVOCATION_GROUNDS } from '../document/certificate.rules';
import { PAPER_FILE_LIMITS } from '../document/paper-file.limits';
import { PHOTO_LIMITS } from '../photo/photo.limits';
import { ATTRIBUTE_CODE, MAX_VALUES } from '../product/attribute.rules';
import { LIMITS } from '../product/product.limits';
import { MONTH_DAY, STORAGE_CLASSES } from '../product/season.rules';
import { PRODUCER_KINDS } from '../../people';
import { hasShape, isRecord, isText } from './archive-data.rules';
import type { ArchiveField, ArchiveFields, ArchivePart, ArchiveSection } from './archive-section';

type More = Partial<Omit<ArchiveField, 'kind' | 'column'>>;
const id = (column = 'id', more: More = {}): ArchiveField => ({ kind: 'id', column, ...more });
const text = (column: string, max: number, more: More = {}): ArchiveField => ({ kind: 'text', column, max, ...more });
const lines = (column: string, max: number, more: More = {}): ArchiveField => ({ kind: 'lines', column, max, ...more });
const int = (column: string, min: number, max?: number, more: More = {}): ArchiveField => ({
  ...{ kind: 'int', column, min, ...more },
  ...(max === undefined ? {} : { max }),
});
const flag = (column: string): ArchiveField => ({ kind: 'flag', column });
const day = (column: string, more: More = {}): ArchiveField => ({ kind: 'day', column, ...more });
const instant = (column: string, more: More = {}): ArchiveField => ({ kind: 'instant', column, ...more });
const json = (column: string, shape: (value: unknown) => boolean, more: More = {}): ArchiveField => ({
  kind: 'json',
  column,
  shape,
  ...more,
});
const oneOf = (column: string, choices: readonly string[], more: More = {}): ArchiveField => ({
  ...{ kind: 'text', column, max: 100, oneOf: choices, ...more },
});
const MAYBE: More = { isNullable: true };
const IMPORTER = 'an account of this installation; whoever takes it in stands there';
const OTHERS_ACCOUNT = 'an account of this installation; the name is carried';
const AUTHORITIES = Object.keys(OCOP_AUTHORITIES);
const GROUNDS = Object.keys(REVOCATION_GROUNDS);
const SHA256 = /^[0-9a-f]{64}$/;
const GTIN = /^(\d{8}|\d{13}|\d{14})$/;
const PHOTO_FORMATS = ['jpeg', 'png', 'webp', 'heic'];
const VERSIONS = 10_000;

const isSeason = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= LIMITS.seasonRanges.max &&
  value.every((range) => hasShape(range, { from: text('', 5, { pattern: MONTH_DAY }), to: text('', 5, { pattern: MONTH_DAY }) }));

const isAttributes = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(value).length <= MAX_VALUES &&
  Object.entries(value).every(
    ([code, said]) => ATTRIBUTE_CODE.test(code) && (typeof said === 'boolean' || Number.isFinite(said) || isText(said, 0, 5_000, true)),
  );

const isLegacyAddress = (value: unknown): boolean =>
  hasShape(value, { province: text('', 200), district: text('', 200), ward: text('', 200) });

const PRODUCT: ArchiveFields = {
  name: text('name', LIMITS.nameChars.max, { min: 1 }),
  description: lines('description', LIMITS.descriptionChars.max),
  ocopSet: int('ocop_set', 1, 26),
  communeCode: text('commune_code', 20, MAYBE),
  shelfLifeDays: int('shelf_life_days', 1, LIMITS.shelfLifeDays.max, MAYBE),
  attributes: json('attributes', isAttributes),
  season: json('season', isSeason),
  storageClass: oneOf('storage_class', STORAGE_CLASSES),
  minDaysLeftAtDispatch: int('min_days_left_at_dispatch', 0, LIMITS.minDaysLeftAtDispatch.max),
  traceUrl: text('trace_url', LIMITS.traceUrlChars.max, { pattern: /^https:\/\//, ...MAYBE }),
};

const PACK_PRICE: ArchiveField = { kind: 'money', column: 'price_vnd', min: 0, max: LIMITS.priceVnd.max };

const PACK: ArchiveFields = {
  id: id(),
  sku: text('sku', LIMITS.skuChars.max, { min: 1 }),
  unit: text('unit', LIMITS.unitChars.max, { min: 1 }),
  factor: int('factor', 1, LIMITS.factor.max),
  weightGrams: int('weight_grams', 1, LIMITS.weightGrams.max),
  lengthCm: int('length_cm', 1, LIMITS.edgeCm.max),
  widthCm: int('width_cm', 1, LIMITS.edgeCm.max),
  heightCm: int('height_cm', 1, LIMITS.edgeCm.max),
  priceVnd: PACK_PRICE,
  gtin: text('gtin', 14, { pattern: GTIN, ...MAYBE }),
};

const isUuid = (value: unknown): boolean => hasShape({ value }, { value: id('') });

const isPrices = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(value).length <= 100 &&
  Object.entries(value).every(([packId, priceVnd]) => isUuid(packId) && hasShape({ priceVnd }, { priceVnd: PACK_PRICE }));

const OVERRIDE: ArchiveFields = {
  title: text('title', LIMITS.nameChars.max, { min: 1, ...MAYBE }),
  description: { ...lines('description', LIMITS.descriptionChars.max), ...MAYBE },
  shareWeight: int('share_weight', LIMITS.shareWeight.min, LIMITS.shareWeight.max, MAYBE),
  prices: json('prices', isPrices),
};

const isOverrides = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(value).length <= 100 &&
  Object.entries(value).every(([platform, override]) => isText(platform, 1, 50, false) && hasShape(override, OVERRIDE));

const isVersionState = (value: unknown): boolean =>
  hasShape(
    value,
    {
      ...PRODUCT,
      packs: json('', (packs) => Array.isArray(packs) && packs.length <= 100 && packs.every((pack) => hasShape(pack, PACK, ['gtin']))),
      photoIds: json('', (ids) => Array.isArray(ids) && ids.length <= 100 && ids.every(isUuid)),
      overrides: json('', isOverrides),
    },
    ['season', 'storageClass', 'minDaysLeftAtDispatch', 'traceUrl', 'overrides'], // versions of before they were known lack them
  );

const FILE: ArchiveFields = {
  fileSha256: text('file_sha256', 64, { pattern: SHA256, ...MAYBE }),
  fileType: oneOf('file_type', ['pdf', ...PHOTO_FORMATS], MAYBE),
  fileBytes: int('file_bytes', 1, PAPER_FILE_LIMITS.bytes, MAYBE),
  filePages: int('file_pages', 1, PAPER_FILE_LIMITS.pages, MAYBE),
};

const OF_PRODUCER = 'exists (select 1 from product p where p.id = t.product_id and p.producer_id = $1)';

const producer: ArchiveSection = {
  ...{ name: 'producer', table: 'producer', where: 't.id = $1', orderBy: 't.id', key: ['id'], unique: ['id'] },
  fields: {
    id: id(),
    kind: oneOf('kind', PRODUCER_KINDS),
    name: text('name', 200, { min: 1 }),
    taxCode: text('tax_code', 20, MAYBE),
    legacyTaxCode: text('legacy_tax_code', 20, MAYBE),
    registrationNumber: text('registration_number', 100, MAYBE),
    registeredOn: day('registered_on', MAYBE),
    representative: text('representative', 200),
    placeScheme: oneOf('place_scheme', ['2025-07']),
    provinceCode: text('province_code', 10, { min: 1 }),
    communeCode: text('commune_code', 20, MAYBE),
    hamlet: text('hamlet', 300),
    address: text('address', 500),
    legacyAddress: json('legacy_address', isLegacyAddress, MAYBE),
    isDemonstration: flag('is_demonstration'),
    version: int('version', 1),
    createdAt: instant('created_at'),
    updatedAt: instant('updated_at'),
  },
  filled: { created_by: 'account' },
  left: {
    created_by: IMPORTER,
    name_key: 'made by the database',
    search_words: 'made by the database',
    restricted_since: 'asked for here, and lifted here',
    practice_of: 'practised with here',
    practice_ended_at: 'practised with here',
  },
};

const photos: ArchiveSection = {
  ...{ name: 'photos', table: 'photo', where: 't.producer_id = $1', orderBy: 't.created_at, t.id', key: ['id'], unique: ['id'] },
  fields: {
    id: id(),
    sha256: text('sha256', 64, { pattern: SHA256 }),
    format: oneOf('format', PHOTO_FORMATS),
    bytes: int('bytes', 1, PHOTO_LIMITS.bytes),
    width: int('width', 1, PHOTO_LIMITS.edgePx),
    height: int('height', 1, PHOTO_LIMITS.edgePx),
    createdAt: instant('created_at'),
  },
  derived: {
    measured: { kind: 'json', column: 'measured', isNullable: true },
    look: { kind: 'bits', column: 'look', isNullable: true },
  },
  filled: { producer_id: 'producer', created_by: 'account' },
  left: {
    ...{ producer_id: 'the producer of the archive', created_by: IMPORTER, measured: 'measured anew', look: 'measured anew' },
    ...{ look_parts: 'made by the database', unused_since: 'seen anew' },
  },
};

const products: ArchiveSection = {
  ...{ name: 'products', table: 'product', where: 't.producer_id = $1', orderBy: 't.created_at, t.id', key: ['id'], unique: ['id'] },
  fields: {
    id: id(),
    ...PRODUCT,
    isDemonstration: flag('is_demonstration'),
    version: int('version', 1, VERSIONS),
    createdAt: instant('created_at'),
    updatedAt: instant('updated_at'),
  },
  filled: { producer_id: 'producer', created_by: 'account', changed_by: 'account' },
  left: {
    ...{ producer_id: 'the producer of the archive', created_by: IMPORTER, changed_by: IMPORTER },
    ...{ search_name: 'made by the database', search_words: 'made by the database' },
  },
};

const packs: ArchiveSection = {
  ...{ name: 'packs', table: 'pack', where: OF_PRODUCER, orderBy: 't.created_at, t.id', key: ['id'], unique: ['id', 'sku'] },
  fields: { ...PACK, productId: id('product_id', { refersTo: 'products' }), createdAt: instant('created_at') },
  most: { per: 'productId', count: LIMITS.packs.max },
  left: { gtin_producer_id: 'made by the database' },
};

const productPhotos: ArchiveSection = {
  ...{ name: 'productPhotos', table: 'product_photo', where: OF_PRODUCER, orderBy: 't.product_id, t.position, t.photo_id' },
  key: ['productId', 'photoId'],
  fields: {
    productId: id('product_id', { refersTo: 'products' }),
    photoId: id('photo_id', { refersTo: 'photos' }),
    position: int('position', 0, 1_000),
  },
  most: { per: 'productId', count: LIMITS.photos.max },
  left: {},
};

const overrides: ArchiveSection = {
  ...{
    name: 'overrides',
    table: 'product_override',
    where: OF_PRODUCER,
    orderBy: 't.product_id, t.platform',
    key: ['productId', 'platform'],
  },
  fields: { productId: id('product_id', { refersTo: 'products' }), platform: text('platform', 50, { min: 1 }), ...OVERRIDE },
  left: {},
};

const versions: ArchiveSection = {
  ...{ name: 'versions', table: 'product_version', where: OF_PRODUCER, orderBy: 't.product_id, t.version', key: ['productId', 'version'] },
  joins: 'left join account a on a.id = t.changed_by',
  fields: {
    productId: id('product_id', { refersTo: 'products' }),
    version: int('version', 1, VERSIONS),
    state: json('state', isVersionState),
    changedByName: text('changed_elsewhere_by', 200, { ...MAYBE, read: 'coalesce(a.name, t.changed_elsewhere_by)' }),
    changedAt: instant('changed_at'),
  },
  left: { changed_by: OTHERS_ACCOUNT },
};

const certificates: ArchiveSection = {
  ...{ name: 'certificates', table: 'certificate', where: OF_PRODUCER, orderBy: 't.created_at, t.id', key: ['id'], unique: ['id'] },
  joins: 'left join account a on a.id = t.verified_by',
  fields: {
    id: id(),
    productId: id('product_id', { refersTo: 'products' }),
    stars: int('stars', 3, 5),
    number: text('number', 200, { min: 1 }),
    certificateNumber: text('certificate_number', 200, MAYBE),
    authority: oneOf('authority', AUTHORITIES, MAYBE),
    issuedBy: text('issued_by', 500, { min: 1 }),
    issuedOn: day('issued_on'),
    expiresOn: day('expires_on'),
    ocopSheetCode: text('ocop_sheet_code', 50, MAYBE),
    points: int('points', 0, 10_000, MAYBE),
    ...FILE,
    state: oneOf('state', CERTIFICATE_STATES),
    verifiedByName: text('verified_elsewhere_by', 200, { ...MAYBE, read: 'coalesce(a.name, t.verified_elsewhere_by)' }),
    verifiedAt: instant('verified_at', MAYBE),
    reasonVi: lines('reason_vi', 1_000),
    revocationGround: oneOf('revocation_ground', GROUNDS, MAYBE),
    revokedOn: day('revoked_on', MAYBE),
    renewalFiledOn: day('renewal_filed_on', MAYBE),
    isDemonstration: flag('is_demonstration'),
    version: int('version', 1),
    createdAt: instant('created_at'),
  },
  filled: { created_by: 'account', submitted_by: 'account' },
  left: { created_by: IMPORTER, submitted_by: IMPORTER, verified_by: OTHERS_ACCOUNT },
};

const documents: ArchiveSection = {
  ...{ name: 'documents', table: 'document', where: 't.producer_id = $1', orderBy: 't.created_at, t.id', key: ['id'], unique: ['id'] },
  joins: 'left join account a on a.id = t.decided_by',
  fields: {
    id: id(),
    productId: id('product_id', { refersTo: 'products', ...MAYBE }),
    type: oneOf('type', Object.keys(DOCUMENT_TYPES)),
    scope: oneOf('scope', DOCUMENT_SCOPES),
    scopeName: text('scope_name', 200),
    number: text('number', 200, { min: 1 }),
    issuer: text('issuer', 500, { min: 1 }),
    issuedOn: day('issued_on'),
    expiresOn: day('expires_on', MAYBE),
    ...FILE,
    state: oneOf('state', DOCUMENT_STATES),
    decidedByName: text('decided_elsewhere_by', 200, { ...MAYBE, read: 'coalesce(a.name, t.decided_elsewhere_by)' }),
    decidedAt: instant('decided_at', MAYBE),
    reasonVi: lines('reason_vi', 1_000),
    isDemonstration: flag('is_demonstration'),
    version: int('version', 1),
    createdAt: instant('created_at'),
  },
  filled: { producer_id: 'producer', created_by: 'account', submitted_by: 'account' },
  left: {
    ...{ producer_id: 'the producer of the archive', created_by: IMPORTER, submitted_by: IMPORTER, decided_by: OTHERS_ACCOUNT },
  },
};

/** What this folder knows of a producer. */
export const CATALOG_PART: ArchivePart = {
  sections: [producer, photos, products, packs, productPhotos, overrides, versions, certificates, documents],
  check(tables) {
    const versionOf = new Map((tables.get('products') ?? []).map((row) => [row.id, Number(row.version)]));
    const early = (tables.get('versions') ?? []).findIndex((row) => Number(row.version) > (versionOf.get(row.productId) ?? 0));
    if (early !== -1) return `/versions/${early}/version`; // the next change would not be kept
    const gtins = new Set<unknown>();
    for (const [at, { gtin }] of (tables.get('packs') ?? []).entries()) {
      if (gtin !== null && gtins.has(gtin)) return `/packs/${at}/gtin`;
      gtins.add(gtin);
    }
    for (const name of ['certificates', 'documents'])
      for (const [at, row] of (tables.get(name) ?? []).entries())
        if ((row.fileSha256 === null) !== (row.fileType === null) || (row.fileSha256 === null) !== (row.fileBytes === null))
          return `/${name}/${at}/fileSha256`;
    return null;
  },
  complete: () => Promise.resolve(),
};
