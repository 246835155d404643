import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { newId } from '../../src/shared/kernel';
import type { Person } from '../support/app';
import { openBrowser } from '../support/browser';
import { DESKTOP, openConsole, PHONE } from '../support/console';
import { consoleScene, LONG_GOODS, LONG_NAME, type ConsoleScene } from '../support/console-scene';
import { openMarket, type Market } from '../support/market';
import { axeFaults, follow, keyboardFaults, settled, targetFaults, textFaults, watchRequests, widthFaults } from '../support/page-checks';
import { noisyJpeg } from '../support/photo-files';
import { keepOnPhone, type KeptItem } from '../support/phone-store';

const NARROW = { width: 320, height: 640 };
const AREAS = path.join(__dirname, '../../web/src/pages');

/** Every page that the console has, as its own list of routes says. */
function routes(): string[] {
  const files = fs.readdirSync(AREAS).map((area) => path.join(AREAS, area, 'routes.ts'));
  return files
    .filter((file) => fs.existsSync(file))
    .flatMap((file) => [...fs.readFileSync(file, 'utf8').matchAll(/^\s*'(\/[^']*)': \(\) =>/gm)].map(([, route]) => route!));
}

/** Everything that is wrong with what stands there now, in every light and size. The page is not loaded again for it. `isSame`: most of it was looked at before. */
async function faultsOf(page: Page, isSame: boolean): Promise<string[]> {
  const found: string[] = [];
  const look = async (where: string, ...all: readonly ((page: Page) => Promise<string[]>)[]): Promise<void> => {
    for (const faults of all) found.push(...(await faults(page)).map((fault) => `${where}: ${fault}`));
  };
  const coloursOnly = (one: Page): Promise<string[]> => axeFaults(one, 'colour');
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: 'light' });
  await look('phone', (one) => axeFaults(one), widthFaults, textFaults, targetFaults, keyboardFaults);
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('phone, dark', coloursOnly);
  await page.setViewportSize(NARROW);
  await look('320 px', widthFaults);
  await page.setViewportSize(DESKTOP);
  if (!isSame) await look('desktop, dark', coloursOnly);
  await page.emulateMedia({ colorScheme: 'light' });
  await look('desktop', textFaults);
  if (!isSame) await look('desktop', (one) => axeFaults(one), keyboardFaults);
  await page.setViewportSize(PHONE);
  return found;
}

/** A route, an address of it, and what is done there to see more of it. */
type Example = readonly [route: string, address: string, then?: readonly (readonly [what: string, act: (page: Page) => Promise<void>])[]];

const nothing = async (): Promise<void> => undefined;
const press =
  (...names: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) await page.locator('main, dialog[open]').last().getByRole('button', { name }).first().click();
  };
const fill =
  (label: string | RegExp, text: string, ...names: readonly string[]) =>
  async (page: Page): Promise<void> => {
    await page.getByLabel(label).fill(text);
    await press(...names)(page);
  };
/** Presses what opens it, sends it as it stands, and what is missing is named. */
const open = (what: string, name: string | RegExp): readonly [string, (page: Page) => Promise<void>] => [what, press(name)];

/** Where pictures of all of them go; nowhere unless `PICTURES=<folder>` is set. */
const PICTURES = process.env.PICTURES;
let pictures = 0;
async function picture(page: Page, what: string): Promise<void> {
  if (!PICTURES) return;
  pictures += 1;
  const name = `${String(pictures).padStart(3, '0')}${what.replace(/[^\p{L}\d]+/gu, '-')}`;
  for (const [size, colorScheme, viewport] of [['phone', 'light', PHONE] as const, ['desktop', 'dark', DESKTOP] as const]) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: path.join(PICTURES, `${name}-${size}.png`), fullPage: true });
  }
  await page.setViewportSize(PHONE);
}

