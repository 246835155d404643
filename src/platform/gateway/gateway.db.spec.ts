import { draft, GatewayBench, type Program } from '../../../test/support/gateway-bench';
import { FaultyLine } from '../conformance/faulty-line';
import { referenceAdapter } from '../conformance/reference';
import { WebhookCatcher } from '../conformance/webhook-catcher';
import { type PlatformAdapter, PlatformError, type StockItem } from '../contract';
import type { PlatformAccount } from './account';
import { CallCancelled, NetworkInTransaction } from './cancelled';

interface Row {
  readonly method: string;
  readonly path: string;
  readonly request_body: string | null;
  readonly status: number | null;
  readonly answer_body: string | null;
  readonly failure: string | null;
}

describe('the gateway', () => {
  let bench: GatewayBench;
  let line: FaultyLine;
  beforeEach(async () => {
    bench = await GatewayBench.open();
    line = await FaultyLine.to(bench.platform.baseUrl);
  });
  afterEach(async () => {
    await line.close();
    await bench.close();
  });

  /** A shop over the faulty line, already logged in. */
  async function open(adapter?: PlatformAdapter, timeoutMs = 400): Promise<{ program: Program; id: string; account: PlatformAccount }> {
    const program = await bench.program({ adapter, timeoutMs });
    const id = await bench.shop(program, { baseUrl: line.baseUrl });
    const account = await program.gateway.account(id);
    await account.listCategories();
    return { program, id, account };
  }
  async function exchanges({ gateway }: Program, path: string): Promise<Row[]> {
    await gateway.flushExchanges();
    return bench.row<Row>('select * from exchange where path like $1 order by id', `${path}%`);
  }

  it('answers and refusals can be stored, whatever a buyer has typed into them', async () => {
    const odd = 'Số 5\0, ngõ \uD800';
    const { account } = await open({
      ...referenceAdapter,
      listCategories: async () => [{ code: '1', nameVi: odd, parentCode: null, isLeaf: true, isActive: true }],
      readOrder: async () => {
        throw new PlatformError({ kind: 'rejected', issues: [{ code: 'text', platformText: odd, adviceVi: 'Sửa lại' }] }, odd);
      },
    });
    const store = (value: unknown): Promise<unknown> =>
      bench.row('select $1::text, $2::jsonb', JSON.stringify(value), JSON.stringify(value));

    await store(await account.listCategories());
    const error = await account.readOrder('R1').catch((thrown: unknown) => thrown as PlatformError);
    await store(error instanceof PlatformError ? [error.failure, error.platformText, error.message] : null);
    expect(error).toMatchObject({ platformText: 'Số 5\uFFFD, ngõ \uFFFD' });
  });

  describe('repeats', () => {
    it.each(['reset-before', 'silent-before', 'page-502', 'cut-json'] as const)('a question after %s, and answers', async (fault) => {
      const { program, account } = await open();
      line.next(fault);

      expect(await account.readOrder('R1')).toBeNull();

      expect((await exchanges(program, '/order?')).map((row) => row.failure === null)).toEqual([false, true]);
    });

    it('a publication never: it is sent once, and its outcome is unknown', async () => {
      const { program, account } = await open();
      line.next('answer-lost');

      await expect(account.publish(draft('MAT-ONG-1'), 'intent')).rejects.toMatchObject({
        failure: { kind: 'unavailable', outcome: 'unknown' },
      });

      expect(await exchanges(program, '/listings')).toMatchObject([
        { method: 'POST', status: null, failure: expect.stringContaining('unavailable') },
      ]);
      expect(await account.readListing({ sku: 'MAT-ONG-1' })).toMatchObject({ sku: 'MAT-ONG-1' });
    });

    it('no more than twice', async () => {
      let asked = 0;
      const adapter: PlatformAdapter = {
        ...referenceAdapter,
        readOrder: async (call, id) => {
          asked += 1;
          await referenceAdapter.readOrder(call, id);
          throw new PlatformError({ kind: 'malformed' }, 'always');
        },
      };
      const { account } = await open(adapter);

      const started = performance.now();

      await expect(account.readOrder('R1')).rejects.toMatchObject({ failure: { kind: 'malformed' } });

      expect(asked).toBe(3);
      expect(performance.now() - started).toBeGreaterThan(490); // the two waits together, at their shortest
    });

    it('nothing that the platform refused', async () => {
      const { program, account } = await open();
      line.next('too-many-told');

      await expect(account.readOrder('R1')).rejects.toMatchObject({ failure: { kind: 'rate-limited', retryAfterMs: 7_000 } });

      expect(await exchanges(program, '/order?')).toHaveLength(1);
    });
  });

  it('nothing that an adapter gets wrong escapes as anything but malformed', async () => {
    const adapter: PlatformAdapter = {
      ...referenceAdapter,
      readLabel: () => Promise.reject(new TypeError('cannot read properties of undefined')),
    };
    const { account } = await open(adapter);

    await expect(account.readLabel({ orderId: 'R1', lines: [] })).rejects.toMatchObject({
      failure: { kind: 'malformed' },
      cause: expect.any(TypeError),
    });
  });

  it('a platform that is not there is unavailable, and certainly nothing was done', async () => {
    const { program, account } = await open();
    await line.close();
    await expect(account.readOrder('R1')).rejects.toBeInstanceOf(PlatformError); // now the kept sockets are known to be dead

    await expect(account.publish(draft('MAT-ONG-1'), 'intent')).rejects.toMatchObject({
      failure: { kind: 'unavailable', outcome: 'not-applied' },
    });

    expect((await exchanges(program, '/listings'))[0]!.failure).toContain('ECONNREFUSED');
    line = await FaultyLine.to(bench.platform.baseUrl);
  });

  it('an address of this machine is not called unless that is allowed', async () => {
    const program = await bench.program({ allowLoopback: false });
    const id = await bench.shop(program);

    await expect((await program.gateway.account(id)).listCategories()).rejects.toMatchObject({
      failure: { kind: 'unavailable', outcome: 'not-applied' },
    });

    expect(bench.platform.logins).toBe(0);
  });

  it('a name that leads to this machine is not called either', async () => {
    const program = await bench.program({ allowLoopback: false });
    const id = await bench.shop(program, { baseUrl: bench.platform.baseUrl.replace('127.0.0.1', 'localhost') });

    await expect((await program.gateway.account(id)).listCategories()).rejects.toMatchObject({
      failure: { kind: 'unavailable', outcome: 'not-applied' },
      platformText: 'this address may not be called',
    });
  });

  it('refuses to be called inside a transaction', async () => {
    const { program, account } = await open();

    await expect(program.transactions.run(() => account.readOrder('R1'))).rejects.toBeInstanceOf(NetworkInTransaction);

    expect(await exchanges(program, '/order?')).toEqual([]);
  });

  it('refuses that also when nothing would be sent, and to an operator who tries out a connection', async () => {
    const silent: PlatformAdapter = { ...referenceAdapter, readLabel: async () => null };
    const { program, id, account } = await open(silent);
    const { logins } = bench.platform;

    await expect(program.transactions.run(() => account.readLabel({ orderId: 'R1', lines: [] }))).rejects.toBeInstanceOf(
      NetworkInTransaction,
    );
    await expect(program.transactions.run(() => program.gateway.tryOut(id))).rejects.toBeInstanceOf(NetworkInTransaction);

    expect(bench.platform.logins).toBe(logins);
  });

  it('a locked shop is shown as trouble until a call succeeds', async () => {
    const { program, id, account } = await open();
    bench.platform.state.isLocked = true;

    await expect(account.publish(draft('MAT-ONG-1'), 'intent')).rejects.toMatchObject({
      failure: { kind: 'forbidden', reason: 'account-locked' },
    });
    expect((await program.connections.get(id)).trouble).toMatchObject({ code: 'account-locked', message: expect.stringContaining('khoá') });

    bench.platform.state.isLocked = false;
    await account.publish(draft('MAT-ONG-1'), 'intent');
    expect((await program.connections.get(id)).trouble).toBeNull();
  });

  describe('keeps every call', () => {
    it('without passwords, tokens and receivers', async () => {
      const { program, account } = await open();
      await account.publish(draft('MAT-ONG-1'), 'intent');
      await bench.platform.review('MAT-ONG-1', { approve: true });
      await account.setStock([{ ref: { sku: 'MAT-ONG-1' }, quantity: 5 }]);
      const orderId = await bench.platform.order([{ sku: 'MAT-ONG-1', quantity: 1 }]);
      await account.readOrder(orderId);

      const kept = await exchanges(program, '/');
      const text = JSON.stringify(kept);
      expect(kept.map((row) => row.path.split('?')[0])).toEqual(['/login', '/categories', '/listings', '/stock', '/order']);
      for (const secret of [
        bench.platform.credentials.password,
        ...bench.platform.state.tokens,
        'Lê Thị Bưởi',
        '0912345678',
        'Xuân Phước',
      ]) {
        expect(text).not.toContain(secret);
      }
      expect(text).toContain('MAT-ONG-1');
      expect(kept.at(-1)).toMatchObject({ method: 'GET', status: 200, failure: null, answer_body: expect.stringContaining(orderId) });
    });

    it('also those of the last moment, when the program stops', async () => {
      const { program } = await open();
      const account = await program.gateway.account((await program.connections.all())[0]!.id);
      await account.listCategories();

      bench.forget(program);
      await program.stop();

      await bench.program();
      expect(await bench.row('select path from exchange order by id')).toEqual([
        { path: '/login' },
        { path: '/categories' },
        { path: '/categories' },
      ]);
    });

    it('but those of a connection that is gone do not hold up the others', async () => {
      const { program, id, account } = await open();
      const other = await program.gateway.account(await bench.shop(program, { baseUrl: line.baseUrl }));
      await account.listCategories();
      await bench.row('delete from connection where id = $1 returning 1', id);
      await other.listCategories();

      expect((await exchanges(program, '/categories')).length).toBe(1);
    });
  });

  it('a call that is cut because the program stops is cancelled, and no failure', async () => {
    const { program, id, account } = await open(undefined, 5_000);
    line.next('silent-before');
    const cut = account.publish(draft('MAT-ONG-1'), 'intent');
    const outcome = expect(cut).rejects.toBeInstanceOf(CallCancelled);
    await new Promise((resolve) => setImmediate(resolve));

    bench.forget(program);
    await program.stop();
    await outcome;

    await bench.program();
    expect(await bench.row('select failure from exchange where failure is not null')).toEqual([]);
    expect(await bench.row('select trouble from connection where id = $1', id)).toEqual([{ trouble: null }]);
  });

  describe('stock', () => {
    const items = (count: number): StockItem[] =>
      Array.from({ length: count }, (_, index) => ({ ref: { sku: `MAT-ONG-${index}` }, quantity: index }));

    it('is sent in batches of what the platform takes, results in order', async () => {
      const { program, account } = await open();
      await account.publish(draft('MAT-ONG-41'), 'intent');

      const results = await account.setStock(items(45));

      expect(results).toHaveLength(45);
      expect(results.map((result, index) => (result.ok ? index : -1)).filter((index) => index >= 0)).toEqual([41]);
      expect((await exchanges(program, '/stock')).map((row) => JSON.parse(row.request_body!).items.length)).toEqual([20, 20, 5]);
    });

    it('keeps the results of earlier batches when a later one fails', async () => {
      let batches = 0;
      const adapter: PlatformAdapter = {
        ...referenceAdapter,
        setStock: async (call, batch) => {
          if (++batches === 2) throw new PlatformError({ kind: 'rate-limited' }, 'busy');
          return referenceAdapter.setStock(call, batch);
        },
      };
      const { account } = await open(adapter);

      const results = await account.setStock(items(45));

      expect(results.map((result) => (result.ok ? 'ok' : result.code))).toEqual([
        ...Array.from({ length: 20 }, () => 'not-found'),
        ...Array.from({ length: 25 }, () => 'transient'),
      ]);
      expect(batches).toBe(2);
    });

    it('fails as a whole when the first batch does', async () => {
      const adapter: PlatformAdapter = {
        ...referenceAdapter,
        setStock: () => Promise.reject(new PlatformError({ kind: 'rate-limited' }, 'busy')),
      };
      const { account } = await open(adapter);

      await expect(account.setStock(items(2))).rejects.toMatchObject({ failure: { kind: 'rate-limited' } });
    });
  });

  describe('the list of orders', () => {
    it('comes page after page', async () => {
      const { account } = await open();
      await account.publish(draft('MAT-ONG-1'), 'intent');
      for (let each = 0; each < 45; each++) await bench.platform.order([{ sku: 'MAT-ONG-1', quantity: 1 }]);
      const until = await bench.platform.now();

      const sizes: number[] = [];
      for await (const page of account.listOrders({ since: new Date(until.getTime() - 60_000), until })) sizes.push(page.length);

      expect(sizes).toEqual([20, 20, 5]);
    });

    it('that turns in a circle is malformed', async () => {
      const { account } = await open({ ...referenceAdapter, listOrders: async () => ({ orders: [], next: 'the-same' }) });
      const reading = async (): Promise<void> => {
        for await (const page of account.listOrders({ since: new Date(0), until: new Date(1) })) expect(page).toEqual([]);
      };

      await expect(reading()).rejects.toMatchObject({ failure: { kind: 'malformed' } });
    });
  });

  it('calls go at the pace of the platform', async () => {
    const description = referenceAdapter.describe();
    const slow = { ...description, capabilities: { ...description.capabilities, limits: { callsPerSecond: 20, burst: 2 } } };
    const { account } = await open({ ...referenceAdapter, describe: () => slow });
    const started = performance.now();

    await Promise.all(Array.from({ length: 10 }, () => account.listCategories()));

    expect(performance.now() - started).toBeGreaterThan(400); // nine or ten of them wait 50 ms for each other
  });

  describe('a delivery', () => {
    let catcher: WebhookCatcher;
    beforeEach(async () => {
      catcher = await WebhookCatcher.open();
      await bench.platform.sendWebhooksTo(catcher.url);
    });
    afterEach(() => catcher.close());

    async function delivered(account: PlatformAccount) {
      await account.publish(draft('MAT-ONG-1'), 'intent');
      await bench.platform.order([{ sku: 'MAT-ONG-1', quantity: 1 }]);
      return catcher.find((raw) => raw.body.includes('"order"'), 'an order');
    }

    it('is opened for its own connection and no other, and for nobody unknown', async () => {
      const { program, id, account } = await open();
      const other = await bench.shop(program, { webhookSecrets: ['mot-bi-mat-khac'] });
      const raw = await delivered(account);

      expect(await program.gateway.openDelivery('reference', id, raw)).toMatchObject({ events: [{ kind: 'order', orderId: 'R000001' }] });
      expect(account.openDelivery(raw)).not.toBeNull();
      expect(await program.gateway.openDelivery('reference', other, raw)).toBeNull();
      expect(await program.gateway.openDelivery('khac', id, raw)).toBeNull();
      expect(await program.gateway.openDelivery('reference', '01890000-0000-7000-8000-000000000000', raw)).toBeNull();
      expect(await program.gateway.openDelivery('reference', 'khong-phai-uuid', raw)).toBeNull();
    });

    it('costs one query in a burst', async () => {
      const { program, id, account } = await open();
      const raw = await delivered(account);
      await program.gateway.openDelivery('reference', id, raw);
      await bench.row("update connection set webhook_secrets_box = '\\x00' where id = $1 returning 1", id);

      expect(await program.gateway.openDelivery('reference', id, raw)).not.toBeNull();
    });

    it('is opened with the old and the new secret while they are being changed', async () => {
      const { program, id, account } = await open();
      const raw = await delivered(account);
      const before = await program.connections.get(id);

      await program.transactions.run((tx) => program.connections.change(tx, id, { addWebhookSecret: 'bi-mat-moi' }));
      expect((await program.gateway.account(id)).openDelivery(raw)).not.toBeNull();

      const [old] = before.webhookSecrets;
      await program.transactions.run((tx) => program.connections.change(tx, id, { removeWebhookSecret: old! }));
      expect((await program.gateway.account(id)).openDelivery(raw)).toBeNull();
    });
  });
});
