import { openApp, type Json, type Person, type TestApp } from '../support/app';

const product = (name: string, over: object = {}): object => ({
  name,
  ocopSet: 1,
  packs: [{ unit: 'kg', weightGrams: 1000, lengthCm: 20, widthCm: 20, heightCm: 10, priceVnd: 45_000 }],
  ...over,
});

const namesOf = (body: Json): string[] => body.items.map((item: { name: string }) => item.name);

describe('searching products', () => {
  let app: TestApp;
  let mai: Person;
  let products: string;
  beforeAll(async () => {
    app = await openApp();
    mai = await app.person('producer');
    products = `/api/v1/producers/${await app.producer(mai, '17')}/products`;
    for (const name of ['Cam Cao Phong', 'Nước cam Cao Phong đóng chai', 'Cá lăng sông Đà', 'Rượu cần Hoà Bình', 'Chè Shan tuyết']) {
      expect((await mai.post(products, product(name))).status).toBe(201);
    }
  });
  afterAll(() => app.close());

  const find = async (q: string): Promise<Json> => {
    const { status, body } = await mai.get(`${products}?q=${encodeURIComponent(q)}`);
    expect(status).toBe(200);
    return body;
  };

  it.each([
    ['cam cao phong', ['Cam Cao Phong', 'Nước cam Cao Phong đóng chai']],
    ['CAM CAO PHONG', ['Cam Cao Phong', 'Nước cam Cao Phong đóng chai']],
    ['phong cao cam', ['Nước cam Cao Phong đóng chai', 'Cam Cao Phong']],
    ['cam-cao/phong', ['Cam Cao Phong', 'Nước cam Cao Phong đóng chai']],
    ['nước cam', ['Nước cam Cao Phong đóng chai']],
    ['nước cam'.normalize('NFD'), ['Nước cam Cao Phong đóng chai']],
    ['Ca lang song da', ['Cá lăng sông Đà']],
    ['sông đà', ['Cá lăng sông Đà']],
    ['hòa bình', ['Rượu cần Hoà Bình']],
    ['hoà bình', ['Rượu cần Hoà Bình']],
    ['ruou c', ['Rượu cần Hoà Bình']],
    ['quýt', []],
  ])('[PR8] %j finds %j', async (q, names) => {
    const body = await find(q);
    expect(namesOf(body)).toEqual(names);
    expect(body).toMatchObject({ total: names.length, isFuzzy: false });
  });

  it.each([
    ['cma cao phong', 'Cam Cao Phong'],
    ['cam cao phog', 'Cam Cao Phong'],
    ['ca lagn song da', 'Cá lăng sông Đà'],
    ['tuyets', 'Chè Shan tuyết'],
  ])('finds what is most like %j and says that it is only like it', async (q, name) => {
    const body = await find(q);
    expect(namesOf(body)[0]).toBe(name);
    expect(body.isFuzzy).toBe(true);
  });

  it('finds a product by the code of one of its packs, before those that have it in their name', async () => {
    await mai.post(products, product('Bưởi đỏ Tân Lạc', { packs: [{ ...packOf('BUOI-1KG') }] }));
    await mai.post(products, product('Thùng cho buoi 1kg'));
    expect(namesOf(await find('buoi-1kg'))).toEqual(['Bưởi đỏ Tân Lạc', 'Thùng cho buoi 1kg']);
  });

  it.each([
    '%',
    '_',
    "'",
    '"',
    '\\',
    "' or 1=1 --",
    '* & | ! ( ) < > :',
    '\u202e\u202d',
    '""" \\\'',
    ':*',
    "'':*",
    Array.from({ length: 50 }, () => 'a').join(' '),
  ])('answers %j with nothing or something, never with an error', async (q) => {
    const body = await find(q);
    expect(body.items).toEqual([]);
  });

  it('refuses more than a hundred characters, and what is no text', async () => {
    expect((await mai.get(`${products}?q=${'a'.repeat(100)}`)).status).toBe(200);
    for (const q of ['a'.repeat(101), '', '%00', 'a%00b', '%0a']) {
      const answer = await mai.get(`${products}?q=${q}`);
      expect([q, answer.status, answer.body.errors?.[0]?.pointer ?? answer.body.type]).toEqual([
        q,
        400,
        expect.stringMatching(/q|validation|bad-request/),
      ]);
    }
  });
});

const packOf = (sku: string): object => ({ sku, unit: 'kg', weightGrams: 1000, lengthCm: 20, widthCm: 20, heightCm: 10, priceVnd: 45_000 });
