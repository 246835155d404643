import type { Call, PlatformFailure } from '../../platform/contract';
import { PlatformError } from '../../platform/contract';
import { toVnd } from '../../shared/kernel';
import type { PracticePostmart } from '../../../test/support/practice-postmart';
import { credentials, startPracticePostmart } from '../../../test/support/practice-postmart';

let shop: PracticePostmart;
let call: Call;
beforeAll(async () => {
  shop = await startPracticePostmart();
});
beforeEach(async () => {
  await shop.sim('/reset');
  call = await shop.call();
});
afterAll(() => shop.stop());

/** The failure of a call that has to be refused. */
async function failureOf(refused: Promise<unknown>): Promise<PlatformFailure> {
  try {
    await refused;
  } catch (error) {
    if (error instanceof PlatformError) return error.failure;
    throw error;
  }
  throw new Error('was not refused');
}
const HTX = 'HTX01-MATONG-900';

describe('logging in', () => {
  it('gets a token whose life is not told', async () => {
    const session = await shop.adapter.login({ http: shop.http, credentials });

    expect(session.token).not.toBe('');
    expect(session.expiresAt).toBeNull();
  });

  it.each([{ password: 'sai' }, { username: 'ai-do' }, { customerCode: 'C99999' }])(
    'is refused with %j although HTTP says 200',
    async (wrong) => {
      expect(await failureOf(shop.adapter.login({ http: shop.http, credentials: { ...credentials, ...wrong } }))).toEqual({
        kind: 'unauthorised',
      });
    },
  );

  it('is refused once by a busy login server, and then works', async () => {
    await shop.fault('login-refused');

    expect(await failureOf(shop.adapter.login({ http: shop.http, credentials }))).toEqual({ kind: 'unauthorised' });
    expect((await shop.adapter.login({ http: shop.http, credentials })).token).not.toBe('');
  });

  it('an ended token and a made-up one are unauthorised', async () => {
    await shop.sim('/token/expire');

    expect(await failureOf(shop.adapter.listCategories(call))).toEqual({ kind: 'unauthorised' });
    expect(await failureOf(shop.adapter.listCategories({ ...call, token: 'x' }))).toEqual({ kind: 'unauthorised' });
    await shop.fault('token-expired');
    expect(await failureOf(shop.adapter.listCategories(await shop.call()))).toEqual({ kind: 'unauthorised' });
  });
});

describe('the line to the platform', () => {
  const on = (knob: string, more: object = {}) => shop.fault(knob, { times: 1, match: { path: 'getAllCategory' }, ...more });
  const read = () => failureOf(shop.adapter.listCategories(call));

  it('429 carries its wait, however absurd', async () => {
    await on('busy', { retryAfter: 7 });
    expect(await read()).toEqual({ kind: 'rate-limited', retryAfterMs: 7000 });
    await shop.fault('absurd-retry-after');
    await on('busy');
    expect(await read()).toEqual({ kind: 'rate-limited', retryAfterMs: 1_224_000 });
  });

  it('the real bucket overflows after 80 calls', async () => {
    const all = await Promise.allSettled(Array.from({ length: 90 }, () => shop.adapter.listCategories(call)));

    const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.map(({ failure }) => failure.kind)).toEqual(refused.map(() => 'rate-limited'));
  });

  it.each([
    ['bad-gateway', {}, { kind: 'unavailable', outcome: 'unknown' }],
    ['connection-reset', {}, { kind: 'unavailable', outcome: 'unknown' }],
    ['timeout-before', { holdMs: 20 }, { kind: 'unavailable', outcome: 'unknown' }],
    ['ip-refused', {}, { kind: 'forbidden', reason: 'caller-refused' }],
  ])('%s', async (knob, more, failure) => {
    await on(knob, more);

    expect(await read()).toEqual(failure);
  });

  it('an address that is not on the list is refused with HTML', async () => {
    await shop.sim('/seed', { ipWhitelist: ['203.0.113.9'] });

    expect(await read()).toEqual({ kind: 'forbidden', reason: 'caller-refused' });
    await shop.sim('/seed', { ipWhitelist: null });
  });
});

describe('categories', () => {
  it('come as a tree, with the retired ones marked', async () => {
    await shop.sim('/category/retire', { categoryCode: 'NS010203', newCode: 'NS010204' });

    const categories = await shop.adapter.listCategories(call);

    const find = (code: string) => categories.find((each) => each.code === code);
    expect(find('NS0102')).toEqual({
      code: 'NS0102',
      nameVi: 'Thực phẩm OCOP chế biến',
      parentCode: 'NS01',
      isLeaf: false,
      isActive: true,
    });
    expect(find('NS01')?.parentCode).toBeNull();
    expect(find('NS010204')).toMatchObject({ isLeaf: true, isActive: true });
    expect(find('NS010203')?.isActive).toBe(false);
  });

  it('every OCOP set leads to a leaf that exists, or nowhere', async () => {
    const leaves = (await shop.adapter.listCategories(call)).filter(({ isLeaf, isActive }) => isLeaf && isActive).map(({ code }) => code);
    const { categoryForSet } = shop.adapter.describe();

    expect(Object.keys(categoryForSet)).toHaveLength(26);
    for (const code of Object.values(categoryForSet)) if (code !== null) expect(leaves).toContain(code);
  });

  it('a complete draft of every sellable set is taken, whatever the category demands', async () => {
    const { categoryForSet } = shop.adapter.describe();
    for (const categoryCode of new Set(Object.values(categoryForSet))) {
      if (categoryCode === null) continue;
      const { caseId } = await shop.publish(call, shop.draft({ categoryCode }));
      expect(caseId).toMatch(/^CASE/);
    }
  });
});

