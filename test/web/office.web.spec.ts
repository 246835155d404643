import type { Browser, Page } from 'playwright-core';
import { MANDATE, type Person } from '../support/app';
import { openBrowser } from '../support/browser';
import { DESKTOP, openConsole, PHONE } from '../support/console';
import { openMarket, until, type Market } from '../support/market';
import { pdf } from '../support/paper-files';
import { listSheet } from '../support/sheet-files';

describe('pages of offices, and what a producer may know and decide', () => {
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

  const signedIn = async (person: Person, use: (page: Page) => Promise<void>, size = DESKTOP, colorScheme: 'light' | 'dark' = 'light') => {
    const page = await openConsole(browser, market.app.url, person, { size, colorScheme });
    try {
      await use(page);
    } finally {
      await page.context().close();
    }
  };
  const nameOf = async (officer: Person): Promise<string> =>
    ((await market.office.get('/api/v1/provinces/08/officers')).body.items as { id: string; name: string }[]).find(
      ({ id }) => id === officer.accountId,
    )?.name ?? '';
  const open = async (page: Page, path: string, heading: string): Promise<void> => {
    await page.goto(`${market.app.url}/app${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.locator('.bones').first().waitFor({ state: 'detached' });
  };

  it('[CC9] the provincial office looks at a certificate and verifies it, and sends another back with its reason', async () => {
    const producer = await market.app.person('producer');
    const producerId = await market.app.producer(producer, '08');
    const home = `/api/v1/producers/${producerId}`;
    const pack = { unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 };
    const { body: product } = await producer.post(`${home}/products`, { name: 'Mật ong bạc hà Mèo Vạc', ocopSet: 4, packs: [pack] });
    const certificates = `${home}/products/${product.id}/certificates`;
    const paper = { stars: 4, issuedBy: 'UBND tỉnh Tuyên Quang', issuedOn: '2025-03-12', expiresOn: '2028-03-11' };
    for (const number of ['QD-MOT', 'QD-HAI']) expect((await producer.post(certificates, { ...paper, number })).status).toBe(201);

    await signedIn(market.office, async (page) => {
      await open(page, '/tinh/giay', 'Giấy chờ xác nhận');
      const card = (number: string) => page.getByRole('listitem').filter({ hasText: number });
      await card('QD-MOT').getByRole('button', { name: 'Xác nhận' }).click();
      await card('QD-MOT').waitFor({ state: 'detached' });
      await card('QD-HAI').getByRole('button', { name: 'Trả lại' }).click();
      await page.getByLabel('Vì sao trả lại').fill('Số quyết định không đọc được, xin chụp lại.');
      await page.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click();
      await card('QD-HAI').waitFor({ state: 'detached' });
      await open(page, '/tinh/do-phu', 'Độ phủ theo xã');
      await page
        .getByText(/sản phẩm có sao đang bán/)
        .first()
        .waitFor();
    });
    const { body } = await producer.get(certificates);
    const states = Object.fromEntries(
      (body.items as { number: string; state: string; reasonVi: string }[]).map((it) => [it.number, [it.state, it.reasonVi]]),
    );
    expect(states).toMatchObject({ 'QD-MOT': ['verified', ''], 'QD-HAI': ['refused', 'Số quyết định không đọc được, xin chụp lại.'] });
  });

  it('the provincial office brings a decision as one table, sees what is sure of it and why the rest is not, and enters it', async () => {
    const producer = await market.app.person('producer');
    const name = 'HTX Chè Cao Bồ';
    const { body: made } = await producer.post('/api/v1/producers', { kind: 'cooperative', name, provinceCode: '08' });
    const pack = { unit: 'hộp', weightGrams: 250, lengthCm: 10, widthCm: 10, heightCm: 10, priceVnd: 150_000 };
    const { body: product } = await producer.post(`/api/v1/producers/${made.id}/products`, {
      name: 'Chè Shan',
      ocopSet: 11,
      packs: [pack],
    });
    const buffer = await listSheet([
      ['Hợp tác xã Chè Cao Bồ', null, 'Chè Shan', 4, '77/QĐ-UBND'],
      ['HTX Chè Cao Bồ', null, 'Chè vàng', 3, '77/QĐ-UBND'],
      ['HTX Chưa Ai Biết', null, 'Chè', 3, '77/QĐ-UBND'],
      ['HTX Chè Cao Bồ', null, 'Chè đen', 5, '77/QĐ-UBND'],
    ]);
    await signedIn(
      market.office,
      async (page) => {
        await open(page, '/them', 'Thêm');
        await page.getByRole('link', { name: 'Nhập danh sách' }).click();
        await page.getByRole('heading', { level: 1, name: 'Nhập danh sách' }).waitFor();
        const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
        await page.locator('input[type=file]').setInputFiles({ name: 'quyet-dinh.xlsx', mimeType, buffer });
        await page.getByText('Đã kiểm tra, chưa ghi').waitFor();
        await page.getByRole('button', { name: 'Chưa có chủ thể: 1' }).click();
        await page.getByText('Chưa có chủ thể tên này ở xã này.').waitFor();
        await page.getByRole('button', { name: 'Có lỗi: 1' }).click();
        await page.getByText('Giấy 5 sao do Bộ quyết định').waitFor();
        await page.getByRole('button', { name: 'Đưa 1 giấy vào' }).click();
        await page.getByText('Đã đưa 1 giấy vào và xác nhận.').waitFor();
        await page.getByRole('button', { name: 'Đã đưa vào: 1' }).click();
        await page.getByRole('link', { name: 'Xem sản phẩm' }).waitFor();
        await page.getByRole('link', { name: 'Xem sản phẩm' }).click();
        await page.getByRole('heading', { level: 1, name: 'Chè Shan' }).waitFor();
      },
      PHONE,
    );
    const { items } = (await producer.get(`/api/v1/producers/${made.id}/products/${product.id}/certificates`)).body;
    expect(items).toMatchObject([{ number: '77/QĐ-UBND', state: 'verified' }]);
  });

  it('[N17] the provincial office hands the households of one officer to another in one go, and sees which could not be moved and why', async () => {
    const { app } = market;
    const [leaver, next] = [await app.person('officer'), await app.person('officer')];
    const communes = (await market.office.get('/api/v1/reference/provinces/08/communes')).body.items as { code: string }[];
    const [here = '', there = ''] = communes.map(({ code }) => code);
    const areas = { body: { areas: [{ provinceCode: '08', communeCode: here }] } };
    await market.operator.call('PUT', `/api/v1/accounts/${next.accountId}/areas`, areas);
    const ids: string[] = [];
    for (const [name, communeCode] of [
      ['Hộ Vàng Thị Mỷ', here],
      ['Hộ Sùng A Dơ', there],
    ] as const) {
      const made = await leaver.post('/api/v1/producers', { kind: 'household', name, provinceCode: '08', communeCode, mandate: MANDATE });
      ids.push(made.body.id as string);
    }
    const names = async (person: Person): Promise<string[]> =>
      ((await person.get('/api/v1/producers')).body.items as { name: string }[]).map(({ name }) => name);

    await signedIn(
      market.office,
      async (page) => {
        await open(page, '/tinh/ban-giao', 'Bàn giao hộ');
        await page.getByLabel('Cán bộ thôi việc').selectOption(leaver.accountId);
        const household = (name: string) => page.getByRole('listitem').filter({ hasText: name });
        await household('Hộ Sùng A Dơ').waitFor();
        await page.getByRole('button', { name: 'Bàn giao 2 hộ' }).click();
        await page.getByText('Chọn cán bộ nhận bàn giao.').waitFor();
        await page.getByRole('radio', { name: new RegExp(await nameOf(next)) }).check();
        await page
          .getByRole('group', { name: 'Ảnh hoặc tệp biên bản có chữ ký của các hộ' })
          .locator('input')
          .last()
          .setInputFiles({ name: 'bien-ban.pdf', mimeType: 'application/pdf', buffer: await pdf(1, 'Bien ban') });
        await page.getByRole('button', { name: 'Bàn giao 2 hộ' }).click();
        await page.getByText('Đã bàn giao 1 trên 2 hộ').waitFor();
        await household('Hộ Sùng A Dơ').getByText('Cán bộ này không phụ trách xã của chủ thể.').waitFor();
        await household('Hộ Vàng Thị Mỷ').waitFor({ state: 'detached' });
        expect([await names(leaver), await names(next)]).toEqual([['Hộ Sùng A Dơ'], ['Hộ Vàng Thị Mỷ']]);
        await until('the record is there', async () => {
          const { items } = (await market.office.get(`/api/v1/producers/${ids[0]}/mandates`)).body;
          return items[0].officerId === next.accountId && items[0].evidenceDueAt === null;
        });
      },
      PHONE,
    );
  });

  it('[UI1] the operator connects a shop by the form that its adapter describes, tries it, pauses and resumes it', async () => {
    await signedIn(market.operator, async (page) => {
      await open(page, '/van-hanh/gian-hang', 'Gian hàng trên các sàn');
      await page.getByRole('link', { name: 'Nối gian hàng' }).click();
      await page.getByLabel('Sàn', { exact: true }).selectOption('voso');
      const { body: platforms } = await market.operator.get('/api/v1/platforms');
      const voso = (platforms as { code: string; credentials: { label: string }[] }[]).find(({ code }) => code === 'voso');
      for (const { label } of voso?.credentials ?? []) await page.getByLabel(label).waitFor();
      await open(page, `/van-hanh/gian-hang/${market.shops.get('voso') ?? ''}`, 'Voso thực hành');
      await page.getByRole('button', { name: 'Thử kết nối' }).click();
      await page
        .getByRole('status')
        .filter({ hasText: /Đăng nhập được/ })
        .waitFor();
      await page.getByRole('button', { name: 'Dừng gian hàng' }).click();
      await page.getByRole('button', { name: 'Chạy lại' }).click();
      await page.getByRole('button', { name: 'Dừng gian hàng' }).waitFor();
    });
  });

  it('[SP4] a producer reads what was agreed to, withdraws it, agrees again, and asks for a copy of the data', async () => {
    const producer = await market.app.person('producer');
    const producerId = await market.app.producer(producer, '08');
    const count = async (): Promise<number> =>
      ((await producer.get(`/api/v1/producers/${producerId}/consents`)).body.items as { counts: boolean }[]).filter(({ counts }) => counts)
        .length;
    await signedIn(
      producer,
      async (page) => {
        await open(page, `/c/${producerId}/dong-y`, 'Tôi đã đồng ý những gì');
        const before = await count();
        await page.getByRole('checkbox', { name: /Postmart/ }).check();
        await page.getByLabel('Họ tên người đồng ý').fill('Nguyễn Thị Thử');
        await page.getByRole('button', { name: 'Tôi đã đọc và đồng ý' }).click();
        await until('one consent more', async () => (await count()) === before + 1);
        const given = page.getByRole('listitem').filter({ hasText: 'Postmart' });
        await given.getByRole('button', { name: 'Rút lại' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Rút lại' }).click();
        await until('one consent less', async () => (await count()) === before);
        await open(page, `/c/${producerId}/du-lieu`, 'Hồ sơ và dữ liệu của tôi');
        await page.getByLabel('Tôi muốn').selectOption('copy');
        await page.getByRole('button', { name: 'Gửi yêu cầu' }).click();
        await page.getByRole('listitem').filter({ hasText: 'Lấy bản sao' }).waitFor();
        await page.getByRole('button', { name: 'Tạo tệp dữ liệu' }).click();
        await page.getByRole('link', { name: 'Tải về' }).waitFor();
        await open(page, `/c/${producerId}/ai-lam-gi`, 'Ai đã làm gì');
        await page
          .getByText(/đồng ý/)
          .first()
          .waitFor();
        await open(page, `/c/${producerId}/de-xuat`, 'Chờ tôi đồng ý');
        await open(page, '/tai-khoan', 'Tài khoản');
      },
      PHONE,
      'dark',
    );
  });
});
