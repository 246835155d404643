import 'reflect-metadata';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { explainStart } from '../program';
import { SystemClock } from '../shared/kernel';
import { Painter } from './card/painter';
import { BadDemoOption, DEMO_HELP, readDemoOptions, type DemoOptions } from './demo-options.rules';
import { openHouse, PortTaken, type House } from './house';
import { demoMakers, type DemoProduct } from './list/demo-list';
import { Loader, type Loaded } from './load';
import { Market, type Refusal } from './market';
import { DEMO_PASSWORD, gatherCast, LOGINS } from './people';
import { PLATFORM_NAMES, PLATFORMS } from './practice';
import { Screen } from './screen';
import { connectShops } from './shops';
import { purchases, Story } from './story';
import { inParallel } from './waiting';

/** Why a product may be off the shelf of a platform. */
const NO_FAULTS: ReadonlySet<string> = new Set(['document-missing', 'paused', 'withdrawn']);
/** As many as the demonstration promises. */
const PROMISED_PRODUCTS = 100;
/** Both practice platforms keep their limits of calls, so a hundred products take half a minute; far more means that something hangs. */
const LIVE_WITHIN_MS = 180_000;

async function main(): Promise<void> {
  const screen = new Screen((text) => process.stdout.write(text));
  let house: House | undefined;
  let options: DemoOptions | null = null;
  let scratch: string | undefined;
  const cleanUp = async (): Promise<void> => {
    await house?.close();
    if (scratch) fs.rmSync(scratch, { recursive: true, force: true });
  };
  try {
    options = readDemoOptions(process.argv.slice(2));
    if (!options) {
      process.stdout.write(DEMO_HELP);
      return;
    }
    if (options.story && options.dataDir === undefined) scratch = scratchFolder();
    screen.begin('Khởi động cơ sở dữ liệu, chương trình và hai sàn thực hành', 'starting database, program and practice platforms');
    stopOnSignal(() => cleanUp());
    house = await openHouse(path.resolve(scratch ?? options.dataDir ?? '.data/demo'), options);
    const played = options.story ? play(house, options, screen) : playGently(house, options, screen);
    await Promise.race([played, house.practice.ended]);
    if (!options.story) return await house.practice.ended; // stays up
    await cleanUp();
  } catch (error) {
    if (isStopping) return;
    process.stderr.write(`${explain(error, options)}\n`);
    process.exitCode = error instanceof BadDemoOption ? 2 : 1;
    await cleanUp().catch(() => undefined); // the first fault is the one to tell
    setTimeout(() => process.exit(), 2_000).unref(); // something half started may keep the process alive
  }
}

/** The same for those who look on: they may have changed things themselves since the last time, and what is then not seen as told ends nothing. */
async function playGently(house: House, options: DemoOptions, screen: Screen): Promise<void> {
  try {
    await play(house, options, screen);
  } catch (error) {
    if (isStopping) return;
    screen.line(
      `         Chưa thấy như dự kiến, chương trình vẫn chạy / not seen as told, all is still up: ${error instanceof Error ? error.message : String(error)}`,
    );
    printAddresses(house, screen);
  }
}

/** Fills the shops and has buyers come; prints what it sees. Throws when something does not come about. */
async function play(house: House, options: DemoOptions, screen: Screen): Promise<void> {
  screen.done(`Lên Sàn: ${house.url}`, 'the program answers');
  const cast = await gatherCast(house.url);
  await connectShops(cast.operator, house.practice.urls);
  screen.done('Đã có tài khoản minh hoạ và gian hàng trên hai sàn thực hành', 'logins and shops are there');
  if (!options.story) printAddresses(house, screen);

  screen.begin('Đăng ký sản phẩm qua API công khai', 'registering products through the public API');
  const makers = demoMakers(options.products);
  const painter = new Painter();
  const loader = new Loader(cast, painter, new SystemClock(), house, (count) => {
    if (count % 25 === 0) screen.progress(`${count} sản phẩm / products`);
  });
  const loaded = await loader.load(makers, options.first).finally(() => painter.stop());
  const promised = Math.min(PROMISED_PRODUCTS, options.products ?? PROMISED_PRODUCTS);
  if (loaded.registered.length < promised) throw new Error(`only ${loaded.registered.length} products`);
  screen.done(
    `Đã đăng ký ${loaded.registered.length} sản phẩm, mỗi sản phẩm một lần`,
    `${loaded.registered.length} products registered once`,
  );
  printUnready(loaded, screen);

  const market = new Market(cast.operator, house.practice.urls);
  const first = [...loaded.published];
  const liveOnBoth = await putOnSale(market, first, screen);
  await market.inStep(liveOnBoth, LIVE_WITHIN_MS);
  screen.done('Tồn kho hai sàn và trong API khớp nhau', 'stock of both platforms and of the API agree');
  await tellStory(new Story(market, screen, options.story), purchases(makers, liveOnBoth), options.story);

  await inParallel(loaded.ready, 4, (product) => loader.publish(product));
  if (loaded.ready.length > 0)
    screen.done(`${loaded.ready.length} sản phẩm còn lại đang lên sàn dần`, `the other ${loaded.ready.length} are on their way`);
  if (options.story) return screen.done('Hết: mọi bước đã thấy qua HTTP', 'the end: every step was seen over HTTP');
  if (loaded.ready.length > 0) await putOnSale(market, [...first, ...loaded.ready], screen);
  printAddresses(house, screen);
}