describe('publishing', () => {
  it('goes through the review to a live product with quantity 0', async () => {
    const draft = shop.draft();

    const ref = await shop.publish(call, draft);
    expect(ref).toEqual({ sku: draft.sku, caseId: expect.any(String) });
    expect(await shop.read(call, ref)).toMatchObject({ state: 'in-review', caseId: ref.caseId, issues: [] });
    await shop.wait(1000);
    expect(await shop.read(call, ref)).toMatchObject({ state: 'in-review' });
    await shop.approve(draft.sku);

    const live = await shop.read(call, ref);
    expect(live).toMatchObject({ state: 'live', sku: draft.sku, title: draft.title, price: 350_000, sellable: 0, reserved: 0 });
    expect(live.externalId).toMatch(/^PM/);
    expect(await shop.read(call, { sku: draft.sku, externalId: live.externalId })).toEqual(live);
    expect(await shop.read(call, { sku: draft.sku })).toEqual(live);
  });

  it('names its intention, and the same intention twice is one product', async () => {
    const draft = shop.draft();

    const first = await shop.adapter.publish(call, draft, 'intent-1');
    const second = await shop.adapter.publish(call, draft, 'intent-1');

    expect(second).toEqual(first);
    expect((await shop.requests('/CreateProduct'))[0]?.headers['x-request-id']).toBe('intent-1');
    expect((await shop.state()).products).toHaveLength(1);
  });

  it('what is there already is a conflict and found by its SKU', async () => {
    const draft = shop.draft();
    const { caseId } = await shop.adapter.publish(call, draft, 'intent-1');

    expect(await failureOf(shop.adapter.publish(call, draft, 'intent-2'))).toEqual({ kind: 'conflict', reason: 'already-exists' });
    // The same intention with other bytes: the first was accepted.
    expect(await failureOf(shop.adapter.publish(call, { ...draft, unit: 'lọ' }, 'intent-1'))).toEqual({
      kind: 'conflict',
      reason: 'already-exists',
    });
    expect(await shop.read(call, { sku: draft.sku })).toMatchObject({ caseId, state: 'in-review' });
  });

  it('the answer is lost after the effect: exactly one product is found by its SKU', async () => {
    const draft = shop.draft();
    await shop.fault('timeout-after', { times: 1, match: { path: 'CreateProduct' }, holdMs: 20 });

    expect(await failureOf(shop.publish(call, draft))).toEqual({ kind: 'unavailable', outcome: 'unknown' });
    expect(await shop.read(call, { sku: draft.sku })).toMatchObject({ state: 'in-review', sku: draft.sku });
    expect((await shop.state()).products).toHaveLength(1);
  });

  it('finds a SKU behind many newer products', async () => {
    const old = shop.draft();
    await shop.publish(call, old);
    for (let index = 0; index < 55; index++) {
      if (index % 20 === 0) await shop.wait(30_000); // the bucket leaks
      await shop.publish(call, shop.draft());
    }

    expect(await shop.read(call, { sku: old.sku })).toMatchObject({ sku: old.sku });
    expect(await shop.adapter.readListing(call, { sku: 'HTX01-KHONG-CO' })).toBeNull();
    const pages = (await shop.requests('/getListProduct')).map(({ query }) => query['pageIndex']);
    expect(pages).toEqual(['0', '1', '0', '1']);
  });

  it('another product of the same name is a rejection, one of ours under the same SKU a conflict', async () => {
    const draft = shop.draft();
    await shop.publish(call, draft);

    const failure = await failureOf(shop.publish(call, { ...draft, sku: HTX }));

    expect(failure).toMatchObject({
      kind: 'rejected',
      issues: [{ code: 'duplicate', field: 'title', platformText: expect.stringContaining('NAME_DUPLICATE') }],
    });
  });

  it('a retired category is refused with the new code', async () => {
    await shop.sim('/category/retire', { categoryCode: 'NS010203', newCode: 'NS010204' });

    expect(await failureOf(shop.publish(call, shop.draft()))).toMatchObject({
      kind: 'rejected',
      issues: [{ code: 'category-changed', platformText: 'CATEGORY_CHANGED: NS010204', adviceVi: expect.stringContaining('NS010204') }],
    });
  });

  it.each([
    ['no shelf life', { shelfLifeDays: null }, 'attribute-missing', 'shelfLifeDays'],
    ['a price of nothing', { price: toVnd(0) }, 'price', 'price'],
    ['no picture', { photos: [] }, 'photo', 'photos'],
    ['too long a name', { title: 'x'.repeat(201) }, 'text', 'title'],
    ['an unknown category', { categoryCode: 'NS99' }, 'category', 'categoryCode'],
  ])('%s is refused with the field that is meant', async (_what, changes, code, field) => {
    expect(await failureOf(shop.publish(call, shop.draft(changes)))).toMatchObject({ kind: 'rejected', issues: [{ code, field }] });
  });

  it('a locked seller needs a person', async () => {
    await shop.fault('seller-locked', true);

    expect(await failureOf(shop.publish(call, shop.draft()))).toEqual({ kind: 'forbidden', reason: 'account-locked' });
  });

  it('takes addresses, not bytes', async () => {
    const photo = { bytes: Buffer.from('x'), format: 'jpeg', fileName: 'a.jpg' } as const;

    expect(await failureOf(shop.adapter.uploadPhoto(call, photo))).toEqual({ kind: 'conflict', reason: 'wrong-state' });
  });
});

