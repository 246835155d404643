import assert from 'node:assert/strict';
import type { Call } from '../../contract';
import { type Bench, expectKind } from '../bench';
import type { Check } from '../check';

const SETS = Array.from({ length: 26 }, (_, index) => index + 1);

/** What the description says, categories, login and token. */
export const accountChecks: readonly Check[] = [
  {
    id: 'describe/plain-data',
    title: 'the description is plain data, the same every time',
    run: async ({ adapter }) => {
      const description = adapter.describe();
      assert.deepEqual(JSON.parse(JSON.stringify(description)), description, 'something in it is not JSON');
      assert.deepEqual(adapter.describe(), description);
      assert.match(adapter.code, /^[a-z][a-z0-9-]*$/);
    },
  },
  {
    id: 'describe/sane',
    title: 'numbers of the description make sense and every part names its source',
    run: async ({ adapter }) => {
      const { capabilities, photoRule, textRule, credentials, categoryForSet, sources } = adapter.describe();
      const { limits } = capabilities;
      for (const [name, value] of Object.entries({
        stockBatchSize: capabilities.stockBatchSize,
        burst: limits.burst,
        callsPerSecond: limits.callsPerSecond,
      })) {
        assert(value > 0, `${name} is ${value}`);
      }
      assert(
        photoRule.minCount <= photoRule.maxCount && photoRule.minEdgePx <= photoRule.maxEdgePx && photoRule.formats.length > 0,
        'photoRule',
      );
      assert(textRule.descriptionMinChars <= textRule.descriptionMaxChars, 'textRule');
      assert.deepEqual(
        SETS.filter((set) => categoryForSet[set] === undefined),
        [],
        'OCOP sets without an answer in categoryForSet',
      );
      assert.equal(new Set(credentials.map((field) => field.key)).size, credentials.length, 'two credentials have one key');
      assert(
        credentials.some((field) => field.secret),
        'no credential is secret',
      );
      assert(
        credentials.every((field) => field.labelVi.trim() !== ''),
        'a credential without a label',
      );
      assert(sources.length > 0 && sources.every((source) => source.note.trim() !== ''), 'sources');
    },
  },
  {
    id: 'categories/of-description',
    title: 'every category that the description names is a leaf that takes products',
    run: async (bench) => {
      const { adapter } = bench;
      const categories = await adapter.listCategories(await bench.call());
      assert(categories.length > 0, 'no categories');
      assert.equal(new Set(categories.map((each) => each.code)).size, categories.length, 'a code comes twice');
      for (const code of new Set(Object.values(adapter.describe().categoryForSet))) {
        if (code === null) continue;
        const category = categories.find((each) => each.code === code);
        assert(category?.isLeaf && category.isActive, `category ${code}: ${JSON.stringify(category ?? 'unknown there')}`);
      }
      for (const { parentCode } of categories)
        assert(parentCode === null || categories.some((each) => each.code === parentCode), `parent ${parentCode} is unknown`);
    },
  },
  {
    id: 'login/right',
    title: 'right credentials give a token that works',
    run: async (bench) => {
      const { adapter, remote, http } = bench;
      const session = await adapter.login({ http, credentials: remote.credentials });
      assert(session.token.length > 0);
      if (session.expiresAt) assert(session.expiresAt > (await remote.now()), `expired from the start: ${session.expiresAt.toISOString()}`);
      await adapter.listCategories(await bench.call());
    },
  },
  {
    id: 'login/wrong',
    title: 'wrong credentials are unauthorised',
    run: async ({ adapter, remote, http }) => {
      await expectKind(adapter.login({ http, credentials: remote.wrongCredentials }), ['unauthorised'], 'login');
    },
  },
  {
    id: 'token/unknown',
    title: 'a token that the platform does not know is unauthorised, in every method',
    run: async (bench) => {
      const { ref } = await bench.live();
      const call = { ...(await bench.call()), token: 'khong-phai-token' };
      await everyReadIsUnauthorised(bench, call, ref);
    },
  },
  {
    id: 'token/expires',
    title: 'a token that ends in mid-run is unauthorised, and a new login goes on',
    run: async (bench) => {
      const { ref } = await bench.live();
      const call = await bench.call();
      await bench.remote.expireTokens();
      await everyReadIsUnauthorised(bench, call, ref);
      await expectKind(bench.adapter.setStock(call, [{ ref, quantity: 3 }]), ['unauthorised'], 'setStock');
      bench.forgetToken();
      assert(await bench.adapter.readListing(await bench.call(), ref));
    },
  },
  {
    id: 'account/locked',
    title: 'a locked shop is forbidden/account-locked when it writes',
    run: async (bench) => {
      assert(bench.remote.lockShop);
      const draft = await bench.draft();
      const call = await bench.call();
      await bench.remote.lockShop();
      const failure = await expectKind(bench.adapter.publish(call, draft, 'intent'), ['forbidden'], 'publish');
      assert(failure.kind === 'forbidden' && failure.reason === 'account-locked', JSON.stringify(failure));
    },
    needs: (_capabilities, harness) => harness.can?.lockShop ?? false,
  },
];

async function everyReadIsUnauthorised({ adapter, remote }: Bench, call: Call, ref: { sku: string }): Promise<void> {
  const until = await remote.now();
  const since = new Date(until.getTime() - 3_600_000);
  await expectKind(adapter.listCategories(call), ['unauthorised'], 'listCategories');
  await expectKind(adapter.readListing(call, ref), ['unauthorised'], 'readListing');
  await expectKind(adapter.listOrders(call, { since, until }), ['unauthorised'], 'listOrders');
  await expectKind(adapter.readOrder(call, 'KHONG-CO'), ['unauthorised'], 'readOrder');
}
