import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import type { Answer, Json, Person } from '../support/app';
import { openMarket, type Goods, type Market } from '../support/market';

describe('versions of a product', () => {
  let market: Market;
  let mai: Person;
  let home: string;
  beforeAll(async () => {
    market = await openMarket();
    mai = await market.app.person('producer');
    home = `/api/v1/producers/${await market.app.producer(mai)}`;
  });
  afterAll(() => market?.close());

  const pack = (over: object = {}): object => ({
    ...{ unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 },
    ...over,
  });
  async function product(): Promise<{ path: string; body: Json; patch: (version: number, body: object) => Promise<Answer> }> {
    const made = await mai.post(`${home}/products`, {
      ...{ name: 'Mật ong bạc hà', description: 'Ngọt.', ocopSet: 4, communeCode: '01273', shelfLifeDays: 365 },
      packs: [pack()],
    });
    expect(made.status).toBe(201);
    const path = `${home}/products/${made.body.id}`;
    const { possibleDuplicates: _hints, ...body } = made.body; // all products here have one name
    return { path, body, patch: (version, change) => mai.call('PATCH', path, { body: { version, ...change } }) };
  }

  it('[PR5] every change of a product and its packs is a version, with who made it and when, newest first', async () => {
    const { path, body, patch } = await product();
    await patch(1, { name: 'Mật ong Đồng Văn' });
    await mai.post(`${path}/packs`, pack({ unit: 'hộp', factor: 6 }));
    await market.operator.call('PATCH', `${path}/packs/${body.packs[0].id}`, { body: { version: 3, priceVnd: 400_000 } });
    const { body: all } = await mai.get(`${path}/versions`);
    expect(all.items.map((each: Json) => [each.version, each.changedBy])).toEqual([
      [4, market.operator.accountId],
      [3, mai.accountId],
      [2, mai.accountId],
      [1, mai.accountId],
    ]);
    expect(all.items[3]).toEqual({
      version: 1,
      changedBy: mai.accountId,
      changedByName: expect.any(String),
      changedAt: expect.any(String),
    });
    expect(new Date(all.items[3].changedAt).getTime()).toBe(new Date(body.createdAt).getTime());

    const page = await mai.get(`${path}/versions?limit=3`);
    expect(page.body.items.map((each: Json) => each.version)).toEqual([4, 3, 2]);
    expect((await mai.get(`${path}/versions?limit=3&cursor=${page.body.next}`)).body).toEqual({ items: [all.items[3]] });
    expect((await mai.get(`${path}/versions?cursor=x`)).body.type).toBe('urn:problem:cursor-invalid');
    expect((await mai.get(`${path}/versions/1`)).body.state).toMatchObject({ name: 'Mật ong bạc hà', packs: [{ priceVnd: 350_000 }] });

    const { body: diff } = await mai.get(`${path}/versions/1/diff/4`);
    expect(diff).toMatchObject({ from: 1, to: 4 });
    expect(diff.changes).toEqual(
      expect.arrayContaining([
        { pointer: '/name', labelVi: 'Tên', before: 'Mật ong bạc hà', after: 'Mật ong Đồng Văn' },
        expect.objectContaining({ pointer: `/packs/${body.packs[0].id}/priceVnd`, before: 350_000, after: 400_000 }),
      ]),
    );
    expect(diff.changes).toHaveLength(3);
  });

  it('[PR5] a change that is refused leaves no version, and a version can be neither changed nor removed', async () => {
    const { path, body, patch } = await product();
    expect((await patch(7, { name: 'Tên cũ' })).status).toBe(409);
    expect((await patch(1, { communeCode: '99999' })).status).toBe(400);
    expect((await mai.get(`${path}/versions`)).body.items).toHaveLength(1);
    const db = market.app.app.get(Transactions).reader;
    await expect(rows(db, `update product_version set state = '{}' where product_id = $1`, [body.id])).rejects.toThrow('never changed');
    await expect(rows(db, 'delete from product_version where product_id = $1', [body.id])).rejects.toThrow('never changed');
  });

  it('[PR5] an old version comes back as a new one; what cannot come back is named', async () => {
    const { path, body, patch } = await product();
    await patch(1, { name: 'Tên khác', shelfLifeDays: null, description: '' });
    const { body: three } = await mai.post(`${path}/packs`, pack({ unit: 'hộp', factor: 6, priceVnd: 2_000_000 }));
    const restored = await mai.post(`${path}/versions/1/restore`, { version: 3 });
    expect([restored.status, restored.body.notRestored]).toEqual([200, []]);
    expect(restored.body.product).toEqual({ ...body, version: 4, updatedAt: restored.body.product.updatedAt });
    expect((await mai.get(`${path}/versions/1/diff/4`)).body.changes).toEqual([]);
    expect((await mai.get(path)).body).toEqual(restored.body.product);

    const forth = await mai.post(`${path}/versions/3/restore`, { version: 4 }); // the pack comes back under its own id and code
    expect(forth.body.product.packs).toEqual(three.packs);
    const { body: other } = await product();
    await mai.post(`${path}/versions/1/restore`, { version: 5 });
    await market.rows('update pack set sku = $2 where id = $1', [other.packs[0].id, three.packs[1].sku]);
    const taken = await mai.post(`${path}/versions/3/restore`, { version: 6 });
    expect(taken.body.notRestored).toEqual([
      { pointer: `/packs/${three.packs[1].id}`, messageVi: expect.stringContaining(three.packs[1].sku) },
    ]);
    expect(taken.body.product.packs).toHaveLength(1);
  });

  it('[PR6] of two people who go back from one version the second gets the current state and changes nothing', async () => {
    const { path, patch } = await product();
    const { body: second } = await patch(1, { name: 'Tên khác' });
    const stale = await mai.post(`${path}/versions/1/restore`, { version: 1 });
    expect([stale.status, stale.body.type]).toEqual([409, 'urn:problem:stale-version']);
    expect(second).toMatchObject(stale.body.current);
    const both = await Promise.all([
      mai.post(`${path}/versions/1/restore`, { version: 2 }),
      mai.call('PATCH', path, { body: { version: 2, description: 'Mới' } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await mai.get(`${path}/versions`)).body.items).toHaveLength(3);
  });

  it("[PR5] is a producer's own: others find nothing, and odd numbers are no versions", async () => {
    const { path, body } = await product();
    const stranger = await market.app.person('producer');
    const other = `/api/v1/producers/${await market.app.producer(stranger)}/products/${body.id}/versions`;
    for (const address of [other, `${other}/1`, `${other}/1/diff/1`]) expect((await stranger.get(address)).status).toBe(404);
    expect((await stranger.post(`${other}/1/restore`, { version: 1 })).status).toBe(404);
    for (const odd of ['0', '2', '-1', '1e3', 'x', '99999999999', newId()])
      expect((await mai.get(`${path}/versions/${odd}`)).status).toBe(404);
  });

  it('[PW8] going back to what was published before makes a new published version; nothing is rewritten, and packs on sale stay', async () => {
    const goods: Goods = await market.listed(10);
    const path = `${goods.home}/products/${goods.productId}`;
    const versions = (): Promise<{ number: number; checksum: string }[]> =>
      market.rows(
        `select v.number, v.checksum from listing_version v join listing l on l.id = v.listing_id join connection c on c.id = l.connection_id
          where l.product_id = $1 and c.platform = 'voso' order by v.number`,
        [goods.productId],
      );
    const { body: first } = await market.operator.get(path);
    await market.rename(goods, 'Tên mới của sản phẩm');
    await market.publish(goods);
    const restored = await market.operator.post(`${path}/versions/${first.version}/restore`, { version: first.version + 1 });
    expect(restored.body).toMatchObject({ notRestored: [], product: { name: first.name, version: first.version + 2 } });
    await market.publish(goods);
    const [one, two, three, ...more] = await versions();
    expect([one?.number, two?.number, three?.number, more.length]).toEqual([1, 2, 3, 0]);
    expect([three?.checksum === one?.checksum, two?.checksum === one?.checksum]).toEqual([true, false]);
    await market.quiet();
    expect((await market.product('voso', goods.sku))?.name).toBe(first.name);

    await market.operator.post(`${path}/packs`, pack({ unit: 'thùng', factor: 2 }));
    await market.publish(goods);
    const { body: five } = await market.operator.get(path);
    const kept = await market.operator.post(`${path}/versions/1/restore`, { version: five.version });
    expect(kept.body.notRestored).toEqual([{ pointer: `/packs/${five.packs[1].id}`, messageVi: expect.stringContaining('giữ lại') }]);
    expect(kept.body.product.packs).toHaveLength(2);
    await market.quiet();
  });
});
