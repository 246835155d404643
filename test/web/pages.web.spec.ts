import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Person } from '../support/app';
import { openBrowser } from '../support/browser';
import { DESKTOP, openConsole, PHONE, signIn } from '../support/console';
import { consoleScene, LONG_GOODS, type ConsoleScene } from '../support/console-scene';
import { card, openMarket, until, type Market } from '../support/market';
import {
  axeFaults,
  follow,
  keyboardFaults,
  settled,
  sheetFaults,
  tabTo,
  targetFaults,
  textFaults,
  watchRequests,
  widthFaults,
} from '../support/page-checks';
import { fill, nothing, open, press, stuck, type Example } from '../support/page-examples';
import { noisyJpeg } from '../support/photo-files';
import { keepOnPhone } from '../support/phone-store';

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

/** Each test looks at dozens of pages in four ways: a busy machine takes more than two minutes for it. */
jest.setTimeout(300_000);

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
          [`${product}/con-thieu`, `/san-pham/${scene.bareId}/con-thieu`],
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
          ['/dien-thoai', '/dien-thoai'],
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
      ['/ho/moi/:visitId', `/ho/moi/${scene.householdId}`],
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
      ['/tinh/danh-sach', '/tinh/danh-sach'],
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

  it('[UI1] signing in, by password, by code, and after the session has ended, has no fault', async () => {
    const { phone } = scene.newcomer;
    const page = await (await browser.newContext({ viewport: PHONE, locale: 'vi-VN', reducedMotion: 'reduce' })).newPage();
    watchRequests(page);
    await page.goto(`${market.app.url}/app/`);
    const faults: string[] = [];
    const steps: Example[2] = [
      ['signing in', nothing],
      [
        'wrong password',
        async () => {
          await page.getByLabel('Số điện thoại').fill(phone);
          await fill('Mật khẩu', 'không phải thế', 'Vào')(page);
          await page.getByRole('alert').waitFor();
        },
      ],
      open('a code', 'Đăng nhập bằng mã'),
      open('the code was sent', 'Gửi mã'),
      ['forgotten', press('Đăng nhập bằng mật khẩu', 'Quên mật khẩu')],
      ['claiming', press('Về trang đăng nhập', /hồ sơ/)],
    ];
    for (const [what, act] of steps) {
      await act(page);
      await settled(page);
      await picture(page, what);
      faults.push(...(await faultsOf(page, false)).map((fault) => `${what}  ${fault}`));
    }
    await page.goto(`${market.app.url}/app/`);
    await signIn(page, scene.newcomer);
    await page.context().clearCookies();
    await follow(page, `/app/c/${scene.emptyId}/kho`);
    await page.getByText('Phiên đã hết').waitFor();
    await press('Đăng nhập')(page);
    faults.push(...(await faultsOf(page, true)));
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('[UI1] by keyboard: the way past the menu, the heading of the next page, sheets that take the focus and give it back', async () => {
    const page = await openConsole(browser, market.app.url, scene.owner, { size: DESKTOP });
    watchRequests(page);
    const { producerId, productId } = scene.goods;
    const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent.trim()');
    await page.goto(`${market.app.url}/app/c/${producerId}/tin-dang/${productId}`);
    await settled(page);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Đến nội dung chính');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.querySelector("main").contains(document.activeElement)')).toBe(true);
    await page.keyboard.press('Enter'); // the way back, which stands first
    await page.getByRole('heading', { level: 1, name: 'Tin đăng' }).waitFor();
    await settled(page);
    expect(await focused()).toBe('Tin đăng');

    const faults: string[] = [];
    for (const [address, name] of [
      [`/tin-dang/${productId}`, 'Diễn biến'],
      ['/kho', 'Đếm lại'],
      [`/don-hang/${scene.openOrderId}`, 'Từ chối'],
      ['/ai-giup', 'Dừng ngay'],
      ['/dong-y', 'Rút lại'],
      [`/san-pham/${productId}/quy-cach`, 'Thêm quy cách'],
    ] as const) {
      await follow(page, `/app/c/${producerId}${address}`);
      faults.push(...(await sheetFaults(page, page.getByRole('button', { name }).first())).map((fault) => `${address}  ${fault}`));
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('[UI1] by keyboard alone a cooperative registers a product with its photo and its stock, counts anew and publishes', async () => {
    const page = await openConsole(browser, market.app.url, scene.owner, { size: DESKTOP });
    const { producerId, productId, home } = scene.paused;
    const press = async (name: RegExp): Promise<void> => {
      await tabTo(page, name);
      await page.keyboard.press('Enter');
    };
    const type = async (name: RegExp, text: string): Promise<void> => {
      await tabTo(page, name);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    };
    await page.goto(`${market.app.url}/app/c/${producerId}/san-pham`);
    await page.getByRole('heading', { level: 1, name: 'Sản phẩm' }).waitFor();
    await press(/^Đăng ký sản phẩm/);
    await page.getByLabel(/^Tên sản phẩm/).waitFor();
    await type(/^Tên sản phẩm/, 'Mật ong rừng bằng bàn phím');
    await page.getByRole('button', { name: 'Mật ong, nông sản khác', pressed: true }).waitFor();
    await press(/^Tiếp/);
    await press(/^500 ml/);
    await type(/^Giá một chai/, '180k');
    await type(/^Đang có bao nhiêu chai/, '12');
    await press(/^Tiếp/);
    await tabTo(page, /^Chọn ảnh có sẵn/);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
    await chooser.setFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer: await card() });
    await page.getByAltText(/^Ảnh 1 của/).waitFor();
    await press(/^Lưu sản phẩm/);
    const made = await until('the product with its photo', async () => {
      const { items } = (await scene.owner.get(`${home}/products`)).body as { items: { id: string; name: string; photoIds: string[] }[] };
      return items.find(({ name, photoIds }) => /bàn phím/.test(name) && photoIds.length === 1);
    });
    const onHand = async (id: string): Promise<number> => (await scene.owner.get(`${home}/products/${id}/stock`)).body.onHand;
    await until('its stock', async () => (await onHand(made.id)) === 12);

    await page.goto(`${market.app.url}/app/c/${producerId}/kho/${productId}`);
    await page.getByRole('button', { name: 'Đếm lại' }).waitFor();
    await press(/^Đếm lại/);
    await type(/^Hiện có trong kho/, '9');
    await page.keyboard.press('Enter');
    await until('the count', async () => (await onHand(productId)) === 9);

    await page.goto(`${market.app.url}/app/c/${producerId}/tin-dang/${scene.goods.productId}`);
    await page.getByRole('button', { name: 'Đăng bản mới' }).waitFor();
    await press(/^Đăng bản mới/);
    await press(/^Đăng bán ngay/);
    await page.getByText('Đã gửi sang sàn.').waitFor();
    await page.context().close();
  });

  it('[UI1] each look at a page sees the fault that it is for', async () => {
    const page = await (await browser.newContext({ viewport: PHONE })).newPage();
    const seenIn = async (body: string, look: (page: Page) => Promise<string[]>): Promise<string> => {
      await page.setContent(
        `<!doctype html><html lang="vi"><title>Thử</title><style>body{margin:8px} button{min-height:48px}</style><main><h1>Thử</h1>${body}</main>`,
      );
      return (await look(page)).join('\n');
    };
    const fine = '<button>Lưu thay đổi</button> <a href="#x">Xem <b>đơn</b> này</a>';
    const all = async (one: Page): Promise<string[]> =>
      (await Promise.all([axeFaults(one), widthFaults(one), textFaults(one)])).flat().concat(await keyboardFaults(one));
    expect(await seenIn(fine, all)).toBe('');
    for (const [what, body, look] of [
      ['button-name', '<button></button>', axeFaults],
      ['color-contrast', '<p style="color:#aaa">Nhạt</p>', (one: Page) => axeFaults(one, 'colour')],
      ['too wide by', '<p style="width:500px">Rộng</p>', widthFaults],
      [
        'cut: “Mật ong',
        '<p style="width:80px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">Mật ong bạc hà cao nguyên</p>',
        textFaults,
      ],
      ['cut: “Nhiều', '<p style="height:1.2rem;overflow:hidden">Nhiều dòng chữ không vừa trong một ô thấp như thế này đâu</p>', textFaults],
      [
        '130% letters: cut',
        '<button style="height:50px;width:8rem;white-space:nowrap;font-size:1rem;padding:0 8px"><span style="font-size:1.1rem">Lưu thay đổi</span></button><p style="height:20px;overflow:hidden;font-size:1rem">Một</p>',
        textFaults,
      ],
      ['shows', '<select aria-label="Loại" style="width:90px"><option>Giấy đăng ký kinh doanh</select>', textFaults],
      ['small target', '<button style="min-height:20px;height:20px">Bé</button>', targetFaults],
      ['clicked, but no button', '<div onclick="1">Bấm</div>', keyboardFaults],
      ['looks like a button', '<span style="cursor:pointer">Bấm</span>', keyboardFaults],
      ['role button by hand', '<div role="button" tabindex="0">Bấm</div>', keyboardFaults],
      ['tabindex 3', '<button tabindex="3">Trước</button>', keyboardFaults],
      ['focus not to be seen', '<button style="outline:none">Không viền</button>', keyboardFaults],
      ['focus behind', '<a class="lone" href="#x">Bị che</a><div class="menu" style="position:fixed;inset:0">Che</div>', keyboardFaults],
      [
        'tab goes back',
        '<div style="display:flex;flex-direction:column-reverse"><button>Sau</button><button>Trước</button></div>',
        keyboardFaults,
      ],
      ['not reached by tab', '<button onfocus="this.blur()">Giữ</button><button>Nữa</button>', keyboardFaults],
    ] as const)
      expect([what, await seenIn(body, look)]).toEqual([what, expect.stringContaining(what)]);
    await page.context().close();
  });

  it('[UI1] no route of the console is left out', () => {
    expect(routes().filter((route) => !seen.has(route))).toEqual([]);
  });
});