/** What does not leave a phone by itself: a question between two editors, what was refused, what waits behind it, what the producer has to look at. */
function stuck({ officer, goods }: ConsoleScene): KeptItem[] {
  const of = { author: officer.accountId, producerId: goods.producerId, whose: LONG_NAME };
  const id = newId();
  const question = { field: 'name', base: LONG_GOODS, mine: `${LONG_GOODS}, loại 1`, theirs: 'Mật ong bạc hà Đồng Văn' };
  const answered = { type: 'urn:problem:stale-version', title: 'Người khác vừa sửa', status: 409 };
  const fault = { pointer: '/name', message: 'Tên quá ngắn, cần ít nhất hai chữ.' };
  return [
    {
      ...{ ...of, method: 'patch', url: `${goods.home}/products/${goods.productId}`, what: `Sửa ${LONG_GOODS}`, state: 'question' },
      ...{ body: { name: question.mine }, base: { name: LONG_GOODS }, problem: { ...answered, questions: [question], current: {} } },
    },
    {
      ...{ ...of, method: 'post', url: `${goods.home}/products`, what: 'Đăng ký sản phẩm Rượu ngô men lá', state: 'refused', about: [id] },
      ...{ body: { id }, problem: { type: 'urn:problem:validation', title: 'Dữ liệu chưa đúng', status: 400, errors: [fault] } },
    },
    { ...of, method: 'put', url: `${goods.home}/products/${id}/stock`, what: 'Đếm kho Rượu ngô men lá', about: [id], body: { onHand: 3 } },
    { ...of, method: 'post', url: `${goods.home}/products`, what: 'Đăng ký sản phẩm Cam sành', state: 'held' },
  ];
}

