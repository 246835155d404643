import ExcelJS from 'exceljs';
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

  it('a paper gets its file later, one that was refused gets another in its place; a lot is corrected, the phone changed', async () => {
    const { person, producerId, home } = await producer();
    const made = await person.post(`${home}/products`, { name: 'Mật ong rừng', ocopSet: 4, attributes: HONEY, packs: [PACK] });
    const product = `${home}/products/${made.body.id}`;
    const paper = { scope: 'producer', issuer: 'UBND xã Mèo Vạc', issuedOn: '2026-01-15', type: 'food-safety-commitment' };
    const { body: bare } = await person.post(`${home}/documents`, { ...paper, number: 'TRAN-1' });
    const { body: bad } = await person.post(`${home}/documents`, { ...paper, number: 'SAI-1' });
    const refused = await market.operator.post(`${home}/documents/${bad.id}/reject`, {
      version: bad.version,
      reason: 'Ảnh mờ, xin chụp lại.',
    });
    expect(refused.body).toMatchObject({ state: 'rejected' });
    const scan = { name: 'giay.pdf', mimeType: 'application/pdf', buffer: await pdf() };
    const page = await openConsole(browser, market.app.url, person);
    const at = (path: string) => page.goto(`${market.app.url}/app/c/${producerId}/${path}`);

    await at(`giay-to?thay=${bad.id}`); // as a next step leads there
    const sheet = page.getByRole('dialog', { name: 'Giấy mới thay giấy cũ' });
    await sheet.getByLabel('Chọn tệp').setInputFiles(scan);
    expect(await sheet.getByLabel('Nơi cấp').inputValue()).toBe(paper.issuer);
    await sheet.getByLabel('Số giấy').fill('DUNG-1');
    await sheet.getByLabel('Ngày cấp').fill('2026-02-15');
    await sheet.getByRole('button', { name: 'Gửi để kiểm tra' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await page.getByLabel(/^Thêm bản chụp: .*TRAN-1/).setInputFiles(scan);
    const papers = await until('both have their file', async () => {
      const { items } = (await person.get(`${home}/documents`)).body as { items: { number: string; type: string; file: unknown }[] };
      return items.filter(({ file }) => file !== null).length === 2 && items;
    });
    expect(papers.find(({ number }) => number === 'DUNG-1')).toMatchObject({ type: paper.type, issuer: paper.issuer });
    expect((await person.get(`${home}/documents/${bare.id}`)).body.file).not.toBeNull();
    await page.getByLabel(/^Thay bản chụp: .*TRAN-1/).waitFor({ state: 'attached' });
    expect(await faultsOf(page)).toEqual([]);

    await person.post(`${product}/lots`, { name: 'Lô tháng 11', quantity: 20, availableFrom: '2026-11-01' });
    await at(`san-pham/${made.body.id}/lo`);
    await page.getByRole('button', { name: 'Sửa lô: Lô tháng 11' }).click();
    await page.getByLabel('Số lượng').fill('25');
    await page.getByLabel('Dùng đến hết ngày').fill('2027-11-01');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Còn 25 trong 25').waitFor();
    expect((await person.get(`${product}/lots`)).body.items).toMatchObject([{ quantity: 25, left: 25, expiresOn: '2027-11-01' }]);

    await at('dien-thoai');
    await page.getByLabel('Số mới').fill('09');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Ghi đủ số điện thoại.').waitFor();
    await page.getByLabel('Số mới').fill('0987 654 321');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Đã đổi số.').waitFor();
    expect((await person.get(home)).body.phone).toBe('+84987654321');
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
    const [report] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải bảng có cột “Lỗi” để sửa' }).click(),
    ]);
    expect(report.suggestedFilename()).toMatch(/^loi-.*\.xlsx$/);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await report.path());
    const [first] = book.worksheets;
    expect(['A3', 'I1', 'I2'].map((cell) => first?.getCell(cell).value)).toEqual(['Trà gừng', 'Lỗi', null]);
    expect(String(first?.getCell('I3').value)).toMatch(/“chưa biết” không phải một số/);
    await page.getByRole('link', { name: 'Xem sản phẩm' }).click();
    await page.getByRole('link', { name: /Cà phê bột/ }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});
