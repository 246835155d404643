import type { Seller } from './voso-test-kit';
import { jpeg, startSeller, upload } from './voso-test-kit';
import sharp from 'sharp';

describe('practice Voso: accounts, pictures, products', () => {
  let seller: Seller;
  beforeEach(async () => {
    seller = await startSeller();
  });
  afterEach(async () => {
    await seller.sandbox.stop();
  });

  describe('tokens', () => {
    it('a call without a token, with a wrong one, and with an expired one get three different texts, all HTTP 200', async () => {
      const bare = await seller.http.get('/v2/user/listInventory', { headers: { Token: '' } });
      const wrong = await seller.http.get('/v2/user/listInventory', { headers: { Token: 'constructor' } });
      await seller.sim('/token/expire', {});
      const expired = await seller.http.get('/v2/user/listInventory');

      expect([bare.status, wrong.status, expired.status]).toEqual([200, 200, 200]);
      expect(bare.data).toEqual({ status: 401, error: true, message: 'Header Token is required', data: null });
      expect(wrong.data.message).toBe('Token invalid');
      expect(expired.data.message).toBe('Token invalid or expired');
    });

    it('a login token ends after 24 h and a delegated one after a year', async () => {
      const login = await seller.call('/v2/user/Login', { USERNAME: 'htx-thuc-hanh', PASSWORD: 'thuc-hanh' });
      const asLogin = { headers: { Token: login.data.token } };
      await seller.sim('/clock', { advance: 24 * 3_600_000 - 60_000 });
      expect((await seller.http.get('/v2/user/listInventory', asLogin)).data.error).toBe(false);
      await seller.sim('/clock', { advance: 120_000 });
      expect((await seller.http.get('/v2/user/listInventory', asLogin)).data.message).toBe('Token invalid or expired');
      expect((await seller.http.get('/v2/user/listInventory')).data.error).toBe(false);
      await seller.sim('/clock', { advance: 365 * 86_400_000 });
      expect((await seller.http.get('/v2/user/listInventory')).data.message).toBe('Token invalid or expired');
    });

    it('a wrong password is refused, and the partner has no goods of its own', async () => {
      const refused = await seller.call('/v2/user/Login', { USERNAME: 'lensan', PASSWORD: 'sai' });
      const partner = await seller.call('/v2/user/Login', { USERNAME: 'lensan', PASSWORD: 'thuc-hanh' });
      const goods = await seller.http.get('/v2/user/listInventory', { headers: { Token: partner.data.token } });

      expect(refused.message).toBe('Invalid owner account or password!');
      expect(partner.data).toMatchObject({ userId: 13840789, partner: 13840789, source: 5 });
      expect(goods.data.message).toBe('Token invalid');
    });

    it('the knobs: expired in mid-run, refresh refused once, rotation, expired 0', async () => {
      await seller.sim('/faults', { 'token-expired': { times: 1 }, 'refresh-refused': { times: 1 } });
      expect((await seller.call('/v2/user/listInventory')).message).toBe('Token invalid or expired');
      expect((await seller.call('/v2/user/listInventory')).message).toBe('Token invalid or expired');
      expect((await seller.call('/v2/user/Login', { USERNAME: 'htx-thuc-hanh', PASSWORD: 'thuc-hanh' })).message).toBe('System error');

      const first = await seller.call('/v2/user/Login', { USERNAME: 'htx-thuc-hanh', PASSWORD: 'thuc-hanh' });
      await seller.sim('/faults', { 'login-rotates': true, 'expired-zero': { times: 1 } });
      const second = await seller.call('/v2/user/Login', { USERNAME: 'htx-thuc-hanh', PASSWORD: 'thuc-hanh' });
      const withFirst = await seller.http.get('/v2/user/listInventory', { headers: { Token: first.data.token } });

      expect(first.data.expired).toBeGreaterThan(Date.now());
      expect(second.data.expired).toBe(0);
      expect(withFirst.data.message).toBe('Token invalid or expired');
    });
  });

  describe('reference data', () => {
    it('has the pseudo-district and the ward code that means two places', async () => {
      const districts = await seller.call('/v2/categories/listDistrict?provinceId=-1');
      const old = await seller.call('/v2/categories/listWards?districtId=760');
      const now = await seller.call('/v3/categories/listWardsNew?provinceId=79');

      expect(districts.data).toContainEqual(expect.objectContaining({ DISTRICT_ID: 100000004, DISTRICT_VALUE: 'NEW' }));
      expect(old.data).toContainEqual({ WARDS_ID: 26740, WARDS_NAME: 'Phường Bến Nghé', DISTRICT_ID: 760 });
      expect(now.data).toContainEqual({ WARDS_ID: 26740, WARDS_NAME: 'Phường Sài Gòn', PROVINCE_ID: 79 });
    });

    it('categories come as a bare array, attributes in the envelope, and paths do not care about case', async () => {
      const categories = await seller.http.get('/v2/CATEGORY/listcategory');
      const attributes = await seller.call('/v2/category/listAttribute?categoryId=65');
      const parent = await seller.call('/v2/category/listAttribute?categoryId=60');

      expect(categories.data).toContainEqual(expect.objectContaining({ CATEGORY_ID: 65, CATEGORY_CODE: 'OCOP', IS_LEAF: true }));
      expect(attributes.data).toContainEqual(expect.objectContaining({ ATTRIBUTE_ID: 12, REQUIRED: true, INPUT_TYPE: 'TEXT' }));
      expect(parent.message).toBe('Incorrect data: CATEGORY_ID');
    });
  });

  describe('pictures', () => {
    it('the same bytes twice are one picture, shown under its address', async () => {
      const bytes = await jpeg(600, 700);
      const first = await upload(seller.http, bytes);
      const second = await upload(seller.http, bytes, 'FILE', 'khac.png');
      const shown = await seller.http.get(first.data.data.IMAGE_URL, { responseType: 'arraybuffer' });

      expect(first.data.data).toMatchObject({ WIDTH: 600, HEIGHT: 700, SIZE: bytes.length });
      expect(second.data.data.IMAGE_ID).toBe(first.data.data.IMAGE_ID);
      expect(Buffer.compare(Buffer.from(shown.data), bytes)).toBe(0);
      expect(shown.headers['content-type']).toBe('image/jpeg');
    });

    it('too small, too large in pixels or bytes, wrong type, wrong field and no file are all Incorrect data: FILE', async () => {
      const noise = await sharp(Buffer.from(Array.from({ length: 1500 * 1500 * 3 }, (_, i) => (i * 7919 * (i % 251)) % 256)), {
        raw: { width: 1500, height: 1500, channels: 3 },
      })
        .png({ compressionLevel: 0 })
        .toBuffer();
      expect(noise.length).toBeGreaterThan(3 * 1024 * 1024);
      const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(100)]);
      const liar = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(100)]);
      const refusals = [
        await upload(seller.http, await jpeg(499, 600)),
        await upload(seller.http, await jpeg(5001, 600)),
        await upload(seller.http, noise),
        await upload(seller.http, gif, 'FILE', 'anh.jpg'),
        await upload(seller.http, liar),
        await upload(seller.http, await jpeg(600, 600), 'OTHER'),
        await seller.http.post('/v2/image/upload', {}),
      ];
      expect(refusals.map((each) => [each.status, each.data.message])).toEqual(refusals.map(() => [200, 'Incorrect data: FILE']));
      expect((await upload(seller.http, await jpeg(500, 5000))).data.error).toBe(false);
    });

    it('an unused upload is gone after a day, a used one stays', async () => {
      const unused = (await upload(seller.http, await jpeg(600, 600, 10))).data.data;
      const used = (await upload(seller.http, await jpeg(600, 600, 20))).data.data;
      await seller.onSale({ LIST_IMAGE: [used.IMAGE_ID] });
      await seller.sim('/clock', { advance: 24 * 3_600_000 + 1000 });

      expect((await seller.http.get(unused.IMAGE_URL)).status).toBe(404);
      expect((await seller.http.get(used.IMAGE_URL)).status).toBe(200);
      const late = await seller.call('/v2/product/createProduct', await seller.draft({ PRODUCT_CODE: 'X', LIST_IMAGE: [unused.IMAGE_ID] }));
      expect(late.message).toBe('Incorrect data: LIST_IMAGE');
    });
  });

  describe('creating', () => {
    it('answers with the id, waits for review, and goes on sale when approved', async () => {
      const made = await seller.call('/v2/product/createProduct', await seller.draft());
      expect(made).toMatchObject({ status: 200, error: false, data: { PRODUCT_CODE: 'HTX01-MATONG-500', PRODUCT_STATUS: 10 } });
      expect(made.data.PRODUCT_URL).toMatch(/mat-ong-bac-ha-dong-van-500ml-p\d+\.html$/);

      await seller.sim(`/products/${made.data.PRODUCT_ID}/review`, { approve: true });
      const read = await seller.call(`/v2/product/getProduct?PRODUCT_CODE=HTX01-MATONG-500`);
      expect(read.data).toMatchObject({
        PRODUCT_ID: made.data.PRODUCT_ID,
        PRODUCT_STATUS: 20,
        STATUS_NAME: 'Đang bán',
        PRODUCT_QUANTITY: 40,
      });
      expect((await seller.sim(`/products/${made.data.PRODUCT_ID}/review`, { approve: true })).status).toBe(409);
    });

    it('refuses a second create of the same code without telling the id, unless CHECK_UNIQUE is false: then there are twins', async () => {
      const first = await seller.call('/v2/product/createProduct', await seller.draft());
      const again = await seller.call('/v2/product/createProduct', await seller.draft());
      const twin = await seller.call('/v2/product/createProduct', await seller.draft({ CHECK_UNIQUE: false }));

      expect(again).toMatchObject({ error: true, message: 'Product already exists on the system', data: null });
      expect(twin.data.PRODUCT_ID).not.toBe(first.data.PRODUCT_ID);
    });

    it.each([
      ['PRODUCT_NAME', { PRODUCT_NAME: 'ộ'.repeat(51) }],
      ['CATEGORY_ID', { CATEGORY_ID: 60 }],
      ['PRODUCT_PRICE', { PRODUCT_PRICE: 0 }],
      ['PRODUCT_PRICE', { PRODUCT_PRICE: '350000' }],
      ['PRODUCT_WEIGHT', { PRODUCT_WEIGHT: -1 }],
      ['LIST_IMAGE', { LIST_IMAGE: [] }],
      ['LIST_IMAGE', { LIST_IMAGE: ['constructor'] }],
      ['LIST_ATTRIBUTE', { LIST_ATTRIBUTE: [] }],
      [
        'LIST_ATTRIBUTE',
        {
          LIST_ATTRIBUTE: [
            { ATTRIBUTE_ID: 12, VALUE: 'x' },
            { ATTRIBUTE_ID: 14, VALUE: 'Trên trời' },
          ],
        },
      ],
      ['OCOP', { OCOP: { STAR: 2, CERT_NO: '1', CERT_DATE: '12/03/2025', EXPIRED_DATE: '12/03/2028', ISSUED_BY: 'UBND' } }],
      ['OCOP', { OCOP: { STAR: 4, CERT_NO: '1', CERT_DATE: '2025-03-12', EXPIRED_DATE: '31/02/2028', ISSUED_BY: 'UBND' } }],
      ['PRODUCT_QUANTITY', { PRODUCT_QUANTITY: 1.5 }],
    ])('says Incorrect data: %s', async (field, changes) => {
      const answer = await seller.call('/v2/product/createProduct', await seller.draft(changes));
      expect(answer).toMatchObject({ status: 400, error: true, message: `Incorrect data: ${field}`, data: null });
    });

    it('names several wrong fields in a list, takes 50 three-byte letters, more than 150 bytes of description, and no foreign warehouse', async () => {
      const many = await seller.call('/v2/product/createProduct', await seller.draft({ PRODUCT_NAME: '', PRODUCT_PRICE: -5 }));
      const fits = await seller.call(
        '/v2/product/createProduct',
        await seller.draft({ PRODUCT_NAME: 'ộ'.repeat(50), PRODUCT_DESCRIPTION: 'ộ'.repeat(500) }),
      );
      const foreign = await seller.call('/v2/product/createProduct', await seller.draft({ PRODUCT_CODE: 'B', GROUPADDRESS_ID: 1 }));

      expect(many.message).toEqual(['Incorrect data: PRODUCT_NAME', 'Incorrect data: PRODUCT_PRICE']);
      expect(fits.error).toBe(false);
      expect(foreign.message).toBe('Groupaddress is invalid');
    });

    it('unreadable JSON, a list as body and an unknown path are no crash', async () => {
      const broken = await seller.http.post('/v2/product/createProduct', '{"a":', { headers: { 'content-type': 'application/json' } });
      const list = await seller.call('/v2/product/createProduct', []);
      const unknown = await seller.http.get('/v2/product/nothing');

      expect([broken.status, broken.data.message]).toEqual([200, 'Incorrect data: BODY']);
      expect(list.message).toBe('Incorrect data: BODY');
      expect([unknown.status, String(unknown.headers['content-type'])]).toEqual([404, 'text/html; charset=utf-8']);
    });
  });

  describe('reviewing', () => {
    it('approves by itself after the review time, but not the OCOP shelf without a valid certificate', async () => {
      await seller.sandbox.stop();
      seller = await startSeller({ reviewMs: 60_000 });
      const ids: number[] = [];
      for (const [code, ocop] of [
        ['GOOD', undefined],
        ['NONE', null],
        ['OLD', { STAR: 3, CERT_NO: '1', CERT_DATE: '01/01/2020', EXPIRED_DATE: '01/01/2023', ISSUED_BY: 'UBND' }],
      ] as const) {
        const draft = await seller.draft({ PRODUCT_CODE: code, ...(ocop === undefined ? {} : { OCOP: ocop }) });
        ids.push((await seller.call('/v2/product/createProduct', draft)).data.PRODUCT_ID);
      }
      expect((await seller.productState('GOOD'))?.status).toBe('10');
      await seller.sim('/clock', { advance: 60_000 });

      const reasons = await Promise.all(ids.map(async (id) => (await seller.call(`/v2/product/getProduct?PRODUCT_ID=${id}`)).data));
      expect(reasons.map((each) => [each.PRODUCT_STATUS, each.REASON_CODE])).toEqual([
        [20, null],
        [30, 104],
        [30, 105],
      ]);
    });

    it('approves in real time as well', async () => {
      await seller.sandbox.stop();
      seller = await startSeller({ reviewMs: 20 });
      const made = await seller.call('/v2/product/createProduct', await seller.draft());
      let status = 10;
      for (let tries = 0; status === 10 && tries < 500; tries++) {
        status = (await seller.call(`/v2/product/getProduct?PRODUCT_ID=${made.data.PRODUCT_ID}`)).data.PRODUCT_STATUS;
      }
      expect(status).toBe(20);
    });

    it('the knobs: rejected, picture rejected after upload, picture dropped silently', async () => {
      await seller.sandbox.stop();
      seller = await startSeller({ reviewMs: 1000 });
      const second = (await upload(seller.http, await jpeg(600, 600, 33))).data.data.IMAGE_ID;
      await seller.sim('/faults', {
        'review-rejected': { times: 1, reason: 106, match: { code: 'A' } },
        'image-rejected': { times: 1, match: { code: 'B' } },
        'image-dropped': { times: 1 },
      });
      const dropped = await seller.draft({ PRODUCT_CODE: 'A', LIST_IMAGE: [await seller.picture(), second] });
      const a = (await seller.call('/v2/product/createProduct', dropped)).data.PRODUCT_ID;
      const b = (await seller.call('/v2/product/createProduct', await seller.draft({ PRODUCT_CODE: 'B' }))).data.PRODUCT_ID;
      await seller.sim('/clock', { advance: 1000 });

      const [readA, readB] = [
        (await seller.call(`/v2/product/getProduct?PRODUCT_ID=${a}`)).data,
        (await seller.call(`/v2/product/getProduct?PRODUCT_ID=${b}`)).data,
      ];
      expect([readA.REASON_CODE, readA.NOTE]).toEqual([106, 'Giá bán chưa hợp lý']);
      expect(readB.REASON_CODE).toBe(101);
      expect(readA.LIST_IMAGE).toHaveLength(1);
      expect((await seller.sim('/faults')).data.active['image-dropped']).toMatchObject({ fired: 1, timesLeft: 0 });
    });
  });

  describe('changing', () => {
    const statusOf = async (id: number): Promise<number> =>
      (await seller.call(`/v2/product/getProduct?PRODUCT_ID=${id}`)).data.PRODUCT_STATUS;

    it('an edit is refused while the product is being reviewed', async () => {
      const made = await seller.call('/v2/product/createProduct', await seller.draft());
      const body = { PRODUCT_ID: made.data.PRODUCT_ID, ...(await seller.draft()) };
      expect((await seller.call('/v2/product/edit', body)).message).toBe('Product is being reviewed');
    });

    it('a reviewed field sends the product back to review, another one does not; an absent quantity stays', async () => {
      const id = await seller.onSale();
      const { PRODUCT_QUANTITY: _absent, ...rest } = await seller.draft({ PRODUCT_DESCRIPTION: 'mới', PRODUCT_PRICE: 500000 });
      await seller.call('/v2/product/edit', { PRODUCT_ID: id, ...rest });
      expect(await seller.productState('HTX01-MATONG-500')).toMatchObject({ status: '20', sellable: 40 });

      await seller.call('/v2/product/edit', { PRODUCT_ID: id, ...(await seller.draft({ PRODUCT_NAME: 'Tên mới', PRODUCT_QUANTITY: 7 })) });
      expect(await seller.productState('HTX01-MATONG-500')).toMatchObject({ status: '10', sellable: 7 });
    });

    it('a price step over 80 % goes back to review, one of 80 % does not', async () => {
      const id = await seller.onSale({ PRODUCT_PRICE: 100000 });
      await seller.call('/v2/product/updatePrice', { PRODUCT_ID: id, PRODUCT_PRICE: 180000 });
      expect(await statusOf(id)).toBe(20);
      const big = await seller.call('/v2/product/updatePrice', { PRODUCT_ID: id, PRODUCT_PRICE: 30000 });
      expect(big.data).toMatchObject({ PRODUCT_STATUS: 10, PRODUCT_PRICE: 30000 });
      expect((await seller.call('/v2/product/updatePrice', { PRODUCT_ID: id, PRODUCT_PRICE: 31000 })).message).toBe(
        'Product is being reviewed',
      );
    });

    it('a rejected product stays rejected after a small edit, and TYPE 1 submits it again', async () => {
      const made = await seller.call('/v2/product/createProduct', await seller.draft());
      const id = made.data.PRODUCT_ID;
      await seller.sim(`/products/${id}/review`, { reject: true, reason: '103' });
      expect((await seller.call(`/v2/product/getProduct?PRODUCT_ID=${id}`)).data).toMatchObject({ REASON_CODE: 103, NOTE: 'Sai danh mục' });
      await seller.call('/v2/product/edit', { PRODUCT_ID: id, ...(await seller.draft({ PRODUCT_UNIT: 'hũ' })) });
      expect(await statusOf(id)).toBe(30);
      expect((await seller.call('/v2/product/UpdateProduct', { TYPE: 1, PRODUCT_ID: id })).data.PRODUCT_STATUS).toBe(10);
      expect((await seller.call('/v2/product/UpdateProduct', { TYPE: 1, PRODUCT_ID: id })).message).toBe('Product is being reviewed');
    });

    it('hide, show, delete; repeating and the impossible are refused', async () => {
      const id = await seller.onSale();
      const update = async (TYPE: number) => seller.call('/v2/product/UpdateProduct', { TYPE, PRODUCT_ID: id, NOTE: '' });
      expect((await update(3)).message).toBe('Product status already exists on the system');
      expect((await update(2)).data.PRODUCT_STATUS).toBe(40);
      expect((await seller.sim('/orders', { lines: [{ productId: id, quantity: 1 }] })).status).toBe(409);
      expect((await update(3)).data.PRODUCT_STATUS).toBe(20);
      expect((await update(7)).message).toBe('Incorrect data: TYPE');
      expect((await update(11)).data.PRODUCT_STATUS).toBe(90);
      expect((await update(3)).message).toBe('Product does not exist');
      expect((await seller.call('/v2/product/createProduct', await seller.draft())).error).toBe(false);
    });

    it('a draft waits for TYPE 1, and a product the platform locked is closed to the seller', async () => {
      const draft = await seller.call('/v2/product/createProduct', await seller.draft({ IS_DRAFT: true }));
      expect(draft.data.PRODUCT_STATUS).toBe(0);
      await seller.call('/v2/product/UpdateProduct', { TYPE: 1, PRODUCT_ID: draft.data.PRODUCT_ID });
      await seller.sim(`/products/${draft.data.PRODUCT_ID}/review`, { approve: true });
      await seller.sim(`/products/${draft.data.PRODUCT_ID}/lock`, { note: 'Khiếu nại' });
      expect((await seller.call('/v2/product/updatePrice', { PRODUCT_ID: draft.data.PRODUCT_ID, PRODUCT_PRICE: 1000 })).message).toBe(
        'Product is locked',
      );
    });

    it('lists newest first, by state and day, nested twice', async () => {
      await seller.onSale({ PRODUCT_CODE: 'A' });
      const b = await seller.onSale({ PRODUCT_CODE: 'B' });
      await seller.call('/v2/product/createProduct', await seller.draft({ PRODUCT_CODE: 'C' }));
      const page = await seller.call('/v2/product/listProduct', { PAGE_INDEX: 1, PAGE_SIZE: 1, PRODUCT_STATUS: '20' });
      expect(page.data.data.TOTAL).toBe(2);
      expect(page.data.data.LIST_PRODUCT.map((each: { PRODUCT_ID: number }) => each.PRODUCT_ID)).toEqual([b]);
      const past = await seller.call('/v2/product/listProduct', { DATE_FROM: '01/01/2020', DATE_TO: '02/01/2020' });
      expect(past.data.data.TOTAL).toBe(0);
      const wrong = await seller.call('/v2/product/listProduct', { PAGE_SIZE: 101, DATE_FROM: '2020-01-01' });
      expect(wrong.message).toEqual(['Incorrect data: PAGE_SIZE', 'Incorrect data: DATE_FROM']);
    });

    it('a retired category takes nothing new, and its products move without a word', async () => {
      const id = await seller.onSale({ CATEGORY_ID: 68 });
      expect((await seller.sim('/category/retire', { categoryId: 68, moveTo: 66 })).data).toEqual({ moved: 1 });
      const list = (await seller.http.get('/v2/category/listCategory')).data;
      expect(list).toContainEqual(expect.objectContaining({ CATEGORY_ID: 68, STATUS: 0 }));
      expect((await seller.call(`/v2/product/getProduct?PRODUCT_ID=${id}`)).data.CATEGORY_ID).toBe(66);
      const late = await seller.call('/v2/product/createProduct', await seller.draft({ PRODUCT_CODE: 'B', CATEGORY_ID: 68 }));
      expect(late.message).toBe('Incorrect data: CATEGORY_ID');
    });

    it('a suspended shop may look but not write', async () => {
      await seller.sim('/seed', { shops: [{ username: 'htx-thuc-hanh', locked: true }] });
      const refused = await seller.call('/v2/product/createProduct', { any: 1 });
      expect(refused.message).toBe('Blocking create order, please check the configuration');
      expect((await seller.call('/v2/product/listProduct', {})).error).toBe(false);
      await seller.sim('/seed', { shops: [{ username: 'htx-thuc-hanh', locked: false }] });
      await seller.sim('/faults', { 'shop-locked': { times: 1 } });
      expect((await seller.call('/v2/product/updatePrice', {})).message).toContain('Blocking create order');
      expect((await seller.call('/v2/product/updatePrice', {})).message).toBe('Incorrect data: PRODUCT_ID');
    });

    it('another shop cannot see or touch a product', async () => {
      const id = await seller.onSale();
      await seller.sim('/seed', { shops: [{ username: 'htx-khac', password: 'khac' }] });
      const other = await seller.call('/v2/user/Login', { USERNAME: 'htx-khac', PASSWORD: 'khac' });
      const asOther = { headers: { Token: other.data.token } };
      expect((await seller.http.get(`/v2/product/getProduct?PRODUCT_ID=${id}`, asOther)).data.message).toBe('Product does not exist');
      expect((await seller.http.post('/v2/product/updateStock', { PRODUCT_ID: id, QUANTITY: 0 }, asOther)).data.message).toBe(
        'Product does not exist',
      );
      expect((await seller.productState('HTX01-MATONG-500'))?.sellable).toBe(40);
    });
  });
});