describe('every page of the console', () => {
  let market: Market;
  let browser: Browser;
  let scene: ConsoleScene;
  beforeAll(async () => {
    [market, browser] = await Promise.all([openMarket(), openBrowser()]);
    scene = await consoleScene(market);
  });
  afterAll(async () => {
    await browser?.close();
    await market?.close();
  });

  /** Routes that were looked at, of all that there are. */
  const seen = new Set<string>();

  /** Looks at pages one after the other, as that person. What a page shows after something was done there follows it, with what it is. */
  async function lookAt(person: Person, examples: readonly Example[], before: (page: Page) => Promise<void> = nothing): Promise<string[]> {
    const page = await openConsole(browser, market.app.url, person);
    watchRequests(page);
    await before(page);
    const faults: string[] = [];
    const look = async (what: string, isSame: boolean): Promise<void> => {
      await settled(page);
      await picture(page, what);
      faults.push(...(await faultsOf(page, isSame)).map((fault) => `${what}  ${fault}`));
    };
    for (const [route, address, then = []] of examples) {
      await page.keyboard.press('Escape'); // a sheet of the page before
      await follow(page, `/app${address}`);
      seen.add(route);
      await look(route, false);
      for (const [what, act] of then) {
        await act(page);
        await look(`${route}, ${what}`, true);
      }
    }
    await page.context().close();
    return faults;
  }

  /** Pages below those of one producer. */
  const below = (producerId: string, parts: readonly Example[]): Example[] =>
    parts.map(([route, part, then]) => [`/c/:producerId${route}`, `/c/${producerId}${part}`, then]);

  it('[UI1] a cooperative finds no fault in light and dark, on a phone and a desktop, with large letters and by keyboard alone', async () => {
    const { producerId, productId } = scene.goods;
    const product = '/san-pham/:productId';
    const of = `/san-pham/${productId}`;
    expect(
      await lookAt(scene.owner, [
        ['/', '/'],
        ['/them', '/them'],
        ['/tai-khoan', '/tai-khoan'],
        ['/cho-gui', '/cho-gui'],
        ...below(producerId, [
          ['', ''],
          ['/them', '/them'],
          ['/san-pham', '/san-pham'],
          [
            '/san-pham/moi',
            '/san-pham/moi',
            [
              ['with what is missing', press('Tiếp')],
              ['how it is sold', fill(/^Tên sản phẩm/, LONG_GOODS, 'Tiếp')],
              ['with what is missing there', press('Tiếp')],
              ['with a unit of its own', press('Đơn vị khác', '500 g')],
            ],
          ],
          [product, of],
          [product, `/san-pham/${scene.bareId}`],
          [product, `/san-pham/${scene.refused.productId}`],
          [`${product}/thong-tin`, `${of}/thong-tin`, [['refused', fill('Tên sản phẩm', '', 'Lưu thay đổi')]]],
          [`${product}/anh`, `${of}/anh`],
          [`${product}/quy-cach`, `${of}/quy-cach`, [open('a new one', 'Thêm quy cách'), open('with what is missing', 'Lưu')]],
          [`${product}/lo`, `/san-pham/${scene.paused.productId}/lo`, [open('a new one', 'Thêm lô')]],
          [`${product}/san/:platform`, `${of}/san/voso`],
          [`${product}/lich-su`, `${of}/lich-su`],
          [`${product}/giay-to`, `/san-pham/${scene.bareId}/giay-to`, [open('a certificate', 'Thêm giấy chứng nhận OCOP')]],
          ['/giay-to', '/giay-to', [open('a new one', 'Thêm giấy tờ')]],
          ['/nhap-bang', '/nhap-bang'],
          ['/kho', '/kho', [open('counting', 'Đếm lại'), ['a wrong count', fill('Hiện có trong kho', 'nhiều', 'Ghi số này')]]],
          ['/kho/:productId', `/kho/${productId}`],
          ['/don-hang', '/don-hang'],
          [
            '/don-hang/:orderId',
            `/don-hang/${scene.openOrderId}`,
            [
              open('refusing', 'Từ chối'),
              [
                'no reason',
                async (page) => {
                  await page.getByLabel('Lý do khác').check();
                  await press('Gửi từ chối')(page);
                },
              ],
            ],
          ],
          ['/don-hang/:orderId', `/don-hang/${scene.readyOrderId}`],
          ['/soan-hang', '/soan-hang'],
          ['/tin-dang', '/tin-dang'],
          ['/tin-dang/:productId', `/tin-dang/${productId}`, [open('its story', 'Diễn biến')]],
          ['/tin-dang/:productId', `/tin-dang/${productId}`, [open('taking it down', 'Gỡ khỏi sàn')]],
          ['/tin-dang/:productId', `/tin-dang/${scene.bareId}`, [open('publishing', 'Đăng bán')]],
          ['/tin-dang/:productId', `/tin-dang/${scene.refused.productId}`],
          ['/tin-dang/:productId', `/tin-dang/${scene.paused.productId}`],
          ['/dang-ban', '/dang-ban', [open('all of them', 'Chọn tất cả')]],
          ['/so-lieu', '/so-lieu', [open('as a table', 'Xem bảng số')]],
          ['/ai-giup', '/ai-giup', [open('ending it', 'Dừng ngay')]],
          ['/ai-giup', '/ai-giup', [open('handing it over', 'Chuyển cho người khác')]],
          ['/ai-lam-gi', '/ai-lam-gi'],
          ['/de-xuat', '/de-xuat'],
          ['/dong-y', '/dong-y', [open('withdrawing', 'Rút lại')]],
          ['/du-lieu', '/du-lieu'],
        ]),
      ]),
    ).toEqual([]);
  });

  it('[UI1] whoever has just begun finds no fault in pages that are still empty', async () => {
    expect(
      await lookAt(scene.newcomer, [
        ['/', '/'],
        ['*', '/khong-co-trang-nay'],
        ...below(scene.emptyId, [
          ['', ''],
          ['/san-pham', '/san-pham'],
          ['/giay-to', '/giay-to'],
          ['/kho', '/kho'],
          ['/don-hang', '/don-hang'],
          ['/soan-hang', '/soan-hang'],
          ['/tin-dang', '/tin-dang'],
          ['/dang-ban', '/dang-ban'],
          ['/so-lieu', '/so-lieu'],
          ['/ai-giup', '/ai-giup'],
          ['/de-xuat', '/de-xuat'],
          ['/dong-y', '/dong-y'],
        ]),
      ]),
    ).toEqual([]);
  });

  it('[UI1] officers, the provincial office and the operator find no fault', async () => {
    const examples: Example[] = [
      ['/', '/'],
      ['/cho-gui', '/cho-gui'],
      ['/cho-gui/:seq', '/cho-gui/1'],
      ['/them', '/them'],
      ['/ho', '/ho'],
      [
        '/ho/moi',
        '/ho/moi',
        [
          open('with what is missing', 'Tiếp'),
          [
            'which commune',
            async (page) => {
              await page.getByLabel('Tên hộ').fill('Hộ bà Vàng Thị Mỷ');
              await page.getByLabel('Xã, phường').fill('dong van');
              await page.getByRole('list', { name: 'Chọn một xã' }).getByRole('button').first().waitFor();
            },
          ],
          [
            'to be read aloud',
            async (page) => {
              await page.getByRole('list', { name: 'Chọn một xã' }).getByRole('button').first().click();
              await press('Tiếp')(page);
            },
          ],
          open('not agreed', 'Tiếp'),
          [
            'the signature',
            async (page) => {
              for (const what of [/Lưu hồ sơ bán hàng/, /Cán bộ làm thay/]) await page.getByRole('checkbox', { name: what }).check();
              await press('Tiếp')(page);
              await page.getByText('Điểm chỉ, có người làm chứng').click();
            },
          ],
          open('nothing signed', 'Tiếp'),
          [
            'rights and time',
            async (page) => {
              await page.getByLabel('Họ tên người làm chứng').fill('Sùng Mí Páo');
              const buffer = await noisyJpeg(300, 400, 80);
              await page.getByLabel('Ảnh giấy đã ký').setInputFiles({ name: 'giay.jpg', mimeType: 'image/jpeg', buffer });
              await page.getByRole('img', { name: 'Ảnh giấy đã ký' }).waitFor();
              await press('Tiếp')(page);
            },
          ],
          [
            'the end',
            async (page) => {
              await press('Đăng ký hộ')(page);
              await page.getByText('Hộ đã được đăng ký.').waitFor();
            },
          ],
        ],
      ],
      ['/tui', '/tui'],
      ['/uy-quyen', '/uy-quyen'],
      ['/tap-duot', '/tap-duot'],
      ['/tai-khoan', '/tai-khoan'],
      ...below(scene.householdId, [
        ['', ''],
        ['/san-pham', '/san-pham'],
        ['/dong-y', '/dong-y'],
      ]),
    ];
    const ofOfficer = await lookAt(scene.officer, examples, (page) => keepOnPhone(page, stuck(scene)));
    const ofProvince = await lookAt(market.office, [
      ['/', '/'],
      ['/tinh/giay', '/tinh/giay', [open('sending it back', 'Trả lại')]],
      ['/tinh/do-phu', '/tinh/do-phu'],
      ['/tinh/ban-giao', '/tinh/ban-giao'],
      ['/yeu-cau', '/yeu-cau', [open('answering', 'Từ chối')]],
    ]);
    const ofOperator = await lookAt(market.operator, [
      ['/', '/'],
      ['/van-hanh/gian-hang', '/van-hanh/gian-hang'],
      [
        '/van-hanh/gian-hang/moi',
        '/van-hanh/gian-hang/moi',
        [['for one platform', async (page) => void (await page.getByLabel('Sàn', { exact: true }).selectOption('voso'))]],
      ],
      ['/van-hanh/gian-hang/:connectionId', `/van-hanh/gian-hang/${market.shops.get('voso') ?? ''}`],
      ['/van-hanh/su-co', '/van-hanh/su-co'],
      ['/van-hanh/tin-nhan', '/van-hanh/tin-nhan'],
      ['/van-hanh/tai-khoan', '/van-hanh/tai-khoan', [open('a new one', 'Thêm tài khoản')]],
      ['/yeu-cau', '/yeu-cau'],
    ]);
    expect([...ofOfficer, ...ofProvince, ...ofOperator]).toEqual([]);
  });

  it('[UI1] no route of the console is left out', () => {
    expect(routes().filter((route) => !seen.has(route))).toEqual([]);
  });
});
