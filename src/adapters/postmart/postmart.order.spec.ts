import type { Call } from '../../platform/contract';
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
    expect(await shop.adapter.readCase?.(call, caseId ?? '')).toMatchObject({ decided: 'not-yet' });
    await shop.wait(3000);
    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'cancelled', cancelledBy: 'seller' });
    expect(await shop.adapter.readCase?.(call, caseId ?? '')).toMatchObject({ decided: 'granted' });
  });

  it('a cancellation that the post office refuses leaves the order on its way', async () => {
    const order = await ordered();
    await act(order, 'confirm');
    const { caseId } = await shop.adapter.actOnOrder(call, order, { kind: 'cancel', reason: 'muộn' });
    await shop.advance(order.orderId, 6);
    await shop.wait(3000);

    expect(await shop.order(call, order.orderId)).toMatchObject({ stage: 'picked-up' });
    expect(await shop.adapter.readCase?.(call, caseId ?? '')).toMatchObject({
      decided: 'refused',
      platformText: expect.stringMatching(/không đồng ý/),
    });
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
