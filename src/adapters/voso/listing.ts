import { type Call, type ListingDraft, type ListingIssue, type ListingRef, type PhotoFile, PlatformError } from '../../platform/contract';
import type { RemoteCategory, RemoteListing, StockItem, StockResult, Submitted } from '../../platform/contract';
import { pickUpAddress } from './account';
import { ask, askList, beforeActing } from './client';
import { findFaults, toAttributeRule, toAttributes, toCategory, toContent, toListingState, toRemoteListing } from './listing.rules';
import { isBelowHold, isProductLocked } from './refusal.rules';
import { type Row, amount, id, malformed, text, toRow, toRows } from './wire.rules';

/** TYPE of UpdateProduct; the numbers are in the style of the sibling's UpdateOrder. */
const SUBMIT = 1;
const HIDE = 2;
const SHOW = 3;
const DELETE = 11;

export async function listCategories(call: Call): Promise<readonly RemoteCategory[]> {
  const list = await askList(call, { method: 'GET', path: '/v2/category/listCategory', safeToRepeat: true });
  return toRows(list, 'listCategory').map(toCategory);
}

/** The same bytes give the same id, so a repetition does no harm. An upload that no product uses is dropped after a day. */
export async function uploadPhoto(call: Call, { bytes, format, fileName }: PhotoFile): Promise<{ readonly uploadedRef: string }> {
  const { data } = await ask(call, {
    method: 'POST',
    path: '/v2/image/upload',
    form: { field: 'FILE', fileName, contentType: `image/${format}`, bytes },
    safeToRepeat: true,
  });
  return { uploadedRef: text(toRow(data, 'upload'), 'IMAGE_ID') };
}

/** The platform has no idempotency keys; CHECK_UNIQUE on our SKU does the same: the second create finds the first. */
export async function publish(call: Call, draft: ListingDraft): Promise<Submitted> {
  const content = await contentOf(call, draft);
  const json = { ...content, PRODUCT_QUANTITY: 0, CHECK_UNIQUE: true };
  const { data } = await ask(call, { method: 'POST', path: '/v2/product/createProduct', json, safeToRepeat: false });
  return submitted(call, toRow(data, 'createProduct'));
}

/** A full replacement. Not safe to repeat: the first time sends the product to review, and then the second is refused because of that. */
export async function edit(call: Call, ref: ListingRef, draft: ListingDraft): Promise<Submitted> {
  const productId = await beforeActing(productIdOf(call, ref));
  const json = { PRODUCT_ID: productId, ...(await contentOf(call, draft)) };
  const { data } = await ask(call, { method: 'POST', path: '/v2/product/edit', json, safeToRepeat: false });
  return submitted(call, toRow(data, 'edit'));
}

/** Showing what is shown is done already. */
export async function setVisible(call: Call, ref: ListingRef, visible: boolean): Promise<void> {
  const productId = await beforeActing(productIdOf(call, ref));
  await unless(['already-done'], updateProduct(call, visible ? SHOW : HIDE, productId));
}

export async function remove(call: Call, ref: ListingRef): Promise<void> {
  try {
    await updateProduct(call, DELETE, await beforeActing(productIdOf(call, ref)));
  } catch (error) {
    if (!(error instanceof PlatformError && error.failure.kind === 'not-found')) throw error;
  }
}

export async function readListing(call: Call, ref: ListingRef): Promise<RemoteListing | null> {
  const byId = ref.externalId && /^\d+$/.test(ref.externalId) ? await findRow(call, { PRODUCT_ID: ref.externalId }) : null;
  const row = byId ?? (await findRow(call, { PRODUCT_CODE: ref.sku }));
  return row && toRemoteListing(row);
}

/** One product a call there. What the platform refuses is a result; what says nothing about the product (token, crash, limit) is thrown. */
export async function setStock(call: Call, items: readonly StockItem[]): Promise<readonly StockResult[]> {
  const results: StockResult[] = [];
  for (const item of items) results.push(await setOne(call, item));
  return results;
}

