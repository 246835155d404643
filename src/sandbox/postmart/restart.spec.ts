import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jpeg, openShop } from './postmart-test-kit';

describe('the practice Postmart after a stop', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'postmart-'));
  });
  afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

  it('knows its products, pictures, orders, tokens and key again', async () => {
    const first = await openShop({ stateDir });
    const sku = await first.onSale({}, 5);
    const orderId = await first.buy(sku, 2);
    const publicKey = (await first.sim('/public-key')).data;
    await first.stop();

    const second = await openShop({ stateDir });
    try {
      expect(await second.product(sku)).toMatchObject({ onHand: 5, reserved: 2, status: '5', onSale: true });
      expect((await second.get(`/getOrder?type=1&code=${orderId}`)).data.originalID).toBe(orderId);
      expect((await second.sim('/public-key')).data).toBe(publicKey);
      const [photo] = second.platform.platform.storefront.products()[0]?.photos ?? [];
      expect((await second.http.get(second.platform.url + photo)).status).toBe(200);
      expect(statSync(join(stateDir, 'postmart-key.pem')).mode & 0o077).toBe(0);

      await second.sim('/reset', {});
      expect((await second.sim('/state')).data).toEqual({ products: [], orders: [] });
      expect((await second.sim('/public-key')).data).toBe(publicKey);
    } finally {
      await second.stop();
    }
  });

  it('goes on with a case whose pictures were being fetched', async () => {
    const first = await openShop({ stateDir });
    const entry = first.entry({ image: first.pictures.serve('/treo.jpg', 'never') });
    const { data } = await first.post('/product/CreateProduct', [entry]);
    const advancing = first.sim('/clock', { advance: 1000 }).catch(() => null);
    let status = 1;
    while (status === 1) status = (await first.get(`/product/updateCase?caseId=${data[0].caseId}`)).data.caseStatus;
    expect(status).toBe(2);
    await first.sim('/seed', {}); // what an answered call saw is on disk
    first.pictures.serve('/treo.jpg', await jpeg(600));
    const second = await openShop({ stateDir });
    try {
      expect((await second.settled(data[0].caseId))['caseStatus']).toBe(5);
    } finally {
      await second.stop();
      await advancing;
      await first.stop();
    }
  });

  it('draws the same numbers from the same seed', async () => {
    const codes: string[] = [];
    for (const seed of [7, 7, 8]) {
      const shop = await openShop({ seed });
      const id = await shop.buy(await shop.onSale(), 1);
      const { lines } = (await shop.get(`/getOrder?type=1&code=${id}`)).data;
      const items = [{ lineId: lines[0].lineId, quantity: 1 }];
      codes.push((await shop.post('/order/confirmItems', { originalId: id, warehouseCode: 'KHO01', sendType: '1', items })).data.itemCode);
      await shop.stop();
    }
    expect(codes[0]).toBe(codes[1]);
    expect(codes[2]).not.toBe(codes[0]);
  });
});
