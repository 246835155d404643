import fs from 'node:fs';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { endDemos, scratch, shownState, startDemo } from '../support/demo';
import { freePort } from '../support/port';

const PRODUCTS = ['--products', '8'];
const SEED = Number(process.env.DEMO_SEED ?? 20261122);
const LONGEST_DELAY_MS = 600;

/** What the story prints on its way. It is killed a little after each, in every part of its work. */
const MARKS = [
  'Khởi động cơ sở dữ liệu',
  'Lên Sàn: http',
  'Đã có tài khoản',
  'Đăng ký sản phẩm qua API',
  'Đã đăng ký',
  'sản phẩm lên hai sàn',
  'Tồn kho hai sàn',
  'Người mua đặt 4',
  'Người mua huỷ đơn',
  'Chủ thể xác nhận đơn',
] as const;

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('killing the demonstration', () => {
  const folders: string[] = [];
  const sandboxes: Sandbox[] = [];
  const folder = (): string => {
    folders.push(scratch());
    return folders[folders.length - 1] ?? '';
  };
  const openPractice = async (options: Parameters<typeof startSandbox>[0] = {}): Promise<string[]> => {
    const sandbox = await startSandbox({ reviewMs: 30, retryScale: 0.01, ...options });
    sandboxes.push(sandbox);
    return [sandbox.voso.url, sandbox.postmart.url];
  };
  const joining = ([voso = '', postmart = '']: readonly string[]): string[] => ['--voso-url', voso, '--postmart-url', postmart];
  /** The same at each start, as a program's address is: platforms come for its photos there. */
  const address = async (): Promise<string[]> => ['--port', String(await freePort())];
  let undisturbed: unknown;

  /** Tells the story to its end. */
  const finish = async (args: readonly string[]): Promise<void> => {
    const run = startDemo(args);
    if ((await run.ended) !== 0) throw new Error(`the story failed:\n${run.output()}`);
  };

  /** Starts the story and kills it `delayMs` after it has printed this mark or, when that part was done before, a later one. */
  const killAt = async (args: readonly string[], mark: number, delayMs: number, what: 'program' | 'everything'): Promise<void> => {
    const run = startDemo(args);
    if (!(await run.printed(MARKS.slice(mark)))) throw new Error(`ended before "${MARKS[mark]}":\n${run.output()}`);
    await new Promise((resolve) => setTimeout(resolve, delayMs)); // the moment of the kill, not a condition
    await run.kill(what);
  };

  beforeAll(async () => {
    const [data, practice] = [folder(), await openPractice()];
    await finish(['--story', ...PRODUCTS, '--data-dir', data, ...joining(practice)]);
    undisturbed = await shownState(data, practice);
  }, 180_000);

  afterAll(async () => {
    endDemos();
    for (const sandbox of sandboxes) await sandbox.stop();
    for (const each of folders) fs.rmSync(each, { recursive: true, force: true });
  });

  it('[MJ3] ten kills of the program in ten parts of its work: in the end everything is as if nothing had happened', async () => {
    const [data, practice] = [folder(), await openPractice()];
    const args = ['--story', ...PRODUCTS, '--data-dir', data, ...joining(practice), ...(await address())];
    const random = seeded(SEED);
    const delays = MARKS.map(() => Math.floor(random() * LONGEST_DELAY_MS));
    process.stdout.write(`kills of seed ${SEED}: ${MARKS.map((mark, at) => `"${mark}" + ${delays[at]} ms`).join(', ')}\n`);

    for (const [mark, delay] of delays.entries()) await killAt(args, mark, delay, 'program');
    await finish(args);

    expect(await shownState(data, practice)).toEqual(undisturbed);
  }, 300_000);

  it('[MJ3] kills of everything, practice platforms too: the same', async () => {
    const data = folder();
    const [voso, postmart] = [await freePort(), await freePort()];
    const args = [
      '--story',
      ...PRODUCTS,
      '--data-dir',
      data,
      '--voso-port',
      String(voso),
      '--postmart-port',
      String(postmart),
      ...(await address()),
    ];
    const random = seeded(SEED + 1);

    for (const mark of [3, 5, 7]) await killAt(args, mark, Math.floor(random() * LONGEST_DELAY_MS), 'everything');
    await finish(args);

    const practice = await openPractice({ stateDir: path.join(data, 'practice'), voso: { port: voso }, postmart: { port: postmart } });
    expect(await shownState(data, practice)).toEqual(undisturbed);
  }, 240_000);
});
