import { createHash } from 'node:crypto';
import { FakeClock } from '../../src/shared/kernel';
import { LaneRunner } from '../../src/sync';
import type { Json, Person } from '../support/app';
import { agreeToPublish, consentBody } from '../support/consent';
import { openMarket, until, type Goods, type Market, type PlatformCode } from '../support/market';

const PAPER = { method: 'paper-photo', evidenceSha256: 'ef'.repeat(32), signerName: 'Vàng Thị Lan', signerRelation: 'self' };

describe('consent', () => {
  let market: Market;
  let lan: Person;
  const clock = new FakeClock(new Date());
  beforeAll(async () => {
    market = await openMarket({ program: { clock } });
    lan = await market.app.person('producer');
  });
  afterAll(() => market?.close());

  const texts = async (): Promise<Json[]> => (await lan.get('/api/v1/consent-texts')).body.items;
  const one = (purpose: string, more: object = {}): object => ({ purpose, textVersion: 1, agreed: true, ...more });
  const give = (person: Person, home: string, consents: object[], proof: object = PAPER) =>
    person.post(`${home}/consents`, { consents, proof });
  const producer = async (): Promise<string> => `/api/v1/producers/${await market.app.producer(lan)}`;
  const listings = async (goods: Goods): Promise<Json[]> => (await market.operator.get(`${goods.home}/listings`)).body.items;
  const states = async (goods: Goods): Promise<string[]> => (await listings(goods)).map((listing) => listing.state);
  const all = (goods: Goods, state: string): Promise<boolean> =>
    until(`all of ${goods.sku} ${state}`, async () => (await states(goods)).every((each) => each === state));
  const consentOf = async (goods: Goods, platform: PlatformCode): Promise<Json> =>
    (await market.operator.get(`${goods.home}/consents`)).body.items.find((item: Json) => item.platform === platform);
  const withdraw = (goods: Goods, id: string) => market.operator.post(`${goods.home}/consents/${id}/withdraw`, { method: 'phone' });

  describe('as a record', () => {
    it('tells each purpose by itself, publishing by the name of the platform', async () => {
      const found = await texts();
      expect(new Set(found.map((text) => text.purpose)).size).toBe(8);
      const publishing = found.filter((text) => text.purpose === 'publish-on-platform');
      expect(publishing.map((text) => text.platform).sort()).toEqual([...market.platforms].sort());
      for (const { textVi, platformName, sha256 } of publishing) {
        expect(textVi).toContain(platformName);
        expect(textVi).not.toContain('{');
        expect(sha256).toBe(createHash('sha256').update(textVi).digest('hex'));
      }
      expect(found.filter((text) => text.isSensitive).map((text) => text.purpose)).toEqual(['bank-account', 'id-image']);
    });

    it('is one for each purpose, with its proof and the hash of the text as it was shown', async () => {
      const home = await producer();
      const [text] = (await texts()).filter((each) => each.purpose === 'publish-on-platform');
      const given = await give(market.operator, home, [one('register-profile'), one('publish-on-platform', { platform: text.platform })]);
      expect([given.status, given.text]).toEqual([201, expect.any(String)]);
      const { items } = (await lan.get(`${home}/consents`)).body;
      expect(items).toHaveLength(2);
      expect(items.find((item: Json) => item.platform !== null)).toMatchObject({
        ...{ purpose: 'publish-on-platform', textVi: text.textVi, textSha256: text.sha256, signerName: 'Vàng Thị Lan', counts: true },
        ...{ evidenceSha256: PAPER.evidenceSha256, method: 'paper-photo', collectedBy: market.operator.accountId },
      });
    });

    it('refuses silence, bundles and what proves nothing, and writes nothing then', async () => {
      const home = await producer();
      const [platform] = market.platforms;
      const refused: readonly (readonly [object[], object, string])[] = [
        [[one('register-profile', { agreed: false })], PAPER, '/consents/0/agreed'],
        [[one('register-profile'), one('register-profile')], PAPER, '/consents/1/purpose'],
        [[one('register-profile', { platform })], PAPER, '/consents/0/platform'],
        [[one('publish-on-platform')], PAPER, '/consents/0/platform'],
        [[one('publish-on-platform', { platform: 'nowhere' })], PAPER, '/consents/0/platform'],
        [[one('officer-acts-for-me')], PAPER, '/consents/0/purpose'],
        [[one('register-profile', { textVersion: 7 })], PAPER, '/consents/0/textVersion'],
        [[one('register-profile', { validUntil: '2026-01-01T00:00:00Z' })], PAPER, '/consents/0/validUntil'],
        [[one('register-profile')], { ...PAPER, evidenceSha256: undefined }, '/proof/evidenceSha256'],
        [[one('register-profile')], { ...PAPER, method: 'call-recording', evidenceSha256: undefined }, '/proof/evidenceSha256'],
        [[one('register-profile')], { ...PAPER, method: 'app-tap' }, '/proof/method'],
        [[], PAPER, '/consents'],
      ];
      for (const [consents, proof, pointer] of refused) {
        const { status, body } = await give(market.operator, home, consents, proof);
        expect([status, body.errors?.map((error: Json) => error.pointer)]).toEqual([400, [pointer]]);
      }
      expect((await lan.get(`${home}/consents`)).body.items).toEqual([]);
    });

    it('is withdrawn for the whole purpose, once, and others cannot tap for the producer', async () => {
      const home = await producer();
      for (let i = 0; i < 2; i++) await give(market.operator, home, [one('training-records'), one('report-named')]);
      const { items } = (await lan.get(`${home}/consents`)).body;
      const { id } = items.find((item: Json) => item.purpose === 'training-records');
      const path = `${home}/consents/${id}/withdraw`;
      expect(await market.operator.post(path, { method: 'app-tap' })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/method' }] },
      });
      const done = await lan.post(path, { method: 'app-tap' });
      expect(done).toMatchObject({
        status: 200,
        body: { counts: false, withdrawalMethod: 'app-tap', withdrawnByName: expect.any(String) },
      });
      expect((await lan.post(path, { method: 'app-tap' })).body.withdrawnAt).toBe(done.body.withdrawnAt);
      const after = (await lan.get(`${home}/consents`)).body.items;
      expect(after.filter((item: Json) => item.counts).map((item: Json) => item.purpose)).toEqual(['report-named', 'report-named']);
      const stranger = await market.app.person('producer');
      expect((await stranger.post(path, { method: 'app-tap' })).status).toBe(404);
      expect((await lan.post(`${await producer()}/consents/${id}/withdraw`, { method: 'app-tap' })).status).toBe(404);
    });

    it('has a copy for paper, in which nothing typed is HTML', async () => {
      const home = await producer();
      const signerName = '<b>Lan & "Mai"</b>';
      const given = await give(market.operator, home, [one('register-profile')], { ...PAPER, signerName });
      const [{ id, textSha256 }] = given.body.items;
      const page = await lan.get(`${home}/consents/${id}/print`);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.text).toContain('&lt;b&gt;Lan &amp; &quot;Mai&quot;&lt;/b&gt;');
      expect(page.text).not.toContain('<b>');
      for (const shown of [textSha256, PAPER.evidenceSha256, id, 'bản 1', 'size:A4']) expect(page.text).toContain(shown);
    });
  });

  describe('to being published', () => {
    it('[SP4] is asked for before anything is published, for each platform, and why-not-live says who must act', async () => {
      const honey = await market.register(8);
      const [first = 'voso', second] = market.platforms;
      const { id } = await consentOf(honey, first);
      await withdraw(honey, id);
      const refused = await market.operator.post(`${honey.home}/products/${honey.productId}/listings`, {});
      expect([refused.status, refused.body.type]).toEqual([422, 'urn:problem:not-ready']);
      expect(refused.body.gaps).toMatchObject([{ platform: first, code: 'consent-ended', who: 'producer', field: `consents.${first}` }]);
      const why = await market.operator.get(`${honey.home}/products/${honey.productId}/why-not-live`);
      const blockers = (platform?: string): Json[] => why.body.shops.find((shop: Json) => shop.platform === platform).blockers;
      expect(blockers(first)[0]).toMatchObject({ code: 'consent-ended', stage: 'consent', who: 'producer' });
      expect(blockers(second).map((blocker) => blocker.stage)).not.toContain('consent');
    });

    it('[SP4] withdrawn, the listing is taken down there and nowhere else, and comes back with a new consent', async () => {
      const honey = await market.listed(8);
      const [first = 'voso', second = 'postmart'] = market.platforms;
      await withdraw(honey, (await consentOf(honey, first)).id);
      await until('taken down', async () => (await market.product(first, honey.sku))?.onSale === false);
      await market.quiet();
      const held = (await listings(honey)).filter((listing) => listing.heldBecause !== null);
      expect(held.map((listing) => listing.platform)).toEqual([first]);
      expect(held[0].heldBecause).toMatch(/Đồng ý của chủ thể/);
      expect((await market.product(second, honey.sku))?.onSale).toBe(true);
      await agreeToPublish(market.operator, honey.home);
      await market.live(honey);
      await market.invariants();
    });

    it('[SP4] [UI3] wished beforehand, a product goes on sale by itself, only where it was agreed to, and nowhere once that is taken back', async () => {
      const [first = 'voso', second = 'postmart'] = market.platforms;
      const [honey, other] = [await market.register(8, { owner: lan }), await market.register(8, { owner: lan })];
      const path = ({ home, productId }: Goods, what: string): string => `${home}/products/${productId}/${what}`;
      await lan.post(`${honey.home}/consents/${(await consentOf(honey, second)).id}/withdraw`, { method: 'app-tap' });
      await lan.post(`${other.home}/consents/${(await consentOf(other, first)).id}/withdraw`, { method: 'app-tap' });
      await lan.post(`${other.home}/consents/${(await consentOf(other, second)).id}/withdraw`, { method: 'app-tap' });
      const stranger = await market.app.person('producer');
      const unknown = { connectionIds: [honey.productId] };
      expect((await lan.call('PUT', path(honey, 'publication-wish'), { body: unknown })).status).toBe(404);
      expect((await stranger.call('PUT', path(honey, 'publication-wish'), { body: {} })).status).toBe(404);
      for (const goods of [honey, other])
        expect(await lan.call('PUT', path(goods, 'publication-wish'), { body: {} })).toMatchObject({
          status: 200,
          body: { connectionIds: null },
        });

      await until('on sale at the one', async () => (await market.product(first, honey.sku))?.onSale);
      expect((await listings(honey)).map((listing) => listing.platform)).toEqual([first]);
      expect((await lan.get(path(honey, 'why-not-live'))).body.wish).toMatchObject({
        stoppedBecause: null,
        wishedByName: expect.any(String),
      });
      expect((await lan.call('DELETE', path(other, 'publication-wish'))).status).toBe(204);
      for (const goods of [honey, other]) await agreeToPublish(lan, goods.home);
      await market.live(honey);
      await until('nothing is left to wish', async () => (await lan.get(path(honey, 'why-not-live'))).body.wish === null);
      expect(await listings(other)).toEqual([]);
      const acts = (await lan.get(`${honey.home}/acts`)).body.items;
      expect(acts.filter(({ what }: Json) => what === 'job publication-wish')).toHaveLength(2);
    });

    it('[SP4] that has a term is there until its last second and not after, without any job', async () => {
      const honey = await market.register(8);
      for (const platform of market.platforms) await withdraw(honey, (await consentOf(honey, platform)).id);
      const body: Json = consentBody(await texts());
      const end = new Date(clock.now().getTime() + 3_600_000);
      for (const consent of body.consents) consent.validUntil = end.toISOString();
      expect((await market.operator.post(`${honey.home}/consents`, body)).status).toBe(201);
      await market.publish(honey);
      await market.live(honey);
      clock.advance(end.getTime() - 1000 - clock.now().getTime());
      await market.app.app.get(LaneRunner).sweep();
      await market.quiet();
      expect(await states(honey)).toEqual(['live', 'live']);
      clock.advance(1000);
      await all(honey, 'paused');
      await market.quiet();
      expect(await Promise.all(market.platforms.map(async (platform) => (await market.product(platform, honey.sku))?.onSale))).toEqual([
        false,
        false,
      ]);
    });

    it('[SP4] a new text leaves what was agreed to, unless it says that everybody is asked again', async () => {
      const honey = await market.listed(8);
      const add = (requiresNew: boolean) =>
        market.operator.post('/api/v1/consent-texts', {
          ...{ purpose: 'publish-on-platform', requiresNew },
          textVi: `Tôi đồng ý để Lên Sàn gửi tên, sản phẩm và ảnh sang {platform} để bán (${String(requiresNew)}).`,
        });
      const unnamed = { purpose: 'publish-on-platform', requiresNew: false, textVi: 'Tôi đồng ý để Lên Sàn gửi mọi thứ đi bán.' };
      expect(await market.operator.post('/api/v1/consent-texts', unnamed)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/textVi' }] },
      });
      expect(await add(false)).toMatchObject({ status: 201, body: { version: 2 } });
      await market.app.app.get(LaneRunner).sweep();
      await market.quiet();
      expect(await states(honey)).toEqual(['live', 'live']);
      expect(await add(true)).toMatchObject({ status: 201, body: { version: 3 } });
      await all(honey, 'paused');
      const old = await give(market.operator, honey.home, [one('publish-on-platform', { platform: market.platforms[0] })]);
      expect(old).toMatchObject({ status: 400, body: { errors: [{ pointer: '/consents/0/textVersion' }] } });
      await agreeToPublish(market.operator, honey.home);
      await all(honey, 'live');
      await expect(market.rows(`update consent_text set text_vi = 'khác'`)).rejects.toThrow(/has agreed/);
    });
  });
});
