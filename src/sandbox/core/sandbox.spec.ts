import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { startSandbox } from '..';
import type { Receiver, Seller } from '../voso/voso-test-kit';
import { connectTo, startReceiver, startSeller } from '../voso/voso-test-kit';

const SKU = 'HTX01-MATONG-500';

describe('the line between connector and platform', () => {
  let seller: Seller;
  beforeEach(async () => {
    seller = await startSeller();
  });
  afterEach(async () => {
    await seller.sandbox.stop();
  });
  const create = async (timeout = 10_000) => seller.http.post('/v2/product/createProduct', await seller.draft(), { timeout });

  it('timeout-after: the product exists although the answer never came', async () => {
    await seller.sim('/faults', { 'timeout-after': { times: 1, match: { method: 'POST', path: 'createProduct' } } });
    await expect(create(300)).rejects.toMatchObject({ code: 'ECONNABORTED' });
    const found = await seller.call(`/v2/product/getProduct?PRODUCT_CODE=${SKU}`);
    expect(found.data.PRODUCT_STATUS).toBe(10);
    expect((await create()).data.message).toBe('Product already exists on the system');
  });

  it('timeout-after with holdMs 0 cuts the line at once, after the effect', async () => {
    await seller.sim('/faults', { 'timeout-after': { times: 1, holdMs: 0, match: { path: 'createProduct' } } });
    await expect(create()).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|ERR_BAD_RESPONSE/) });
    expect((await seller.call(`/v2/product/getProduct?PRODUCT_CODE=${SKU}`)).error).toBe(false);
  });

  it('timeout-before and connection-reset: nothing happened', async () => {
    await seller.picture();
    await seller.sim('/faults', { 'timeout-before': { times: 1, match: { path: 'createProduct' } } });
    await expect(create(300)).rejects.toMatchObject({ code: 'ECONNABORTED' });
    await seller.sim('/faults', { 'connection-reset': { times: 1 } });
    await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await seller.call(`/v2/product/getProduct?PRODUCT_CODE=${SKU}`)).message).toBe('Product does not exist');
  });

  it('bad-gateway is HTML 502, ip-refused HTML 403, busy the text of this platform, each as often as asked', async () => {
    const list = async () => seller.http.get('/v2/user/listInventory');
    await seller.sim('/faults', { 'bad-gateway': { times: 1 } });
    const [first, second] = [await list(), await list()];
    expect([first.status, String(first.headers['content-type'])]).toEqual([502, 'text/html; charset=utf-8']);
    expect(second.data.error).toBe(false);
    await seller.sim('/faults', { 'ip-refused': { times: 1 } });
    expect((await list()).status).toBe(403);
    await seller.sim('/faults', { busy: { times: 2 } });
    expect([(await list()).data.status, (await list()).data.message, (await list()).data.error]).toEqual([
      429,
      'System busy, please try again',
      false,
    ]);
  });

  it('slow waits before it works', async () => {
    await seller.sim('/faults', { slow: { times: 1, ms: 150 } });
    const started = performance.now();
    await seller.http.get('/v2/user/listInventory');
    expect(performance.now() - started).toBeGreaterThanOrEqual(149);
  });

  it('a fault with a match leaves other calls alone, one with a probability hits some', async () => {
    await seller.sim('/faults', {
      'bad-gateway': { match: { method: 'POST', path: '/v2/ORDER/' } },
      busy: { probability: 0.5, match: { path: 'listInventory' } },
    });
    const answers = await Promise.all(Array.from({ length: 40 }, async () => seller.call('/v2/user/listInventory')));
    const busy = answers.filter((each) => each.status === 429).length;
    expect(busy).toBeGreaterThan(5);
    expect(busy).toBeLessThan(35);
    expect((await seller.http.post('/v2/order/listOrder', {})).status).toBe(502);
    const { active } = (await seller.sim('/faults')).data;
    expect([active.busy.fired, active['bad-gateway'].fired]).toEqual([busy, 1]);
    await seller.sim('/faults', { 'bad-gateway': false });
    expect((await seller.http.post('/v2/order/listOrder', {})).status).toBe(200);
  });

  it.each([[{ typo: true }], [{ busy: 3 }], [{ busy: { times: 0 } }], [{ busy: { probability: 2 } }], [{ busy: { match: 'x' } }]])(
    'refuses the setting %j and changes nothing',
    async (body) => {
      const refused = await seller.sim('/faults', { slow: true, ...body });
      expect([refused.status, refused.headers['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8']);
      expect((await seller.sim('/faults')).data.active).toEqual({});
    },
  );

  it('the log has what was sent, without passwords and tokens', async () => {
    await seller.call('/v2/user/Login', { USERNAME: 'lensan', PASSWORD: 'thuc-hanh' });
    const log = (await seller.sim('/requests')).data;
    const login = log.at(-1);
    expect(login).toMatchObject({
      method: 'POST',
      path: '/v2/user/Login',
      body: { USERNAME: 'lensan', PASSWORD: '***' },
      status: 200,
      answer: { data: { token: '***' } },
    });
    const text = JSON.stringify(log);
    expect(text).not.toContain('"thuc-hanh"');
    expect(text).not.toContain(seller.token);
  });

  it('the control interface says what is wrong', async () => {
    for (const [path, body] of [
      ['/clock', { advance: -1 }],
      ['/clock', { advance: 'x' }],
      ['/orders', []],
      ['/seed', { shops: 'x' }],
      ['/seed', { nonsense: 1 }],
      ['/seed', { shops: [{ username: 'a', webhookUrl: 'javascript:alert(1)' }] }],
      ['/products/1/review', {}],
      ['/token/expire', { kind: 5 }],
    ] as const) {
      const answer = await seller.sim(path, body);
      expect([path, answer.status, answer.headers['content-type']]).toEqual([path, 400, 'application/problem+json; charset=utf-8']);
    }
    expect((await seller.sim('/nothing')).status).toBe(404);
    expect((await seller.http.post('/__sim/orders', '{', { headers: { 'content-type': 'application/json' } })).status).toBe(400);
  });

  it('reset is the first day again', async () => {
    await seller.onSale();
    await seller.sim('/clock', { advance: 86_400_000 });
    await seller.sim('/faults', { busy: true });
    await seller.sim('/reset', {});
    expect((await seller.sim('/state')).data).toEqual({ products: [], orders: [] });
    expect((await seller.sim('/requests')).data).toEqual([]);
    expect(Math.abs(Date.parse((await seller.sim('/clock')).data.now) - Date.now())).toBeLessThan(5000);
    expect((await seller.call('/v2/user/listInventory')).message).toBe('Token invalid');
    await expect(connectTo(seller.sandbox.voso.url)).resolves.toBeDefined();
  });
});

