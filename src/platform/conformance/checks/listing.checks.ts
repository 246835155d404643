import assert from 'node:assert/strict';
import { type RemoteListing, PlatformError } from '../../contract';
import { type Bench, expectKind, idsOf, outcomeOf } from '../bench';
import type { Check } from '../check';

async function publish(bench: Bench, title?: string) {
  const draft = await bench.draft(title === undefined ? {} : { title });
  const submitted = await bench.adapter.publish(await bench.call(), draft, `intent-${draft.sku}`);
  assert(submitted.externalId !== undefined || submitted.caseId !== undefined, 'neither externalId nor caseId');
  return { draft, ref: { sku: draft.sku, ...idsOf(submitted) } };
}

async function read(
  bench: Bench,
  ref: { readonly sku: string; readonly externalId?: string; readonly caseId?: string },
): Promise<RemoteListing> {
  const seen = await bench.adapter.readListing(await bench.call(), ref);
  assert(seen, `nothing is found for ${JSON.stringify(ref)}`);
  assert.equal(seen.sku, ref.sku);
  return seen;
}

/** Publishing, review, editing, hiding, removing. */
export const listingChecks: readonly Check[] = [
  {
    id: 'publish/review-then-live',
    title: 'a published listing is in review and not on sale, then live with an id, with quantity 0',
    run: async (bench) => {
      const { draft, ref } = await publish(bench);
      assert.equal((await read(bench, ref)).state, 'in-review');
      assert.equal((await bench.remote.listings(draft.sku))[0]?.isOnSale ?? false, false, 'it is on sale before the review');
      await bench.remote.review(draft.sku, { approve: true });
      const seen = await read(bench, ref);
      assert.equal(seen.state, 'live');
      assert(seen.externalId, 'a live listing without externalId');
      assert.equal((await bench.remote.listings(draft.sku))[0]?.sellable, 0, 'it came with a quantity');
    },
  },
  {
    id: 'publish/what-was-sent',
    title: 'the platform has the title and price that were sent, to the last letter',
    run: async (bench) => {
      const title = 'Chè Shan tuyết "cổ thụ" & mật ong <bạc hà> 100%';
      const { draft } = await publish(bench, title);
      await bench.remote.review(draft.sku, { approve: true });
      const [shown] = await bench.remote.listings(draft.sku);
      assert.deepEqual({ title: shown?.title, price: shown?.priceVnd }, { title, price: draft.price });
      const seen = await read(bench, { sku: draft.sku });
      if (seen.title !== undefined) assert.equal(seen.title, title);
      if (seen.price !== undefined) assert.equal(seen.price, draft.price);
    },
  },
  {
    id: 'publish/twice',
    title: 'publishing a SKU that is there is conflict/already-exists; it is found by SKU, once',
    run: async (bench) => {
      const { draft } = await publish(bench);
      await expectKind(bench.adapter.publish(await bench.call(), draft, 'another-intent'), ['conflict/already-exists'], 'publish again');
      assert.equal((await bench.remote.listings(draft.sku)).length, 1);
      const found = await read(bench, { sku: draft.sku });
      assert(found.externalId !== undefined || found.caseId !== undefined, 'found without an id');
    },
  },
  {
    id: 'publish/lost-answer',
    title: 'after a lost answer the outcome is unknown, and looking by SKU finds exactly what is there',
    run: async (bench) => {
      for (const fault of ['answer-lost', 'silent-after'] as const) {
        for (let at = 0; ; at++) {
          const draft = await bench.draft();
          const call = await bench.call();
          bench.breakRequest(at, fault);
          const ended = await outcomeOf(bench.adapter.publish(call, draft, `intent-${draft.sku}`), 'publish');
          if (!bench.mend()) break;
          const there = await bench.remote.listings(draft.sku);
          if (there.length > 0 && ended instanceof PlatformError) {
            const { failure } = ended;
            assert(
              !(failure.kind === 'unavailable' && failure.outcome === 'not-applied'),
              `request ${at}, ${fault}: it was created, but "not-applied" was said`,
            );
          }
          const seen = await bench.adapter.readListing(await bench.call(), { sku: draft.sku });
          assert.equal(seen === null, there.length === 0, `request ${at}, ${fault}: ${there.length} there, found ${JSON.stringify(seen)}`);
          if (there.length === 0) await bench.adapter.publish(await bench.call(), draft, `intent-${draft.sku}`);
          assert.equal((await bench.remote.listings(draft.sku)).length, 1, `request ${at}, ${fault}`);
        }
      }
    },
  },
  {
    id: 'publish/rejected-by-review',
    title: "a rejection comes back as issues with the platform's own words and advice",
    run: async (bench) => {
      const { draft, ref } = await publish(bench);
      const words = 'Ảnh chụp mờ, vui lòng chụp lại';
      await bench.remote.review(draft.sku, { approve: false, words });
      const seen = await read(bench, ref);
      assert.equal(seen.state, 'rejected');
      assert(seen.issues.length > 0, 'no issues');
      assert(
        seen.issues.some((issue) => issue.platformText.includes(words)),
        `the words are lost: ${JSON.stringify(seen.issues)}`,
      );
      assert(
        seen.issues.every((issue) => issue.adviceVi.trim() !== ''),
        'an issue without advice',
      );
    },
  },
  {
    id: 'publish/again-after-rejection',
    title: 'a rejected listing that is edited goes to review again and can become live',
    run: async (bench) => {
      const { draft, ref } = await publish(bench);
      await bench.remote.review(draft.sku, { approve: false, words: 'Tên chưa rõ' });
      const rejected = await read(bench, ref);
      const better = { ...draft, title: `${draft.title} nguyên chất` };
      const again = await bench.adapter.edit(await bench.call(), { ...ref, ...idsOf(rejected) }, better, 'intent-2');
      assert.equal((await read(bench, { ...ref, ...idsOf(again) })).state, 'in-review');
      await bench.remote.review(draft.sku, { approve: true });
      assert.equal((await read(bench, { ...ref, ...idsOf(again) })).state, 'live');
    },
  },
  {
    id: 'publish/refuses-bad-content',
    title: 'a title that is far too long, and a category that does not exist, are rejected with issues, and nothing is created',
    run: async (bench) => {
      for (const change of [{ title: 'Mật ong bạc hà '.repeat(100) }, { categoryCode: '99999999' }]) {
        const draft = await bench.draft(change);
        await expectKind(
          bench.adapter.publish(await bench.call(), draft, 'intent'),
          ['rejected'],
          `publish with ${Object.keys(change).join()}`,
        );
        assert.equal((await bench.remote.listings(draft.sku)).length, 0);
      }
    },
  },
  {
    id: 'edit/keeps-quantity',
    title: 'an edit changes the content and never the quantity',
    run: async (bench) => {
      const { ref, draft } = await bench.live(7);
      const changed = { ...draft, title: `${draft.title} mới`, description: `${draft.description}\nMùa mới.` };
      const submitted = await bench.adapter.edit(await bench.call(), ref, changed, 'intent-edit');
      await bench.remote.review(draft.sku, { approve: true });
      const [shown] = await bench.remote.listings(draft.sku);
      assert.equal(shown?.title, changed.title);
      assert.equal(shown?.sellable, 7, 'the edit changed the quantity');
      assert.equal((await read(bench, { ...ref, ...idsOf(submitted) })).state, 'live');
    },
  },
  {
    id: 'edit/while-in-review',
    title: 'an edit while the listing is being reviewed is taken, or refused as conflict/being-reviewed',
    run: async (bench) => {
      const { draft, ref } = await publish(bench);
      const ended = await outcomeOf(
        bench.adapter.edit(await bench.call(), ref, { ...draft, title: `${draft.title} B` }, 'intent-2'),
        'edit',
      );
      if (ended instanceof PlatformError) {
        assert(ended.failure.kind === 'conflict' && ended.failure.reason === 'being-reviewed', JSON.stringify(ended.failure));
      }
    },
  },
  {
    id: 'visible/hide-show',
    title: 'hiding takes off sale, showing puts back, doing either twice is fine',
    run: async (bench) => {
      const { ref } = await bench.live();
      for (const visible of [false, false, true, true]) {
        await bench.adapter.setVisible(await bench.call(), ref, visible);
        assert.equal((await read(bench, ref)).state, visible ? 'live' : 'hidden');
        assert.equal((await bench.remote.listings(ref.sku))[0]?.isOnSale, visible);
      }
    },
  },
  {
    id: 'remove/twice',
    title: 'what is removed is off sale and reads as nothing or deleted; removing it again is fine',
    run: async (bench) => {
      const { ref } = await bench.live();
      await bench.adapter.remove(await bench.call(), ref);
      assert.equal((await bench.remote.listings(ref.sku))[0]?.isOnSale ?? false, false, 'still on sale');
      await bench.adapter.remove(await bench.call(), ref);
      const seen = await bench.adapter.readListing(await bench.call(), ref);
      assert(seen === null || seen.state !== 'live', JSON.stringify(seen));
    },
  },
  {
    id: 'listing/unknown',
    title: 'a SKU that the platform never saw reads as null; acts on it are not-found',
    run: async (bench) => {
      const ref = { sku: 'CHUA-TUNG-CO' };
      const call = await bench.call();
      assert.equal(await bench.adapter.readListing(call, ref), null);
      await expectKind(bench.adapter.setVisible(call, ref, false), ['not-found'], 'setVisible');
      await expectKind(bench.adapter.edit(call, ref, await bench.draft(ref), 'intent'), ['not-found'], 'edit');
      await bench.adapter.remove(call, ref);
    },
  },
];
