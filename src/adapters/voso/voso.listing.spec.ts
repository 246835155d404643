import { type PracticeVoso, credentials, failing, picture, startPracticeVoso } from '../../../test/support/practice-voso';
import type { Call } from '../../platform/contract';

describe('Voso over real HTTP: listings', () => {
  let voso: PracticeVoso;
  let call: Call;
  beforeAll(async () => {
    voso = await startPracticeVoso();
  });
  beforeEach(async () => {
    await voso.sim('/reset');
    call = await voso.call();
  });
  afterAll(() => voso.stop());

  it('categories come as a bare list, with leaves and retired ones marked', async () => {
    await voso.sim('/category/retire', { categoryId: 66 });

    const categories = await voso.adapter.listCategories(call);

    expect(categories).toContainEqual({ code: '65', nameVi: 'Sản phẩm OCOP', parentCode: '60', isLeaf: true, isActive: true });
    expect(categories.find((each) => each.code === '66')?.isActive).toBe(false);
    expect(categories.find((each) => each.code === '60')).toMatchObject({ parentCode: null, isLeaf: false });
  });

  describe('photos', () => {
    it('the same bytes are the same photo', async () => {
      const photo = { bytes: await picture(7), format: 'jpeg' as const, fileName: 'ảnh mật ong.jpg' };

      expect(await voso.adapter.uploadPhoto(call, photo)).toEqual(await voso.adapter.uploadPhoto(call, photo));
    });

    it('one that the platform will not have is rejected as a photo', async () => {
      const small = { bytes: await picture(7, 300), format: 'jpeg' as const, fileName: 'a.jpg' };

      await expect(voso.adapter.uploadPhoto(call, small)).rejects.toEqual(
        failing({
          kind: 'rejected',
          issues: [expect.objectContaining({ code: 'photo', field: 'photos', platformText: 'Incorrect data: FILE' })],
        }),
      );
    });
  });

  describe('publishing', () => {
    it('in review with quantity 0, then live', async () => {
      const draft = await voso.draft(call);
      const { externalId } = await voso.adapter.publish(call, draft, 'k');

      expect(await voso.adapter.readListing(call, { sku: draft.sku, externalId })).toMatchObject({
        state: 'in-review',
        sellable: 0,
        externalId,
      });
      await voso.sim(`/products/${externalId}/review`, { approve: true });
      expect(await voso.adapter.readListing(call, { sku: draft.sku })).toMatchObject({
        state: 'live',
        price: 350_000,
        title: draft.title,
        reserved: 0,
      });
    });

    it('twice is a conflict, and the first is found by our SKU', async () => {
      const draft = await voso.draft(call);
      const first = await voso.adapter.publish(call, draft, 'k');

      await expect(voso.adapter.publish(call, draft, 'k')).rejects.toEqual(failing({ kind: 'conflict', reason: 'already-exists' }));
      expect(await voso.adapter.readListing(call, { sku: draft.sku })).toMatchObject(first);
    });

    it('created and the answer lost: outcome unknown, and exactly one is there under our SKU', async () => {
      const draft = await voso.draft(call);
      await voso.fault('timeout-after', { times: 1, match: { path: 'createProduct' } });

      await expect(voso.adapter.publish(call, draft, 'k')).rejects.toEqual(failing({ kind: 'unavailable', outcome: 'unknown' }));

      expect(await voso.adapter.readListing(call, { sku: draft.sku })).toMatchObject({ state: 'in-review' });
      expect((await voso.state()).products.filter((each) => each.sku === draft.sku)).toHaveLength(1);
    });

    it('when a question before it stays unanswered, nothing was created', async () => {
      const draft = await voso.draft(call);
      await voso.fault('connection-reset', { times: 1, match: { path: 'listInventory' } });

      await expect(voso.adapter.publish(call, draft, 'k')).rejects.toEqual(failing({ kind: 'unavailable', outcome: 'not-applied' }));
    });

    it('a title of 151 bytes is refused with nothing sent', async () => {
      const draft = await voso.draft(call, { title: 'ộ'.repeat(50) + 'a' });

      await expect(voso.adapter.publish(call, draft, 'k')).rejects.toEqual(
        failing({
          kind: 'rejected',
          issues: [expect.objectContaining({ code: 'text', field: 'title', platformText: 'PRODUCT_NAME: 151 bytes' })],
        }),
      );
      expect((await voso.state()).products).toEqual([]);
      await expect(voso.adapter.publish(call, { ...draft, title: 'ộ'.repeat(50) }, 'k')).resolves.toHaveProperty('externalId');
    });

    it('what is markup in our text is text in theirs', async () => {
      const draft = await voso.draft(call, { description: '<script>alert(1)</script> & mật ong' });
      const { externalId = '' } = await voso.adapter.publish(call, draft, 'k');
      await voso.sim(`/products/${externalId}/review`, { approve: true });

      const body = await voso.http.send({
        method: 'GET',
        path: '/v2/product/getProduct',
        query: { PRODUCT_ID: externalId },
        headers: { Token: call.token },
        safeToRepeat: true,
      });
      expect(JSON.parse(body.body.toString()).data.PRODUCT_DESCRIPTION).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; mật ong</p>');
    });

    it('a category that asks for what a draft does not know is refused with its name', async () => {
      const draft = await voso.draft(call, { categoryCode: '69' });

      await expect(voso.adapter.publish(call, draft, 'k')).rejects.toEqual(
        failing({ issues: [expect.objectContaining({ code: 'attribute-missing', adviceVi: expect.stringContaining('Dung tích') })] }),
      );
    });

    it('a retired category is a category fault', async () => {
      const draft = await voso.draft(call);
      await voso.sim('/category/retire', { categoryId: 65 });

      await expect(voso.adapter.publish(call, draft, 'k')).rejects.toEqual(
        failing({ issues: [expect.objectContaining({ code: 'category' })] }),
      );
    });

    it('the pick-up address may be configured, and a wrong one is said to be wrong', async () => {
      const draft = await voso.draft(call);
      const wrong = { ...call, credentials: { ...credentials, groupAddressId: '999' } };

      await expect(voso.adapter.publish(wrong, draft, 'k')).rejects.toEqual(
        failing({
          issues: [expect.objectContaining({ platformText: 'Groupaddress is invalid', adviceVi: expect.stringContaining('kho') })],
        }),
      );
    });
  });

  describe('reviews', () => {
    it.each([
      [101, 'photo'],
      [105, 'certificate-expired'],
      [199, 'other'],
    ])('rejected with %p: %s, with the words of the reviewer', async (reason, code) => {
      const draft = await voso.draft(call);
      const { externalId } = await voso.adapter.publish(call, draft, 'k');
      await voso.sim(`/products/${externalId}/review`, { reject: true, reason: String(reason), note: 'Xem lại giúp' });

      expect(await voso.adapter.readListing(call, { sku: draft.sku })).toMatchObject({
        state: 'rejected',
        issues: [{ code, platformText: 'Xem lại giúp' }],
      });
    });

    it.each([
      ['what is reviewed changed: the edit itself sends it to review', { title: 'Tên đã sửa' }],
      ['only the rest changed: it is submitted by hand', { unit: 'hộp' }],
    ])('a rejected product after an edit is in review; %s', async (_what, changes) => {
      const draft = await voso.draft(call);
      const { externalId } = await voso.adapter.publish(call, draft, 'k');
      const ref = { sku: draft.sku, externalId };
      await voso.sim(`/products/${externalId}/review`, { reject: true, reason: '102' });

      await voso.adapter.edit(call, ref, { ...draft, ...changes }, 'k2');

      expect(await voso.adapter.readListing(call, ref)).toMatchObject({ state: 'in-review', issues: [] });
    });

    it('an answer that leaves the state out: submitted to be sure, and being in review already is fine', async () => {
      const forgetful: Call = {
        ...call,
        http: {
          send: async (request) => {
            const answer = await voso.http.send(request);
            return { ...answer, body: Buffer.from(answer.body.toString().replace(/"PRODUCT_STATUS":\d+,/, '')) };
          },
        },
      };
      const draft = await voso.draft(call);

      await expect(voso.adapter.publish(forgetful, draft, 'k')).resolves.toHaveProperty('externalId');
      const ref = await voso.live(call);
      await expect(voso.adapter.edit(forgetful, ref, await voso.draft(call, { sku: ref.sku, unit: 'lọ' }), 'k')).resolves.toHaveProperty(
        'externalId',
      );
    });

    it.each([
      ['image-rejected', 'photo'],
      ['review-rejected', 'other'],
    ])('%s by the platform itself: %s', async (knob, code) => {
      const quick = await startPracticeVoso({ reviewMs: 1000 });
      try {
        const own = await quick.call();
        const draft = await quick.draft(own);
        await quick.fault(knob);
        await quick.adapter.publish(own, draft, 'k');
        await quick.sim('/clock', { advance: 1000 });

        expect(await quick.adapter.readListing(own, { sku: draft.sku })).toMatchObject({ state: 'rejected', issues: [{ code }] });
      } finally {
        await quick.stop();
      }
    });

    it('locked by the platform', async () => {
      const ref = await voso.live(call);
      await voso.sim(`/products/${ref.externalId}/lock`, { locked: true, note: 'Vi phạm' });

      expect(await voso.adapter.readListing(call, ref)).toMatchObject({ state: 'locked', issues: [{ platformText: 'Vi phạm' }] });
      await expect(voso.adapter.setVisible(call, ref, true)).rejects.toEqual(failing({ kind: 'conflict', reason: 'wrong-state' }));
    });
  });
});
