import { type PracticeVoso, failing, startPracticeVoso } from '../../../test/support/practice-voso';
import type { Call } from '../../platform/contract';

describe('Voso over real HTTP: orders', () => {
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
});
