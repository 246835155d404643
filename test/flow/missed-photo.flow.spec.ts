import { createServer, request, type Server } from 'node:http';
import { openMarket, until, type Goods, type Market } from '../support/market';
import { freePort } from '../support/port';
import { tradersOf } from '../support/trade';

/** The program's public address, as the world reaches it. Everything is passed on, but for photos while those cannot be had. */
class Front {
  /** How many times a photo is not to be had. */
  missing = 0;
  private readonly server: Server;

  constructor(
    port: number,
    private readonly program: () => string,
  ) {
    this.server = createServer((asked, answer) => {
      if (asked.url?.startsWith('/photos/') && this.missing > 0) {
        this.missing -= 1;
        answer.destroy();
        return;
      }
      const passed = request(`${this.program()}${asked.url}`, { method: asked.method, headers: asked.headers }, (given) => {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
      });
      passed.on('error', () => answer.destroy());
      asked.pipe(passed);
    }).listen(port, '127.0.0.1');
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describe('a platform that could not come for the photos', () => {
  let market: Market;
  let front: Front;
  beforeAll(async () => {
    const port = await freePort();
    front = new Front(port, () => market.app.url);
    market = await openMarket({ platforms: ['postmart'], settings: { PUBLIC_URL: `http://127.0.0.1:${port}` } });
  });
  afterAll(async () => {
    await market?.close();
    front?.close();
  });

  const versions = (goods: Goods) =>
    market.rows<{ number: number; reason: string; approvedBy: string; checksum: string }>(
      `select v.number, v.reason_vi as reason, v.approved_by as "approvedBy", v.checksum from listing_version v join listing l on l.id = v.listing_id
        where l.product_id = $1 order by v.number`,
      [goods.productId],
    );
  const listing = (goods: Goods) => tradersOf(market).listing('postmart', goods);
  const rejected = (goods: Goods) =>
    until('rejected for good', async () => {
      const found = await listing(goods);
      return found?.state === 'rejected' ? found : null;
    });

  it('is told the same once more when the program is back, and nobody has to do anything', async () => {
    const goods = await market.register(7);
    front.missing = 1;
    await market.publish(goods);
    await market.live(goods);

    expect(front.missing).toBe(0);
    const [first, again, ...more] = await versions(goods);
    expect(more).toEqual([]);
    expect(again).toEqual({ ...first, number: 2, reason: 'Gửi lại nguyên như cũ: sàn chưa lấy được ảnh từ hệ thống.' });
    expect(first?.approvedBy).toBe(market.operator.accountId);
    expect((await listing(goods))?.issues).toEqual([]);
    expect(await market.sellable('postmart', goods.sku)).toBe(7);
  });

  it('is told once more and not again: people read that the photo is not to blame, and publishing anew sends it', async () => {
    const goods = await market.register(3);
    front.missing = 2;
    await market.publish(goods);
    const { issues } = await rejected(goods);
    await market.quiet();

    expect(issues).toMatchObject([{ code: 'photo-unfetched', adviceVi: expect.stringContaining('ảnh không có lỗi') as string }]);
    expect((await rejected(goods)).issues).toEqual(issues);
    expect(await versions(goods)).toHaveLength(2);
    const why = await market.operator.get<{ platforms: { blockers: { code: string; who: string }[] }[] }>(
      `${goods.home}/products/${goods.productId}/why-not-live`,
    );
    expect(JSON.stringify(why.body)).toContain('"who":"operator"');

    await market.publish(goods);
    await market.live(goods);
    expect(await versions(goods)).toHaveLength(3);
  });

  it('is not told again what it had and did not like', async () => {
    const goods = await market.register(3);
    await market.fault('postmart', 'review-reject', { times: 1, reasonId: 'IMAGE_QUALITY', description: 'Ảnh mờ' });
    await market.publish(goods);
    const { issues } = await rejected(goods);
    await market.quiet();

    expect(issues).toMatchObject([{ code: 'photo', adviceVi: expect.stringContaining('Chụp lại') as string }]);
    expect(await versions(goods)).toHaveLength(1);
    await market.publish(goods);
    await market.quiet();
    expect(await versions(goods)).toHaveLength(1);
  });
});
