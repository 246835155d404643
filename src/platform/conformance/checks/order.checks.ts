import assert from 'node:assert/strict';
import { type OrderAct, PlatformError, type RemoteOrder } from '../../contract';
import { type Bench, expectKind, outcomeOf } from '../bench';
import type { Check } from '../check';

const MINUTE = 60_000;

async function act(bench: Bench, order: RemoteOrder, what: OrderAct) {
  return bench.adapter.actOnOrder(await bench.call(), order, what);
}

/** The act again, on the order as it reads now. */
async function again(bench: Bench, orderId: string, what: OrderAct, kinds: readonly string[]): Promise<void> {
  await expectKind(act(bench, await bench.order(orderId), what), kinds, `${what.kind} again`);
}

/** Orders: seeing them, and acting on them. */
export const orderChecks: readonly Check[] = [
  {
    id: 'orders/seen-whole',
    title: 'a new order is listed and read with its lines, prices, money and receiver',
    run: async (bench) => {
      const before = await bench.remote.now();
      const { order, draft } = await bench.ordered(2);
      const after = new Date((await bench.remote.now()).getTime() + MINUTE);
      const listed = (await bench.listed(new Date(before.getTime() - MINUTE), after)).filter((each) => each.orderId === order.orderId);
      assert(listed.length > 0, 'the order is not in the list');
      assert.equal(order.stage, 'awaiting-seller');
      assert.deepEqual(
        order.lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice })),
        [{ sku: draft.sku, quantity: 2, unitPrice: draft.price }],
      );
      assert.equal(new Set(order.lines.map((line) => line.lineId)).size, order.lines.length);
      assert(order.payment === 'cod' && order.cashOnDelivery >= 2 * draft.price, `money: ${JSON.stringify(order)}`);
      assert(
        Number.isSafeInteger(order.total) && Number.isSafeInteger(order.fees) && order.total >= 0 && order.fees >= 0,
        'money is not whole đồng',
      );
      assert(order.receiver.name !== '' && order.receiver.address !== '', 'receiver');
      assert(
        Math.abs(order.createdAt.getTime() - before.getTime()) < 5 * MINUTE,
        `createdAt ${order.createdAt.toISOString()}: wrong zone?`,
      );
      if (order.confirmBy) assert(order.confirmBy > order.createdAt, 'confirmBy lies before the order');
    },
  },
  {
    id: 'orders/paid',
    title: 'a paid order is paid, with nothing to collect',
    run: async (bench) => {
      const { draft } = await bench.live();
      const order = await bench.order(await bench.remote.order([{ sku: draft.sku, quantity: 1 }], 'paid'));
      assert.deepEqual([order.payment, order.cashOnDelivery], ['paid', 0]);
    },
  },
  {
    id: 'orders/complete',
    title: 'the list leaves out no order while new ones come in between the pages',
    run: async (bench) => {
      const { ref, draft } = await bench.live(1_000);
      const since = new Date((await bench.remote.now()).getTime() - MINUTE);
      const place = (): Promise<string> => bench.remote.order([{ sku: draft.sku, quantity: 1 }]);
      const placed: string[] = [];
      for (let each = 0; each < 130; each++) placed.push(await place());
      const until = new Date((await bench.remote.now()).getTime() + MINUTE);
      const orders = await bench.listed(since, until, async () => {
        for (let each = 0; each < 3; each++) await place();
      });
      const seen = new Set(orders.map((order) => order.orderId));
      assert.deepEqual(
        placed.filter((id) => !seen.has(id)),
        [],
        `orders of ${ref.sku} are left out`,
      );
    },
  },
  {
    id: 'orders/day-edges',
    title: 'orders right before and after midnight in Vietnam are listed from either side',
    run: async (bench) => {
      const { draft } = await bench.live(100);
      const now = (await bench.remote.now()).getTime();
      const midnight = Math.ceil((now + 7 * 3_600_000) / 86_400_000) * 86_400_000 - 7 * 3_600_000;
      await bench.remote.pass(midnight - now - MINUTE / 2);
      bench.forgetToken();
      const late = await bench.remote.order([{ sku: draft.sku, quantity: 1 }]);
      await bench.remote.pass(MINUTE);
      bench.forgetToken();
      const early = await bench.remote.order([{ sku: draft.sku, quantity: 1 }]);
      const until = new Date(midnight + 10 * MINUTE);
      const ids = async (since: number): Promise<string[]> => (await bench.listed(new Date(since), until)).map((order) => order.orderId);
      const fromBefore = await ids(midnight - 2 * MINUTE);
      assert(fromBefore.includes(late) && fromBefore.includes(early), `from 23:58: ${fromBefore.length} orders, one of the two is missing`);
      assert((await ids(midnight)).includes(early), 'from midnight: the early one is missing');
    },
  },
  {
    id: 'orders/unknown',
    title: 'an order that the platform never saw reads as null, and acts on it are not-found',
    run: async (bench) => {
      const { order } = await bench.ordered();
      const unknown = { ...order, orderId: 'KHONG-CO-DON-NAY' };
      assert.equal(await bench.adapter.readOrder(await bench.call(), unknown.orderId), null);
      await expectKind(act(bench, unknown, { kind: 'confirm' }), ['not-found'], 'confirm');
    },
  },
  {
    id: 'orders/confirm',
    title: 'confirming moves the order on; confirming again is conflict/already-done',
    run: async (bench) => {
      const { order } = await bench.ordered();
      assert.equal((await act(bench, order, { kind: 'confirm' })).done, 'yes');
      const { shipIsSeparate } = bench.description.capabilities;
      const seen = await bench.order(order.orderId);
      assert.equal(seen.stage, shipIsSeparate ? 'confirmed' : 'ready-to-ship');
      if (!shipIsSeparate) assert(seen.parcelCode, 'no parcel code');
      await again(bench, order.orderId, { kind: 'confirm' }, ['conflict/already-done']);
    },
  },
  {
    id: 'orders/confirm-part',
    title: 'confirming part of the lines confirms those and refuses the rest',
    needs: ({ confirmGranularity }) => confirmGranularity === 'line',
    run: async (bench) => {
      const [{ draft: one }, { draft: two }] = [await bench.live(), await bench.live()];
      const order = await bench.order(
        await bench.remote.order([
          { sku: one.sku, quantity: 3 },
          { sku: two.sku, quantity: 1 },
        ]),
      );
      const line = order.lines.find((each) => each.sku === one.sku);
      assert(line);
      await act(bench, order, { kind: 'confirm', accepted: [{ lineId: line.lineId, quantity: 2 }] });
      const seen = await bench.order(order.orderId);
      const accepted = new Map(seen.lines.map((each) => [each.sku, each.confirmedQuantity ?? each.quantity]));
      assert.equal(accepted.get(one.sku), 2);
      assert.equal(accepted.get(two.sku) ?? 0, 0);
    },
  },
  {
    id: 'orders/confirm-whole-only',
    title: 'part of an order is refused where the platform confirms whole orders only, and nothing is confirmed',
    needs: ({ confirmGranularity }) => confirmGranularity === 'order',
    run: async (bench) => {
      const { order } = await bench.ordered(2);
      const [line] = order.lines;
      assert(line);
      await expectKind(
        act(bench, order, { kind: 'confirm', accepted: [{ lineId: line.lineId, quantity: 1 }] }),
        ['rejected'],
        'confirm one of two',
      );
      assert.equal((await bench.order(order.orderId)).stage, 'awaiting-seller');
    },
  },
  {
    id: 'orders/refuse',
    title: 'a refused order is cancelled by the seller; refusing again is a conflict',
    run: async (bench) => {
      const { order } = await bench.ordered();
      await act(bench, order, { kind: 'refuse', reason: 'Hết hàng' });
      const seen = await bench.order(order.orderId);
      assert.deepEqual([seen.stage, seen.cancelledBy], ['cancelled', 'seller']);
      await again(bench, order.orderId, { kind: 'refuse', reason: 'Hết hàng' }, ['conflict/already-done']);
    },
  },
  {
    id: 'orders/ship',
    title: 'handing over gives a parcel code; handing over again is conflict/already-done',
    needs: ({ shipIsSeparate }) => shipIsSeparate,
    run: async (bench) => {
      const { order } = await bench.ordered();
      await act(bench, order, { kind: 'confirm' });
      const result = await act(bench, await bench.order(order.orderId), { kind: 'ship' });
      const seen = await bench.order(order.orderId);
      assert.equal(seen.stage, 'ready-to-ship');
      assert(seen.parcelCode, 'no parcel code');
      assert.equal(result.parcelCode ?? seen.parcelCode, seen.parcelCode);
      await again(bench, order.orderId, { kind: 'ship' }, ['conflict/already-done']);
    },
  },
  {
    id: 'orders/cancel',
    title: 'cancelling a confirmed order ends in cancelled, at once or when the platform has decided',
    run: async (bench) => {
      const { order } = await bench.ordered();
      await act(bench, order, { kind: 'confirm' });
      const { done } = await act(bench, await bench.order(order.orderId), { kind: 'cancel', reason: 'Hàng hỏng' });
      const { cancelIsAsync } = bench.description.capabilities;
      assert.equal(done, cancelIsAsync ? 'pending' : 'yes');
      if (cancelIsAsync) {
        assert.notEqual((await bench.order(order.orderId)).stage, 'cancelled', 'pending, but cancelled already');
        await bench.remote.pass(30 * MINUTE);
      }
      const seen = await bench.order(order.orderId);
      assert.deepEqual([seen.stage, seen.cancelledBy], ['cancelled', 'seller']);
      await again(bench, order.orderId, { kind: 'cancel', reason: 'Hàng hỏng' }, ['conflict/already-done']);
    },
  },
  {
    id: 'orders/buyer-cancels',
    title: 'an order that the buyer cancelled says so, and cannot be confirmed',
    run: async (bench) => {
      const { order } = await bench.ordered();
      await bench.remote.cancel(order.orderId, 'buyer');
      const seen = await bench.order(order.orderId);
      assert.deepEqual([seen.stage, seen.cancelledBy], ['cancelled', 'buyer']);
      await expectKind(act(bench, seen, { kind: 'confirm' }), ['conflict/wrong-state'], 'confirm a cancelled order');
    },
  },
  {
    id: 'orders/stages',
    title: 'every stage that the fake can reach is translated into its word, in the list as well as alone',
    run: async (bench) => {
      for (const [stage, statuses] of Object.entries(bench.harness.paths)) {
        const order = await bench.underWay();
        for (const status of statuses) await bench.remote.advance(order.orderId, status);
        const seen = await bench.order(order.orderId);
        assert.equal(seen.stage, stage, `after ${statuses.join(', ')} (${seen.platformState})`);
        const since = new Date(order.createdAt.getTime() - MINUTE);
        const listed = await bench.listed(since, new Date((await bench.remote.now()).getTime() + MINUTE));
        assert.equal(listed.find((each) => each.orderId === order.orderId)?.stage, stage, 'in the list');
      }
    },
  },
  {
    id: 'orders/too-late',
    title: 'cancelling what has left is refused as a conflict',
    needs: (_capabilities, { paths }) => paths['delivered'] !== undefined,
    run: async (bench) => {
      const order = await bench.underWay();
      for (const status of bench.harness.paths['delivered'] ?? []) await bench.remote.advance(order.orderId, status);
      const ended = await outcomeOf(act(bench, await bench.order(order.orderId), { kind: 'cancel', reason: 'Muộn' }), 'cancel');
      if (ended instanceof PlatformError) assert.equal(ended.failure.kind, 'conflict', JSON.stringify(ended.failure));
      else assert.equal(ended.done, 'pending', 'a delivered order was cancelled');
      assert.equal((await bench.order(order.orderId)).stage, 'delivered');
    },
  },
  {
    id: 'orders/label',
    title: 'the label of a parcel is bytes or a link, and none before there is a parcel',
    run: async (bench) => {
      const { order } = await bench.ordered();
      const early = await outcomeOf(bench.adapter.readLabel(await bench.call(), order), 'readLabel before confirming');
      if (early instanceof PlatformError) assert(['conflict', 'not-found'].includes(early.failure.kind), JSON.stringify(early.failure));
      else assert.equal(early, null);
      const parcel = await bench.underWay();
      await bench.remote.pass(10 * MINUTE);
      const label = await bench.adapter.readLabel(await bench.call(), parcel);
      assert(label, 'no label after ten minutes');
      if ('url' in label) assert(URL.canParse(label.url), label.url);
      else assert(label.bytes.length > 0 && label.contentType !== '', 'an empty label');
    },
  },
];
