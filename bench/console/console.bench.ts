import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { openProfile } from '../../test/support/browser';
import { freePort } from '../../test/support/port';
import { median, number, say, machine } from '../support/figures';
import { bench, withGround } from '../support/ground';
import { readBenchOptions } from '../support/options';
import { logIn, startProgram, type Program } from '../support/program';
import { startBarePage } from './bare';
import { judge } from './lighthouse';

const PHONE = { width: 360, height: 740 };
const PRODUCTS = 60;
const PASSWORD = 'mật khẩu của người đo';
const PERSON = { phone: '0912000077', password: PASSWORD };
const OFFICER = { phone: '0912000078', password: PASSWORD };
const OFFICE = { phone: '0912000079', password: PASSWORD };
const HOUSEHOLDS = 30;
const MANDATE = {
  officerUnit: 'extension',
  rights: ['profile.read', 'product.edit'],
  proof: { method: 'paper-photo', signerName: 'Chủ hộ', signerRelation: 'self', evidenceSha256: 'ab'.repeat(32) },
};

/** A line as on a hill, in bytes a second and ms, and a processor four times slower than this one. */
const LINE = { offline: false, downloadThroughput: 250_000 / 8, uploadThroughput: 50_000 / 8, latency: 300 };
const SLOWER = 4;
const AIM = { firstMs: 10_000, againMs: 2_000, points: 95 };

bench(async () => {
  const { pairs } = readBenchOptions({ pairs: 5, seconds: 1 });
  await withGround(async (ground) => {
    const program = await startProgram(ground, 'console', { role: 'web' });
    const { producerId, productId } = await fill(program);
    const bytes = await firstLoadBytes(program.url);
    const bare = await startBarePage(bytes);
    ground.later(() => bare.stop());
    say(`first load: ${number(bytes)} bytes of script and style, packed; ${machine()}`);

    const first: number[] = [];
    const control: number[] = [];
    const again: number[] = [];
    for (let i = 0; i < pairs; i++) {
      const profile = (name: string): string => path.join(ground.folder, `${name}-${i}`);
      control.push(
        await inBrowser(profile('bare'), (page) =>
          timeOf(page, bare.url, async (where) => {
            await where.waitForLoadState('load');
            await where.getByLabel('Field').fill('1');
          }),
        ),
      );
      await inBrowser(profile('console'), async (page) => {
        first.push(await timeOf(page, `${program.url}/app/`, (where) => where.getByLabel('Số điện thoại').fill(PERSON.phone)));
        await lineOf(page, null);
        await signIn(page, PERSON);
        await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
        await page.goto(`${program.url}/app/c/${producerId}/san-pham`);
        await page.getByText('Trà số 1', { exact: true }).waitFor();
        again.push(
          await timeOf(page, `${program.url}/app/c/${producerId}/san-pham`, (where) =>
            where.getByText('Trà số 1', { exact: true }).waitFor(),
          ),
        );
      });
    }
    say(
      `sign-in usable over 250 kbit/s with 300 ms: ${range(first)}, control ${range(control)}  aim < ${number(AIM.firstMs)}: ${met(first, AIM.firstMs)}`,
    );
    say(
      `${PRODUCTS} products on the screen, from what is kept, same line: ${range(again)}  aim < ${number(AIM.againMs)}: ${met(again, AIM.againMs)}`,
    );

    const port = await freePort();
    const here = `/c/${producerId}`;
    for (const [person, pages] of [
      [null, [['sign-in', '/']]],
      [
        PERSON,
        [
          ['next steps', here],
          ['products', `${here}/san-pham`],
          ['one product', `${here}/san-pham/${productId}`],
          ['its details', `${here}/san-pham/${productId}/thong-tin`],
          ['what it lacks', `${here}/san-pham/${productId}/con-thieu`],
          ['registering', `${here}/san-pham/moi`],
          ['stock', `${here}/kho`],
          ['orders', `${here}/don-hang`],
        ],
      ],
      [
        OFFICER,
        [
          ['an officer: next steps', '/'],
          ['households', '/ho'],
          ['a visit', '/ho/moi'],
        ],
      ],
      [
        OFFICE,
        [
          ['a province: papers', '/tinh/giay'],
          ['coverage', '/tinh/do-phu'],
        ],
      ],
    ] as const) {
      const context = await openProfile(path.join(ground.folder, `lighthouse-${person?.phone}`), PHONE, [
        `--remote-debugging-port=${port}`,
      ]);
      if (person) await signIn(await goTo(context, `${program.url}/app/`), person);
      for (const [name, address] of pages) await points(`${program.url}/app${address}`, name, port, pairs);
      await context.close();
    }
  });
});

