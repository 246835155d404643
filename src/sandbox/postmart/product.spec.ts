import { createHash } from 'node:crypto';
import axios from 'axios';
import { jpeg, openShop } from './postmart-test-kit';
import type { Shop } from './postmart-test-kit';

describe('products on the practice Postmart', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(async () => shop.stop());
  const create = async (...entries: unknown[]) => shop.post('/product/CreateProduct', entries);
  const caseOf = async (caseId: string) => (await shop.get(`/product/updateCase?caseId=${caseId}`)).data;
  const rowOf = async (sku: string) => (await shop.get(`/product/getProduct?sku=${sku}`)).data;

  it('a product is a case first; its code exists only after the approval', async () => {
    const entry = shop.entry();
    const { status, data } = await create(entry);
    expect(status).toBe(200);
    expect(data).toEqual([
      { index: 0, sku: entry['sku'], requestId: expect.any(String), caseId: expect.any(String), caseStatus: 1, message: 'OK' },
    ]);
    const [{ caseId }] = data;
    expect((await caseOf(caseId)).productCode).toBeNull();

    const decided = await shop.settled(caseId);
    expect(decided).toMatchObject({
      caseId,
      caseType: 'PRODUCT',
      caseStatus: 5,
      sku: entry['sku'],
      productCode: expect.stringMatching(/^PM\d+$/),
    });
    expect(await rowOf(String(entry['sku']))).toMatchObject({
      productCode: decided['productCode'],
      caseStatus: 5,
      nameVi: entry['nameVi'],
      weight: '750',
      priceVnd: 350_000,
      active: '1',
      quantity: 0,
      reserved: 0,
    });
  });

  it('waits in 4 for a person when nobody approves by itself, and takes approve and reject by hand', async () => {
    await shop.stop();
    shop = await openShop({ reviewMs: null });
    const { data } = await create(shop.entry({ sku: 'A' }), shop.entry({ sku: 'B' }));
    await shop.advance(365 * 24 * 3_600_000);
    expect((await caseOf(data[0].caseId)).caseStatus).toBe(4);

    await shop.sim('/products/A/review', { approve: true });
    await shop.sim('/products/B/review', { reject: true, reason: 'CATEGORY_WRONG', note: 'Đây là trà' });
    expect((await caseOf(data[0].caseId)).caseStatus).toBe(5);
    expect(await caseOf(data[1].caseId)).toMatchObject({
      caseStatus: 6,
      productCode: null,
      reasons: [{ reasonId: 'CATEGORY_WRONG', reasonName: 'Sai danh mục', rejectDescription: 'Đây là trà' }],
    });
    expect((await shop.sim('/products/A/review', { approve: true })).status).toBe(409);
  });

  it('takes at most 20 entries, and refuses the whole array otherwise', async () => {
    const many = Array.from({ length: 21 }, () => shop.entry());
    expect((await create(...many)).data).toMatchObject({ status: 400, message: 'BATCH_TOO_LARGE' });
    expect((await shop.get('/product/getListProduct')).data.totalElements).toBe(0);
    expect((await create(...many.slice(1))).data).toHaveLength(20);
    expect((await shop.post('/product/CreateProduct', { sku: 'A' })).status).toBe(400);
    expect((await create()).data.message).toBe('BATCH_EMPTY');
  });

  it('a wrong entry fails alone in an array, and as an HTTP error when it is the only one', async () => {
    const mixed = await create(shop.entry(), shop.entry({ sku: 'XAU', weight: 750 }), shop.entry());
    expect(mixed.status).toBe(200);
    expect(mixed.data.map((each: { caseStatus: number }) => each.caseStatus)).toEqual([1, -1, 1]);
    expect(mixed.data[1]).toMatchObject({ index: 1, sku: 'XAU', caseId: null, message: expect.stringMatching(/^WEIGHT_INVALID/) });

    const alone = await create(shop.entry({ weight: 750 }));
    expect([alone.status, alone.data.message]).toEqual([422, 'WEIGHT_INVALID']);
  });

  it.each([
    [{ sku: '' }, 422, 'SKU_INVALID'],
    [{ nameVi: ' ' }, 422, 'NAME_REQUIRED'],
    [{ priceVnd: 1000.5 }, 422, 'PRICE_INVALID'],
    [{ priceVnd: '350000' }, 422, 'PRICE_INVALID'],
    [{ categoryCode: 'NS99' }, 422, 'CATEGORY_NOT_FOUND'],
    [{ categoryCode: 'NS0102' }, 422, 'CATEGORY_NOT_LEAF'],
    [{ attributes: {} }, 422, 'ATTRIBUTE_REQUIRED'],
    [{ attributes: { shelf_life_days: 'lâu' } }, 422, 'ATTRIBUTE_INVALID'],
    [{ attributes: { shelf_life_days: '365', storage: 'đâu cũng được' } }, 422, 'ATTRIBUTE_INVALID'],
    [{ image: '', images: [] }, 422, 'PRODUCT_IMAGE_EMPTY'],
    [{ images: Array(10).fill('https://anh.example.vn/b.jpg') }, 422, 'IMAGE_TOO_MANY'],
    [{ documents: [{ docType: 'OCOP_CERT' }] }, 422, 'DOCUMENT_INVALID'],
    [{ documents: [{ docType: 'OCOP_CERT', docNo: '1', star: 6 }] }, 422, 'DOCUMENT_INVALID'],
  ])('refuses %j with %i %s', async (change, status, code) => {
    const answer = await create(shop.entry(change));
    expect([answer.status, answer.data.message]).toEqual([status, code]);
  });

  it('the same x-request-id gives the same answer once more, and another body under it is refused', async () => {
    const entry = shop.entry();
    const headers = { 'x-request-id': 'r-1' };
    const first = await shop.post('/product/CreateProduct', [entry], headers);
    const again = await shop.post('/product/CreateProduct', [entry], headers);
    expect(again.data).toEqual(first.data);
    expect(first.data[0].requestId).toBe('r-1');
    expect((await shop.get('/product/getListProduct')).data.totalElements).toBe(1);

    const other = await shop.post('/product/CreateProduct', [shop.entry()], headers);
    expect([other.status, other.data.message]).toEqual([409, 'REQUEST_ID_REUSED']);

    await shop.advance(24 * 3_600_000 + 1000);
    const nextDay = await shop.post('/product/CreateProduct', [entry], headers);
    expect([nextDay.status, nextDay.data.message]).toEqual([409, 'SKU_DUPLICATE']);
  });

  it('an answer that is lost after the effect can be asked for again', async () => {
    const entry = shop.entry();
    await shop.fault({ 'timeout-after': { times: 1, holdMs: 1, match: { path: 'CreateProduct' } } });
    await expect(shop.post('/product/CreateProduct', [entry], { 'x-request-id': 'r-2' })).rejects.toThrow();

    const again = await shop.post('/product/CreateProduct', [entry], { 'x-request-id': 'r-2' });
    expect(again.data[0]).toMatchObject({ sku: entry['sku'], caseId: expect.any(String) });
    expect((await shop.get('/product/getListProduct')).data.totalElements).toBe(1);
  });

  it('a name belongs to one product of a seller, also when it was rejected; overwrite lifts that', async () => {
    await shop.fault({ 'review-reject': { times: 1 } });
    const { data } = await create(shop.entry({ sku: 'CU', nameVi: 'Mật ong' }));
    expect((await shop.settled(data[0].caseId))['caseStatus']).toBe(6);

    const sameName = await create(shop.entry({ sku: 'MOI', nameVi: ' mật  ong' }));
    expect([sameName.status, sameName.data.message]).toEqual([409, 'NAME_DUPLICATE']);
    const sameSku = await create(shop.entry({ sku: 'CU' }));
    expect([sameSku.status, sameSku.data.message]).toEqual([409, 'SKU_DUPLICATE']);

    const overwritten = await create(shop.entry({ sku: 'MOI', nameVi: 'Mật ong', overwrite: '1' }));
    expect((await shop.settled(overwritten.data[0].caseId))['caseStatus']).toBe(5);
    expect((await shop.get('/product/getListProduct')).data.content.map((each: { sku: string }) => each.sku)).toEqual(['MOI']);
  });

  it('a draft waits until it is submitted, and only once', async () => {
    const { data } = await create(shop.entry({ orderCreationStatus: 0 }));
    const [{ caseId, caseStatus }] = data;
    await shop.advance(100_000);
    expect([caseStatus, (await caseOf(caseId)).caseStatus]).toEqual([0, 0]);

    expect((await shop.post(`/product/createProductByDraft?type=1&code=${caseId}`)).status).toBe(400);
    expect((await shop.post(`/product/createProductByDraft?type=2&code=${caseId}`)).data).toMatchObject({ caseId, caseStatus: 1 });
    expect((await shop.settled(caseId))['caseStatus']).toBe(5);
    expect((await shop.post(`/product/createProductByDraft?type=2&code=${caseId}`)).data.message).toBe('NOT_A_DRAFT');
  });

  it('fetches pictures later, once per address, and keeps the old picture of an address', async () => {
    const address = shop.pictures.serve('/bia.jpg', await jpeg(600, '#0a0'));
    const before = createHash('sha256')
      .update(await jpeg(600, '#0a0'))
      .digest('hex');
    const { data } = await create(shop.entry({ sku: 'A', image: address }));
    expect(shop.pictures.hits('/bia.jpg')).toBe(0);
    await shop.settled(data[0].caseId);
    expect(shop.pictures.hits('/bia.jpg')).toBe(1);

    shop.pictures.serve('/bia.jpg', await jpeg(600, '#00a'));
    const again = await shop.post('/product/orderCorrection', { caseId: data[0].caseId, changes: { nameVi: 'Tên mới' } });
    await shop.settled(again.data.caseId);
    expect(shop.pictures.hits('/bia.jpg')).toBe(1);
    const [photo] = shop.platform.platform.storefront.products()[0]?.photos ?? [];
    expect(photo).toBe(`/pictures/${before}`);
    const shown = await axios.get(shop.platform.url + photo, { proxy: false });
    expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/jpeg']);
  });

  it('drops a picture without a word: too small, gone, or not a picture; the good ones stay', async () => {
    const small = shop.pictures.serve('/nho.jpg', await jpeg(499));
    const gone = shop.pictures.serve('/mat.jpg', null);
    const text = shop.pictures.serve('/chu.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>'));
    const { data } = await create(
      shop.entry({ sku: 'A', image: small, images: [gone, text, shop.pictures.url, 'https://10.0.0.1/x.jpg'] }),
    );
    expect((await shop.settled(data[0].caseId))['caseStatus']).toBe(5);
    expect(shop.platform.platform.storefront.products()[0]?.photos).toHaveLength(1);

    const none = await create(shop.entry({ image: small }));
    expect(await shop.settled(none.data[0].caseId)).toMatchObject({
      caseStatus: 6,
      reasons: [{ reasonId: 'PRODUCT_IMAGE_EMPTY', rejectDescription: 'product media is empty' }],
    });
  });

  it('gives up a picture after five seconds', async () => {
    const never = shop.pictures.serve('/treo.jpg', 'never');
    const started = Date.now();
    const { data } = await create(shop.entry({ image: never }));
    await shop.advance(1000);
    expect((await caseOf(data[0].caseId)).caseStatus).toBe(6);
    expect(Date.now() - started).toBeGreaterThanOrEqual(4900);
    expect(Date.now() - started).toBeLessThan(9000);
  });

  it('does not fetch from this machine when practice with loopback is switched off', async () => {
    await shop.stop();
    shop = await openShop({ allowLoopbackPictures: false });
    const { data } = await create(shop.entry({ image: shop.pictures.serve('/trong.jpg', await jpeg(600)) }));
    expect((await shop.settled(data[0].caseId))['caseStatus']).toBe(6);
    expect(shop.pictures.hits('/trong.jpg')).toBe(0);
  });

  it('takes a data URI instead of an address, and gives it back as an octet stream', async () => {
    const bytes = (await jpeg(600)).toString('base64');
    const sku = await shop.onSale({ image: `data:image/jpeg;base64,${bytes}` });
    expect((await rowOf(sku)).image).toBe(`data:application/octet-stream;base64,${bytes}`);
    expect((await shop.get('/product/getListProduct')).data.content[0].image).toBe('data:application/octet-stream;base64,');
    const broken = await create(shop.entry({ image: 'data:image/jpeg;base64,@@@' }));
    expect((await shop.settled(broken.data[0].caseId))['caseStatus']).toBe(6);
  });

  it('the knob drops pictures that were fine', async () => {
    await shop.fault({ 'picture-dropped': { match: { sku: 'A' } } });
    const { data } = await create(shop.entry({ sku: 'A' }), shop.entry({ sku: 'B' }));
    expect((await shop.settled(data[0].caseId))['caseStatus']).toBe(6);
    expect((await shop.settled(data[1].caseId))['caseStatus']).toBe(5);
  });

  it('waits for a missing paper and goes on with the correction, which is a case of its own', async () => {
    const { data } = await create(shop.entry({ documents: [] }));
    const [{ caseId }] = data;
    expect(await shop.settled(caseId)).toMatchObject({ caseStatus: 3, missingDocuments: ['OCOP_CERT'] });

    const documents = [{ docType: 'OCOP_CERT', docNo: '1/QĐ', star: 3 }];
    const correction = await shop.post('/product/orderCorrection', { caseId, changes: { documents } });
    expect(correction.data.caseId).not.toBe(caseId);
    expect((await caseOf(caseId)).caseStatus).toBe(8);
    expect((await shop.settled(correction.data.caseId))['caseStatus']).toBe(5);

    await shop.fault({ 'missing-document': { times: 1 } });
    const forced = await create(shop.entry());
    expect(await shop.settled(forced.data[0].caseId)).toMatchObject({ caseStatus: 3, missingDocuments: ['ATTP'] });
  });

  it('refuses a certificate that has run out', async () => {
    const documents = [{ docType: 'OCOP_CERT', docNo: '9/QĐ', star: 4, expiredDate: '2026-01-01' }];
    const { data } = await create(shop.entry({ documents }));
    expect(await shop.settled(data[0].caseId)).toMatchObject({ caseStatus: 6, reasons: [{ reasonId: 'DOCUMENT_EXPIRED' }] });
  });

  it('locks a product after the third rejection', async () => {
    await shop.fault({ 'review-reject': { times: 3, description: 'Ảnh mờ' } });
    const { data } = await create(shop.entry({ sku: 'A' }));
    const statuses = [(await shop.settled(data[0].caseId))['caseStatus']];
    let last = data[0].caseId;
    for (const nameVi of ['Lần hai', 'Lần ba']) {
      last = (await shop.post('/product/orderCorrection', { caseId: last, changes: { nameVi } })).data.caseId;
      statuses.push((await shop.settled(last))['caseStatus']);
    }
    expect(statuses).toEqual([6, 6, 7]);
    const fourth = await shop.post('/product/orderCorrection', { caseId: last, changes: { nameVi: 'Lần bốn' } });
    expect([fourth.status, fourth.data.message]).toEqual([422, 'LOCKED']);
    expect((await shop.product('A')).status).toBe('7');
  });

  it('a live product shows its old self until the correction is approved, and one correction at a time', async () => {
    const sku = await shop.onSale({ nameVi: 'Tên cũ' });
    const { productCode } = await rowOf(sku);
    const correction = await shop.post('/product/orderCorrection', { productCode, changes: { nameVi: 'Tên mới' } });
    expect(correction.data).toMatchObject({ caseStatus: 1, caseTypeName: 'CORRECTION' });
    expect(await rowOf(sku)).toMatchObject({ nameVi: 'Tên cũ', caseStatus: 5 });
    const second = await shop.post('/product/orderCorrection', { productCode, changes: { nameVi: 'Tên khác' } });
    expect([second.status, second.data.message]).toEqual([409, 'CASE_OPEN']);

    await shop.settled(correction.data.caseId);
    expect(await rowOf(sku)).toMatchObject({ nameVi: 'Tên mới', productCode });

    await shop.fault({ 'review-reject': { times: 1 } });
    const refused = await shop.post('/product/orderCorrection', { productCode, changes: { nameVi: 'Tên xấu' } });
    expect((await shop.settled(refused.data.caseId))['caseStatus']).toBe(6);
    expect(await rowOf(sku)).toMatchObject({ nameVi: 'Tên mới', caseStatus: 5 });
    expect((await shop.post('/product/orderCorrection', { productCode, changes: { weight: 1 } })).data.message).toBe('WEIGHT_INVALID');
  });

  it('a price counts at once, also against a correction under way, with a result for each entry', async () => {
    const sku = await shop.onSale({ priceVnd: 100_000 });
    const waiting = shop.entry({ orderCreationStatus: 0 });
    await create(waiting);
    const { productCode } = await rowOf(sku);
    const correction = await shop.post('/product/orderCorrection', { productCode, changes: { nameVi: 'Tên mới' } });

    const prices = [
      { sku, priceVnd: 120_000 },
      { sku: 'KHONG', priceVnd: 1 },
      { sku: waiting['sku'], priceVnd: 1000 },
      { sku, priceVnd: -1 },
    ];
    const { data } = await shop.post('/product/updatePrice', prices);
    expect(data).toMatchObject({ total: 4, successCount: 1, failureCount: 3, success: [{ sku, priceVnd: 120_000 }] });
    expect(data.failure.map((each: { code: string }) => each.code)).toEqual(['SKU_NOT_FOUND', 'NOT_APPROVED', 'PRICE_INVALID']);
    await shop.settled(correction.data.caseId);
    expect(await rowOf(sku)).toMatchObject({ nameVi: 'Tên mới', priceVnd: 120_000 });
    expect((await shop.post('/product/updatePrice', Array(51).fill({ sku, priceVnd: 1 }))).data.message).toBe('BATCH_TOO_LARGE');
  });

  it('a product taken off the shelf cannot be bought', async () => {
    const sku = await shop.onSale();
    const { productCode } = await rowOf(sku);
    expect((await shop.post('/product/changeStatus', { productCode, active: '0' })).data).toEqual({ productCode, sku, active: '0' });
    expect((await shop.sim('/orders', { lines: [{ sku, quantity: 1 }] })).status).toBe(409);
    expect(shop.platform.platform.storefront.products()).toEqual([]);

    await shop.post('/product/changeStatus', { productCode, active: '1' });
    expect((await shop.sim('/orders', { lines: [{ sku, quantity: 1 }] })).status).toBe(201);
    expect((await shop.post('/product/changeStatus', { productCode: 'PM0', active: '0' })).data.message).toBe('PRODUCT_NOT_FOUND');
    expect((await shop.post('/product/changeStatus', { productCode, active: true })).status).toBe(400);
    await shop.sim(`/products/${sku}/lock`, {});
    expect((await shop.post('/product/changeStatus', { productCode, active: '1' })).data.message).toBe('LOCKED');
  });

  it('lists in pages as Spring does, filtered by case status', async () => {
    await shop.onSale({ sku: 'A' });
    await create(shop.entry({ sku: 'B', orderCreationStatus: 0 }), shop.entry({ sku: 'C', orderCreationStatus: 0 }));
    const first = (await shop.get('/product/getListProduct?pageIndex=0&pageSize=2')).data;
    expect(first).toMatchObject({ totalElements: 3, totalPages: 2, number: 0 });
    expect(first.content.map((each: { sku: string }) => each.sku)).toEqual(['C', 'B']);
    const second = (await shop.get('/product/getListProduct?pageIndex=1&pageSize=2')).data;
    expect(second.content.map((each: { sku: string }) => each.sku)).toEqual(['A']);
    expect((await shop.get('/product/getListProduct?status=5')).data.content.map((each: { sku: string }) => each.sku)).toEqual(['A']);
    expect((await shop.get('/product/getListProduct?pageSize=101')).status).toBe(400);
  });

  it('tells categories with their version, and one attribute lies', async () => {
    const tree = await shop.get('/product/getAllCategory');
    expect(tree.headers['x-tree-version']).toBe('1');
    expect(tree.data).toContainEqual({
      categoryCode: 'NS010203',
      categoryName: 'Mật ong, sản phẩm từ mật ong',
      parentCode: 'NS0102',
      level: 3,
      isLeaf: '1',
      status: '1',
      treeVersion: '1',
    });
    const tea = (await shop.get('/product/getCategoryAttribute?categoryCode=NS010301')).data;
    expect(tea.find((each: { attrCode: string }) => each.attrCode === 'harvest_season').isRequired).toBe('0');
    const lied = await create(shop.entry({ categoryCode: 'NS010301' }));
    expect(lied.data).toMatchObject({ status: 422, message: 'ATTRIBUTE_REQUIRED', description: 'harvest_season' });
    expect((await shop.get('/product/getCategoryAttribute?categoryCode=NS99')).status).toBe(404);
  });

  it('a retired category says where it went, and live products are moved', async () => {
    const sku = await shop.onSale();
    expect((await shop.sim('/category/retire', { categoryCode: 'NS010203', newCode: 'NS99' })).status).toBe(400);
    const retired = await shop.sim('/category/retire', { categoryCode: 'NS010203', newCode: 'NS010206' });
    expect(retired.data).toEqual({ treeVersion: 2, products: [sku] });

    const late = await create(shop.entry());
    expect(late.data).toMatchObject({ status: 409, message: 'CATEGORY_CHANGED', description: 'NS010206' });
    expect((await rowOf(sku)).categoryCode).toBe('NS010206');
    const tree = await shop.get('/product/getAllCategory');
    expect(tree.headers['x-tree-version']).toBe('2');
    expect(tree.data.find((each: { categoryCode: string }) => each.categoryCode === 'NS010203').status).toBe('0');
  });

  it('a deleted product is gone and its case says so', async () => {
    const sku = await shop.onSale();
    const { caseId } = await rowOf(sku);
    await shop.sim(`/products/${sku}/delete`, {});
    expect((await caseOf(caseId)).caseStatus).toBe(8);
    expect((await shop.get(`/product/getProduct?sku=${sku}`)).status).toBe(404);
    expect((await create(shop.entry({ sku }))).status).toBe(200);
  });
});