describe('both platforms together', () => {
  it('each has an address of its own, and what was not started cannot be asked for', async () => {
    const sandbox = await startSandbox();
    expect(sandbox.voso.url).not.toBe(sandbox.postmart.url);
    for (const { url } of [sandbox.voso, sandbox.postmart]) expect((await axios.get(`${url}/__sim/state`)).status).toBe(200);
    await sandbox.stop();
    const one = await startSandbox({ postmart: false });
    expect(() => one.postmart).toThrow('postmart was not started');
    await one.stop();
  });
});

describe('the sandbox as a program', () => {
  const children: ChildProcess[] = [];
  const folders: string[] = [];
  const ears: Receiver[] = [];
  const root = join(__dirname, '../../..');
  let built = '';
  const program = (args: string[]): ChildProcess => {
    const child = spawn(process.execPath, [join(built, 'src/sandbox/main.js'), ...args], { stdio: 'pipe' });
    children.push(child);
    return child;
  };
  const output = async (child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> => {
    let [out, err] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (out += String(chunk)));
    child.stderr?.on('data', (chunk: Buffer) => (err += String(chunk)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, out, err };
  };
  const urlsOf = async (child: ChildProcess): Promise<string[]> =>
    new Promise((resolve, reject) => {
      let out = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        out += String(chunk);
        const urls = out.match(/http:\/\/\S+/g);
        if (urls && out.includes('gian hàng')) resolve([...urls]);
      });
      child.once('close', () => reject(new Error(`ended: ${out}`)));
    });
  const died = async (child: ChildProcess): Promise<void> => {
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGKILL');
    await gone;
  };

  beforeAll(() => {
    mkdirSync(join(root, '.data'), { recursive: true }); // inside the project, so that node_modules is found
    built = mkdtempSync(join(root, '.data/sandbox-'));
    execFileSync(join(root, 'node_modules/.bin/swc'), ['src/sandbox', 'src/shared/kernel', '-d', built], { cwd: root, stdio: 'pipe' });
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) await died(child);
    for (const ear of ears.splice(0)) await ear.stop();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it('what was answered survives kill -9: products, pictures, orders, tokens, open webhooks and timers', async () => {
    const state = mkdtempSync(join(tmpdir(), 'san-thuc-hanh-'));
    folders.push(state);
    const args = ['--only', 'voso', '--voso-port', '0', '--state', state, '--review-ms', 'off'];
    const first = program(args);
    const [url = ''] = await urlsOf(first);
    const before = await connectTo(url);
    await before.onSale();
    const deaf = await startReceiver();
    ears.push(deaf);
    deaf.answer = () => 503;
    await before.sim('/seed', { shops: [{ username: 'htx-thuc-hanh', webhookUrl: deaf.url }] });
    const placed = await before.order(SKU, 3);
    await deaf.until(1);
    await died(first);

    const [again = ''] = await urlsOf(program(args));
    const after = axios.create({ baseURL: again, headers: { Token: before.token }, proxy: false });
    const product = (await after.get(`/v2/product/getProduct?PRODUCT_CODE=${SKU}`)).data.data;
    expect(product).toMatchObject({ PRODUCT_STATUS: 20, PRODUCT_QUANTITY: 37, HOLD_QUANTITY: 3 });
    expect((await after.get(product.LIST_IMAGE_URL[0])).headers['content-type']).toBe('image/jpeg');
    expect((await after.get(`/v2/order/getOrderDetail?OrderNumber=${placed}`)).data).toHaveLength(1);

    deaf.answer = () => 200;
    await after.post('/__sim/clock', { advance: 60_000 });
    expect(deaf.received.at(-1)?.body.DATA.ORDER_NUMBER).toBe(placed);
    expect(deaf.received.length).toBeGreaterThanOrEqual(2);
    await after.post('/__sim/clock', { advance: 24 * 3_600_000 });
    expect((await after.get('/__sim/state')).data.orders[0]).toMatchObject({ status: '9', cancelledBy: 'SYSTEM' });
  });

  it('a call that was answered, and an order that was told by webhook, survive kill -9 in the same moment', async () => {
    const state = mkdtempSync(join(tmpdir(), 'san-thuc-hanh-'));
    folders.push(state);
    const args = ['--only', 'voso', '--voso-port', '0', '--state', state, '--review-ms', 'off', '--stock-rate', 'off'];
    let child = program(args);
    let seller = await connectTo((await urlsOf(child))[0]);
    const id = await seller.onSale();
    const ear = await startReceiver();
    ears.push(ear);
    await seller.sim('/seed', { shops: [{ username: 'htx-thuc-hanh', webhookUrl: ear.url }] });
    for (const quantity of [31, 17, 58]) {
      await seller.call('/v2/product/updateStock', { PRODUCT_ID: id, QUANTITY: quantity });
      await died(child);
      child = program(args);
      seller = await connectTo((await urlsOf(child))[0]);
      expect((await seller.productState(SKU))?.sellable).toBe(quantity);

      const heard = ear.received.length;
      ear.answer = async () => (await died(child), 200);
      await seller.sim('/orders', { lines: [{ sku: SKU, quantity: 1 }] }).catch(() => undefined); // it may die before it answers
      const told = (await ear.until(heard + 1)).at(-1)?.body.DATA.ORDER_NUMBER;
      ear.answer = () => 200;
      if (child.signalCode === null) await new Promise((resolve) => child.once('close', resolve));
      child = program(args);
      seller = await connectTo((await urlsOf(child))[0]);
      expect(await seller.orderState(told)).toBeDefined();
    }
  });

  it('--help explains, a wrong option and a taken port end it with one sentence', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const [help, typo, number, busy] = await Promise.all([
      output(program(['--help'])),
      output(program(['--vosoport', '1'])),
      output(program(['--seed', 'abc'])),
      output(program(['--only', 'voso', '--voso-port', String(port)])),
    ]);
    taken.close();
    expect([help.code, help.out.includes('--postmart-port')]).toEqual([0, true]);
    expect([typo.code, typo.err.trim().split('\n').length]).toEqual([1, 1]);
    expect([number.code, number.err]).toEqual([1, expect.stringContaining('--seed phải là số nguyên')]);
    expect([busy.code, busy.err]).toEqual([1, expect.stringContaining('Cổng đã có chương trình khác dùng')]);
  });
});
