import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { openApp, PASSWORD, type Person, type TestApp } from '../support/app';
import { openBrowser, openProfile } from '../support/browser';
import { DESKTOP, faultsOf, openConsole, PHONE, readyForOffline, signIn } from '../support/console';
import { openLine, type Line } from '../support/lines';
import { until } from '../support/market';
import { openNewerConsole } from '../support/newer-console';
import { noisyJpeg } from '../support/photo-files';
import { keepOnPhone, waitingOnPhone, type KeptItem } from '../support/phone-store';

const PACK = { unit: 'hộp', weightGrams: 100, lengthCm: 10, widthCm: 10, heightCm: 10, priceVnd: 90_000 };
const WAITING = '/app/cho-gui';

describe('the console without a signal', () => {
  let app: TestApp;
  let browser: Browser;
  let line: Line;
  let base: string;
  beforeAll(async () => {
    app = await openApp();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  beforeEach(async () => {
    line = await openLine(Number(new URL(app.url).port));
    base = `http://127.0.0.1:${line.port}`;
  });
  afterEach(() => line.close());

  interface Maker {
    readonly person: Person;
    readonly producerId: string;
    readonly home: string;
  }
  async function maker(): Promise<Maker> {
    const person = await app.person('producer');
    const producerId = await app.producer(person);
    return { person, producerId, home: `/api/v1/producers/${producerId}` };
  }
  async function product({ person, home }: Maker, name = 'Chè Shan tuyết'): Promise<{ id: string; version: number }> {
    const { body } = await person.post<{ id: string; version: number }>(`${home}/products`, { name, ocopSet: 11, packs: [PACK] });
    return body;
  }
  const newProduct = ({ person, producerId, home }: Maker, name: string, id = newId()): KeptItem => ({
    ...{ author: person.accountId, producerId, method: 'post', url: `${home}/products`, about: [id], what: `Đăng ký sản phẩm ${name}` },
    body: { id, name, ocopSet: 11, packs: [PACK] },
  });
  const names = async ({ person, home }: Maker): Promise<string[]> =>
    (await person.get(`${home}/products`)).body.items.map(({ name }: { name: string }) => name);
  const nothingWaits = (page: Page): Promise<unknown> =>
    until(
      'nothing waits on the phone',
      async () => {
        const left = await waitingOnPhone(page);
        if (left.length > 0) throw new Error(JSON.stringify(left));
        return true;
      },
      45_000,
    );
  const signOut = async (page: Page): Promise<void> => {
    await page.goto(`${base}/app/tai-khoan`);
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    await page.getByRole('button', { name: 'Vẫn đăng xuất' }).click();
    await page.getByLabel('Số điện thoại').waitFor();
  };

  it('[UI4] [OL1] what was captured is there after the browser was started again, and arrives once though the page died while sending', async () => {
    const mai = await maker();
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-phone-'));
    let phone: BrowserContext | undefined;
    try {
      phone = await openProfile(profile, PHONE);
      let page = await openConsole(browser, base, mai.person, { context: phone });
      await readyForOffline(page);
      line.cut(true);
      const id = newId();
      const photo = (await noisyJpeg(600, 400)).toString('base64');
      await keepOnPhone(page, [
        newProduct(mai, 'Trà hoa vàng', id),
        {
          ...{ author: mai.person.accountId, producerId: mai.producerId, method: 'post', url: `${mai.home}/uploads`, about: [id] },
          ...{ body: { productId: id }, what: 'Ảnh Trà hoa vàng', photo },
        },
      ]);
      await phone.close();

      phone = await openProfile(profile, PHONE);
      page = await phone.newPage();
      await page.goto(`${base}${WAITING}`);
      await page.getByText('Đăng ký sản phẩm Trà hoa vàng').waitFor();
      await page.getByText('Ảnh Trà hoa vàng').waitFor();
      line.swallowAnswers(true);
      line.cut(false);
      await page.evaluate('dispatchEvent(new Event("online"))');
      await until('the program has it, and the phone does not know', async () => (await names(mai)).length === 1);
      await phone.close();

      line.swallowAnswers(false);
      phone = await openProfile(profile, PHONE);
      page = await phone.newPage();
      await page.goto(`${base}${WAITING}`);
      await nothingWaits(page);
      await page.getByText('Đã gửi trong 14 ngày qua').waitFor();
      const { items } = (await mai.person.get(`${mai.home}/products`)).body;
      expect(items).toMatchObject([{ id, photoIds: [expect.any(String)] }]);
    } finally {
      await phone?.close();
      fs.rmSync(profile, { recursive: true, force: true });
    }
  });

  it('[OL2] fifty photos over a line that breaks arrive, each once', async () => {
    const mai = await maker();
    const products = [];
    for (let i = 0; i < 10; i++) products.push(await product(mai, `Sản phẩm ${i}`));
    const page = await openConsole(browser, base, mai.person);
    await readyForOffline(page);
    line.cut(true);
    const photos: KeptItem[] = [];
    for (let i = 0; i < 50; i++) {
      const { id } = products[i % 10]!;
      photos.push({
        ...{ author: mai.person.accountId, producerId: mai.producerId, method: 'post', url: `${mai.home}/uploads`, about: [id] },
        ...{ body: { productId: id }, what: `Ảnh ${i}`, photo: (await noisyJpeg(300, 240 + i, 80)).toString('base64') },
      });
    }
    line.cut(false);
    line.breakEvery(5_000);
    await keepOnPhone(page, photos);
    await until(
      'every photo is there',
      async () => {
        const { items } = (await mai.person.get(`${mai.home}/products`)).body as { items: { photoIds: string[] }[] };
        const arrived = items.reduce((sum, { photoIds }) => sum + new Set(photoIds).size, 0);
        if (arrived < 50) throw new Error(`${arrived} have: ${JSON.stringify((await waitingOnPhone(page)).slice(0, 3))}`);
        return items.every(({ photoIds }) => photoIds.length === 5);
      },
      200_000,
    );
    expect(line.broken()).toBeGreaterThan(1);
    line.breakEvery(null);
    await nothingWaits(page);
    await page.context().close();
  }, 300_000);

  it('[OL4] two hundred products are kept on the phone: a day of changes is small, no change is nothing, what is gone goes', async () => {
    const mai = await maker();
    const { reader } = app.app.get(Transactions);
    const run = (sql: string, ...values: unknown[]): Promise<unknown> => rows(reader, sql, [mai.producerId, ...values]);
    await run(`
      with made as (insert into product (id, producer_id, name, ocop_set, created_at, updated_at)
        select gen_random_uuid(), $1, case n when 7 then 'Cam Cao Phong' when 201 then 'Hàng sắp bỏ' else 'Mật ong số ' || n end, 4, now() - interval '2 days' + n * interval '1 second', now() - interval '1 day'
          from generate_series(1, 201) n returning id, name),
      packed as (insert into pack (id, product_id, sku, unit, weight_grams, length_cm, width_cm, height_cm, price_vnd)
        select gen_random_uuid(), id, 'P-' || right(id::text, 12), 'chai', 500, 9, 9, 20, 90000 from made)
      insert into pool (id, product_id, on_hand, created_at) select gen_random_uuid(), id, 10, now() - interval '1 day' from made where name <> 'Hàng sắp bỏ'`);
    const page = await openConsole(browser, base, mai.person);
    await readyForOffline(page);
    const list = `${base}/app/c/${mai.producerId}/san-pham`;
    await page.goto(list);
    await page.getByText('201 sản phẩm').waitFor();

    const changed = `(select id from product where producer_id = $1 and name like 'Mật ong%' order by created_at limit $2)`;
    await run(`update product set name = name || ' mới', updated_at = now() - interval '3 minutes' where id in ${changed}`, 40);
    await run(
      `insert into stock_move (pool_id, kind, on_hand_change, promised_change, at) select id, 'adjusted', -1, 0, now() - interval '3 minutes' from pool where product_id in ${changed}`,
      60,
    );
    await run(`update pool set on_hand = 9 where product_id in ${changed}`, 60);
    await run(`update product set producer_id = $2 where producer_id = $1 and name = 'Hàng sắp bỏ'`, (await maker()).producerId); // as merging does
    const wire = await listenTo(page, '/product-cards');
    await page.reload();
    await page.getByText('200 sản phẩm').waitFor();
    await page
      .getByRole('link', { name: /^Mật ong số 1 mới/ })
      .getByText('Kho còn 9')
      .waitFor();
    expect(wire.bytes()).toBeLessThan(50_000);
    process.stdout.write(`in the browser: a day of changes with one product gone ${wire.bytes()} bytes`);

    await until('every product was judged', async () => (await rows(reader, 'select from readiness_due limit 1')).length === 0);
    await run(
      `update product_readiness set checked_at = now() - interval '3 minutes' where product_id in (select id from product where producer_id = $1)`,
    );
    await until('nothing new costs a word', async () => {
      const told = wire.statuses().length;
      await page.reload();
      await until('the program answers', async () => wire.statuses().length > told);
      return wire.statuses().at(-1) === 304;
    });
    process.stdout.write(`, no change ${wire.lastBytes()} bytes\n`);
    expect(wire.lastBytes()).toBeLessThan(2_500);

    line.cut(true);
    await page.reload();
    await page.getByText('200 sản phẩm').waitFor();
    await page.getByRole('searchbox').fill('cam cao phong');
    await page.getByRole('link', { name: /^Cam Cao Phong/ }).waitFor();
    await page.getByText('1 sản phẩm', { exact: true }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('searchbox').fill('so mat ong');
    await page.getByText('199 sản phẩm').waitFor();
    await page.context().close();
  });

  it('[OL3] two editors: other fields come together by themselves, the same field asks', async () => {
    const mai = await maker();
    const tea = await product(mai);
    const edit = (fields: object, base: object): KeptItem => ({
      ...{
        author: mai.person.accountId,
        producerId: mai.producerId,
        method: 'patch',
        url: `${mai.home}/products/${tea.id}`,
        about: [tea.id],
      },
      ...{ what: 'Sửa Chè Shan tuyết', body: { version: tea.version, ...fields }, base, whose: 'HTX Thử' },
    });
    const page = await openConsole(browser, base, mai.person);
    line.cut(true);
    await mai.person.call('PATCH', `${mai.home}/products/${tea.id}`, {
      body: { version: tea.version, name: 'Chè cổ thụ', shelfLifeDays: 365 },
    });
    line.cut(false);
    await keepOnPhone(page, [
      edit({ name: 'Chè Suối Giàng', description: 'Hái trên núi cao.' }, { name: 'Chè Shan tuyết', description: '', version: tea.version }),
    ]);
    await page.goto(`${base}${WAITING}`);
    await page.getByRole('link', { name: 'Chọn bên nào' }).click();
    await page.getByRole('heading', { name: 'Chọn bên nào?' }).waitFor();
    await expect(page.getByRole('group').count()).resolves.toBe(1); // the description asks nobody
    expect(await faultsOf(page)).toEqual([]);
    await page.getByText('Người khác ghi').waitFor();
    await page.getByText('Chè cổ thụ').waitFor();
    await page.getByLabel('Chè Suối Giàng').check();
    await page.getByRole('button', { name: 'Gửi lựa chọn' }).click();
    await nothingWaits(page);
    expect((await mai.person.get(`${mai.home}/products/${tea.id}`)).body).toMatchObject({
      ...{ name: 'Chè Suối Giàng', description: 'Hái trên núi cao.', shelfLifeDays: 365 },
    });
    await page.context().close();
  });

  it.each([
    ['phone', 'light', PHONE],
    ['desktop', 'dark', DESKTOP],
  ] as const)('[OL5] on a %s in %s: what waits, whose it is, since when and why', async (_, colorScheme, size) => {
    const mai = await maker();
    const page = await openConsole(browser, base, mai.person, { size, colorScheme });
    await readyForOffline(page);
    line.cut(true);
    const broken = newId();
    await keepOnPhone(page, [
      { ...newProduct(mai, 'Măng khô'), capturedAt: new Date(Date.now() - 3 * 86_400_000).toISOString(), whose: 'HTX Bản Liền' },
      {
        ...{ ...newProduct(mai, 'Rượu ngô', broken), state: 'refused' },
        problem: {
          type: 'urn:problem:validation',
          title: 'Dữ liệu chưa đúng',
          status: 400,
          errors: [{ pointer: '/name', message: 'Tên quá ngắn.' }],
        },
      },
      {
        ...{
          author: mai.person.accountId,
          producerId: mai.producerId,
          method: 'put',
          url: `${mai.home}/products/${broken}/stock`,
          about: [broken],
        },
        ...{ what: 'Đếm kho Rượu ngô', body: { onHand: 3 } },
      },
      { ...newProduct(mai, 'Cam sành'), state: 'held' },
    ]);
    await page.goto(`${base}${WAITING}`);
    const card = (text: string) => page.getByRole('article').filter({ has: page.getByRole('heading', { name: text }) });
    await card('Đăng ký sản phẩm Măng khô')
      .getByText(/HTX Bản Liền · 3 ngày trước/)
      .waitFor();
    await card('Đăng ký sản phẩm Măng khô').getByText('Chờ có mạng').waitFor();
    await card('Đăng ký sản phẩm Rượu ngô').getByText('Tên quá ngắn.').waitFor();
    await card('Đếm kho Rượu ngô').getByText('Gửi sau khi xong việc: Đăng ký sản phẩm Rượu ngô').waitFor();
    await card('Đăng ký sản phẩm Cam sành').getByText('Chờ xem lại').waitFor();
    expect(await faultsOf(page)).toEqual([]);

    await card('Đăng ký sản phẩm Rượu ngô').getByRole('button', { name: 'Bỏ việc này' }).click();
    await page.getByText('Đã bỏ 2 việc đi cùng nhau.').waitFor();
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await card('Đếm kho Rượu ngô').waitFor();
    expect(await waitingOnPhone(page)).toHaveLength(4);
    await page.context().close();
  });

  it('[OL6] on a shared phone each thing waits for its author, and nobody else sees what it is', async () => {
    const [mai, lan] = [await maker(), await maker()];
    const page = await openConsole(browser, base, mai.person);
    await readyForOffline(page);
    line.cut(true);
    await keepOnPhone(page, [{ ...newProduct(mai, 'Mật ong của Mai'), authorName: 'Chị Mai' }]);
    await signOut(page);
    line.cut(false);

    await signIn(page, lan.person);
    await page.goto(`${base}${WAITING}`);
    await page.getByText('1 việc của Chị Mai').waitFor();
    await expect(page.getByText('Mật ong của Mai').count()).resolves.toBe(0);
    await keepOnPhone(page, [newProduct(lan, 'Mắc khén của Lan')]);
    await until('what is Lan’s has arrived', async () => (await names(lan)).length === 1);
    expect(await names(mai)).toEqual([]);

    await page.goto(`${base}/app/tai-khoan`);
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click(); // nothing of Lan waits: nobody is asked
    await signIn(page, mai.person);
    await until('what is Mai’s has arrived', async () => (await names(mai)).length === 1);
    expect((await mai.person.get(`${mai.home}/acts`)).body.items[0]).toMatchObject({
      ...{ actorId: mai.person.accountId, what: 'POST /api/v1/producers/:producerId/products' },
    });
    await page.context().close();
  });

  it('[OL6] another page of the same phone signs in as somebody else: nothing goes under the wrong name', async () => {
    const [mai, lan] = [await maker(), await maker()];
    const page = await openConsole(browser, base, mai.person);
    expect(await signInBehind(page, lan.person)).toBe(201); // the cookie is Lan's now, and the page does not know
    await keepOnPhone(page, [newProduct(mai, 'Mật ong của Mai')]);
    await page.goto(`${base}${WAITING}`);
    await page.getByText(/1 việc của Chị Thử/).waitFor();
    expect([...(await names(mai)), ...(await names(lan))]).toEqual([]);
    await page.context().close();
  });

  it('[UI4] a session that ended meanwhile costs a sign-in and nothing else', async () => {
    const mai = await maker();
    const page = await openConsole(browser, base, mai.person);
    await readyForOffline(page);
    line.cut(true);
    await mai.person.call('DELETE', '/api/v1/sessions');
    await keepOnPhone(page, [newProduct(mai, 'Miến dong')]);
    line.cut(false);
    await page.evaluate('dispatchEvent(new Event("online"))');
    await page.getByText('Phiên đã hết').waitFor();
    expect(await waitingOnPhone(page)).toHaveLength(1);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByLabel('Mật khẩu').fill(PASSWORD);
    await page.getByRole('button', { name: 'Vào', exact: true }).click();
    await nothingWaits(page);
    const again = await app.logIn(mai.person);
    expect((await again.get(`${mai.home}/products`)).body.items).toMatchObject([{ name: 'Miến dong' }]);
    await page.context().close();
  });

  it('[UI4] [OL5] a phone that is full, and whose clock is days ahead: the form stays, nothing is kept by halves, and dates are right', async () => {
    const mai = await maker();
    const context = await browser.newContext({ viewport: PHONE, locale: 'vi-VN', hasTouch: true, serviceWorkers: 'block' });
    await context.addInitScript(`{
      const Real = Date, ahead = ${3 * 86_400_000};
      globalThis.Date = class extends Real {
        constructor(...said) { if (said.length === 0) super(Real.now() + ahead); else super(...said); }
        static now() { return Real.now() + ahead; }
      };
    }`);
    const blank = await context.newPage();
    const phone = await context.newCDPSession(blank);
    const room = (quotaSize?: number): Promise<unknown> => phone.send('Storage.overrideQuotaForOrigin', { origin: base, quotaSize });
    await room(1_250_000); // for one photo of 760 kB and not for two
    const page = await openConsole(browser, base, mai.person, { context });
    await page.goto(`${base}/app/c/${mai.producerId}/san-pham/moi`);
    await page.getByLabel(/^Tên sản phẩm/).fill('Mật ong rừng');
    const tap = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
    await tap('Tiếp');
    await tap('chai');
    await tap('500 g');
    await page.getByLabel(/^Giá một chai/).fill('180k');
    await tap('Tiếp');
    const photo = { name: 'anh.jpg', mimeType: 'image/jpeg', buffer: await noisyJpeg(1200, 1000, 80) };
    const gallery = page.getByLabel('Chọn ảnh có sẵn');
    await gallery.setInputFiles(photo);
    await page.getByAltText(/^Ảnh 1 của/).waitFor();
    await gallery.setInputFiles(photo);
    const full = page.getByText('Máy đã hết chỗ nên chưa ghi được.');
    await full.waitFor();
    await page.getByRole('button', { name: 'Đóng' }).click();
    await tap('Lưu sản phẩm'); // a photo that waits lies beside the form's own
    await full.first().waitFor();
    await expect(page.getByAltText(/^Ảnh \d của/).count()).resolves.toBe(1);
    expect(await waitingOnPhone(page)).toEqual([]);
    expect(await names(mai)).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);

    await room();
    await tap('Lưu sản phẩm');
    await nothingWaits(page);
    const { items } = (await mai.person.get(`${mai.home}/products`)).body;
    expect(items).toMatchObject([{ name: 'Mật ong rừng', photoIds: [expect.any(String)] }]);
    const { items: acts } = (await mai.person.get(`${mai.home}/acts`)).body as { items: { what: string; capturedAt: string | null }[] };
    const { capturedAt } = acts.find(({ what }) => what === 'POST /api/v1/producers/:producerId/products')!;
    expect(Math.abs(Date.parse(capturedAt ?? '') - Date.now())).toBeLessThan(120_000);
    const problem = { type: 'urn:problem:validation', title: 'Dữ liệu chưa đúng', status: 400 };
    await keepOnPhone(page, [
      { ...newProduct(mai, 'Măng'), state: 'refused', problem, capturedAt: new Date(Date.now() - 3_600_000).toISOString() },
    ]);
    await page.goto(`${base}${WAITING}`);
    await page.getByText('60 phút trước').or(page.getByText('1 giờ trước')).waitFor();
    await context.close();
  });

  it('[OL1] two pages of one phone send each thing once', async () => {
    const mai = await maker();
    const page = await openConsole(browser, base, mai.person);
    await readyForOffline(page);
    line.cut(true);
    await keepOnPhone(
      page,
      Array.from({ length: 8 }, (_, i) => newProduct(mai, `Măng ${i}`)),
    );
    const other = await page.context().newPage();
    await other.goto(`${base}${WAITING}`);
    await other.getByText('Đăng ký sản phẩm Măng 7').waitFor();
    let sent = 0;
    page.context().on('response', (answer) => (sent += answer.request().method() === 'POST' && answer.url().endsWith('/products') ? 1 : 0));
    line.cut(false);
    await Promise.all([page, other].map((one) => one.evaluate('dispatchEvent(new Event("online"))')));
    await nothingWaits(page);
    expect([sent, (await names(mai)).length]).toEqual([8, 8]);
    await page.context().close();
  });

  it('[UI4] a new version of the console is told, takes nothing out of the hands, and finds what waits and what was typed', async () => {
    const mai = await maker();
    const newer = await openNewerConsole(app.url);
    try {
      const page = await openConsole(browser, newer.url, mai.person);
      await readyForOffline(page);
      newer.holdWrites(true);
      await keepOnPhone(page, [newProduct(mai, 'Hồi Lạng Sơn')]);
      await page.goto(`${newer.url}/app/c/${mai.producerId}/san-pham/moi`);
      const name = page.getByLabel(/^Tên sản phẩm/);
      await name.pressSequentially('Trà hoa');
      await page.evaluate('globalThis.sameSince = true');
      newer.comes();
      await page.evaluate('navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => undefined)');
      await page.getByText('Đã có bản mới.').waitFor();
      await page.keyboard.type(' vàng'); // the hands are where they were
      await expect(name.inputValue()).resolves.toBe('Trà hoa vàng');
      await expect(page.evaluate('[globalThis.sameSince, document.documentElement.dataset.console]')).resolves.toEqual([true, undefined]);
      await page.keyboard.type(' Ba Chẽ');
      await page.getByRole('button', { name: 'Dùng bản mới' }).click();
      await page.locator('html[data-console="newer"]').waitFor();
      await until('what was typed is there', async () => (await name.inputValue()) === 'Trà hoa vàng Ba Chẽ');
      expect(await waitingOnPhone(page)).toHaveLength(1);

      // a page of a still newer one, in another tab, keeps things in another way: here people go on
      await page.evaluate(`new Promise((done, fail) => {
        const open = indexedDB.open('len-san', 1000);
        open.onupgradeneeded = () => open.result.createObjectStore('later');
        open.onsuccess = () => { open.result.close(); done(); };
        open.onerror = () => fail(open.error);
      })`);
      await page.getByText('Đã có bản mới.').waitFor();
      await name.fill('Trà hoa vàng Quảng Ninh');
      await page.getByRole('button', { name: 'Dùng bản mới' }).click();
      await until('what was typed since is there', async () => (await name.inputValue().catch(() => '')) === 'Trà hoa vàng Quảng Ninh');
      newer.holdWrites(false);
      await until('the page is told, though it may be coming up anew', () => page.evaluate('dispatchEvent(new Event("online"))'));
      await nothingWaits(page);
      expect(await names(mai)).toEqual(['Hồi Lạng Sơn']);
      await page.context().close();
    } finally {
      newer.close();
    }
  });

  it('[UI4] a newer console takes over what an older one kept', async () => {
    const mai = await maker();
    const context = await browser.newContext({ viewport: PHONE, locale: 'vi-VN' });
    const page = await context.newPage();
    await page.goto(`${base}/app/icon.svg`);
    await page.evaluate(`(async () => {
      const open = indexedDB.open('len-san', 10);
      open.onupgradeneeded = () => {
        const db = open.result;
        const answers = db.createObjectStore('answers', { keyPath: ['accountId', 'url'] });
        answers.createIndex('accountId', 'accountId'); answers.createIndex('at', 'at');
        const outbox = db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
        outbox.createIndex('id', 'id', { unique: true });
        for (const name of ['author', 'producerId', 'state']) outbox.createIndex(name, name);
        db.createObjectStore('files', { keyPath: 'id' }).createIndex('author', 'author');
        db.createObjectStore('drafts', { keyPath: ['accountId', 'key'] }).createIndex('accountId', 'accountId');
        const sent = db.createObjectStore('sent', { keyPath: 'id' });
        sent.createIndex('author', 'author'); sent.createIndex('sentAt', 'sentAt');
      };
      await new Promise((done, fail) => { open.onsuccess = () => { open.result.close(); done(); }; open.onerror = () => fail(open.error); });
    })()`);
    const tea = await product(mai);
    await keepOnPhone(page, [
      newProduct(mai, 'Hồi Lạng Sơn'),
      {
        ...{ author: mai.person.accountId, producerId: mai.producerId, method: 'post', url: `${mai.home}/uploads`, about: [tea.id] },
        ...{ body: { productId: tea.id }, what: 'Ảnh chè', photo: (await noisyJpeg(400, 300)).toString('base64') },
      },
    ]);
    await openConsole(browser, base, mai.person, { context });
    await until(
      'all has arrived',
      async () => {
        const { items } = (await mai.person.get(`${mai.home}/products`)).body as { items: { photoIds: string[] }[] };
        return items.length === 2 && items.some(({ photoIds }) => photoIds.length === 1);
      },
      30_000,
    );
    await context.close();
  });
});

/** Signs somebody else in behind the page's back, as another page of the same phone would. */
function signInBehind(page: Page, person: Person): Promise<number> {
  const body = JSON.stringify(JSON.stringify({ phone: person.phone, password: PASSWORD }));
  return page.evaluate<number>(
    `fetch('/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'len-san', 'idempotency-key': crypto.randomUUID() },
      body: ${body} }).then(({ status }) => status)`,
  );
}

/** What of an address comes over the wire from now on, as the browser counts it. */
async function listenTo(page: Page, part: string): Promise<{ bytes(): number; lastBytes(): number; statuses(): readonly number[] }> {
  const network = await page.context().newCDPSession(page);
  const answers = new Map<string, { status: number; bytes: number }>();
  network.on('Network.responseReceived', ({ requestId, response: { url, status, encodedDataLength: bytes } }) => {
    if (url.includes(part)) answers.set(requestId, { status, bytes }); // an answer without a body has no end of its own
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength: bytes }) => {
    const answer = answers.get(requestId);
    if (answer) answer.bytes = bytes;
  });
  await network.send('Network.enable');
  return {
    bytes: () => [...answers.values()].reduce((sum, { bytes }) => sum + bytes, 0),
    lastBytes: () => [...answers.values()].at(-1)?.bytes ?? 0,
    statuses: () => [...answers.values()].map(({ status }) => status),
  };
}