async function setOne(call: Call, { ref, quantity }: StockItem): Promise<StockResult> {
  try {
    const json = { PRODUCT_ID: await beforeActing(productIdOf(call, ref)), QUANTITY: quantity };
    // The number means "sellable", and orders lower it there: the same number a second later may put sold units back on sale. So never by itself.
    const { data } = await ask(call, { method: 'POST', path: '/v2/product/updateStock', json, safeToRepeat: false });
    const row = toRow(data, 'updateStock');
    return row['HOLD_QUANTITY'] === undefined ? { ok: true } : { ok: true, reserved: amount(row, 'HOLD_QUANTITY') };
  } catch (error) {
    const code = error instanceof PlatformError ? toStockCode(error) : null;
    if (!(error instanceof PlatformError) || !code) throw error;
    return { ok: false, code, platformText: error.platformText };
  }
}

function toStockCode(error: PlatformError): Exclude<StockResult, { ok: true }>['code'] | null {
  if (isBelowHold(error)) return 'below-reserved';
  if (isProductLocked(error)) return 'locked';
  switch (error.failure.kind) {
    case 'not-found':
      return 'not-found';
    case 'rejected':
      return 'refused';
    case 'conflict':
      return error.failure.reason === 'being-reviewed' ? 'not-approved' : 'refused';
    default:
      return null;
  }
}

/** All that one create or edit says. Throws: `rejected` with every fault of ours at once, before anything is sent. */
async function contentOf(call: Call, draft: ListingDraft): Promise<Row> {
  const faults = findFaults(draft);
  if (faults.length > 0) throw rejected(faults);
  const { data } = await beforeActing(
    ask(call, { method: 'GET', path: '/v2/category/listAttribute', query: { categoryId: draft.categoryCode }, safeToRepeat: true }),
  );
  const attributes = toAttributes(toRows(data, 'listAttribute').map(toAttributeRule), draft);
  if (attributes.faults.length > 0) throw rejected(attributes.faults);
  return toContent(draft, await beforeActing(pickUpAddress(call)), attributes.list);
}

const rejected = (issues: readonly ListingIssue[]): PlatformError =>
  new PlatformError({ kind: 'rejected', issues }, issues.map((issue) => issue.platformText).join(' · '));

/**
 * The answer to a create or edit. A rejected product whose reviewed fields did not change stays rejected until it is submitted by hand, and a draft
 * stays a draft; when the edit itself has sent it to review, the platform says so, which is what we wanted.
 */
async function submitted(call: Call, row: Row): Promise<Submitted> {
  const externalId = id(row, 'PRODUCT_ID');
  const state = typeof row['PRODUCT_STATUS'] === 'number' ? toListingState(row['PRODUCT_STATUS']) : 'unknown';
  if (state === 'rejected' || state === 'draft' || state === 'unknown') {
    await unless(['being-reviewed', 'already-done'], updateProduct(call, SUBMIT, asNumber(externalId)));
  }
  return { externalId };
}

async function updateProduct(call: Call, type: number, productId: number): Promise<void> {
  const json = { TYPE: type, PRODUCT_ID: productId, NOTE: '' };
  await ask(call, { method: 'POST', path: '/v2/product/UpdateProduct', json, safeToRepeat: true });
}

/** Swallows the conflicts that say that things are already as wanted. */
async function unless(reasons: readonly string[], act: Promise<void>): Promise<void> {
  try {
    await act;
  } catch (error) {
    const isFine = error instanceof PlatformError && error.failure.kind === 'conflict' && reasons.includes(error.failure.reason);
    if (!isFine) throw error;
  }
}

/** Acts need the number; when we do not have it (a lost answer, a number too big for JSON), our SKU finds it. Throws: `not-found`. */
async function productIdOf(call: Call, ref: ListingRef): Promise<number> {
  if (ref.externalId && Number.isSafeInteger(Number(ref.externalId))) return Number(ref.externalId);
  const row = await findRow(call, { PRODUCT_CODE: ref.sku });
  if (!row) throw new PlatformError({ kind: 'not-found' }, `PRODUCT_CODE ${ref.sku}`);
  return asNumber(id(row, 'PRODUCT_ID'));
}

function asNumber(externalId: string): number {
  const number = Number(externalId);
  if (!Number.isSafeInteger(number)) throw malformed(`PRODUCT_ID ${externalId} does not fit into a number`);
  return number;
}

async function findRow(call: Call, query: Readonly<Record<string, string>>): Promise<Row | null> {
  try {
    const { data } = await ask(call, { method: 'GET', path: '/v2/product/getProduct', query, safeToRepeat: true });
    return toRow(data, 'getProduct');
  } catch (error) {
    if (error instanceof PlatformError && error.failure.kind === 'not-found') return null;
    throw error;
  }
}
