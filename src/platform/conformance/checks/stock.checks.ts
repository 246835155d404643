import assert from 'node:assert/strict';
import type { StockItem, StockResult } from '../../contract';
import type { Bench } from '../bench';
import type { Check } from '../check';

/** In batches, as the gateway does it. */
async function setStock(bench: Bench, items: readonly StockItem[]): Promise<StockResult[]> {
  const size = bench.description.capabilities.stockBatchSize;
  const results: StockResult[] = [];
  for (let from = 0; from < items.length; from += size) {
    const batch = items.slice(from, from + size);
    const answered = await bench.adapter.setStock(await bench.call(), batch);
    assert.equal(answered.length, batch.length, 'one result per item');
    results.push(...answered);
  }
  return results;
}

const sellable = async (bench: Bench, sku: string): Promise<number | undefined> => (await bench.remote.listings(sku))[0]?.sellable;

/** Quantities. */
export const stockChecks: readonly Check[] = [
  {
    id: 'stock/set',
    title: 'the platform offers exactly the quantity that was set, 0 and large numbers too',
    run: async (bench) => {
      const { ref } = await bench.live(1);
      for (const quantity of [12, 0, 99_999]) {
        const [result] = await setStock(bench, [{ ref, quantity }]);
        assert(result?.ok, JSON.stringify(result));
        assert.equal(await sellable(bench, ref.sku), quantity);
      }
    },
  },
  {
    id: 'stock/per-item',
    title: 'one unknown SKU among others is a result of its own; the others are set, in order',
    run: async (bench) => {
      const { ref: first } = await bench.live(1);
      const { ref: last } = await bench.live(1);
      const results = await setStock(bench, [
        { ref: first, quantity: 11 },
        { ref: { sku: 'CHUA-TUNG-CO' }, quantity: 12 },
        { ref: last, quantity: 13 },
      ]);
      assert.deepEqual(
        results.map((result) => (result.ok ? 'ok' : result.code)),
        ['ok', 'not-found', 'ok'],
      );
      assert.deepEqual([await sellable(bench, first.sku), await sellable(bench, last.sku)], [11, 13]);
    },
  },
  {
    id: 'stock/full-batch',
    title: 'a batch of the promised size is taken',
    run: async (bench) => {
      const { ref } = await bench.live(1);
      const size = bench.description.capabilities.stockBatchSize;
      const strangers = Array.from({ length: size - 1 }, (_, index): StockItem => ({ ref: { sku: `CHUA-CO-${index}` }, quantity: 1 }));
      const results = await bench.adapter.setStock(await bench.call(), [...strangers, { ref, quantity: 5 }]);
      assert.equal(results.length, size);
      assert.equal(results.at(-1)?.ok, true);
      assert.equal(await sellable(bench, ref.sku), 5);
    },
  },
  {
    id: 'stock/not-approved',
    title: 'the stock of a listing in review gives a result, never an exception',
    run: async (bench) => {
      const draft = await bench.draft();
      const submitted = await bench.adapter.publish(await bench.call(), draft, 'intent');
      const [result] = await setStock(bench, [{ ref: { sku: draft.sku, ...submitted }, quantity: 4 }]);
      assert(result && (result.ok || result.code === 'not-approved' || result.code === 'not-found'), JSON.stringify(result));
    },
  },
  {
    id: 'stock/meaning',
    title: 'with an open order the number means what stockMeaning says',
    run: async (bench) => {
      const { ref } = await bench.ordered(2);
      const [result] = await setStock(bench, [{ ref, quantity: 9 }]);
      assert(result?.ok, JSON.stringify(result));
      const isOnHand = bench.description.capabilities.stockMeaning === 'on-hand';
      assert.equal(await sellable(bench, ref.sku), isOnHand ? 7 : 9);
      if (isOnHand && result.reserved !== undefined) assert.equal(result.reserved, 2);
    },
  },
  {
    id: 'stock/below-reserved',
    title: 'a number on hand below what is ordered already is refused as below-reserved',
    needs: ({ stockMeaning }) => stockMeaning === 'on-hand',
    run: async (bench) => {
      const { ref } = await bench.ordered(3);
      const [result] = await setStock(bench, [{ ref, quantity: 1 }]);
      assert(result && !result.ok && result.code === 'below-reserved', JSON.stringify(result));
      assert(result.platformText !== '', "the platform's words are lost");
    },
  },
];