describe('the verdict', () => {
  it.each([
    ['too small', '/small.jpg'],
    ['not there', '/gone.jpg'],
  ])('a picture that is %s ends in the misleading sentence, told as a photo problem', async (_what, path) => {
    const sha256 = 'ab';
    const draft = shop.draft({ photos: [{ sha256, url: `${shop.gallery.url}${path}` }] });
    const ref = await shop.publish(call, draft);
    await shop.wait(1000);

    const listing = await shop.read(call, ref);

    expect(listing).toMatchObject({
      state: 'rejected',
      issues: [{ code: 'photo', platformText: expect.stringContaining('product media is empty') }],
    });
  });

  it('a dropped picture ends the same way', async () => {
    await shop.fault('picture-dropped');
    const ref = await shop.publish(call, shop.draft());
    await shop.wait(1000);

    expect(await shop.read(call, ref)).toMatchObject({ state: 'rejected', issues: [{ code: 'photo' }] });
  });

  it('papers that are missing are a rejection that names them', async () => {
    await shop.fault('missing-document');
    const ref = await shop.publish(call, shop.draft());
    await shop.wait(1000);

    expect(await shop.read(call, ref)).toMatchObject({ state: 'rejected', issues: [{ code: 'document-missing', platformText: 'ATTP' }] });
    const bare = await shop.publish(call, shop.draft({ ocop: null }));
    await shop.wait(1000);
    expect(await shop.read(call, bare)).toMatchObject({ state: 'rejected', issues: [{ code: 'certificate-missing' }] });
  });

  it('a rejection is read with the words of the reviewer, and corrected under its case', async () => {
    const draft = shop.draft();
    const ref = await shop.publish(call, draft);
    await shop.reject(draft.sku, 'IMAGE_QUALITY', 'Ảnh mờ');
    const rejected = await shop.read(call, ref);
    expect(rejected).toMatchObject({ state: 'rejected', issues: [{ code: 'photo', platformText: 'Chất lượng ảnh: Ảnh mờ' }] });

    const corrected = await shop.adapter.edit(call, ref, { ...draft, description: 'Đã chụp lại.' }, 'intent-2');

    expect(corrected.caseId).not.toBe(ref.caseId);
    expect(await shop.read(call, { sku: draft.sku, ...corrected })).toMatchObject({ state: 'in-review' });
    // Even under the number of the first case: the answer that named the second may have been lost.
    expect(await shop.read(call, ref)).toMatchObject({ state: 'in-review', caseId: corrected.caseId });
    await shop.approve(draft.sku);
    expect(await shop.read(call, ref)).toMatchObject({ state: 'live' });
  });

  it('the third rejection locks', async () => {
    const draft = shop.draft();
    const ref = await shop.publish(call, draft);
    for (const turn of ['một', 'hai']) {
      await shop.reject(draft.sku, 'OTHER', 'chưa đạt');
      await shop.adapter.edit(call, ref, { ...draft, description: turn }, `intent-${turn}`);
    }
    await shop.reject(draft.sku, 'OTHER', 'chưa đạt');

    expect(await shop.read(call, ref)).toMatchObject({
      state: 'locked',
      issues: [{ code: 'other', platformText: 'Lý do khác: chưa đạt' }],
    });
    expect(await failureOf(shop.adapter.edit(call, ref, draft, 'intent-4'))).toEqual({ kind: 'conflict', reason: 'wrong-state' });
  });
});

