import type {
  Call,
  ListingDraft,
  ListingRef,
  RemoteCategory,
  RemoteListing,
  StockItem,
  StockResult,
  Submitted,
} from '../../platform/contract';
import { PlatformError } from '../../platform/contract';
import type { Client } from './client';
import { beforeActing, orNull, wrongState } from './client';
import { entryFailure, refusalOf } from './failure.rules';
import { differences, isOpen, isUnderWay, rowOfSku, toEntry, toListing, toProduct } from './listing.rules';
import { toInventory, toStockResults } from './stock.rules';
import type { Fields } from './wire.rules';
import { countOf, fieldsOf, isSet, listOf, malformed, pageOf, textIn, textOf, valueOf, wholeIn } from './wire.rules';

const PAGE_SIZE = 50;
/** A shop of 10 000 products. Only a guard against a list that never says it is at its end. */
const MOST_PAGES = 200;

/** A product as found there. `newest` is its newest case: the first review, or that of the last edit. */
interface Found {
  readonly row: Fields | null;
  readonly newest: Fields | null;
}

export async function listCategories(client: Client, call: Call): Promise<readonly RemoteCategory[]> {
  const rows = listOf(await client.get(call, '/product/getAllCategory'), 'categories');
  return rows.map((each) => {
    const row = fieldsOf(each, 'category');
    return {
      code: textOf(row, 'categoryCode'),
      nameVi: textOf(row, 'categoryName'),
      parentCode: textIn(row, 'parentCode') ?? null,
      isLeaf: isSet(row, 'isLeaf'),
      isActive: isSet(row, 'status'),
    };
  });
}

/** CreateProduct with a batch of one, whose refusals come as 409 or 422, or as `caseStatus: -1` with the code in `message`. */
export async function publish(client: Client, call: Call, draft: ListingDraft, intentKey: string): Promise<Submitted> {
  // The header is `x-request-id` or `requestId`, depending on whom one asks.
  const headers = { 'x-request-id': intentKey, requestId: intentKey };
  try {
    const answer = await client.post(call, '/product/CreateProduct', [toEntry(draft, call.credentials)], { safeToRepeat: true, headers });
    const entry = fieldsOf(listOf(answer, 'CreateProduct')[0], 'CreateProduct');
    if (wholeIn(entry, 'caseStatus') === -1) throw entryFailure(refusalOf(textIn(entry, 'message') ?? 'caseStatus -1'));
    return submitted(entry);
  } catch (error) {
    if (!isDuplicateName(error)) throw error;
    // The platform compares names before, or instead of, codes: our own earlier attempt may be what it found.
    if ((await rowBySku(client, call, draft.sku)) === null) throw error;
    throw new PlatformError({ kind: 'conflict', reason: 'already-exists' }, error.platformText, { cause: error });
  }
}

const isDuplicateName = (error: unknown): error is PlatformError =>
  error instanceof PlatformError && error.failure.kind === 'rejected' && error.failure.issues.some(({ code }) => code === 'duplicate');

/**
 * Every change but that of a price is a case of its own, and the product shows its old content until that is approved. Asking what it shows now
 * keeps a mere price change out of the reviewers' queue.
 */
export async function edit(client: Client, call: Call, ref: ListingRef, draft: ListingDraft, intentKey: string): Promise<Submitted> {
  const found = await beforeActing(find(client, call, ref));
  if (!found) throw new PlatformError({ kind: 'not-found' }, `no product for ${ref.sku}`);
  if (found.newest && isUnderWay(wholeIn(found.newest, 'caseStatus'))) {
    throw new PlatformError({ kind: 'conflict', reason: 'being-reviewed' }, `case ${textIn(found.newest, 'caseId') ?? ''} is under way`);
  }
  const changes = toProduct(draft);
  const productCode = codeOf(found, 'productCode');
  const changed = productCode && found.row ? differences(changes, found.row) : Object.keys(changes);
  if (productCode && changed.length === 0) return { externalId: productCode };
  if (productCode && changed.join() === 'priceVnd') {
    await updatePrice(client, call, draft);
    return { externalId: productCode };
  }
  return correct(client, call, found, changes, intentKey);
}

async function correct(client: Client, call: Call, found: Found, changes: Fields, intentKey: string): Promise<Submitted> {
  const productCode = codeOf(found, 'productCode');
  const caseId = codeOf(found, 'caseId');
  const headers = { 'x-request-id': intentKey, requestId: intentKey };
  const body = productCode ? { productCode, changes } : { caseId, changes };
  try {
    const answer = await client.post(call, '/product/orderCorrection', body, { safeToRepeat: false, headers });
    return submitted({ productCode, ...fieldsOf(answer, 'orderCorrection') });
  } catch (error) {
    const isSame = error instanceof PlatformError && error.platformText.startsWith('NO_CHANGES');
    if (isSame && productCode) return { externalId: productCode };
    throw error;
  }
}

async function updatePrice(client: Client, call: Call, { sku, price }: ListingDraft): Promise<void> {
  const answer = fieldsOf(
    await client.post(call, '/product/updatePrice', [{ sku, priceVnd: price }], { safeToRepeat: true }),
    'updatePrice',
  );
  const [failure] = listOf(valueOf(answer, 'failure') ?? [], 'failure');
  if (failure === undefined) return;
  const row = fieldsOf(failure, 'failure');
  const code = textIn(row, 'code') ?? 'PRICE_INVALID';
  if (code === 'SKU_NOT_FOUND') throw new PlatformError({ kind: 'not-found' }, `${code}: ${sku}`);
  throw entryFailure(refusalOf(code, textIn(row, 'message')));
}

