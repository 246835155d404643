import type { Seller } from '../voso/voso-test-kit';
import { startSeller } from '../voso/voso-test-kit';

const BANNER = 'SÀN THỰC HÀNH – không phải Voso thật / dữ liệu minh hoạ';

describe('the shop pages', () => {
  let seller: Seller;
  const page = async (path: string) => seller.http.get(path, { headers: { Token: '' } });
  const buy = async (fields: Record<string, string>) =>
    seller.http.post(
      '/mua',
      new URLSearchParams({ quantity: '1', name: 'Trần Văn Bưởi', phone: '0911222333', payment: 'cod', address: 'new', ...fields }),
      {
        maxRedirects: 0,
      },
    );

  beforeEach(async () => {
    seller = await startSeller();
  });
  afterEach(async () => {
    await seller.sandbox.stop();
  });

  it('an empty shop says so, and the banner is there', async () => {
    const home = await page('/');
    expect(home.status).toBe(200);
    expect(home.data).toContain(BANNER);
    expect(home.data).toContain('Sàn chưa có sản phẩm nào đang bán');
  });

  it('shows what is on sale with photo, price, stars and stock, and not what waits for review', async () => {
    const id = await seller.onSale();
    await seller.call('/v2/product/createProduct', await seller.draft({ PRODUCT_CODE: 'B', PRODUCT_NAME: 'Chờ duyệt đã' }));
    const home = (await page('/')).data;
    expect(home).toContain('Mật ong bạc hà Đồng Văn 500ml');
    expect(home).toContain('350.000 ₫');
    expect(home).toContain('OCOP ★★★★<');
    expect(home).toContain('Còn 40');
    expect(home).toMatch(/src="\/users\/vosoimage\/images\/[0-9a-f]{32}"/);
    expect(home).not.toContain('Chờ duyệt đã');
    expect((await page(`/mat-ong-p${id}.html`)).data).toContain('Thanh toán');
  });

  it('finds without case and tone marks', async () => {
    await seller.onSale();
    expect((await page('/?q=MAT%20ONG')).data).toContain('Mật ong bạc hà');
    expect((await page('/?q=ca%20phe')).data).toContain('Không tìm thấy sản phẩm nào');
  });

  it('buying takes stock, leads to the order, and the order is in the list of that phone only', async () => {
    const id = await seller.onSale();
    const bought = await buy({ productId: String(id), quantity: '3' });
    expect(bought.status).toBe(303);
    const order = await page(String(bought.headers['location']));
    expect(order.data).toContain('Chờ duyệt');
    expect(order.data).toContain('× 3');
    expect(await seller.productState('HTX01-MATONG-500')).toMatchObject({ sellable: 37, reserved: 3 });
    const number = String(bought.headers['location']).split('/').pop() ?? '';
    const [cookie = ''] = bought.headers['set-cookie'] ?? [];
    expect((await seller.http.get('/don-hang', { headers: { cookie } })).data).toContain(number);
    expect((await page('/don-hang?phone=0999')).data).not.toContain(number);
    expect((await page('/cua-hang.json')).data).toMatchObject({ stock: { [id]: 'Còn 37' }, order: { [number]: 'Chờ duyệt' } });
  });

  it('a buyer may cancel, once', async () => {
    const id = await seller.onSale();
    const path = String((await buy({ productId: String(id) })).headers['location']);
    expect((await seller.http.post(`${path}/huy`, new URLSearchParams(), { maxRedirects: 0 })).status).toBe(303);
    expect((await page(path)).data).toContain('Đã hủy');
    expect((await seller.http.post(`${path}/huy`, new URLSearchParams(), { maxRedirects: 0 })).status).toBe(409);
    expect(await seller.productState('HTX01-MATONG-500')).toMatchObject({ sellable: 40, reserved: 0 });
  });

  it('buying more than there is shows why, and takes nothing', async () => {
    const id = await seller.onSale();
    const refused = await buy({ productId: String(id), quantity: '41' });
    expect(refused.status).toBe(409);
    expect(refused.data).toContain('Cần 41, sàn còn 40.');
    expect((await buy({ productId: String(id), quantity: 'abc' })).status).toBe(400);
    expect((await buy({ productId: '1' })).status).toBe(404);
    expect(await seller.productState('HTX01-MATONG-500')).toMatchObject({ sellable: 40 });
  });

  it('what sellers and buyers write is text, never markup', async () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    const id = await seller.onSale({ PRODUCT_NAME: evil, PRODUCT_UNIT: evil, PRODUCT_DESCRIPTION: `<script>alert(1)</script>${evil}` });
    const bought = await buy({ productId: String(id), name: evil, phone: '"><b>' });
    const pages = await Promise.all(
      [
        '/',
        `/san-pham/${id}`,
        `/?q=${encodeURIComponent(evil)}`,
        String(bought.headers['location']),
        `/don-hang?phone=${encodeURIComponent('"><b>')}`,
      ].map(page),
    );
    for (const each of pages) {
      expect(each.status).toBe(200);
      expect(each.data).not.toMatch(/<img src=x|<script>|"><b>/);
      expect(each.data).toContain(BANNER);
      expect(each.headers['content-security-policy']).toContain("default-src 'none'");
    }
    expect(pages[0]?.data).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });

  it('loads nothing from elsewhere', async () => {
    const id = await seller.onSale();
    for (const path of ['/', `/san-pham/${id}`, '/don-hang']) expect((await page(path)).data).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('an unknown page is a page', async () => {
    for (const path of ['/san-pham/1', '/don-hang/V1', '/khong-co']) {
      const answer = await page(path);
      expect([answer.status, answer.data.includes(BANNER)]).toEqual([404, true]);
    }
  });
});