describe('editing', () => {
  it('is a case of its own, keeps the old content on sale and the quantity as it is', async () => {
    const draft = shop.draft();
    await shop.publish(call, draft);
    await shop.approve(draft.sku);
    const { externalId } = await shop.read(call, { sku: draft.sku });
    const ref = { sku: draft.sku, externalId };
    await shop.adapter.setStock(call, [{ ref, quantity: 40 }]);

    const edited = await shop.adapter.edit(call, ref, { ...draft, title: 'Mật ong mới', price: toVnd(360_000) }, 'intent-2');

    expect(edited).toEqual({ externalId, caseId: expect.stringMatching(/^CASE/) });
    expect(await shop.read(call, ref)).toMatchObject({ state: 'live', title: draft.title, caseId: edited.caseId, sellable: 40 });
    expect(await failureOf(shop.adapter.edit(call, ref, draft, 'intent-3'))).toEqual({ kind: 'conflict', reason: 'being-reviewed' });
    await shop.approve(draft.sku);
    expect(await shop.read(call, ref)).toMatchObject({ state: 'live', title: 'Mật ong mới', price: 360_000, sellable: 40 });
  });

  it('a mere price needs no review, and nothing changed needs no call', async () => {
    const draft = shop.draft();
    await shop.publish(call, draft);
    await shop.approve(draft.sku);
    const { externalId } = await shop.read(call, { sku: draft.sku });
    const ref = { sku: draft.sku, externalId };

    expect(await shop.adapter.edit(call, ref, { ...draft, price: toVnd(360_000) }, 'intent-2')).toEqual({ externalId });

    expect(await shop.read(call, ref)).toMatchObject({ state: 'live', price: 360_000 });
    expect(await shop.adapter.edit(call, ref, { ...draft, price: toVnd(360_000) }, 'intent-3')).toEqual({ externalId });
    expect(await shop.requests('/updatePrice')).toHaveLength(1);
    expect(await shop.requests('/orderCorrection')).toHaveLength(0);
  });

  it('a rejected edit leaves the product on sale and tells why', async () => {
    const draft = shop.draft();
    await shop.publish(call, draft);
    await shop.approve(draft.sku);
    const { externalId } = await shop.read(call, { sku: draft.sku });
    await shop.adapter.edit(call, { sku: draft.sku, externalId }, { ...draft, title: 'Rẻ nhất Việt Nam' }, 'intent-2');

    await shop.reject(draft.sku, 'NAME_DESCRIPTION', 'Tên quảng cáo quá mức');

    expect(await shop.read(call, { sku: draft.sku, externalId })).toMatchObject({
      state: 'live',
      title: draft.title,
      issues: [{ code: 'text' }],
    });
  });

  it('says that nothing was done when the line broke before the edit was sent, and not when it broke after', async () => {
    const draft = shop.draft();
    await shop.publish(call, draft);
    await shop.approve(draft.sku);
    const editing = () => failureOf(shop.adapter.edit(call, { sku: draft.sku }, { ...draft, title: 'Khác' }, 'intent-2'));

    await shop.fault('connection-reset', { times: 1, match: { path: 'getListProduct' } });
    expect(await editing()).toEqual({ kind: 'unavailable', outcome: 'not-applied' });
    await shop.fault('connection-reset', { times: 1, match: { path: 'orderCorrection' } });
    expect(await editing()).toEqual({ kind: 'unavailable', outcome: 'unknown' });
  });

  it('a name that another product has is a rejection; what is not there is not found', async () => {
    const ref = await shop.live(call);
    const other = shop.draft();
    await shop.publish(call, other);

    expect(await failureOf(shop.adapter.edit(call, ref, { ...other, sku: ref.sku }, 'intent-2'))).toMatchObject({
      kind: 'rejected',
      issues: [{ code: 'duplicate' }],
    });
    expect(await failureOf(shop.adapter.edit(call, { sku: 'KHONG-CO' }, other, 'intent-3'))).toEqual({ kind: 'not-found' });
  });
});

describe('hiding and removing', () => {
  it('hides, shows, and removes by hiding; each twice', async () => {
    const ref = await shop.live(call);
    const stateAfter = async (act: () => Promise<void>) => {
      await act();
      await act();
      return (await shop.read(call, ref)).state;
    };

    expect(await stateAfter(() => shop.adapter.setVisible(call, ref, false))).toBe('hidden');
    expect(await stateAfter(() => shop.adapter.setVisible(call, { sku: ref.sku }, true))).toBe('live');
    expect(await stateAfter(() => shop.adapter.remove(call, ref))).toBe('hidden');
    expect((await shop.product(ref.sku))?.onSale).toBe(false);
  });

  it('removing what is gone or was rejected is done already; what is being reviewed cannot be called back', async () => {
    const rejected = shop.draft();
    await shop.publish(call, rejected);
    await shop.reject(rejected.sku, 'OTHER', 'không');
    const waiting = shop.draft();
    const ref = await shop.publish(call, waiting);

    await shop.adapter.remove(call, { sku: 'KHONG-CO', externalId: 'PM0', caseId: 'CASE0' });
    await shop.adapter.remove(call, { sku: rejected.sku });
    expect(await failureOf(shop.adapter.remove(call, ref))).toEqual({ kind: 'conflict', reason: 'being-reviewed' });
    expect(await failureOf(shop.adapter.setVisible(call, ref, false))).toEqual({ kind: 'conflict', reason: 'wrong-state' });
    expect(await failureOf(shop.adapter.setVisible(call, { sku: 'KHONG-CO' }, false))).toEqual({ kind: 'not-found' });
  });

  it('what the platform deleted or locked is read so', async () => {
    const deleted = await shop.live(call);
    const locked = await shop.live(call);
    const { caseId } = await shop.read(call, deleted);
    await shop.sim(`/products/${deleted.sku}/delete`);
    await shop.sim(`/products/${locked.sku}/lock`);

    expect(await shop.adapter.readListing(call, deleted)).toBeNull();
    expect(await shop.read(call, { ...deleted, caseId })).toMatchObject({ state: 'deleted' });
    expect(await shop.read(call, locked)).toMatchObject({ state: 'locked' });
    await shop.adapter.remove(call, deleted);
  });
});