/** A cooperative with products, an officer with households, a province with papers to look at; answers the cooperative's id and that of its last product. */
async function fill(program: Program): Promise<{ producerId: string; productId: string }> {
  await program.call('POST', '/api/v1/accounts', { ...OFFICE, name: 'Văn phòng tỉnh', role: 'province', provinceCode: '08' });
  const { id: officerId } = await program.call<{ id: string }>('POST', '/api/v1/accounts', { ...OFFICER, name: 'Cán bộ', role: 'officer' });
  await program.call('PUT', `/api/v1/accounts/${officerId}/areas`, { areas: [{ provinceCode: '08' }] });
  const officer = await logIn(program.url, OFFICER);
  for (let i = 1; i <= HOUSEHOLDS; i++) {
    const household = { kind: 'household', name: `Hộ số ${i}`, provinceCode: '08', mandate: MANDATE };
    await program.callAs(officer, 'POST', '/api/v1/producers', household);
  }
  await program.call('POST', '/api/v1/accounts', { ...PERSON, name: 'Người đo', role: 'producer' });
  const person = await logIn(program.url, PERSON);
  const producer = { kind: 'cooperative', name: 'Hợp tác xã của người đo', provinceCode: '08' };
  const { id } = await program.callAs<{ id: string }>(person, 'POST', '/api/v1/producers', producer);
  let productId = '';
  for (let i = 1; i <= PRODUCTS; i++) {
    const packs = [{ sku: `TRA-${i}`, unit: 'gói', factor: 1, weightGrams: 200, lengthCm: 12, widthCm: 8, heightCm: 20, priceVnd: 90_000 }];
    const product = { name: `Trà số ${i}`, ocopSet: 4, packs };
    productId = (await program.callAs<{ id: string }>(person, 'POST', `/api/v1/producers/${id}/products`, product)).id;
    if (i === PRODUCTS) break;
    const paper = { number: `${i}/QĐ-UBND`, stars: 4, issuedOn: '2025-03-12', expiresOn: '2028-03-12', issuedBy: 'UBND tỉnh' };
    await program.callAs(person, 'POST', `/api/v1/producers/${id}/products/${productId}/certificates`, paper);
  }
  return { producerId: id, productId };
}

/** What a browser asks for before it shows the first page. Units: bytes, packed. */
async function firstLoadBytes(base: string): Promise<number> {
  const page = await (await fetch(`${base}/app/`)).text();
  const addresses = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, address]) => address ?? '');
  const files = await Promise.all(addresses.map(async (address) => Buffer.from(await (await fetch(`${base}${address}`)).arrayBuffer())));
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0);
}

async function inBrowser<T>(folder: string, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await openProfile(folder, PHONE);
  try {
    return await work(await goTo(context, 'about:blank'));
  } finally {
    await context.close();
  }
}

async function goTo(context: BrowserContext, url: string): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  return page;
}

/** From asking for the page until a finger can do that on it. Units: ms. */
async function timeOf(page: Page, url: string, use: (page: Page) => Promise<unknown>): Promise<number> {
  await lineOf(page, LINE);
  const from = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await use(page);
  return performance.now() - from;
}

async function lineOf(page: Page, line: typeof LINE | null): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send(
    'Network.emulateNetworkConditions',
    line ?? { offline: false, downloadThroughput: -1, uploadThroughput: -1, latency: 0 },
  );
  await session.send('Emulation.setCPUThrottlingRate', { rate: line ? SLOWER : 1 });
}

async function signIn(page: Page, { phone, password }: typeof PERSON): Promise<void> {
  await page.getByLabel('Số điện thoại').fill(phone);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Vào', exact: true }).click();
  await page.getByRole('navigation', { name: 'Trang chính' }).waitFor();
}

async function points(url: string, name: string, port: number, times: number): Promise<void> {
  const all = [];
  for (let i = 0; i < times; i++) all.push(await judge(url, port));
  const performance = all.map((each) => each.performance);
  const accessibility = Math.min(...all.map((each) => each.accessibility));
  const verdict = median(performance) >= AIM.points && accessibility >= AIM.points ? 'met' : 'MISSED';
  say(
    `Lighthouse, ${name}: performance ${median(performance)} (${Math.min(...performance)} to ${Math.max(...performance)}), accessibility ${accessibility}, ` +
      `best practices ${Math.min(...all.map((each) => each.bestPractices))}, largest content after ${number(median(all.map((each) => each.contentMs)))} ms, ` +
      `blocked ${number(median(all.map((each) => each.blockedMs)))} ms, machine ${number(median(all.map((each) => each.machine)))}  aim ≥ ${AIM.points}: ${verdict}`,
  );
}

const range = (values: readonly number[]): string =>
  `${number(median(values))} ms (${number(Math.min(...values))} to ${number(Math.max(...values))})`;
const met = (values: readonly number[], aim: number): string => (median(values) < aim ? 'met' : 'MISSED');
