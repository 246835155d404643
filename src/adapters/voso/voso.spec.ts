import { type PracticeVoso, credentials, picture, startPracticeVoso, webhookSecret } from '../../../test/support/practice-voso';
import { type Call, type PlatformFailure } from '../../platform/contract';
import { toVnd } from '../../shared/kernel';

const failing = (failure: PlatformFailure | Record<string, unknown>) =>
  expect.objectContaining({ failure: expect.objectContaining(failure) });

describe('Voso over real HTTP', () => {
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

  describe('login', () => {
    const login = (changes: Record<string, string> = {}) =>
      voso.adapter.login({ http: voso.http, credentials: { ...credentials, ...changes } });

    it('gets the long token of the shop through the partner', async () => {
      const { expiresAt } = await login();

      expect(expiresAt!.getTime() - call.at.getTime()).toBeGreaterThan(360 * 86_400_000);
    });

    it('without a partner the shop logs in by itself, for a day', async () => {
      const { token, expiresAt } = await login({ partnerUsername: '', partnerPassword: '' });

      expect(expiresAt!.getTime() - call.at.getTime()).toBeLessThan(2 * 86_400_000);
      expect(await voso.adapter.listCategories({ ...call, token })).not.toHaveLength(0);
    });

    it('when `expired` is 0 the token itself tells', async () => {
      await voso.fault('expired-zero', { times: 2 });

      expect((await login()).expiresAt!.getTime() - call.at.getTime()).toBeGreaterThan(360 * 86_400_000);
    });

    it.each([{ password: 'sai' }, { partnerPassword: 'sai' }, { partnerPassword: '' }, { username: 'khong-co' }])(
      '%p is unauthorised',
      async (changes) => {
        await expect(login(changes)).rejects.toEqual(failing({ kind: 'unauthorised' }));
      },
    );

    it('a refusal of the login service is not a wrong password', async () => {
      await voso.fault('refresh-refused');

      await expect(login()).rejects.toEqual(failing({ kind: 'unavailable' }));
    });
  });

  describe('tokens', () => {
    it.each([
      ['expired in mid-run', () => voso.fault('token-expired')],
      ['revoked', () => voso.sim('/token/expire')],
    ])('%s: unauthorised, although it is HTTP 200', async (_what, spoil) => {
      await spoil();

      await expect(voso.adapter.listCategories(call)).rejects.toEqual(failing({ kind: 'unauthorised' }));
    });

    it.each(['', 'khong-phai-token'])('%p: unauthorised', async (token) => {
      await expect(voso.adapter.readOrder({ ...call, token }, 'V1')).rejects.toEqual(failing({ kind: 'unauthorised' }));
    });
  });

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
        failing({ kind: 'rejected', issues: [expect.objectContaining({ code: 'text', field: 'title' })] }),
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

  describe('editing', () => {
    it('replaces the content and never the quantity', async () => {
      const ref = await voso.live(call, 40);
      await voso.buy(ref.sku, 3);

      await voso.adapter.edit(call, ref, await voso.draft(call, { sku: ref.sku, title: 'Tên mới', price: toVnd(360_000) }), 'k');

      expect(await voso.adapter.readListing(call, ref)).toMatchObject({ title: 'Tên mới', price: 360_000, sellable: 37, reserved: 3 });
    });

    it('while a person looks at it: being reviewed', async () => {
      const draft = await voso.draft(call);
      const { externalId } = await voso.adapter.publish(call, draft, 'k');

      await expect(voso.adapter.edit(call, { sku: draft.sku, externalId }, draft, 'k')).rejects.toEqual(
        failing({ kind: 'conflict', reason: 'being-reviewed' }),
      );
    });

    it('finds the product by SKU when its number was never learnt, and says when there is none', async () => {
      const { sku } = await voso.live(call);
      const draft = await voso.draft(call, { sku, unit: 'lọ' });

      await expect(voso.adapter.edit(call, { sku }, draft, 'k')).resolves.toHaveProperty('externalId');
      await expect(voso.adapter.edit(call, { sku: 'KHONG-CO' }, draft, 'k')).rejects.toEqual(failing({ kind: 'not-found' }));
    });
  });

  it('hide, show and remove may each be asked twice', async () => {
    const ref = await voso.live(call);
    const state = async () => (await voso.adapter.readListing(call, ref))?.state;

    await voso.adapter.setVisible(call, ref, false);
    await voso.adapter.setVisible(call, ref, false);
    expect(await state()).toBe('hidden');
    await voso.adapter.setVisible(call, ref, true);
    await voso.adapter.setVisible(call, ref, true);
    expect(await state()).toBe('live');
    await voso.adapter.remove(call, ref);
    await voso.adapter.remove(call, ref);
    expect(await state()).toBeUndefined();
    await voso.adapter.remove(call, { sku: 'KHONG-CO' });
  });

  describe('stock', () => {
    it('sets the sellable number and tells what open orders hold', async () => {
      const ref = await voso.live(call, 10);
      await voso.buy(ref.sku, 4);

      expect(await voso.adapter.setStock(call, [{ ref, quantity: 20 }])).toEqual([{ ok: true, reserved: 4 }]);
      expect(await voso.product(ref.sku)).toMatchObject({ sellable: 20, reserved: 4 });
    });

    it('finds a product by SKU, and answers for each item in its place', async () => {
      const ref = await voso.live(call);

      const results = await voso.adapter.setStock(call, [
        { ref: { sku: 'KHONG-CO' }, quantity: 1 },
        { ref: { sku: ref.sku }, quantity: 7 },
        { ref: { sku: 'SAI', externalId: '1' }, quantity: 1 },
      ]);

      expect(results).toMatchObject([{ ok: false, code: 'not-found' }, { ok: true }, { ok: false, code: 'not-found' }]);
      expect((await voso.product(ref.sku))?.sellable).toBe(7);
    });

    it('below what is held, where the platform minds', async () => {
      const ref = await voso.live(call, 10);
      await voso.buy(ref.sku, 4);
      await voso.fault('enforceHold', true);

      expect(await voso.adapter.setStock(call, [{ ref, quantity: 3 }])).toMatchObject([{ ok: false, code: 'below-reserved' }]);
    });

    it('a number that is none is refused, not thrown', async () => {
      const ref = await voso.live(call);

      expect(await voso.adapter.setStock(call, [{ ref, quantity: -1 }])).toMatchObject([{ ok: false, code: 'refused' }]);
    });

    it('the number wins over an order that came in between: the weakness that the core must live with', async () => {
      const ref = await voso.live(call, 10);
      await voso.fault('stock-race', { times: 1, quantity: 3 });

      expect(await voso.adapter.setStock(call, [{ ref, quantity: 10 }])).toEqual([{ ok: true, reserved: 3 }]);
      expect(await voso.adapter.readListing(call, ref)).toMatchObject({ sellable: 10, reserved: 3 });
    });

    it('one call too many in a second: rate-limited, without a delay told', async () => {
      const strict = await startPracticeVoso({ voso: { stockRatePerSecond: 1 } });
      try {
        const own = await strict.call();
        const ref = await strict.live(own);

        await expect(strict.adapter.setStock(own, [{ ref, quantity: 1 }])).rejects.toEqual(
          expect.objectContaining({ failure: { kind: 'rate-limited' } }),
        );
      } finally {
        await strict.stop();
      }
    });

    it('is never repeated by the line itself: the number may put sold units back', async () => {
      const ref = await voso.live(call);
      const sent: boolean[] = [];
      const watching = {
        send: (request: Parameters<typeof voso.http.send>[0]) => (sent.push(request.safeToRepeat), voso.http.send(request)),
      };

      await voso.adapter.setStock({ ...call, http: watching }, [{ ref, quantity: 5 }]);

      expect(sent).toEqual([false]);
    });
  });

  describe('orders', () => {
    const everyOrder = async (since: Date, until: Date, between: () => Promise<unknown> = async () => null): Promise<string[]> => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await voso.adapter.listOrders(call, { since, until, ...(cursor && { cursor }) });
        found.push(...page.orders.map((order) => order.orderId));
        cursor = page.next;
        if (cursor) await between();
      } while (cursor);
      return found;
    };

    it('reads one, old address', async () => {
      const ref = await voso.live(call);
      const orderId = await voso.buy(ref.sku, 2, {
        address: 'old',
        payment: 'cod',
        buyer: { name: 'Nguyễn Hoà', phone: '0911' },
        note: 'Nhanh',
      });

      expect(await voso.adapter.readOrder(call, orderId)).toMatchObject({
        orderId,
        stage: 'awaiting-seller',
        platformState: '1',
        payment: 'cod',
        lines: [{ sku: ref.sku, quantity: 2, unitPrice: 350_000 }],
        total: 700_000 + 27_000,
        cashOnDelivery: 727_000,
        fees: 27_000 + 35_000,
        receiver: { name: 'Nguyễn Hoà', phone: '0911', provinceCode: '01', communeCode: '00004', addressScheme: 'pre-2025-07' },
        note: 'Nhanh',
      });
    });

    it('tells two-level addresses by the district, absent or pseudo; the text stays the truth', async () => {
      const ref = await voso.live(call);
      const schemes: string[] = [];
      for (const address of ['new', 'new', 'mismatch', 'colliding']) {
        const { receiver } = await voso.order(call, await voso.buy(ref.sku, 1, { address }));
        schemes.push(`${receiver.addressScheme} ${receiver.communeCode}`);
      }

      expect(schemes).toEqual(['2025-07 26743', '2025-07 26743', '2025-07 00721', 'pre-2025-07 26740']);
    });

    it('an unknown one is null', async () => {
      expect(await voso.adapter.readOrder(call, 'V0')).toBeNull();
    });

    it('lists every order over several pages while more come in', async () => {
      const ref = await voso.live(call, 1000);
      const before: string[] = [];
      for (let each = 0; each < 205; each += 1) before.push(await voso.buy(ref.sku));

      const found = await everyOrder(call.at, call.at, async () => {
        for (let each = 0; each < 3; each += 1) await voso.buy(ref.sku);
      });

      expect(before.filter((orderId) => !found.includes(orderId))).toEqual([]);
      expect(found.length).toBeGreaterThan(205);
    });

    it('asks for whole days of Vietnam, so that both edges are inside', async () => {
      const ref = await voso.live(call);
      const first = await voso.buy(ref.sku);
      await voso.sim('/clock', { advance: 86_400_000 });
      const second = await voso.buy(ref.sku);
      call = await voso.call();

      const a = await voso.order(call, first);
      const b = await voso.order(call, second);
      expect((await everyOrder(a.createdAt, b.createdAt)).sort()).toEqual([first, second].sort());
      expect(await everyOrder(b.createdAt, b.createdAt)).not.toContain(first);
    });

    it('confirm, ship, label; each twice is already done', async () => {
      const ref = await voso.live(call);
      const orderId = await voso.buy(ref.sku);
      let order = await voso.order(call, orderId);

      expect(await voso.adapter.readLabel(call, order)).toBeNull();
      expect(await voso.adapter.actOnOrder(call, order, { kind: 'confirm' })).toEqual({ done: 'yes' });
      await expect(voso.adapter.actOnOrder(call, order, { kind: 'confirm' })).rejects.toEqual(
        failing({ kind: 'conflict', reason: 'already-done' }),
      );
      const shipped = await voso.adapter.actOnOrder(call, order, { kind: 'ship' });
      expect(shipped).toEqual({ done: 'yes', parcelCode: expect.stringMatching(/^VOSO\d+/) });
      await expect(voso.adapter.actOnOrder(call, order, { kind: 'ship' })).rejects.toEqual(
        failing({ kind: 'conflict', reason: 'already-done' }),
      );
      order = await voso.order(call, orderId);
      expect(order).toMatchObject({ stage: 'ready-to-ship', parcelCode: shipped.parcelCode });

      const label = await voso.adapter.readLabel(call, order);
      expect(label).toMatchObject({ contentType: expect.stringContaining('text/html') });
      expect('bytes' in label! && label.bytes.toString()).toContain(shipped.parcelCode);
    });

    it('shipping before confirming is a wrong state; a part of an order cannot be confirmed', async () => {
      const ref = await voso.live(call);
      const order = await voso.order(call, await voso.buy(ref.sku, 2));

      await expect(voso.adapter.actOnOrder(call, order, { kind: 'ship' })).rejects.toEqual(
        failing({ kind: 'conflict', reason: 'wrong-state' }),
      );
      const half = { kind: 'confirm' as const, accepted: [{ lineId: '0', quantity: 1 }] };
      await expect(voso.adapter.actOnOrder(call, order, half)).rejects.toEqual(failing({ kind: 'rejected' }));
      expect((await voso.order(call, order.orderId)).stage).toBe('awaiting-seller');
      await voso.adapter.actOnOrder(call, order, { kind: 'confirm', accepted: [{ lineId: '0', quantity: 2 }] });
      expect((await voso.order(call, order.orderId)).stage).toBe('confirmed');
    });

    it('refusing cancels it in our name, however long the reason', async () => {
      const ref = await voso.live(call, 10);
      const order = await voso.order(call, await voso.buy(ref.sku, 2));

      await voso.adapter.actOnOrder(call, order, { kind: 'refuse', reason: 'Hết hàng vì mưa lũ kéo dài '.repeat(20) });

      expect(await voso.order(call, order.orderId)).toMatchObject({ stage: 'cancelled', cancelledBy: 'seller' });
      await expect(voso.adapter.actOnOrder(call, order, { kind: 'refuse', reason: '' })).rejects.toEqual(
        failing({ kind: 'conflict', reason: 'already-done' }),
      );
    });

    it('a cancel right after the waybill was not applied, and works three seconds later', async () => {
      const ref = await voso.live(call);
      const order = await voso.order(call, await voso.buy(ref.sku));
      await voso.adapter.actOnOrder(call, order, { kind: 'confirm' });
      await voso.adapter.actOnOrder(call, order, { kind: 'ship' });

      const cancel = () => voso.adapter.actOnOrder(call, order, { kind: 'cancel', reason: 'Khách đổi ý' });
      await expect(cancel()).rejects.toEqual(failing({ kind: 'unavailable', outcome: 'not-applied' }));
      await voso.sim('/clock', { advance: 3_000 });
      expect(await cancel()).toEqual({ done: 'yes' });
    });

    it.each([
      ['cancel-refused', { kind: 'cancel', reason: '' }, 'picked-up'],
      ['buyer-cancels-during-confirm', { kind: 'confirm' }, 'cancelled'],
    ] as const)('%s: a wrong state, and the truth is read afterwards', async (knob, act, stage) => {
      const ref = await voso.live(call);
      const order = await voso.order(call, await voso.buy(ref.sku));
      if (knob === 'cancel-refused') {
        await voso.adapter.actOnOrder(call, order, { kind: 'confirm' });
        await voso.adapter.actOnOrder(call, order, { kind: 'ship' });
      }
      await voso.fault(knob);

      await expect(voso.adapter.actOnOrder(call, order, act)).rejects.toEqual(failing({ kind: 'conflict', reason: 'wrong-state' }));
      expect((await voso.order(call, order.orderId)).stage).toBe(stage);
    });

    it('nobody confirms for a day: cancelled by the platform', async () => {
      const ref = await voso.live(call);
      const orderId = await voso.buy(ref.sku);
      await voso.sim('/clock', { advance: 25 * 3_600_000 });

      expect(await voso.order(await voso.call(), orderId)).toMatchObject({ stage: 'cancelled', cancelledBy: 'platform' });
    });

    it('the way out, a failed delivery, once more, and the way back', async () => {
      const ref = await voso.live(call);
      const order = await voso.order(call, await voso.buy(ref.sku));
      await voso.adapter.actOnOrder(call, order, { kind: 'confirm' });
      await voso.adapter.actOnOrder(call, order, { kind: 'ship' });
      const stages: string[] = [];
      const after = async (step: () => Promise<unknown>): Promise<void> => {
        await step();
        stages.push((await voso.order(call, order.orderId)).stage);
      };

      for (const status of [104, 105, 500, 505]) await after(() => voso.advance(order.orderId, status));
      await after(() => voso.adapter.actOnOrder(call, order, { kind: 'deliver-again' }));
      await after(() => voso.advance(order.orderId, 505));
      await after(() => voso.adapter.actOnOrder(call, order, { kind: 'accept-return' }));
      for (const status of [300, 500, 506, 504]) await after(() => voso.advance(order.orderId, status));

      expect(stages).toEqual([
        ...['ready-to-ship', 'picked-up', 'picked-up', 'picked-up'],
        ...['picked-up', 'picked-up', 'returning'],
        ...['returning', 'returning', 'returning', 'returned'],
      ]);
    });

    it('a code that nobody knows is unknown and kept', async () => {
      const ref = await voso.live(call);
      const order = await voso.order(call, await voso.buy(ref.sku));
      await voso.adapter.actOnOrder(call, order, { kind: 'confirm' });
      await voso.adapter.actOnOrder(call, order, { kind: 'ship' });
      await voso.advance(order.orderId, 570);

      expect(await voso.order(call, order.orderId)).toMatchObject({ stage: 'unknown', platformState: '570' });
      await voso.advance(order.orderId, 105);
      expect((await voso.order(call, order.orderId)).stage).toBe('picked-up');
    });

    it('an edited weight changes the fee that is read', async () => {
      const ref = await voso.live(call);
      const order = await voso.order(call, await voso.buy(ref.sku));
      await voso.adapter.actOnOrder(call, order, { kind: 'confirm' });
      await voso.adapter.actOnOrder(call, order, { kind: 'ship' });
      await voso.fault('edited-fee', { times: 1, fee: 99_000 });
      await voso.advance(order.orderId, 105);
      await voso.advance(order.orderId, 200);

      expect((await voso.order(call, order.orderId)).fees).toBe(99_000 + 17_500);
    });

    it.each(['confirm', 'ship'] as const)('%s done and the answer lost: unknown, and the order tells', async (kind) => {
      const ref = await voso.live(call);
      const order = await voso.order(call, await voso.buy(ref.sku));
      if (kind === 'ship') await voso.adapter.actOnOrder(call, order, { kind: 'confirm' });
      await voso.fault('timeout-after', { times: 1, match: { path: 'UpdateOrder' } });

      await expect(voso.adapter.actOnOrder(call, order, { kind })).rejects.toEqual(failing({ kind: 'unavailable', outcome: 'unknown' }));

      expect((await voso.order(call, order.orderId)).stage).toBe(kind === 'confirm' ? 'confirmed' : 'ready-to-ship');
    });
  });

  describe('webhooks as they really come', () => {
    const opened = async (count: number, act: () => Promise<unknown>) => {
      const mailbox = await voso.listen();
      try {
        await act();
        const received = await mailbox.until(count);
        return received.slice(0, count).map((delivery) => voso.adapter.openDelivery(delivery, [webhookSecret]));
      } finally {
        await mailbox.close();
      }
    };

    it('an order, whole, the same as when it is read', async () => {
      const ref = await voso.live(call);
      let orderId = '';
      const [delivery] = await opened(1, async () => (orderId = await voso.buy(ref.sku, 2)));

      expect(delivery?.events).toEqual([expect.objectContaining({ kind: 'order', orderId, order: await voso.order(call, orderId) })]);
    });

    it('the waybill comes by webhook before the answer to the call that made it', async () => {
      const ref = await voso.live(call);
      const order = await voso.order(call, await voso.buy(ref.sku));
      await voso.adapter.actOnOrder(call, order, { kind: 'confirm' });
      let parcelCode: string | undefined;
      const [delivery] = await opened(1, async () => ({ parcelCode } = await voso.adapter.actOnOrder(call, order, { kind: 'ship' })));

      expect(delivery?.events).toMatchObject([{ orderId: order.orderId, order: { stage: 'ready-to-ship', parcelCode } }]);
    });

    it('a later state that overtakes an earlier one says itself when it happened', async () => {
      const ref = await voso.live(call);
      await voso.fault('webhook-reorder');
      const deliveries = await opened(2, async () => {
        const orderId = await voso.buy(ref.sku);
        await voso.sim('/clock', { advance: 1000 });
        await voso.adapter.actOnOrder(call, await voso.order(call, orderId), { kind: 'confirm' });
      });

      const events = deliveries.flatMap((each) => each?.events ?? []);
      expect(events).toMatchObject([{ order: { stage: 'confirmed' } }, { order: { stage: 'awaiting-seller' } }]);
      const [late, early] = events.map((event) => ('occurredAt' in event ? event.occurredAt!.getTime() : 0));
      expect(late).toBeGreaterThan(early!);
    });

    it('a verdict', async () => {
      const draft = await voso.draft(call);
      const { externalId = '' } = await voso.adapter.publish(call, draft, 'k');
      const [delivery] = await opened(1, () => voso.sim(`/products/${externalId}/review`, { approve: true }));

      expect(delivery?.events).toMatchObject([{ kind: 'listing', ref: { sku: draft.sku, externalId } }]);
    });

    it('a verdict with a number above 2^53 names the product by its code only', async () => {
      const draft = await voso.draft(call);
      const { externalId = '' } = await voso.adapter.publish(call, draft, 'k');
      await voso.fault('big-number');
      const [delivery] = await opened(1, () => voso.sim(`/products/${externalId}/review`, { approve: true }));

      expect(delivery?.events).toEqual([expect.objectContaining({ ref: { sku: draft.sku } })]);
    });

    it('a wrong TOKEN is not authentic, even with the secret in the header', async () => {
      const ref = await voso.live(call);
      await voso.sim('/faults', { 'wrong-token': { times: 1 }, 'secret-in-header': { times: 1 } });

      expect(await opened(1, () => voso.buy(ref.sku))).toEqual([null]);
    });

    it('duplicates have one key; orders of other people have another', async () => {
      const ref = await voso.live(call);
      await voso.fault('webhook-duplicate');
      const [first, second] = await opened(2, () => voso.buy(ref.sku));
      await voso.fault('foreign-event');
      const [foreign, own] = await opened(2, () => voso.buy(ref.sku));

      expect(second?.key).toBe(first?.key);
      expect(new Set([first?.key, foreign?.key, own?.key]).size).toBe(3);
    });
  });

  describe('what goes wrong on the line', () => {
    it.each([
      ['busy', { kind: 'rate-limited' }],
      ['bad-gateway', { kind: 'unavailable', outcome: 'unknown' }],
      ['connection-reset', { kind: 'unavailable', outcome: 'unknown' }],
      ['timeout-before', { kind: 'unavailable', outcome: 'unknown' }],
      ['ip-refused', { kind: 'forbidden', reason: 'caller-refused' }],
    ] as const)('%s', async (knob, failure) => {
      await voso.fault(knob, { times: 1, match: { path: 'listOrder' } });

      await expect(voso.adapter.listOrders(call, { since: call.at, until: call.at })).rejects.toEqual(expect.objectContaining({ failure }));
    });

    it('a suspended shop: every write is forbidden until a person acts, reading goes on', async () => {
      const ref = await voso.live(call);
      const order = await voso.order(call, await voso.buy(ref.sku));
      await voso.fault('shop-locked', true);
      const locked = failing({ kind: 'forbidden', reason: 'account-locked' });

      await expect(voso.adapter.setStock(call, [{ ref, quantity: 1 }])).rejects.toEqual(locked);
      await expect(voso.adapter.setVisible(call, ref, false)).rejects.toEqual(locked);
      await expect(voso.adapter.actOnOrder(call, order, { kind: 'confirm' })).rejects.toEqual(locked);
      expect((await voso.adapter.readListing(call, ref))?.state).toBe('live');
    });

    const answering = (status: number, body: string, headers: Record<string, string> = {}): Call => ({
      ...call,
      http: { send: async () => ({ status, headers, body: Buffer.from(body) }) },
    });
    it.each([
      ['cut JSON', 200, '{"status":200,"error":false,"data":{"data":{"TOT', { kind: 'malformed' }],
      ['a page with HTTP 200', 200, '<html>Bảo trì</html>', { kind: 'malformed' }],
      ['no envelope', 200, '{"TOTAL":0}', { kind: 'malformed' }],
      ['null', 200, 'null', { kind: 'malformed' }],
      ['an empty answer', 200, '', { kind: 'malformed' }],
      ['a missing list', 200, '{"status":200,"error":false,"message":"OK","data":{"data":{"TOTAL":0}}}', { kind: 'malformed' }],
      ['data gone', 200, '{"status":200,"error":false,"message":"OK","data":null}', { kind: 'malformed' }],
      ['a moved path', 404, '<html>404</html>', { kind: 'malformed' }],
      ['a crash in JSON', 500, '{"timestamp":1}', { kind: 'unavailable', outcome: 'unknown' }],
      ['HTTP 401', 401, '', { kind: 'unauthorised' }],
      ['HTTP 429', 429, '', { kind: 'rate-limited', retryAfterMs: 1_224_000 }],
    ])('%s', async (_what, status, body, failure) => {
      const strange = answering(status, body, { 'retry-after': '1224' });

      await expect(voso.adapter.listOrders(strange, { since: call.at, until: call.at })).rejects.toEqual(
        expect.objectContaining({ failure }),
      );
    });

    it('a bare list that is none', async () => {
      const envelope = '{"status":200,"error":false,"message":"OK","data":[]}';

      await expect(voso.adapter.listCategories(answering(200, envelope))).rejects.toEqual(failing({ kind: 'malformed' }));
    });

    it('a shop without a pick-up address is told so', async () => {
      const draft = await voso.draft(call);

      await expect(
        voso.adapter.publish(answering(200, '{"status":200,"error":false,"message":"OK","data":[]}'), draft, 'k'),
      ).rejects.toEqual(failing({ kind: 'rejected', issues: [expect.objectContaining({ adviceVi: expect.stringContaining('kho') })] }));
    });
  });
});