describe('stock', () => {
  const item = (sku: string, quantity: number) => ({ ref: { sku }, quantity });

  it('each item has its own result, and what is reserved comes back', async () => {
    const sold = await shop.live(call, 10);
    const waiting = shop.draft();
    await shop.publish(call, waiting);
    const locked = await shop.live(call);
    await shop.sim(`/products/${locked.sku}/lock`);
    await shop.buy({ [sold.sku]: 3 });

    const results = await shop.adapter.setStock(call, [item('KHONG-CO', 1), item(sold.sku, 20), item(waiting.sku, 5), item(locked.sku, 5)]);

    expect(results).toEqual([
      { ok: false, code: 'not-found', platformText: expect.stringContaining('SKU_NOT_FOUND') },
      { ok: true, reserved: 3 },
      { ok: false, code: 'not-approved', platformText: expect.any(String) },
      { ok: false, code: 'locked', platformText: expect.any(String) },
    ]);
    // On hand, not sellable: the platform takes off its own open orders.
    expect(await shop.product(sold.sku)).toMatchObject({ onHand: 20, reserved: 3, sellable: 17 });
  });

  it('less than what buyers have is refused; an overtaken number is stale; an equal one is taken', async () => {
    const ref = await shop.live(call, 10);
    await shop.buy({ [ref.sku]: 3 });
    const earlier = { ...call, at: new Date(call.at.getTime() - 1) };

    expect(await shop.adapter.setStock(call, [{ ref, quantity: 2 }])).toMatchObject([{ code: 'below-reserved' }]);
    expect(await shop.adapter.setStock(earlier, [{ ref, quantity: 8 }])).toMatchObject([{ code: 'stale' }]);
    expect(await shop.adapter.setStock(call, [{ ref, quantity: 8 }])).toEqual([{ ok: true, reserved: 3 }]);
  });

  it('a buyer between our number and its writing shows in what is reserved', async () => {
    const ref = await shop.live(call, 10);
    await shop.fault('stock-race', { times: 1, quantity: 4 });

    expect(await shop.adapter.setStock(call, [{ ref, quantity: 10 }])).toEqual([{ ok: true, reserved: 4 }]);
  });

  it('a part of a batch can fail for a moment, and a success can be a lie that reading back shows', async () => {
    const ref = await shop.live(call);
    await shop.fault('partial-batch', { times: 1, match: { sku: ref.sku } });
    expect(await shop.adapter.setStock(call, [{ ref, quantity: 5 }])).toMatchObject([{ ok: false, code: 'transient' }]);

    await shop.fault('false-success');
    expect(await shop.adapter.setStock(call, [item('KHONG-CO', 5)])).toEqual([{ ok: true, reserved: 0 }]);
    expect(await shop.adapter.readListing(call, { sku: 'KHONG-CO' })).toBeNull();
  });

  it('50 at once, nothing at all, and never 51', async () => {
    const items = Array.from({ length: 51 }, (_, index) => item(`KHONG-CO-${index}`, 1));

    expect(await shop.adapter.setStock(call, items.slice(0, 50))).toHaveLength(50);
    expect(await failureOf(shop.adapter.setStock(call, items))).toMatchObject({ kind: 'rejected' });
    expect(await shop.adapter.setStock(call, [])).toEqual([]);
  });

  it('a locked seller hears it for each item, a wrong warehouse for the call', async () => {
    const ref = await shop.live(call);
    const elsewhere = await shop.call({ warehouseCode: 'KHO09' });
    expect(await failureOf(shop.adapter.setStock(elsewhere, [{ ref, quantity: 1 }]))).toMatchObject({ kind: 'rejected' });

    await shop.fault('seller-locked', true);
    expect(await shop.adapter.setStock(call, [{ ref, quantity: 1 }])).toMatchObject([{ ok: false, code: 'locked' }]);
  });
});

describe('reading orders', () => {
  const since = (hours: number) => new Date(call.at.getTime() - hours * 3_600_000);

  it('a new order says everything but the phone number', async () => {
    const ref = await shop.live(call);
    const orderId = await shop.buy(
      { [ref.sku]: 2 },
      { address: 'old', buyer: { name: 'Nguyễn Thị Hoà', phone: '0912345678' }, note: 'Gọi trước' },
    );

    const order = await shop.order(call, orderId);

    expect(order).toMatchObject({
      orderId,
      parcelCode: undefined,
      stage: 'awaiting-seller',
      platformState: 'NEW/0',
      payment: 'cod',
      cashOnDelivery: 700_000,
      total: 700_000,
      note: 'Gọi trước',
      receiver: { name: 'Nguyễn Thị Hoà', phone: '0912***678', addressScheme: 'pre-2025-07' },
      lines: [{ sku: ref.sku, quantity: 2, unitPrice: 350_000 }],
    });
    expect((order.confirmBy?.getTime() ?? 0) - order.createdAt.getTime()).toBe(48 * 3_600_000);
    expect(await shop.adapter.readOrder(call, 'PM0')).toBeNull();
  });

  it('the same ward code belongs to the new list in lists and to the old one in details; the text is the truth', async () => {
    const ref = await shop.live(call);
    const orderId = await shop.buy({ [ref.sku]: 1 }, { address: 'colliding', payment: 'paid' });

    const [listed] = (await shop.adapter.listOrders(call, { since: since(1), until: call.at })).orders;
    const read = await shop.order(call, orderId);

    expect(listed?.receiver).toMatchObject({ communeCode: '26740', addressScheme: '2025-07' });
    expect(read.receiver).toMatchObject({ communeCode: '26740', addressScheme: 'pre-2025-07' });
    for (const order of [listed, read]) expect(order?.receiver.address).toContain('Phường Bến Nghé');
    expect(read).toMatchObject({ payment: 'paid', cashOnDelivery: 0, total: 350_000 });
  });

  it('old codes of another place than the text do no harm', async () => {
    const ref = await shop.live(call);
    const orderId = await shop.buy({ [ref.sku]: 1 }, { address: 'mismatch' });

    expect((await shop.order(call, orderId)).receiver.address).toContain('Phường Sài Gòn');
  });

  it('lists every order, page by page, while more come in', async () => {
    const ref = await shop.live(call, 1000);
    const placed = new Set<string>();
    for (let index = 0; index < 60; index++) placed.add(await shop.buy({ [ref.sku]: 1 }));

    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await shop.adapter.listOrders(call, { since: since(1), until: call.at, cursor });
      page.orders.forEach(({ orderId }) => seen.add(orderId));
      cursor = page.next;
      if (seen.size < 60) await shop.buy({ [ref.sku]: 1 });
    } while (cursor);

    for (const orderId of placed) expect(seen).toContain(orderId);
  });

  it('looks back further than the 15 days that one call may ask for', async () => {
    const ref = await shop.live(call, 10);
    const old = await shop.buy({ [ref.sku]: 1 });
    await shop.wait(40 * 24 * 3_600_000);
    call = await shop.call();
    const fresh = await shop.buy({ [ref.sku]: 1 });

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await shop.adapter.listOrders(call, { since: since(41 * 24), until: call.at, cursor });
      seen.push(...page.orders.map(({ orderId }) => orderId));
      cursor = page.next;
    } while (cursor);

    expect(seen).toEqual(expect.arrayContaining([old, fresh]));
    expect((await shop.requests('/GetListOrder')).length).toBeGreaterThanOrEqual(3);
  });
});