export async function setVisible(client: Client, call: Call, ref: ListingRef, visible: boolean): Promise<void> {
  let { externalId } = ref;
  if (externalId === undefined) {
    const found = await beforeActing(find(client, call, ref));
    if (!found) throw new PlatformError({ kind: 'not-found' }, `no product for ${ref.sku}`);
    externalId = codeOf(found, 'productCode');
  }
  if (externalId === undefined) throw wrongState(`${ref.sku} is not approved yet`);
  await client.post(call, '/product/changeStatus', { productCode: externalId, active: visible ? '1' : '0' }, { safeToRepeat: true });
}

/**
 * The platform has no call to delete: what is live is hidden. A first review under way cannot be called back and might end with the product on sale,
 * so that one throws `conflict/being-reviewed`; rejected, locked and unsubmitted ones are not on sale and stay where they are.
 */
export async function remove(client: Client, call: Call, ref: ListingRef): Promise<void> {
  const found = await beforeActing(find(client, call, ref));
  if (!found) return;
  const { state, externalId } = toListing(ref.sku, found.row, found.newest);
  if (state === 'in-review') throw new PlatformError({ kind: 'conflict', reason: 'being-reviewed' }, `${ref.sku} is being reviewed`);
  if (externalId && (state === 'live' || state === 'unknown')) await setVisible(client, call, { sku: ref.sku, externalId }, false);
}

export async function readListing(client: Client, call: Call, ref: ListingRef): Promise<RemoteListing | null> {
  const found = await find(client, call, ref);
  return found && toListing(ref.sku, found.row, found.newest);
}

export async function setStock(client: Client, call: Call, items: readonly StockItem[]): Promise<readonly StockResult[]> {
  if (items.length === 0) return [];
  return toStockResults(items, await client.post(call, '/product/updateInventory', toInventory(items, call), { safeToRepeat: true }));
}

/** By product code, else by case, else by paging for the SKU: each is asked only when the one before found nothing. */
async function find(client: Client, call: Call, ref: ListingRef): Promise<Found | null> {
  const byCode = ref.externalId === undefined ? null : await rowByCode(client, call, ref.externalId);
  if (byCode) return withCase(client, call, byCode);
  const newest = ref.caseId === undefined ? null : await caseById(client, call, ref.caseId);
  const productCode = newest ? textIn(newest, 'productCode') : undefined;
  // A case under way is all there is to know. A decided one may have been followed by another whose answer was lost: the row names the newest.
  if (newest && productCode === undefined && isOpen(wholeIn(newest, 'caseStatus'))) return { row: null, newest };
  const row = (productCode === undefined ? null : await rowByCode(client, call, productCode)) ?? (await rowBySku(client, call, ref.sku));
  // The row may name the case that has just been read: calls are few, four a second.
  if (row) return newest && textIn(row, 'caseId') === ref.caseId ? { row, newest } : withCase(client, call, row);
  return newest && { row: null, newest };
}

async function withCase(client: Client, call: Call, row: Fields): Promise<Found> {
  const caseId = textIn(row, 'caseId');
  return { row, newest: caseId === undefined ? null : await caseById(client, call, caseId) };
}

async function caseById(client: Client, call: Call, caseId: string): Promise<Fields | null> {
  const answer = await orNull(client.get(call, '/product/updateCase', { caseId }));
  return answer === null ? null : stated(answer, 'updateCase', 'caseId');
}

async function rowByCode(client: Client, call: Call, productCode: string): Promise<Fields | null> {
  const answer = await orNull(client.get(call, '/product/getProduct', { productCode }));
  return answer === null ? null : stated(answer, 'getProduct', 'sku');
}

/** A product or a case that says its name and where it stands; one that does not is an answer in another form, not a product in no state. */
function stated(answer: unknown, what: string, name: 'caseId' | 'sku'): Fields {
  const fields = fieldsOf(answer, what);
  textOf(fields, name);
  countOf(fields, 'caseStatus');
  return fields;
}

/** Newest first, so a product that comes in meanwhile repeats a row and hides none. */
async function rowBySku(client: Client, call: Call, sku: string): Promise<Fields | null> {
  for (let pageIndex = 0; pageIndex < MOST_PAGES; pageIndex++) {
    const answer = await client.get(call, '/product/getListProduct', { pageIndex, pageSize: PAGE_SIZE });
    const { rows, isLast } = pageOf(answer, pageIndex, PAGE_SIZE);
    const row = rowOfSku(rows, sku);
    if (row) return stated(row, 'getListProduct', 'sku');
    if (isLast) return null;
  }
  throw malformed('getListProduct: a list without an end');
}

function submitted(fields: Fields): Submitted {
  const externalId = textIn(fields, 'productCode');
  const caseId = textIn(fields, 'caseId');
  if (externalId === undefined && caseId === undefined) throw malformed('neither caseId nor productCode');
  return { ...(externalId ? { externalId } : {}), ...(caseId ? { caseId } : {}) };
}

const codeOf = ({ row, newest }: Found, name: 'productCode' | 'caseId'): string | undefined =>
  (row ? textIn(row, name) : undefined) ?? (newest ? textIn(newest, name) : undefined);
