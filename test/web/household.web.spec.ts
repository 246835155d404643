import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { newId } from '../../src/shared/kernel';
import { MANDATE, openApp, type Person, type TestApp } from '../support/app';
import { openBrowser } from '../support/browser';
import { DESKTOP, faultsOf, openConsole, PHONE, readyForOffline } from '../support/console';
import { openLine, type Line } from '../support/lines';
import { until } from '../support/market';
import { noisyJpeg } from '../support/photo-files';
import { codeTo } from '../support/sms';
import { draftsOnPhone, keepOnPhone, waitingOnPhone } from '../support/phone-store';

describe('an officer on the road', () => {
  let app: TestApp;
  let browser: Browser;
  let line: Line;
  let base: string;
  let officer: Person;
  let operator: Person;
  beforeAll(async () => {
    app = await openApp();
    browser = await openBrowser();
    operator = await app.person('operator');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  beforeEach(async () => {
    line = await openLine(Number(new URL(app.url).port));
    base = `http://127.0.0.1:${line.port}`;
    officer = await app.person('officer');
    await operator.call('PUT', `/api/v1/accounts/${officer.accountId}/areas`, { body: { areas: [{ provinceCode: '08' }] } });
  });
  afterEach(() => line.close());

  const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Tiếp', exact: true }).click();

  it('[PD8] [SP4] [UI4] registers a household without a signal: text read, paper photographed; what is refused is mended, and all of it arrives', async () => {
    const page = await openConsole(browser, base, officer);
    await readyForOffline(page);
    await page.goto(`${base}/app/ho/moi`);
    await page.getByLabel('Xã, phường').fill('dong');
    await page.getByRole('list', { name: 'Chọn một xã' }).getByRole('button').first().waitFor();
    await page.waitForLoadState('networkidle'); // the texts have been read as well
    line.cut(true);
    await page.reload();

    await next(page);
    await page.getByText('Cần tên hộ, ít nhất 2 chữ.').waitFor();
    await page.getByLabel('Tên hộ').fill('Hộ Vàng Thị Mỷ');
    await page.getByLabel(/^Số điện thoại của hộ/).fill('12');
    await page.getByLabel('Xã, phường').fill('dong van');
    await page.getByRole('list', { name: 'Chọn một xã' }).getByRole('button').first().click();
    await next(page);

    await page.getByRole('heading', { name: 'Đọc cho chủ hộ nghe' }).waitFor();
    await next(page);
    await page.getByText('Chưa thể đăng ký khi chủ hộ chưa đồng ý').waitFor();
    await page.getByRole('checkbox', { name: /Lưu hồ sơ bán hàng/ }).check();
    await page.getByRole('checkbox', { name: /Cán bộ làm thay/ }).check();
    await until('both are kept', async () =>
      (await draftsOnPhone(page)).some(({ value }) => Array.isArray(value['agreed']) && value['agreed'].length === 2),
    );
    await page.reload(); // a dead battery
    await page.getByRole('heading', { name: 'Đọc cho chủ hộ nghe' }).waitFor();
    await expect(page.getByRole('checkbox', { name: /Cán bộ làm thay/ }).isChecked()).resolves.toBe(true);
    await next(page);

    const paper = await noisyJpeg(500, 700, 80);
    await page.getByLabel('Ảnh giấy đã ký').setInputFiles({ name: 'giay.jpg', mimeType: 'image/jpeg', buffer: paper });
    await page.getByRole('img', { name: 'Ảnh giấy đã ký' }).waitFor();
    await expect(page.getByLabel('Họ tên người đồng ý').inputValue()).resolves.toBe('Vàng Thị Mỷ');
    await next(page);
    await page.getByRole('button', { name: 'Đăng ký hộ' }).click();
    await page.getByText('Đã ghi trên máy này.').waitFor();
    await page.goto(`${base}/app/ho`);
    await page.getByText('Đang chờ gửi').waitFor();

    line.cut(false);
    await page.evaluate('dispatchEvent(new Event("online"))');
    await page.goto(`${base}/app/cho-gui`); // the number is no number
    await page.getByRole('button', { name: 'Sửa lại' }).click();
    await page.getByLabel(/^Số điện thoại của hộ/).fill('');
    await page.evaluate('dispatchEvent(new Event("online"))'); // what stands on the household does not go ahead of it
    await next(page);
    await next(page);
    await next(page);
    expect((await waitingOnPhone(page)).map(({ state }) => state)).toEqual(['refused', 'waiting', 'waiting']);
    await page.getByRole('button', { name: 'Đăng ký hộ' }).click();
    const made = await until('the household and its paper are there', async () => {
      const [household] = (await officer.get('/api/v1/producers')).body.items as { id: string; name: string; communeCode: string }[];
      if (!household) return null;
      const { items } = (await officer.get(`/api/v1/producers/${household.id}/mandates`)).body as {
        items: { evidenceDueAt: string | null }[];
      };
      return items[0]?.evidenceDueAt === null ? household : null;
    });
    expect(made).toMatchObject({ name: 'Hộ Vàng Thị Mỷ', communeCode: expect.any(String) });
    await until('nothing waits', async () => (await waitingOnPhone(page)).length === 0);
    const { items } = (await officer.get(`/api/v1/producers/${made.id}/consents`)).body;
    const sha = createHash('sha256').update(paper).digest('hex');
    expect(items.map(({ purpose }: { purpose: string }) => purpose).sort()).toEqual(['officer-acts-for-me', 'register-profile']);
    for (const one of items) {
      expect(one).toMatchObject({ textVersion: 1, counts: true, evidenceSha256: sha, language: 'vi' });
      const paperOf = await operator.get(`/api/v1/producers/${made.id}/consents/${one.id}/evidence`);
      expect(paperOf.status).toBe(200); // one paper proves both
    }
    await page.goto(`${base}/app/ho`);
    await page.getByRole('link', { name: /Hộ Vàng Thị Mỷ/ }).waitFor();
    await page.context().close();
  });

  it('[PD8] [N3] registers a household that agrees by a code: captured without a signal, the code follows', async () => {
    const phone = '0934512345';
    const page = await openConsole(browser, base, officer);
    await page.goto(`${base}/app/ho/moi`);
    await page.getByLabel('Tên hộ').fill('Hộ Sùng A Dơ');
    await page.getByLabel('Xã, phường').fill('dong van');
    await page.getByRole('list', { name: 'Chọn một xã' }).getByRole('button').first().click();
    await next(page);
    await page.getByRole('checkbox', { name: /Lưu hồ sơ bán hàng/ }).check();
    await page.getByRole('checkbox', { name: /Cán bộ làm thay/ }).check();
    await next(page);
    await page.getByRole('radio', { name: 'Mã gửi về điện thoại của hộ' }).check();
    await next(page);
    await page.getByText('Cần số điện thoại của hộ để gửi mã.').waitFor();
    await page.getByLabel('Số điện thoại của hộ').fill(phone);
    expect(await faultsOf(page)).toEqual([]);
    await next(page);
    line.cut(true);
    await page.getByRole('button', { name: 'Đăng ký hộ' }).click();
    await page.getByText('Đã ghi trên máy này.').waitFor();
    const ask = page.getByRole('button', { name: 'Gửi mã về điện thoại của hộ' });
    await expect(ask.isDisabled()).resolves.toBe(true);

    line.cut(false);
    await page.evaluate('dispatchEvent(new Event("online"))');
    await ask.click(); // waits until the household has arrived
    const digits = page.getByLabel('Mã 6 số trong tin nhắn');
    await digits.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const code = await codeTo(app, phone);
    await digits.fill(String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
    await page.getByRole('button', { name: 'Xác nhận' }).click();
    await page.getByText('còn 4 lần thử').waitFor();
    await digits.fill(code);
    await page.getByRole('button', { name: 'Xác nhận' }).click();
    await page.getByText('Hộ đã xác nhận.').waitFor();
    const [{ id }] = (await officer.get('/api/v1/producers')).body.items;
    const { items } = (await officer.get(`/api/v1/producers/${id}/consents`)).body;
    expect(items).toMatchObject([
      { counts: true, method: 'otp-sms' },
      { counts: true, method: 'otp-sms' },
    ]);
    await page.context().close();
  });

  it('[N17] the bag: what was read ahead opens without a signal, and says how long it is good', async () => {
    const owner = await app.person('producer');
    const producerId = await app.producer(owner, '08');
    const home = `/api/v1/producers/${producerId}`;
    const { body: producer } = await owner.get<{ name: string }>(home);
    await owner.post(`${home}/mandates`, {
      ...{ ...MANDATE, officerId: officer.accountId },
      proof: { method: 'app-tap', signerName: 'Vàng Thị Mỷ', signerRelation: 'self' },
    });
    await owner.post(`${home}/products`, {
      ...{ name: 'Mật ong bạc hà', ocopSet: 4 },
      packs: [{ unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 }],
    });
    const page = await openConsole(browser, base, officer, { size: DESKTOP, colorScheme: 'dark' });
    await readyForOffline(page);
    await page.goto(`${base}/app/tui`);
    await page.getByLabel(producer.name).check();
    await page.getByRole('button', { name: 'Nạp túi' }).click();
    await page.getByText('còn dùng 7 ngày').waitFor();
    expect(await faultsOf(page)).toEqual([]);

    line.cut(true);
    await page.reload();
    await page.getByRole('link', { name: producer.name }).waitFor();
    await page.goto(`${base}/app/c/${producerId}/san-pham`);
    await page.getByText('Mật ong bạc hà').first().waitFor();
    await page.goto(`${base}/app/c/${producerId}/kho`);
    await page.getByText('Mật ong bạc hà').first().waitFor();
    await page.goto(`${base}/app/c/${producerId}/ai-giup`);
    await page.getByText('Còn hiệu lực').waitFor();
    await page.goto(`${base}/app/ho`);
    await page.getByRole('link', { name: new RegExp(producer.name) }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('[PD6] work captured before the mandate ended waits for the producer, who sees it and takes it', async () => {
    const owner = await app.person('producer');
    const producerId = await app.producer(owner, '08');
    const home = `/api/v1/producers/${producerId}`;
    const proof = { method: 'app-tap', signerName: 'Vàng Thị Mỷ', signerRelation: 'self' };
    await owner.post(`${home}/mandates`, { ...MANDATE, officerId: officer.accountId, proof });
    const theirs = await openConsole(browser, base, officer);
    const id = newId();
    const capturedAt = new Date().toISOString();

    const page = await openConsole(browser, base, owner, { size: PHONE });
    await page.goto(`${base}/app/c/${producerId}/ai-giup`);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Chuyển cho người khác' }).click();
    const colleague = page.getByRole('dialog').getByRole('radio').first();
    await colleague.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Dừng ngay' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Dừng ngay' }).click();
    await page.getByText('Chưa có ai được giao làm giúp.').waitFor();

    await keepOnPhone(theirs, [
      {
        ...{
          author: officer.accountId,
          producerId,
          method: 'post',
          url: `${home}/products`,
          what: 'Đăng ký Gạo nếp nương',
          capturedAt,
          about: [id],
        },
        body: {
          ...{ id, name: 'Gạo nếp nương', ocopSet: 1 },
          packs: [{ unit: 'túi', weightGrams: 1000, lengthCm: 20, widthCm: 15, heightCm: 5, priceVnd: 60_000 }],
        },
      },
    ]);
    await theirs.goto(`${base}/app/cho-gui`);
    await theirs.getByRole('heading', { name: /chờ chủ thể xem lại/ }).waitFor();
    expect((await owner.get(`${home}/products`)).body.items).toEqual([]);

    await page.reload();
    await page.getByRole('button', { name: 'Nhận', exact: true }).click();
    await until('it was done', async () => (await owner.get(`${home}/products`)).body.items.length === 1);
    for (const one of [page, theirs]) await one.context().close();
  });

  it('an officer practises: one tap, marked on every page, and begun anew', async () => {
    const page = await openConsole(browser, base, officer);
    await page.goto(`${base}/app/tap-duot`);
    await page.getByRole('button', { name: 'Bắt đầu tập dượt' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Bắt đầu tập dượt' }).click();
    const mark = page.getByRole('note').getByText('Đang tập dượt');
    await mark.waitFor();
    const first = page.url();
    for (const path of ['/san-pham', '/kho', '/dong-y']) {
      await page.goto(`${first}${path}`);
      await mark.waitFor();
    }
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('note').getByRole('link', { name: 'Tập dượt' }).click();
    await page.getByRole('button', { name: 'Xoá hết, tập lại từ đầu' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Xoá hết, tập lại từ đầu' }).click();
    await page.getByText('Đã có hộ tập dượt mới.').waitFor();
    await page.getByRole('button', { name: 'Vào hộ tập dượt' }).click();
    await mark.waitFor();
    expect(page.url()).not.toBe(first);
    await page.context().close();
  });

  it('shows an officer the own mandates on a desktop in the dark', async () => {
    await officer.post('/api/v1/producers', { kind: 'household', name: 'Hộ Lý Thị Say', provinceCode: '08', mandate: MANDATE });
    const page = await openConsole(browser, base, officer, { size: DESKTOP, colorScheme: 'dark' });
    await page.goto(`${base}/app/uy-quyen`);
    await page.getByText('Còn nợ ảnh giấy ký').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Thôi giúp hộ này' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Thôi giúp hộ này' }).click();
    await until('the mandate has ended', async () => !(await officer.get('/api/v1/mandates')).body.items[0].counts);
    await page.context().close();
  });
});
