import { type PracticeVoso, startPracticeVoso, webhookSecret } from '../../../test/support/practice-voso';
import type { Call } from '../../platform/contract';

describe('Voso over real HTTP: webhooks', () => {
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
});
