import type { Browser } from 'playwright-core';
import type { Person } from '../support/app';
import { openBrowser } from '../support/browser';
import { faultsOf, openConsole, readyForOffline } from '../support/console';
import { openMarket, until, type Market } from '../support/market';
import { pdf } from '../support/paper-files';
import { HONEY } from '../support/papers';
import { goodRow, HEADINGS, xlsx } from '../support/sheet-files';

const PACK = { unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 120_000 };

describe('papers and tables in the console', () => {
  let market: Market;
  let browser: Browser;
  beforeAll(async () => {
    market = await openMarket();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await market?.close();
  });

  async function producer(): Promise<{ person: Person; producerId: string; home: string }> {
    const person = await market.app.person('producer');
    const producerId = await market.app.producer(person);
    return { person, producerId, home: `/api/v1/producers/${producerId}` };
  }

  it('[CC1] [OL1] a paper that is missing is handed in without a signal, with its file, and then waits for the province', async () => {
    const { person, producerId, home } = await producer();
    const made = await person.post(`${home}/products`, { name: 'Mật ong rừng', ocopSet: 4, attributes: HONEY, packs: [PACK] });
    const page = await openConsole(browser, market.app.url, person);
    await readyForOffline(page);
    await page.goto(`${market.app.url}/app/c/${producerId}/san-pham/${made.body.id}/giay-to`);
    await page.getByRole('button', { name: 'Thêm giấy này: Bản tự công bố sản phẩm' }).click();
    await page.context().setOffline(true);
    await page.getByLabel('Chọn tệp').setInputFiles({ name: 'tu-cong-bo.pdf', mimeType: 'application/pdf', buffer: await pdf() });
    await page.getByLabel('Số giấy').fill('01/MATONG/2026');
    await page.getByLabel('Nơi cấp').fill('HTX Mật ong');
    await page.getByLabel('Ngày cấp').fill('2026-01-15');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Gửi để kiểm tra' }).click();
    await page.getByText('sẽ gửi khi có mạng').first().waitFor();
    await page.context().setOffline(false);

    const [paper] = await until('the paper is there with its file', async () => {
      const { items } = (await person.get(`${home}/documents`)).body;
      return items[0]?.file && items;
    });
    expect(paper).toMatchObject({
      type: 'self-declaration',
      scope: 'product',
      productId: made.body.id,
      number: '01/MATONG/2026',
      state: 'submitted',
    });
    await page.getByText(/Bản tự công bố sản phẩm số 01\/MATONG\/2026 đang chờ tỉnh xác minh/).waitFor();
    await page.context().close();
  });

  it('[UI8] a table is checked, its faults are named by cell, its good rows are taken over and counted', async () => {
    const { person, producerId, home } = await producer();
    const page = await openConsole(browser, market.app.url, person);
    await page.goto(`${market.app.url}/app/c/${producerId}/nhap-bang`);
    const table = await xlsx([
      HEADINGS,
      goodRow('Mật ong rừng'),
      goodRow('Trà gừng', { 1: 12, 3: 'chưa biết' }),
      goodRow('Cà phê bột', { 1: 13 }),
    ]);
    await page
      .getByLabel('Chọn tệp Excel hoặc CSV')
      .setInputFiles({ name: 'hang.xlsx', mimeType: 'application/vnd.ms-excel', buffer: table });
    await page.getByText('Đã kiểm tra, chưa ghi').waitFor();
    await page.getByText('2 sản phẩm mới').waitFor();
    await page.getByText('1 dòng có lỗi').waitFor();
    await page.getByText('Ô D3, cột Giá bán (đồng)').waitFor();
    expect((await person.get(`${home}/products`)).body.items).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);

    await page.getByRole('button', { name: 'Nhập các dòng đúng, bỏ qua 1 dòng lỗi' }).click();
    await page.getByText('Đã nhập xong').waitFor();
    const report = await page.getByRole('link', { name: 'Tải bảng có cột “Lỗi” để sửa' }).getAttribute('href');
    const answer = await person.get(report ?? '');
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, expect.stringMatching(/loi-.*\.xlsx/)]);
    await page.getByRole('link', { name: 'Xem sản phẩm' }).click();
    await page.getByRole('link', { name: /Cà phê bột/ }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});
