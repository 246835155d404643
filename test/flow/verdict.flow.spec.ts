import { PhotoRefresh } from '../../src/selling';
import { newId } from '../../src/shared/kernel';
import type { Json } from '../support/app';
import { card, openMarket, until, type Goods, type Market } from '../support/market';

const organic = {
  ...{ code: 'organic-claim', topic: 'label', asks: 'document', asked: ['organic'], sets: [4], level: 'required', condition: [] },
  ...{ textVi: 'Cần chứng nhận hữu cơ còn hạn.', source: 'Nghị định 109/2018/NĐ-CP', effectiveFrom: '2026-01-01' },
};

describe('the verdict under which a listing was accepted', () => {
  let market: Market;
  beforeAll(async () => {
    market = await openMarket();
  });
  afterAll(() => market?.close());

  const done = async (method: 'POST' | 'PUT', path: string, body: object): Promise<Json> => {
    const answer = await market.operator.call(method, path, { body });
    if (answer.status >= 300) throw new Error(answer.text);
    return answer.body;
  };
  const listings = async (goods: Goods): Promise<string[]> =>
    (await market.operator.get(`${goods.home}/listings`)).body.items.map((one: Json) => one.id);
  const verdicts = async (goods: Goods): Promise<Json[]> => {
    const answers = await Promise.all(
      (await listings(goods)).map((listingId) => market.operator.get(`${goods.home}/listings/${listingId}/verdict`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(market.platforms.map(() => 200));
    return answers.map(({ body }) => body);
  };
  /** Fields of today's gaps, platform by platform. */
  const today = async (goods: Goods): Promise<string[][]> =>
    (await market.operator.get(`${goods.home}/products/${goods.productId}/readiness`)).body.items.map((one: Json) =>
      one.gaps.map((gap: Json) => gap.field),
    );
  const versions = (goods: Goods): Promise<{ number: number; isJudged: boolean }[]> =>
    market.rows(
      `select v.number, j.listing_version_id is not null as "isJudged" from listing l join listing_version v on v.listing_id = l.id
         left join listing_verdict j on j.listing_version_id = v.id where l.product_id = $1 order by v.number, v.id`,
      [goods.productId],
    );

  it('is kept of new photos too, is shown to nobody else, and is never changed', async () => {
    const honey = await market.register(8);
    await market.publish(honey);
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await card())], { type: 'image/jpeg' }), 'anh.jpg');
    const { id } = (await market.operator.post(`${honey.home}/photos`, form)).body;
    await done('PUT', `${honey.home}/products/${honey.productId}/photos`, { photoIds: [id] });
    await until('new photos approved', async () => {
      await market.app.app.get(PhotoRefresh).run();
      return (await verdicts(honey)).every(({ version }) => version === 2);
    });
    expect(await versions(honey)).toEqual([1, 1, 2, 2].map((number) => ({ number, isJudged: true })));

    const [listingId] = await listings(honey);
    const other = await market.register(8);
    expect((await market.operator.get(`${other.home}/listings/${listingId}/verdict`)).status).toBe(404);
    expect((await market.operator.get(`${honey.home}/listings/${newId()}/verdict`)).status).toBe(404);
    const stranger = await market.app.person('producer');
    expect((await stranger.get(`${honey.home}/listings/${listingId}/verdict`)).status).toBe(404);
    for (const change of ['update listing_verdict set percent = 1', 'delete from listing_verdict'])
      await expect(market.rows(change)).rejects.toMatchObject({ constraint: 'listing_verdict_is_immutable' });
  });

  it('[CC7] is given again, the same, after rules, demands and definitions have changed, also where the program itself has approved', async () => {
    const honey = await market.listed(8);
    const first = await verdicts(honey);
    for (const one of first)
      expect(one).toMatchObject({ version: 1, percent: 100, gaps: [], demands: 1, isSame: true, again: { percent: 100, gaps: [] } });
    expect(await today(honey)).toEqual([[], []]);

    // Today it would not be accepted.
    const rule = await done('POST', '/api/v1/rules', organic);
    const overrides: Json[] = [];
    for (const platform of market.platforms)
      overrides.push(
        await done('POST', '/api/v1/platform-rules', {
          ...{ platform, noteVi: 'Thông báo của sàn', effectiveFrom: '2026-01-01' },
          photoRule: { minEdgePx: 1_000 },
        }),
      );
    for (const gaps of await today(honey)) expect(gaps.sort()).toEqual(['documents.organic', 'photoIds']);
    expect(await verdicts(honey)).toEqual(first);

    // The program takes the stars off while those rules count, and keeps what was missing then.
    const certificates = `${honey.home}/products/${honey.productId}/certificates`;
    const [{ id }] = (await market.operator.get(certificates)).body.items;
    await market.office.post(`${certificates}/${id}/revoke`, { reason: 'Không còn sản xuất.', ground: 'production-stopped' });
    const second = await until('content without stars', async () => {
      const found = await verdicts(honey);
      return found.every(({ version }) => version === 2) && found;
    });
    for (const one of second) {
      expect(one.gaps.map((gap: Json) => gap.field)).toEqual(expect.arrayContaining(['documents.organic', 'photoIds']));
      expect(one).toMatchObject({ demands: 2, isSame: true, again: { demands: 2, percent: one.percent, gaps: one.gaps } });
      expect(one.ruleRevision).toBeGreaterThan(first[0].ruleRevision);
    }

    // What was missing then is asked no more, and something else is.
    await done('POST', `/api/v1/rules/${rule.id}/end`, { lastDay: '2026-01-02' });
    for (const override of overrides) await done('POST', `/api/v1/platform-rules/${override.id}/end`, { lastDay: '2026-01-02' });
    await done('POST', '/api/v1/attribute-definitions', {
      ...{ code: 'hiveKind', sets: [4], kind: 'text', level: 'required', labelVi: 'Loại tổ ong' },
      ...{ source: 'Thông tư thử', effectiveFrom: '2026-01-01' },
    });
    await market.rows('update product set commune_code = null where id = $1', [honey.productId]);
    for (const gaps of await today(honey)) {
      expect(gaps).toEqual(expect.arrayContaining(['attributes.hiveKind', 'communeCode']));
      expect(gaps).not.toContain('documents.organic');
      expect(gaps).not.toContain('photoIds');
    }
    expect(await verdicts(honey)).toEqual(second);
    expect(await versions(honey)).toEqual([1, 1, 2, 2].map((number) => ({ number, isJudged: true })));
  });
});