/** Waits for these and answers those that are on sale at both platforms. */
async function putOnSale(market: Market, products: readonly DemoProduct[], screen: Screen): Promise<readonly DemoProduct[]> {
  screen.begin(`Đưa ${products.length} sản phẩm lên hai sàn`, `putting ${products.length} products on both platforms`);
  const { liveOnBoth, refused } = await market.settled(products, LIVE_WITHIN_MS, (seen) => {
    const scores = PLATFORMS.map((code) => ({ code, count: Math.floor(seen[code] / 20) * 20 }));
    if (scores.some(({ count }) => count > 0)) {
      const text = scores.map(({ code, count }) => `${PLATFORM_NAMES[code]} ≥ ${count}`).join(', ');
      screen.progress(`${text}, trong / of ${products.length}`);
    }
  });
  printRefused(refused, screen);
  screen.done(`${liveOnBoth.length} sản phẩm đang bán trên cả hai sàn`, `${liveOnBoth.length} products live on both`);
  return liveOnBoth;
}

async function tellStory(story: Story, bought: ReturnType<typeof purchases>, isWhole: boolean): Promise<void> {
  const [cancelled, confirmed, ...others] = bought;
  if (isWhole && (!cancelled || !confirmed)) throw new Error('the story needs two products on sale');
  if (cancelled) await story.buyAndCancel(cancelled.platform, cancelled.product, cancelled.quantity);
  if (confirmed) await story.buyAndConfirm(confirmed.platform, confirmed.product, confirmed.quantity);
  for (const { platform, product, quantity } of others) await story.buy(platform, product, quantity);
}

function printUnready({ unready }: Loaded, screen: Screen): void {
  if (unready.length === 0) return;
  const counts = new Map<string, { readonly text: string; readonly count: number }>();
  for (const { gaps } of unready) {
    for (const { code, messageVi } of gaps) counts.set(code, { text: messageVi, count: (counts.get(code)?.count ?? 0) + 1 });
  }
  screen.line(`         ${unready.length} sản phẩm chưa đủ điều kiện lên sàn / not ready:`);
  for (const { text, count } of counts.values()) screen.line(`           ${count} × ${text}`);
}

/** A paper that only the maker can hand in, or a wish of whoever looks on, is no fault; any other objection is one. Throws: Error. */
function printRefused(refused: readonly Refusal[], screen: Screen): void {
  for (const { code, platform, product, adviceVi } of refused) {
    if (!NO_FAULTS.has(code)) throw new Error(`${platform} refuses ${product.sku}: ${code} ${adviceVi}`);
  }
  const [first] = refused;
  if (first)
    screen.line(
      `         ${refused.length} sản phẩm sàn còn đòi giấy / waiting for a paper: ${PLATFORM_NAMES[first.platform]}: ${first.adviceVi}`,
    );
}

function printAddresses({ url, practice }: House, screen: Screen): void {
  const width = Math.max(...LOGINS.map(({ name }) => name.length));
  screen.line(`
  BẢN MINH HOẠ: sàn thực hành, giá, số lượng và giấy tờ đặt ra / DEMONSTRATION: practice platforms, invented figures
    Chương trình / program        ${url}
    Tài liệu API / API            ${url}/api/docs
${PLATFORMS.map((code) => `    ${PLATFORM_NAMES[code].padEnd(30)}${practice.urls[code]}`).join('\n')}${phonesLine(practice)}
  Đăng nhập / logins, mật khẩu / password: ${DEMO_PASSWORD}
${LOGINS.map(({ name, phone }) => `    ${name.padEnd(width)}  ${phone}`).join('\n')}
  Dừng: Ctrl-C; chạy lại thì tiếp tục từ đó / Ctrl-C stops; started again it goes on from there
`);
}

function phonesLine({ phonesUrl }: House['practice']): string {
  return phonesUrl === undefined ? '' : `\n    ${'Điện thoại thực hành / phones'.padEnd(30)}${phonesUrl}`;
}

/** In the system's own place for such things, where the account that PostgreSQL runs under can go too. */
function scratchFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'len-san-story-'));
  fs.chmodSync(folder, 0o755);
  return folder;
}

let isStopping = false;

function stopOnSignal(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isStopping = true;
      setTimeout(() => process.exit(1), 15_000).unref();
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

function explain(error: unknown, options: DemoOptions | null): string {
  if (error instanceof BadDemoOption) return `Tuỳ chọn không đúng: ${error.message}; xem --help / wrong option, see --help`;
  if (error instanceof PortTaken) {
    return `Cổng ${error.port} đang có chương trình khác dùng; hãy chọn cổng khác bằng ${error.option} / port ${error.port} is taken, choose another with ${error.option}`;
  }
  const databaseHost = URL.canParse(options?.databaseUrl ?? '') ? new URL(options?.databaseUrl ?? '').host : 'embedded';
  return explainStart(error, { host: '127.0.0.1', port: options?.port ?? 3000, databaseHost }).text;
}

void main();
