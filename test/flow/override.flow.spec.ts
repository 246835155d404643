import { newId } from '../../src/shared/kernel';
import type { Answer, Json } from '../support/app';
import { openMarket, until, type Goods, type Market, type PlatformCode } from '../support/market';

describe('what single platforms are told instead', () => {
  let market: Market;
  beforeAll(async () => {
    market = await openMarket();
  });
  afterAll(() => market?.close());

  const home = (goods: Goods): string => `${goods.home}/products/${goods.productId}`;
  const read = async (path: string): Promise<Json> => (await market.operator.get(path)).body;
  const put = async (goods: Goods, platform: string, body: object): Promise<Answer> =>
    market.operator.call('PUT', `${home(goods)}/overrides/${platform}`, { body: { version: (await read(home(goods))).version, ...body } });
  const clear = async (goods: Goods, platform: string): Promise<Answer> =>
    market.operator.call('DELETE', `${home(goods)}/overrides/${platform}?version=${(await read(home(goods))).version}`);
  const shown = (platform: PlatformCode, goods: Goods): Promise<unknown> =>
    until(`${goods.sku} at ${platform}`, async () => {
      const page = await market.product(platform, goods.sku);
      return page && [page.name, page.priceVnd];
    });
  const shows = (platform: PlatformCode, goods: Goods, page: readonly unknown[]): Promise<unknown> =>
    until(`${platform} showing ${page.join(', ')}`, async () => {
      const now = await shown(platform, goods);
      if (JSON.stringify(now) === JSON.stringify(page)) return true;
      throw new Error(`it shows ${JSON.stringify(now)}`);
    });
  async function changesAt(goods: Goods): Promise<Record<string, boolean>> {
    const { items } = await read(`${goods.home}/listings`);
    const found: Record<string, boolean> = {};
    for (const { id, platform } of items) found[platform] = (await read(`${goods.home}/listings/${id}`)).hasUnpublishedChanges;
    return found;
  }

  it('[PR2] one platform shows its own title, text and price, the other the master; cleared and published again, both show the master', async () => {
    const honey = await market.register(40);
    const { name, packs } = await read(home(honey));
    const set = await put(honey, 'voso', {
      title: 'Mật ong bạc hà cao nguyên đá',
      description: 'Chai thuỷ tinh, có hộp quà, gửi trong ngày. Thu hoạch tháng 11 và 12, bảo quản nơi khô mát.',
      prices: [{ packId: packs[0].id, priceVnd: 390_000 }],
    });
    expect([set.status, set.body]).toEqual([200, await read(`${home(honey)}/overrides/voso`)]);
    await market.publish(honey);
    await market.live(honey);
    await shows('voso', honey, ['Mật ong bạc hà cao nguyên đá', 390_000]);
    await shows('postmart', honey, [name, 350_000]);
    expect(await changesAt(honey)).toEqual({ voso: false, postmart: false });

    const cleared = await clear(honey, 'voso');
    expect(cleared.body).toMatchObject({ platform: 'voso', title: null, description: null, shareWeight: null, prices: [] });
    expect(await changesAt(honey)).toEqual({ voso: true, postmart: false });
    expect(await shown('voso', honey)).toEqual(['Mật ong bạc hà cao nguyên đá', 390_000]); // publishing is a person's act
    await market.publish(honey);
    await shows('voso', honey, [name, 350_000]);
    await shows('postmart', honey, [name, 350_000]);
    expect(await changesAt(honey)).toEqual({ voso: false, postmart: false });
    const texts = await market.rows<{ text: string }>(
      `select distinct v.content->>'description' as text from listing l join listing_version v on v.id = l.wanted_version_id where l.product_id = $1`,
      [honey.productId],
    );
    expect(texts).toHaveLength(1);
  });

  it('[PR2] stock goes by the weights of the platforms; a weight of 0 leaves nothing, and clearing it makes shares even', async () => {
    const tea = await market.listed(40);
    const sells = (voso: number, postmart: number): Promise<unknown> =>
      until(`shares of ${voso} and ${postmart}`, async () => {
        const there = [await market.sellable('voso', tea.sku), await market.sellable('postmart', tea.sku)];
        return there[0] === voso && there[1] === postmart;
      });
    await sells(20, 20);
    await put(tea, 'voso', { shareWeight: 3 });
    await sells(30, 10);
    await put(tea, 'voso', { shareWeight: 0 });
    await sells(0, 40);
    await clear(tea, 'voso');
    await sells(20, 20);
    await market.quiet();
    await market.invariants();
  });

  it('[PR2] readiness judges what this platform would get, and says where to change it', async () => {
    const honey = await market.register(10);
    await put(honey, 'voso', { title: 'Mật ong '.repeat(24) });
    const found = JSON.stringify(await read(`${home(honey)}/readiness`));
    expect(found).toContain('overrides.voso.title');
    expect(found).not.toContain('overrides.postmart');
    const refused = await market.operator.post(`${home(honey)}/listings`, {});
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:problem:not-ready']);
    expect(refused.body.gaps.map((gap: Json) => [gap.platform, gap.field])).toEqual([['voso', 'overrides.voso.title']]);
    const kept = (fields: readonly string[]): Promise<unknown> =>
      until(`the kept verdict naming ${fields.join()}`, async () => {
        const [verdict] = await market.rows<{ gaps: readonly Json[] }>(
          `select gaps from product_readiness where product_id = $1 and platform = 'voso'`,
          [honey.productId],
        );
        return verdict && JSON.stringify(verdict.gaps.map(({ field }) => field)) === JSON.stringify(fields);
      });
    await kept(['overrides.voso.title']);
    await clear(honey, 'voso');
    await kept([]);
  });

  it('[PR2] [PR5] versions keep the overrides, and an old one brings its own back', async () => {
    const honey = await market.register(10);
    const { version: plain, packs } = await read(home(honey));
    const prices = [{ packId: packs[0].id, priceVnd: 390_000 }];
    await put(honey, 'voso', { title: 'Mật ong rừng', shareWeight: 2, prices });
    await clear(honey, 'voso');
    const { changes } = await read(`${home(honey)}/versions/${plain}/diff/${plain + 1}`);
    expect(changes.map(({ pointer, after }: Json) => [pointer, after])).toEqual([
      ['/overrides/voso/title', 'Mật ong rừng'],
      ['/overrides/voso/shareWeight', 2],
      [`/overrides/voso/prices/${packs[0].id}`, 390_000],
    ]);
    const restored = await market.operator.post(`${home(honey)}/versions/${plain + 1}/restore`, { version: plain + 2 });
    expect([restored.status, restored.body.notRestored]).toEqual([200, []]);
    expect(await read(`${home(honey)}/overrides/voso`)).toEqual({
      ...{ platform: 'voso', version: plain + 3, title: 'Mật ong rừng', description: null, shareWeight: 2 },
      prices,
    });
    await market.operator.post(`${home(honey)}/versions/${plain}/restore`, { version: plain + 3 });
    expect(await read(`${home(honey)}/overrides/voso`)).toMatchObject({ title: null, shareWeight: null, prices: [] });
  });

  it('[PR2] wrong values are refused by field, and nothing is written', async () => {
    const honey = await market.register(10);
    const other = await market.register(10);
    const before = await read(home(honey));
    const packId = before.packs[0].id;
    const foreign = (await read(home(other))).packs[0].id;
    const faults = async (body: object): Promise<unknown> => {
      const answer = await put(honey, 'voso', body);
      return [answer.status, (answer.body.errors ?? []).map((error: Json) => error.pointer)];
    };
    const price = (id: string, priceVnd = 390_000): object => ({ packId: id, priceVnd });
    expect(await faults({ title: 'ab' })).toEqual([400, ['/title']]);
    expect(await faults({ title: 'a'.repeat(201) })).toEqual([400, ['/title']]);
    expect(await faults({ description: 'a'.repeat(10_001) })).toEqual([400, ['/description']]);
    expect(await faults({ shareWeight: 101 })).toEqual([400, ['/shareWeight']]);
    expect(await faults({ shareWeight: -1 })).toEqual([400, ['/shareWeight']]);
    expect(await faults({ prices: [price(packId, 999)] })).toEqual([400, ['/prices/0/priceVnd']]);
    expect(await faults({ prices: [price(packId), price(foreign)] })).toEqual([400, ['/prices/1/packId']]);
    expect(await faults({ prices: [price(packId), price(packId)] })).toEqual([400, ['/prices/1/packId']]);
    expect((await put(honey, 'constructor', { title: 'Mật ong' })).status).toBe(404);
    expect((await market.operator.get(`${other.home}/products/${honey.productId}/overrides/voso`)).status).toBe(404);
    expect((await market.operator.get(`${honey.home}/products/${newId()}/overrides/voso`)).status).toBe(404);
    const foreigner = await market.operator.call('PUT', `${other.home}/products/${honey.productId}/overrides/voso`, {
      body: { version: before.version, title: 'Mật ong' },
    });
    expect(foreigner.status).toBe(404);
    const noVersion = await market.operator.call('DELETE', `${home(honey)}/overrides/voso`);
    expect(noVersion.status).toBe(400);
    expect(await read(home(honey))).toEqual(before);
    expect(await faults({ title: 'abc', description: '', shareWeight: 100, prices: [price(packId, 1_000)] })).toEqual([200, []]);
    expect(await faults({ title: 'a'.repeat(200), description: 'a'.repeat(10_000), shareWeight: 0 })).toEqual([200, []]);
  });

  it('[PR2] of two editors who start from one version, the second gets 409 with what there is', async () => {
    const honey = await market.register(10);
    const { version } = await read(home(honey));
    const both = await Promise.all(['voso', 'postmart'].map((platform) => put(honey, platform, { version, title: `Mật ong ${platform}` })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = both.find(({ status }) => status === 409);
    expect(late?.body).toMatchObject({ type: 'urn:problem:stale-version', current: { version: version + 1 } });
  });
});