describe('acting on orders', () => {
  async function ordered(quantities: readonly number[] = [2], more: Record<string, unknown> = {}) {
    const refs = await Promise.all(quantities.map(() => shop.live(call)));
    const orderId = await shop.buy(Object.fromEntries(refs.map(({ sku }, index) => [sku, quantities[index] ?? 1])), more);
    return shop.order(call, orderId);
  }
  const act = (order: { orderId: string }, kind: 'confirm' | 'ship' | 'accept-return' | 'deliver-again') =>
    shop.adapter.actOnOrder(call, { lines: [], ...order }, { kind });

  it('confirming makes the parcel and shows the phone number', async () => {
    const order = await ordered([2], { buyer: { name: 'Hoà', phone: '0912345678' } });

    const { done, parcelCode } = await act(order, 'confirm');

    expect(done).toBe('yes');
    expect(await shop.order(call, order.orderId)).toMatchObject({
      stage: 'ready-to-ship',
      parcelCode,
      receiver: { phone: '0912345678' },
      lines: [{ quantity: 2, confirmedQuantity: 2 }],
    });
    expect(await failureOf(act(order, 'confirm'))).toEqual({ kind: 'conflict', reason: 'already-done' });
    expect(await failureOf(act(order, 'ship'))).toEqual({ kind: 'conflict', reason: 'already-done' });
  });

  it('an order whose lines we do not know is confirmed whole, not refused whole', async () => {
    const order = await ordered([2, 1]);

    await act({ orderId: order.orderId }, 'confirm');

    expect((await shop.order(call, order.orderId)).lines.map(({ confirmedQuantity }) => confirmedQuantity)).toEqual([2, 1]);
  });

  it('a part of an order is confirmed line by line', async () => {
    const order = await ordered([3, 2]);
    const accepted = [{ lineId: order.lines[0]?.lineId ?? '', quantity: 2 }];

    await shop.adapter.actOnOrder(call, order, { kind: 'confirm', accepted });

    const read = await shop.order(call, order.orderId);
    expect(read).toMatchObject({ platformState: 'PARTLY_CONFIRMED/1', total: 700_000, cashOnDelivery: 700_000 });
    expect(read.lines.map(({ confirmedQuantity }) => confirmedQuantity)).toEqual([2, 0]);
  });

  it('goods that are brought to the post office need no courier', async () => {
    const order = await ordered();
    const own = await shop.call({ orgCodeAccept: '620000' });

    await shop.adapter.actOnOrder(own, order, { kind: 'confirm' });

    expect((await shop.requests('/confirmItems'))[0]?.body).toMatchObject({ sendType: '2', orgCodeAccept: '620000' });
  });

  it('refusing cancels, gives the stock back, and is done once', async () => {
    const order = await ordered();

    expect(await shop.adapter.actOnOrder(call, order, { kind: 'refuse', reason: 'hết hàng' })).toMatchObject({ done: 'yes' });

    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'cancelled', cancelledBy: 'seller' });
    expect(await shop.product(order.lines[0]?.sku ?? '')).toMatchObject({ reserved: 0 });
    expect(await failureOf(shop.adapter.actOnOrder(call, order, { kind: 'refuse', reason: '' }))).toEqual({
      kind: 'conflict',
      reason: 'already-done',
    });
    expect(await failureOf(act(order, 'confirm'))).toEqual({ kind: 'conflict', reason: 'wrong-state' });
  });

  it('refusing what is confirmed is not "done already"', async () => {
    const order = await ordered();
    await act(order, 'confirm');

    expect(await failureOf(shop.adapter.actOnOrder(call, order, { kind: 'refuse', reason: '' }))).toEqual({
      kind: 'conflict',
      reason: 'wrong-state',
    });
  });

  it('a confirmation whose answer was lost is found done', async () => {
    const order = await ordered();
    await shop.fault('timeout-after', { times: 1, match: { path: 'confirmItems' }, holdMs: 20 });

    expect(await failureOf(act(order, 'confirm'))).toEqual({ kind: 'unavailable', outcome: 'unknown' });
    expect(await shop.requests('/confirmItems')).toHaveLength(1);
    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'ready-to-ship' });
  });

  it('the buyer cancels while the seller confirms', async () => {
    const order = await ordered();
    await shop.fault('buyer-cancels-first');

    expect(await failureOf(act(order, 'confirm'))).toEqual({ kind: 'conflict', reason: 'wrong-state' });
    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'cancelled', cancelledBy: 'buyer' });
  });

  it('cancelling is immediate before the confirmation', async () => {
    const order = await ordered();

    expect(await shop.adapter.actOnOrder(call, order, { kind: 'cancel', reason: 'nhầm' })).toEqual({ done: 'yes' });
    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'cancelled', cancelledBy: 'seller' });
    expect(await failureOf(shop.adapter.actOnOrder(call, order, { kind: 'cancel', reason: '' }))).toEqual({
      kind: 'conflict',
      reason: 'already-done',
    });
  });

  it('cancelling after it is a case, decided later', async () => {
    const order = await ordered();
    await act(order, 'confirm');

    const { done, caseId } = await shop.adapter.actOnOrder(call, order, { kind: 'cancel', reason: 'hỏng hàng' });

    expect({ done, caseId }).toEqual({ done: 'pending', caseId: expect.stringMatching(/^CASE/) });
    expect(await shop.adapter.actOnOrder(call, order, { kind: 'cancel', reason: 'hỏng hàng' })).toEqual({ done: 'pending' });
    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'ready-to-ship' });
    await shop.wait(3000);
    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'cancelled', cancelledBy: 'seller' });
  });

  it('a cancellation that the post office refuses leaves the order on its way', async () => {
    const order = await ordered();
    await act(order, 'confirm');
    await shop.adapter.actOnOrder(call, order, { kind: 'cancel', reason: 'muộn' });
    await shop.advance(order.orderId, 6);
    await shop.wait(3000);

    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'picked-up' });
    await shop.fault('cancel-refused');
    await shop.advance(order.orderId, 14);
    expect(await failureOf(shop.adapter.actOnOrder(call, order, { kind: 'cancel', reason: '' }))).toEqual({
      kind: 'conflict',
      reason: 'wrong-state',
    });
  });

  it("a passed deadline is the platform's doing", async () => {
    const order = await ordered();
    await shop.wait(49 * 3_600_000);
    call = await shop.call();

    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'cancelled', cancelledBy: 'platform' });
  });

  it('has no call for shipping, for returns or for another try', async () => {
    const order = await ordered();

    for (const kind of ['ship', 'accept-return', 'deliver-again'] as const) {
      expect(await failureOf(act(order, kind))).toEqual({ kind: 'conflict', reason: 'wrong-state' });
    }
    expect(await failureOf(act({ orderId: 'PM0' }, 'confirm'))).toEqual({ kind: 'not-found' });
  });

  it.each([
    [
      [6, 10, 12, 14, 21, 'COMPLETED'],
      ['picked-up', 'picked-up', 'picked-up', 'delivered', 'delivered', 'completed'],
    ],
    [
      [6, 15, 16, 24, 19],
      ['picked-up', 'picked-up', 'returning', 'returning', 'returned'],
    ],
    [
      [6, 23, 20],
      ['picked-up', 'picked-up', 'partly-returned'],
    ],
    [
      [4, 5, 8, 28],
      ['ready-to-ship', 'ready-to-ship', 'ready-to-ship', 'ready-to-ship'],
    ],
    [
      [10, 22],
      ['picked-up', 'returning'],
    ],
    [[22], ['cancelled']],
    [[9], ['cancelled']],
  ])('a parcel that is scanned %j', async (scans, stages) => {
    const order = await ordered();
    await act(order, 'confirm');
    const seen: string[] = [];
    for (const scan of scans) {
      await shop.advance(order.orderId, scan);
      seen.push((await shop.order(call, order.orderId)).stage);
    }

    expect(seen).toEqual(stages);
  });

  it('a status that nobody has ever seen is kept and changes nothing', async () => {
    const order = await ordered();
    await act(order, 'confirm');
    await shop.fault('unknown-status');
    await shop.advance(order.orderId, 6);

    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'unknown', platformState: 'SELLER_CONFIRMED/551' });
  });

  it('the label is not there at once, then it is a PDF', async () => {
    const order = await ordered();
    expect(await failureOf(shop.adapter.readLabel(call, order))).toEqual({ kind: 'conflict', reason: 'wrong-state' });
    const { parcelCode } = await act(order, 'confirm');

    expect(await shop.adapter.readLabel(call, { ...order, parcelCode })).toBeNull();
    await shop.wait(1000);
    const label = await shop.adapter.readLabel(call, { ...order, parcelCode });

    expect(label).toMatchObject({ contentType: 'application/pdf' });
    expect(label && 'bytes' in label && label.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('deliveries', () => {
  it('a real one opens, and its acknowledgement is accepted', async () => {
    const secrets = [await shop.publicKey()];
    const mailbox = await shop.listen();
    mailbox.answerWith((raw) => shop.adapter.openDelivery(raw, secrets)?.acknowledgement ?? { status: 401, body: '' });
    const draft = shop.draft();
    await shop.publish(call, draft);
    await shop.approve(draft.sku);

    const [raw] = await mailbox.until(1);

    expect(raw && shop.adapter.openDelivery(raw, secrets)?.events).toMatchObject([
      { kind: 'listing', ref: { sku: draft.sku, externalId: expect.any(String) } },
    ]);
    await shop.adapter.setStock(call, [{ ref: { sku: draft.sku }, quantity: 5 }]);
    const orderId = await shop.buy({ [draft.sku]: 1 });
    const second = (await mailbox.until(2))[1];
    expect(second && shop.adapter.openDelivery(second, secrets)?.events).toMatchObject([{ kind: 'order', orderId }]);
    await until(async () => (await shop.deliveries()).every(({ state }) => state === 'delivered'));
    await mailbox.close();
  });

  it.each([
    ['forged-record', 2],
    ['big-number', 1],
    ['webhook-duplicate', 1],
  ])('%s: only questions come out, and they name orders by their code', async (knob, questions) => {
    const secrets = [await shop.publicKey()];
    const ref = await shop.live(call);
    const victim = await shop.buy({ [ref.sku]: 1 });
    const mailbox = await shop.listen();
    await shop.fault(knob, { times: 1, originalId: victim });
    const orderId = await shop.buy({ [ref.sku]: 1 });

    const all = await mailbox.until(knob === 'webhook-duplicate' ? 2 : 1);

    const opened = all.map((raw) => shop.adapter.openDelivery(raw, secrets));
    for (const delivery of opened) {
      expect(delivery?.events).toHaveLength(questions);
      expect(delivery?.events[0]).toMatchObject({ kind: 'order', orderId });
      expect(delivery?.events.every((event) => !('order' in event))).toBe(true);
    }
    expect(new Set(opened.map((delivery) => delivery?.key)).size).toBe(1);
    expect(await shop.order(call, victim)).toMatchObject({ stage: 'awaiting-seller' });
    await mailbox.close();
  });

  it('one with a wrong signature and one in the mode that encrypts stay shut', async () => {
    const publicKey = await shop.publicKey();
    const ref = await shop.live(call);
    const mailbox = await shop.listen();
    await shop.fault('wrong-signature');
    await shop.buy({ [ref.sku]: 1 });
    const [wrong] = await mailbox.until(1);
    expect(wrong && shop.adapter.openDelivery(wrong, [publicKey])).toBeNull();
    await mailbox.close();

    const encrypting = await shop.listen({ signatureMode: 'rsa-encrypt', receiverPublicKey: publicKey });
    await shop.buy({ [ref.sku]: 1 });
    const [encrypted] = await encrypting.until(1);
    expect(encrypted && shop.adapter.openDelivery(encrypted, [publicKey])).toBeNull();
    await encrypting.close();
  });

  it('a later state that comes first and a state that comes late ask the same question', async () => {
    const secrets = [await shop.publicKey()];
    const ref = await shop.live(call);
    const order = await shop.order(call, await shop.buy({ [ref.sku]: 1 }));
    const mailbox = await shop.listen();
    await shop.fault('webhook-reorder', { times: 1, holdMs: 60_000 });
    await shop.adapter.actOnOrder(call, order, { kind: 'confirm' });
    await shop.wait(100); // the first batch is closed and held
    await shop.advance(order.orderId, 10);

    const opened = (await mailbox.until(2)).map((raw) => shop.adapter.openDelivery(raw, secrets));

    expect(opened.map((delivery) => delivery?.events)).toMatchObject([[{ orderId: order.orderId }], [{ orderId: order.orderId }]]);
    expect(new Set(opened.map((delivery) => delivery?.key)).size).toBe(2);
    await mailbox.close();
  });

  it.each([
    ['webhook-drop', true],
    ['stop-on-4xx', true],
  ])('what never comes (%s) is found by asking', async (knob, setting) => {
    const ref = await shop.live(call);
    const mailbox = await shop.listen();
    mailbox.answerWith(() => ({ status: 401, body: '' }));
    await shop.fault(knob, setting);
    const placed = [await shop.buy({ [ref.sku]: 1 }), await shop.buy({ [ref.sku]: 1 })];

    const { orders } = await shop.adapter.listOrders(call, { since: new Date(call.at.getTime() - 3_600_000), until: call.at });

    expect(orders.map(({ orderId }) => orderId)).toEqual(expect.arrayContaining(placed));
    await mailbox.close();
  });

  it('a moved category is a question about the tree and the listing', async () => {
    const secrets = [await shop.publicKey()];
    const ref = await shop.live(call);
    const mailbox = await shop.listen();
    await shop.sim('/category/retire', { categoryCode: 'NS010203', newCode: 'NS010204' });

    const [raw] = await mailbox.until(1);

    expect(raw && shop.adapter.openDelivery(raw, secrets)?.events).toMatchObject([
      { kind: 'category' },
      { kind: 'listing', ref: { sku: ref.sku } },
    ]);
    await mailbox.close();
  });
});

/** Asks again until it is so; the test's own time limit ends it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
