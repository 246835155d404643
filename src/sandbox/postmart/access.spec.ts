import { LOGIN, openShop } from './postmart-test-kit';
import type { Shop } from './postmart-test-kit';

describe('who may call the practice Postmart', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(async () => shop.stop());

  it('gives a token without telling when it ends, and a new one does not kill the old one', async () => {
    const first = (await shop.http.post('/GetAccessToken', LOGIN)).data;
    const second = (await shop.http.post('/GetAccessToken', LOGIN)).data;

    expect(Object.keys(first)).toEqual(['success', 'token']);
    expect(second.token).not.toBe(first.token);
    for (const { token } of [first, second]) {
      expect((await shop.http.get('/getNewProvinceAll', { headers: { token } })).status).toBe(200);
    }
  });

  it('refuses a wrong password, and a wrong customerCode, with HTTP 200 and success false', async () => {
    for (const wrong of [{ password: 'sai' }, { customerCode: 'C99999' }, { customerCode: undefined }]) {
      const { status, data } = await shop.http.post('/GetAccessToken', { ...LOGIN, ...wrong });
      expect(status).toBe(200);
      expect(data).toEqual({ success: false, message: expect.any(String) });
    }
  });

  it('answers 401 in the form of Spring without a token, with an unknown one, and after an hour', async () => {
    const { token } = (await shop.http.post('/GetAccessToken', LOGIN)).data;
    const ask = async (headers: Record<string, string>) => shop.http.get('/GetListOrder', { headers });

    expect((await ask({})).data).toEqual({
      status: 401,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/),
      error: 'Unauthorized',
      message: 'TOKEN_REQUIRED',
      description: expect.any(String),
      path: '/customer-partner/GetListOrder',
    });
    expect((await ask({ token: 'khong-co' })).data.message).toBe('TOKEN_INVALID');

    await shop.sim('/clock', { advance: 59 * 60_000 });
    expect((await ask({ token })).status).toBe(200);
    await shop.sim('/clock', { advance: 60_000 });
    const late = await ask({ token });
    expect([late.status, late.data.message]).toEqual([401, 'TOKEN_EXPIRED']);
  });

  it('tokens end at a word from the control room, or by the knob, and the login may refuse once', async () => {
    await shop.sim('/token/expire', {});
    expect((await shop.get('/GetListOrder')).status).toBe(401);

    await shop.fault({ 'login-refused': { times: 1 } });
    expect((await shop.http.post('/GetAccessToken', LOGIN)).data.success).toBe(false);
    const { token } = (await shop.http.post('/GetAccessToken', LOGIN)).data;

    await shop.fault({ 'token-expired': { times: 1 } });
    expect((await shop.http.get('/GetListOrder', { headers: { token } })).data.message).toBe('TOKEN_EXPIRED');
    expect((await shop.http.get('/GetListOrder', { headers: { token } })).status).toBe(401);
  });

  it('counts calls in a header, and answers 429 with Retry-After when the bucket of the customer is full', async () => {
    const first = await shop.get('/getAllProvince');
    expect(first.headers['x-postmart-call-limit']).toBe('1/80');

    const more = await Promise.all(Array.from({ length: 110 }, () => shop.get('/getAllProvince')));
    const refused = more.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(31);
    expect(refused[0]?.headers['retry-after']).toBe('1');
    expect(refused[0]?.data).toMatchObject({ status: 429, error: 'Too Many Requests', message: 'TOO_MANY_REQUESTS' });
    expect((await shop.http.post('/GetAccessToken', LOGIN)).data.success).toBe(true);

    await shop.advance(1000);
    expect((await shop.get('/getAllProvince')).status).toBe(200);
  });

  it('an absurd Retry-After and a busy platform are knobs', async () => {
    await shop.fault({ busy: { times: 1 }, 'absurd-retry-after': { times: 1 } });
    const absurd = await shop.get('/getAllProvince');
    expect([absurd.status, absurd.headers['retry-after']]).toEqual([429, '1224']);

    await shop.fault({ busy: { times: 1, retryAfter: 7 } });
    expect((await shop.get('/getAllProvince')).headers['retry-after']).toBe('7');
    expect((await shop.get('/getAllProvince')).status).toBe(200);
  });

  it('the line may break before anything happened, in three ways', async () => {
    const entry = shop.entry();
    await shop.fault({ 'bad-gateway': { times: 1 } });
    const broken = await shop.post('/product/CreateProduct', [entry]);
    expect([broken.status, broken.headers['content-type']]).toEqual([502, 'text/html; charset=utf-8']);
    await shop.fault({ 'connection-reset': { times: 1 } });
    await expect(shop.post('/product/CreateProduct', [entry])).rejects.toThrow();
    await shop.fault({ 'timeout-before': { times: 1, holdMs: 1 } });
    await expect(shop.post('/product/CreateProduct', [entry])).rejects.toThrow();
    expect((await shop.get('/product/getListProduct')).data.totalElements).toBe(0);

    await shop.fault({ slow: { times: 1, ms: 300 } });
    const started = Date.now();
    expect((await shop.post('/product/CreateProduct', [entry])).status).toBe(200);
    expect(Date.now() - started).toBeGreaterThanOrEqual(290);
  });

  it('an address that is not listed gets HTML, even for the login', async () => {
    await shop.sim('/seed', { ipWhitelist: ['203.0.113.7'] });
    for (const answer of [await shop.get('/getAllProvince'), await shop.http.post('/GetAccessToken', LOGIN)]) {
      expect(answer.status).toBe(403);
      expect(answer.headers['content-type']).toContain('text/html');
    }

    await shop.sim('/seed', { ipWhitelist: ['127.0.0.1'] });
    expect((await shop.get('/getAllProvince')).status).toBe(200);
    await shop.fault({ 'ip-refused': { times: 1 } });
    expect((await shop.get('/getAllProvince')).headers['content-type']).toContain('text/html');
  });

  it("does not show one customer another one's things", async () => {
    const sku = await shop.onSale();
    const orderId = await shop.buy(sku, 1);
    const [row] = (await shop.get('/product/getListProduct')).data.content;
    await shop.sim('/seed', { customers: [{ customerCode: 'C00002', username: 'khac', password: 'khac' }] });
    const login = { username: 'khac', password: 'khac', customerCode: 'C00002' };
    const headers = { token: (await shop.http.post('/GetAccessToken', login)).data.token };

    expect((await shop.http.get('/product/getListProduct', { headers })).data.totalElements).toBe(0);
    expect((await shop.http.get('/GetListOrder', { headers })).data.totalElements).toBe(0);
    expect((await shop.http.get(`/product/getProduct?sku=${sku}`, { headers })).status).toBe(404);
    const answers = [
      await shop.http.get(`/getOrder?type=1&code=${orderId}`, { headers }),
      await shop.http.get(`/product/updateCase?caseId=${row.caseId}`, { headers }),
      await shop.http.post('/product/changeStatus', { productCode: row.productCode, active: '0' }, { headers }),
      await shop.http.post('/order/confirmItems', { originalId: orderId, items: [] }, { headers }),
      await shop.http.post('/orderCancel', { OriginalId: orderId }, { headers }),
    ];
    expect(answers.map((answer) => [answer.status, answer.data.message])).toEqual(Array(5).fill([403, 'CUSTOMER_MISMATCH']));
  });

  it('a locked seller reads but does not write, and stock answers for each item', async () => {
    const sku = await shop.onSale();
    await shop.fault({ 'seller-locked': true });

    expect((await shop.post('/product/CreateProduct', [shop.entry()])).data).toMatchObject({ status: 403, message: 'SELLER_LOCKED' });
    const stock = await shop.post('/product/updateInventory', { warehouseCode: 'KHO01', items: [{ sku, quantity: 5 }] });
    expect(stock.data.failure).toEqual([{ sku, code: 'LOCKED', message: expect.any(String) }]);
    expect((await shop.get('/product/getListProduct')).status).toBe(200);
    expect((await shop.product(sku)).onHand).toBe(10);

    await shop.fault({ 'seller-locked': false });
    await shop.sim('/seed', { customers: [{ customerCode: 'C00001', locked: true }] });
    expect((await shop.post('/product/CreateProduct', [shop.entry()])).status).toBe(403);
    expect((await shop.product(sku)).onSale).toBe(false);
  });

  it('never answers bad input with 500', async () => {
    const posts = [
      '/GetAccessToken',
      '/product/CreateProduct',
      '/product/orderCorrection',
      '/product/updatePrice',
      '/product/changeStatus',
    ];
    posts.push('/product/updateInventory', '/order/confirmItems', '/orderCancel', '/product/createProductByDraft');
    const bodies = [
      null,
      [],
      {},
      [null],
      [[]],
      'chữ',
      7,
      { items: [{}], changes: 1, originalId: {}, OriginalId: [] },
      [{ sku: {}, nameVi: 1 }],
    ];
    for (const path of posts) {
      for (const body of bodies) {
        const answer = await shop.post(path, JSON.stringify(body), { 'content-type': 'application/json' });
        if (answer.status === 429) await shop.advance(20_000);
        expect([path, body, answer.status < 500]).toEqual([path, body, true]);
      }
    }
    const broken = await shop.post('/orderCancel', '{"OriginalId":', { 'content-type': 'application/json' });
    expect(broken.data).toMatchObject({ status: 400, error: 'Bad Request', path: '/customer-partner/orderCancel' });
    expect((await shop.get('/GetListOrder?pageIndex=-1')).status).toBe(400);
    expect((await shop.get('/getOrder?type=1&type=2&code=x')).status).toBe(400);
    expect((await shop.get('/khong-co')).data).toMatchObject({ status: 404, message: 'NOT_FOUND' });
  });

  it('keeps the two place schemes apart', async () => {
    const wards = (await shop.get('/getAllCommune')).data;
    const communes = (await shop.get('/getNewCommuneAll')).data;
    expect(wards).toContainEqual({ communeCode: '26740', communeName: 'Phường Bến Nghé', districtCode: '760' });
    expect(communes).toContainEqual({ communeCode: '26740', communeName: 'Phường Sài Gòn', provinceCode: '79' });
    expect((await shop.get('/getAllDistrict')).data).toContainEqual({ districtCode: '760', districtName: 'Quận 1', provinceCode: '79' });
    expect((await shop.get('/getAllProvince')).data).toHaveLength(4);
    expect((await shop.get('/getNewProvinceAll')).data).toContainEqual({ provinceCode: '66', provinceName: 'Tỉnh Đắk Lắk' });
  });
});
