import assert from 'node:assert/strict';
import type { Delivery, PlatformAdapter, RawDelivery, RemoteOrder } from '../../contract';
import type { Bench } from '../bench';
import type { Check } from '../check';

/** Never throws: whatever a stranger sends must be answered with null. */
function opened(adapter: PlatformAdapter, raw: RawDelivery, secrets: readonly string[], doing: string): Delivery | null {
  try {
    return adapter.openDelivery(raw, secrets);
  } catch (error) {
    return assert.fail(`${doing}: openDelivery threw ${error instanceof Error ? error.message : String(error)}`);
  }
}

const tells = (delivery: Delivery | null, orderId: string): boolean =>
  delivery?.events.some((event) => event.kind === 'order' && event.orderId === orderId) ?? false;

async function genuine(bench: Bench): Promise<{ raw: RawDelivery; order: RemoteOrder }> {
  const catcher = await bench.webhooks();
  const { order } = await bench.ordered();
  const { adapter, remote } = bench;
  const raw = await catcher.find(
    (each) => tells(adapter.openDelivery(each, remote.webhookSecrets), order.orderId),
    `order ${order.orderId}`,
  );
  return { raw, order };
}

const GARBAGE: readonly string[] = [
  '',
  'x',
  '{',
  'null',
  '[]',
  '{}',
  '"x"',
  '0',
  '[null]',
  '{"data":null}',
  '{"data":[null]}',
  '{"DATA":null,"TOKEN":null}',
  '\u0000',
  '['.repeat(5_000),
];

/** Webhooks: who sent it, what it says, what it is called. */
export const webhookChecks: readonly Check[] = [
  {
    id: 'webhook/authentic',
    title: 'a real delivery is opened: order, key, acknowledgement',
    run: async (bench) => {
      const { raw, order } = await genuine(bench);
      const delivery = opened(bench.adapter, raw, bench.remote.webhookSecrets, 'a real delivery');
      assert(delivery);
      assert(delivery.key.length > 0 && delivery.key.length <= 200, `key of ${delivery.key.length} characters`);
      assert(delivery.acknowledgement.status >= 200 && delivery.acknowledgement.status < 300);
      const event = delivery.events.find((each) => each.kind === 'order' && each.orderId === order.orderId);
      assert(event?.kind === 'order');
      assert.equal(event.order !== undefined, bench.description.capabilities.webhookCarriesFullOrder, 'webhookCarriesFullOrder');
      if (event.order) assert.deepEqual(event.order.lines, order.lines, 'the order in the delivery differs from the order that is read');
    },
  },
  {
    id: 'webhook/strangers-secret',
    title: "a delivery is not opened with somebody else's secret, nor without any",
    run: async (bench) => {
      const { raw } = await genuine(bench);
      assert.equal(opened(bench.adapter, raw, [bench.remote.strangersSecret], "a stranger's secret"), null);
      assert.equal(opened(bench.adapter, raw, [], 'no secret'), null);
      assert.equal(opened(bench.adapter, raw, [''], 'an empty secret'), null);
      assert.equal(opened(bench.adapter, raw, ['not a key at all'], 'a secret of the wrong form'), null);
    },
  },
  {
    id: 'webhook/two-secrets',
    title: 'while secrets are being changed, the old and the new one are both accepted',
    run: async (bench) => {
      const { raw } = await genuine(bench);
      const { webhookSecrets, strangersSecret } = bench.remote;
      for (const secrets of [
        [strangersSecret, ...webhookSecrets],
        [...webhookSecrets, strangersSecret],
      ]) {
        assert(opened(bench.adapter, raw, secrets, 'two secrets'), 'not opened with two secrets');
      }
    },
  },
  {
    id: 'webhook/same-key',
    title: 'the same delivery has the same key, a later one of the same order another',
    run: async (bench) => {
      const { raw, order } = await genuine(bench);
      const { adapter, remote } = bench;
      const secrets = remote.webhookSecrets;
      const first = adapter.openDelivery(raw, secrets);
      assert.equal(adapter.openDelivery({ headers: { ...raw.headers }, body: Buffer.from(raw.body) }, secrets)?.key, first?.key);
      await remote.cancel(order.orderId, 'buyer');
      const catcher = await bench.webhooks();
      const isLater = (each: RawDelivery): boolean => {
        const delivery = adapter.openDelivery(each, secrets);
        return tells(delivery, order.orderId) && !each.body.equals(raw.body) && delivery?.key !== first?.key;
      };
      await catcher.find(isLater, `the cancellation of ${order.orderId}, under another key`);
    },
  },
  {
    id: 'webhook/changed-byte',
    title: 'a changed byte makes it not authentic, or another delivery; it never passes as the same with other content',
    run: async (bench) => {
      const { raw } = await genuine(bench);
      const { adapter, remote } = bench;
      const first = adapter.openDelivery(raw, remote.webhookSecrets);
      assert(first);
      let refused = 0;
      for (let at = 0; at < raw.body.length; at++) {
        const body = Buffer.from(raw.body);
        body.writeUInt8((body.readUInt8(at) ^ 1) & 0xff, at);
        const delivery = opened(adapter, { headers: raw.headers, body }, remote.webhookSecrets, `byte ${at} changed`);
        if (!delivery) refused += 1;
        else if (delivery.key === first.key)
          assert.deepEqual(delivery.events, first.events, `byte ${at}: other content under the same key`);
      }
      assert(refused > 0, 'no change at all was noticed');
    },
  },
  {
    id: 'webhook/forged',
    title: 'content that the signature does not cover comes without `order`, so that it is only a reason to ask',
    needs: (_capabilities, { forgeries }) => (forgeries?.length ?? 0) > 0,
    run: async (bench) => {
      const { raw } = await genuine(bench);
      for (const forge of bench.harness.forgeries ?? []) {
        const delivery = opened(bench.adapter, forge(raw), bench.remote.webhookSecrets, 'a forgery');
        const believed = delivery?.events.filter((event) => event.kind === 'order' && event.order !== undefined) ?? [];
        assert.deepEqual(believed, [], 'forged content is believed');
      }
    },
  },
  {
    id: 'webhook/garbage',
    title: 'what is no delivery at all gives null and throws nothing',
    run: async (bench) => {
      const secrets = bench.remote.webhookSecrets;
      for (const text of GARBAGE) {
        assert.equal(
          opened(bench.adapter, { headers: {}, body: Buffer.from(text) }, secrets, `body ${text.slice(0, 20)}`),
          null,
          `body ${text.slice(0, 20)}`,
        );
      }
      assert.equal(opened(bench.adapter, { headers: {}, body: Buffer.from([0xff, 0xfe, 0x00, 0x80]) }, secrets, 'no UTF-8'), null);
    },
  },
  {
    id: 'webhook/review',
    title: 'the verdict of a review is told by a webhook that names the listing',
    needs: ({ reviewVia }) => reviewVia === 'webhook-and-poll',
    run: async (bench) => {
      const catcher = await bench.webhooks();
      const { draft } = await bench.live();
      const { adapter, remote } = bench;
      const names = (raw: RawDelivery): boolean =>
        adapter.openDelivery(raw, remote.webhookSecrets)?.events.some((event) => event.kind === 'listing' && event.ref.sku === draft.sku) ??
        false;
      await catcher.find(names, `listing ${draft.sku}`);
    },
  },
];
