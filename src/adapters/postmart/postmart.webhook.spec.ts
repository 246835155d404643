import type { Call } from '../../platform/contract';
import type { PracticePostmart } from '../../../test/support/practice-postmart';
import { startPracticePostmart } from '../../../test/support/practice-postmart';

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
