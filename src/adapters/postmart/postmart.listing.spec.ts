import type { Call } from '../../platform/contract';
import { toVnd } from '../../shared/kernel';
import type { PracticePostmart } from '../../../test/support/practice-postmart';
import { failureOf, startPracticePostmart } from '../../../test/support/practice-postmart';

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

const HTX = 'HTX01-MATONG-900';

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
