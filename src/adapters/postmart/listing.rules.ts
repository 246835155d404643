import type { Call, DraftPhoto, ListingDraft, ListingIssue, RemoteListing, RemoteListingState } from '../../platform/contract';
import { PlatformError } from '../../platform/contract';
import { attributesThatSayNothing } from './description';
import { issueOf, missingDocumentIssue } from './issue.rules';
import type { Fields } from './wire.rules';
import { isFields, isSet, textIn, textOf, valueOf, wholeIn } from './wire.rules';

/** The content of a product as `CreateProduct` and the `changes` of `orderCorrection` take it. No quantity: that travels by `updateInventory` only. */
export function toProduct(draft: ListingDraft): Fields {
  const [image, ...images] = draft.photos.map(pictureAddress);
  return {
    nameVi: draft.title,
    categoryCode: draft.categoryCode,
    description: draft.description,
    unit: draft.unit,
    priceVnd: draft.price,
    weight: String(draft.weightGrams),
    length: draft.lengthCm,
    width: draft.widthCm,
    height: draft.heightCm,
    image: image ?? '',
    images,
    origin: draft.originVi,
    attributes: {
      ...attributesThatSayNothing(draft.categoryCode),
      brand: draft.makerVi,
      ...(draft.shelfLifeDays === null ? {} : { shelf_life_days: String(draft.shelfLifeDays) }),
    },
    documents: draft.ocop ? [ocopDocument(draft.ocop)] : [],
  };
}

/** The platform keeps pictures by their address for ever: changed bytes under the same address would show the old picture. */
export function pictureAddress({ url, sha256 }: DraftPhoto): string {
  if (url === undefined) {
    throw new PlatformError(
      { kind: 'rejected', issues: [issueOf('PRODUCT_IMAGE_EMPTY', 'photo without an address')] },
      'photo without an address',
    );
  }
  return url.includes(sha256) ? url : `${url}${url.includes('?') ? '&' : '?'}v=${sha256}`;
}

/** The link to the paper itself is not part of a draft; the platform takes the certificate by its number and dates. */
function ocopDocument({ certificateNumber, stars, issuedOn, expiresOn }: NonNullable<ListingDraft['ocop']>): Fields {
  return { docType: 'OCOP_CERT', docNo: certificateNumber, star: stars, issuedDate: issuedOn, expiredDate: expiresOn };
}

/** One entry of CreateProduct. */
export function toEntry(draft: ListingDraft, credentials: Call['credentials']): Fields {
  const orgCode = credentials['orgCodeAccept'];
  return { sku: draft.sku, ...toProduct(draft), ...(orgCode ? { orgCode } : {}), scope: 1, orderCreationStatus: 1 };
}

/** Names of the wanted content that the platform shows differently. A field that it does not show counts as different. */
export function differences(wanted: Fields, shown: Fields): readonly string[] {
  return Object.keys(wanted).filter((name) => canonical(wanted[name]) !== canonical(valueOf(shown, name)));
}

/** Text of a value in which order of keys and empty members do not count. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? '', (_name, each: unknown) =>
    isFields(each)
      ? Object.fromEntries(
          Object.entries(each)
            .filter(([, member]) => member !== null && member !== '')
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : each,
  );
}

/** Case status 5 is approved; a live product keeps it whatever becomes of a later correction. */
const states: Readonly<Record<number, RemoteListingState>> = {
  0: 'draft',
  1: 'in-review',
  2: 'in-review',
  // Awaiting papers: the platform does nothing more until we do, so it is a refusal in all but name.
  3: 'rejected',
  4: 'in-review',
  5: 'live',
  6: 'rejected',
  7: 'locked',
  8: 'deleted',
};

/** Case statuses in which the platform is at work, and refuses a second case. */
export function isUnderWay(caseStatus: number | undefined): boolean {
  return caseStatus === 1 || caseStatus === 2 || caseStatus === 4;
}

/** Case statuses before any decision. */
export function isOpen(caseStatus: number | undefined): boolean {
  return caseStatus === 0 || isUnderWay(caseStatus);
}

/** What a product row (`getListProduct`, `getProduct`) and its newest case say together; either may be missing. `sku` is ours, for answers that leave it out. */
export function toListing(sku: string, row: Fields | null, newest: Fields | null): RemoteListing {
  const fields = row ?? newest ?? {};
  const externalId = (row && textIn(row, 'productCode')) ?? (newest && textIn(newest, 'productCode')) ?? undefined;
  const caseId = (newest && textIn(newest, 'caseId')) ?? (row && textIn(row, 'caseId')) ?? undefined;
  return {
    sku: textIn(fields, 'sku') ?? sku,
    ...(externalId ? { externalId } : {}),
    ...(caseId ? { caseId } : {}),
    state: stateOf(fields),
    issues: newest ? issuesOf(newest) : [],
    ...(row ? shownOf(row) : {}),
  };
}

function stateOf(fields: Fields): RemoteListingState {
  const state = states[wholeIn(fields, 'caseStatus') ?? -1] ?? 'unknown';
  const isOff = valueOf(fields, 'active') !== undefined && !isSet(fields, 'active');
  return state === 'live' && isOff ? 'hidden' : state;
}

function shownOf(row: Fields): Pick<RemoteListing, 'title' | 'price' | 'sellable' | 'reserved'> {
  const onHand = wholeIn(row, 'quantity');
  const reserved = wholeIn(row, 'reserved');
  return {
    title: textIn(row, 'nameVi'),
    price: wholeIn(row, 'priceVnd'),
    reserved,
    ...(onHand === undefined || reserved === undefined ? {} : { sellable: Math.max(0, onHand - reserved) }),
  };
}

/** Objections of a case: `reasons[{reasonId, reasonName, rejectDescription}]` of status 6 and 7, `missingDocuments[]` of status 3. */
export function issuesOf(each: Fields): readonly ListingIssue[] {
  const reasons = membersOf(each, 'reasons').filter(isFields).map(reasonIssue);
  const papers = membersOf(each, 'missingDocuments')
    .filter((paper) => typeof paper === 'string')
    .map(missingDocumentIssue);
  return [...reasons, ...papers];
}

function reasonIssue(reason: Fields): ListingIssue {
  const detail = textIn(reason, 'rejectDescription') ?? '';
  const text = [textIn(reason, 'reasonName'), detail].filter(Boolean).join(': ');
  const code = textIn(reason, 'reasonId') ?? '';
  return issueOf(code, text || code, detail);
}

const membersOf = (fields: Fields, name: string): readonly unknown[] => {
  const value = valueOf(fields, name);
  return Array.isArray(value) ? value : [];
};

/** The row of a list that carries this SKU. */
export function rowOfSku(rows: readonly Fields[], sku: string): Fields | undefined {
  return rows.find((row) => textOf(row, 'sku') === sku);
}
