import type { Call } from '../../platform/contract';
import type { PracticePostmart } from '../../../test/support/practice-postmart';
import { credentials, failureOf, startPracticePostmart } from '../../../test/support/practice-postmart';

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

describe('logging in', () => {
  it('gets a token whose life is not told', async () => {
    const session = await shop.adapter.login({ http: shop.http, credentials });

    expect(session.token).not.toBe('');
    expect(session.expiresAt).toBeNull();
  });

  it.each([{ password: 'sai' }, { username: 'ai-do' }, { customerCode: 'C99999' }])(
    'is refused with %j although HTTP says 200',
    async (wrong) => {
      expect(await failureOf(shop.adapter.login({ http: shop.http, credentials: { ...credentials, ...wrong } }))).toEqual({
        kind: 'unauthorised',
      });
    },
  );

  it('is refused once by a busy login server, and then works', async () => {
    await shop.fault('login-refused');

    expect(await failureOf(shop.adapter.login({ http: shop.http, credentials }))).toEqual({ kind: 'unauthorised' });
    expect((await shop.adapter.login({ http: shop.http, credentials })).token).not.toBe('');
  });

  it('an ended token and a made-up one are unauthorised', async () => {
    await shop.sim('/token/expire');

    expect(await failureOf(shop.adapter.listCategories(call))).toEqual({ kind: 'unauthorised' });
    expect(await failureOf(shop.adapter.listCategories({ ...call, token: 'x' }))).toEqual({ kind: 'unauthorised' });
    await shop.fault('token-expired');
    expect(await failureOf(shop.adapter.listCategories(await shop.call()))).toEqual({ kind: 'unauthorised' });
  });
});

describe('the line to the platform', () => {
  const on = (knob: string, more: object = {}) => shop.fault(knob, { times: 1, match: { path: 'getAllCategory' }, ...more });
  const read = () => failureOf(shop.adapter.listCategories(call));

  it('429 carries its wait, however absurd', async () => {
    await on('busy', { retryAfter: 7 });
    expect(await read()).toEqual({ kind: 'rate-limited', retryAfterMs: 7000 });
    await shop.fault('absurd-retry-after');
    await on('busy');
    expect(await read()).toEqual({ kind: 'rate-limited', retryAfterMs: 1_224_000 });
  });

  it('the real bucket overflows after 80 calls', async () => {
    const all = await Promise.allSettled(Array.from({ length: 90 }, () => shop.adapter.listCategories(call)));

    const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.map(({ failure }) => failure.kind)).toEqual(refused.map(() => 'rate-limited'));
  });

  it.each([
    ['bad-gateway', {}, { kind: 'unavailable', outcome: 'unknown' }],
    ['connection-reset', {}, { kind: 'unavailable', outcome: 'unknown' }],
    ['timeout-before', { holdMs: 20 }, { kind: 'unavailable', outcome: 'unknown' }],
    ['ip-refused', {}, { kind: 'forbidden', reason: 'caller-refused' }],
  ])('%s', async (knob, more, failure) => {
    await on(knob, more);

    expect(await read()).toEqual(failure);
  });

  it('an address that is not on the list is refused with HTML', async () => {
    await shop.sim('/seed', { ipWhitelist: ['203.0.113.9'] });

    expect(await read()).toEqual({ kind: 'forbidden', reason: 'caller-refused' });
    await shop.sim('/seed', { ipWhitelist: null });
  });
});

describe('categories', () => {
  it('come as a tree, with the retired ones marked', async () => {
    await shop.sim('/category/retire', { categoryCode: 'NS010203', newCode: 'NS010204' });

    const categories = await shop.adapter.listCategories(call);

    const find = (code: string) => categories.find((each) => each.code === code);
    expect(find('NS0102')).toEqual({
      code: 'NS0102',
      nameVi: 'Thực phẩm OCOP chế biến',
      parentCode: 'NS01',
      isLeaf: false,
      isActive: true,
    });
    expect(find('NS01')?.parentCode).toBeNull();
    expect(find('NS010204')).toMatchObject({ isLeaf: true, isActive: true });
    expect(find('NS010203')?.isActive).toBe(false);
  });

  it('every OCOP set leads to a leaf that exists, or nowhere', async () => {
    const leaves = (await shop.adapter.listCategories(call)).filter(({ isLeaf, isActive }) => isLeaf && isActive).map(({ code }) => code);
    const { categoryForSet } = shop.adapter.describe();

    expect(Object.keys(categoryForSet)).toHaveLength(26);
    for (const code of Object.values(categoryForSet)) if (code !== null) expect(leaves).toContain(code);
  });

  it('a complete draft of every sellable set is taken, whatever the category demands', async () => {
    const { categoryForSet } = shop.adapter.describe();
    for (const categoryCode of new Set(Object.values(categoryForSet))) {
      if (categoryCode === null) continue;
      const { caseId } = await shop.publish(call, shop.draft({ categoryCode }));
      expect(caseId).toMatch(/^CASE/);
    }
  });
});
