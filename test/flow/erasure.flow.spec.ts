import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AccountPhones } from '../../src/people/account/account-phones';
import { verifyChains } from '../../src/people/act/act.chain';
import { ErasureService } from '../../src/selling/erasure/erasure.service';
import { PlatformGateway } from '../../src/platform';
import { SEALED_COLUMNS } from '../../src/program/sealing';
import { Transactions } from '../../src/shared/db';
import { FakeClock } from '../../src/shared/kernel';
import { SecretBoxes } from '../../src/shared/secret';
import { LaneRunner } from '../../src/sync';
import { MANDATE, type Json, type Person } from '../support/app';
import { agreeToPublish } from '../support/consent';
import { openMarket, until, type Goods, type Market } from '../support/market';
import { pdf } from '../support/paper-files';
import { check, goodRow, HEADINGS, sendList, xlsx } from '../support/sheet-files';
import { tradersOf } from '../support/trade';

/** Planted wherever a person can write something; found by any of its spellings. */
const WORD = 'Kỳ Lân Bạch';
const SPELLINGS = [WORD, 'ky lan bach', 'KYLANBACH', '977123456', 'K\\\\u1ef3 L\\\\u00e2n'];
const BUYER = 'Phượng Hoàng Tía';
const BUYER_SPELLINGS = [BUYER, 'phuong hoang tia', '978654321'];
const SIGNED = { method: 'paper-photo', signerName: `Lò ${WORD}`, signerRelation: 'self', evidenceSha256: 'ab'.repeat(32) };

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

describe('[SP3] erasing a person', () => {
  let market: Market;
  let lan: Person;
  let goods: Goods;
  let buyer: { orderId: string; platformOrderId: string };
  let other: Goods;
  const clock = new FakeClock(new Date());
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-erasure-'));
  beforeAll(async () => {
    market = await openMarket({ program: { clock }, settings: { DATA_DIR: dataDir } });
    lan = await market.app.person('producer');
    other = await market.listed(8);
    goods = await plant();
  }, 180_000);
  afterAll(async () => {
    await market?.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  const ok = (answer: { status: number; text: string; body: Json }): Json => {
    if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body;
  };

  /** A household that has used everything there is, with its name everywhere. */
  async function plant(): Promise<Goods> {
    const { operator } = market;
    const planted = await market.register(20, { name: `Mật ong ${WORD}`, owner: lan });
    const { home, productId } = planted;
    const product = `${home}/products/${productId}`;
    const officer = await market.app.person('officer');
    ok(
      await lan.call('PATCH', home, {
        body: {
          ...{ version: 1, name: `Hộ ${WORD}`, representative: WORD, phone: '0977123456', hamlet: `Thôn ${WORD}`, address: `Nhà ${WORD}` },
          ...{ legacyAddress: { province: 'Hà Giang', district: 'Đồng Văn', ward: WORD } },
          ...{ bankAccount: { bankBin: '970436', account: '0977123456', holder: 'KY LAN BACH' } },
        },
      }),
    );
    const mandate = ok(await lan.post(`${home}/mandates`, { ...MANDATE, proof: SIGNED, officerId: officer.accountId }));
    ok(await lan.post(`${home}/mandates/${mandate.id}/revoke`, { reason: `Nghỉ: ${WORD}` }));
    const again = { ...MANDATE, proof: { ...SIGNED, method: 'thumbprint-witness', witness: WORD }, officerId: officer.accountId };
    ok(
      await officer
        .call('POST', `${home}/mandates`, { body: again, headers: { 'x-device-id': 'may-1' } })
        .then((tried) => (tried.status === 403 ? lan.post(`${home}/mandates`, again) : tried)),
    );
    const { version } = ok(await lan.get(product));
    ok(await lan.call('PATCH', product, { body: { version, description: `Ong của nhà ${WORD}, cao nguyên đá. `.repeat(3) } }));
    ok(await lan.call('PUT', `${product}/overrides/${market.platforms[0]}`, { body: { version: version + 1, title: `Ong ${WORD}` } }));
    ok(await lan.post(`${product}/lots`, { name: `Lô ${WORD}`, quantity: 1, availableFrom: '2026-01-01' }));
    for (const type of ['trademark', 'label-image']) await paper(home, type);
    const paperOf = { stars: 3, number: `QD-2 ${productId}`, issuedBy: 'UBND tỉnh', issuedOn: '2026-03-12', expiresOn: '2029-03-11' };
    const certificate = ok(await lan.post(`${product}/certificates`, paperOf));
    ok(await lan.call('PUT', `${product}/certificates/${certificate.id}/file`, { body: await file('chung nhan') }));
    await sendList(operator, '08', 'QĐ-1', `Hộ ${WORD}`); // of a product that is not here
    await check(lan, planted.producerId, await xlsx([HEADINGS, goodRow(`Hàng ${WORD}`, { 3: `sai ${WORD}` })]), `${WORD}.xlsx`);
    ok(await lan.post(`${home}/archives`));
    ok(await lan.post(`${home}/requests`, { kind: 'see', requesterName: WORD, requesterContact: WORD, text: WORD }));
    await agreeToPublish(lan, home);
    await market.publish(planted);
    await market.live(planted);
    ok(await operator.post(`${product}/stock/adjustments`, { change: -1, note: `Cho ${WORD}` }));
    await market.quiet();
    const traders = tradersOf(market);
    const platformOrderId = (await market.buy('voso', planted, 2, { buyer: { name: BUYER, phone: '0978654321' } })) ?? '';
    const orderId = await traders.known('voso', platformOrderId);
    buyer = { orderId, platformOrderId };
    await until('the archive', async () => fs.readdirSync(path.join(dataDir, 'archives')).some((name) => name.endsWith('.zip')));
    await market.quiet();
    return planted;
  }
  async function file(text: string): Promise<FormData> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await pdf(1, `KYLANBACH ${text}`))], { type: 'application/pdf' }), 'giay.pdf');
    return form;
  }
  async function paper(home: string, type: string): Promise<void> {
    const made = ok(
      await lan.post(`${home}/documents`, {
        ...{
          type,
          scope: 'facility',
          scopeName: `Xưởng ${WORD}`,
          number: `KYLANBACH-${type}`,
          issuer: `Ông ${WORD}`,
          issuedOn: '2026-01-05',
        },
      }),
    );
    ok(await lan.call('PUT', `${home}/documents/${made.id}/file`, { body: await file(type) }));
  }

  /** Every column of every table that can hold words. */
  async function found(spellings: readonly string[]): Promise<string[]> {
    const columns = await market.rows<Column>(
      `select c.table_schema || '.' || quote_ident(c.table_name) as "table", quote_ident(c.column_name) as "column", c.udt_name as type
         from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
        where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
          and c.udt_name in ('text', 'varchar', 'json', 'jsonb', 'bytea', '_text', 'tsvector')`,
    );
    expect(columns.length).toBeGreaterThan(200);
    const patterns = spellings.map((word) => `%${word}%`);
    const hits: string[] = [];
    for (const { table, column, type } of columns) {
      const holds =
        type === 'bytea' ? `convert_from(decode(replace(encode(${column}, 'hex'), '00', ''), 'hex'), 'LATIN1')` : `${column}::text`;
      const words = type === 'bytea' ? patterns.map((each) => Buffer.from(each).toString('latin1')) : patterns;
      const [hit] = await market.rows<{ n: number }>(`select count(*)::int as n from ${table} where ${holds} ilike any($1)`, [words]);
      if (hit && hit.n > 0) hits.push(`${table}.${column}`);
    }
    return hits;
  }
  /** Tables that hold a word in a box. */
  async function hidden(word: string): Promise<string[]> {
    const boxes = market.app.app.get(SecretBoxes);
    const holding: string[] = [];
    for (const column of SEALED_COLUMNS) {
      const stored = await market.rows<Record<string, string> & { sealedBox: Buffer }>(
        `select ${Object.keys(column.key)
          .map((key) => `${key}::text`)
          .join(', ')}, ${column.column} as "sealedBox" from ${column.table} where ${column.column} <> ''`,
      );
      if (stored.some((row) => openedText(boxes, column.place(row), row.sealedBox).includes(word))) holding.push(column.table);
    }
    return holding.sort();
  }
  /** Deliveries hold the raw bytes in base64. */
  function openedText(boxes: SecretBoxes, place: string, box: Buffer): string {
    const content = boxes.open(place, box);
    const raw = (content as { body?: unknown } | null)?.body;
    return JSON.stringify(content) + (typeof raw === 'string' ? Buffer.from(raw, 'base64').toString('utf8') : '');
  }
  /** What platforms say of old orders when they are asked again later stands in the record of calls, as long as that is kept. */
  const foundInBooks = async (): Promise<string[]> => (await found(SPELLINGS)).filter((hit) => !hit.startsWith('public.exchange.'));
  function filesHolding(spellings: readonly string[]): string[] {
    const files = fs.readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((each) => spellings.some((word) => each.includes(word) || fs.readFileSync(each).includes(word)))
      .map((each) => path.relative(dataDir, each));
  }
  const erase = async (request: object): Promise<Json> => {
    const asked = ok(await market.operator.post('/api/v1/requests', { kind: 'delete', requesterName: WORD, text: WORD, ...request }));
    return market.operator.post('/api/v1/erasures', { requestId: asked.id });
  };
  const state = async (id: string): Promise<Json> => ok(await market.operator.get(`/api/v1/erasures/${id}`));
  const isIn = (id: string, wanted: string): Promise<Json> =>
    until(`erasure ${wanted}`, async () => ((await state(id)).state === wanted ? state(id) : null));

  it('finds what was planted: in many columns and in files', async () => {
    const hits = await found(SPELLINGS);
    const tables = new Set(hits.map((hit) => hit.split('.')[1]));
    for (const table of [
      'producer',
      'product',
      'product_version',
      'consent',
      'mandate',
      'document',
      'listing_version',
      'listing_verdict',
      'exchange',
    ])
      expect(tables).toContain(table);
    for (const table of ['harvest_lot', 'stock_move', 'product_override', 'product_import', 'certificate_list_row', 'order_line'])
      expect(tables).toContain(table);
    expect(filesHolding([goods.producerId]).length).toBeGreaterThan(4); // photo, its master, three papers
    expect(await hidden(BUYER)).toEqual(['delivery', 'market_order']);
    expect(await hidden(WORD)).toEqual(expect.arrayContaining(['idempotent_request', 'person_request']));
  });

  it('a buyer only when nothing of theirs is open; then no word of theirs is left, whatever the platform says later', async () => {
    const refused = await erase({ orderId: buyer.orderId });
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:problem:illegal-move']);
    const traders = tradersOf(market);
    await traders.act(goods, buyer.orderId, 'cancel', { reason: `${BUYER} đổi ý, ${WORD}` });
    await market.orderAt('voso', buyer.platformOrderId, 'cancelled');
    await market.quiet();
    const looked = ok(await market.operator.get(`/api/v1/buyer-orders?phone=0978654321`));
    expect(looked.items).toMatchObject([{ orderId: buyer.orderId, receiverName: BUYER }]);
    const erasure = await erase({ orderId: buyer.orderId });
    expect(erasure.status).toBe(201);
    await isIn(erasure.body.id, 'done');
    expect(await found(BUYER_SPELLINGS)).toEqual([]);
    expect(await hidden(BUYER)).toEqual([]);
    await market.rows(`update market_order set changed_at = '2020-01-01' where id = $1`, [buyer.orderId]);
    const { body: order } = await market.operator.get(`${goods.home}/orders/${buyer.orderId}`);
    expect(order).toMatchObject({ receiver: { name: 'Đã xoá theo yêu cầu', phone: '' }, total: 727_000 });

    // Asked again, the platform tells everything anew: it stands neither in the order nor in the record of the call.
    const account = await market.app.app.get(PlatformGateway).account(market.shops.get('voso') ?? '');
    expect((await account.readOrder(buyer.platformOrderId))?.receiver.name).toBe(BUYER);
    await market.poll('voso');
    await market.quiet();
    await market.app.app.get(PlatformGateway).flushExchanges();
    const told = await market.rows('select 1 from exchange where position($1 in answer_body) > 0', [buyer.platformOrderId]);
    expect(told.length).toBeGreaterThan(0);
    expect(await found(BUYER_SPELLINGS)).toEqual([]);
    expect(await hidden(BUYER)).toEqual([]);
  });

  it('waits until the platforms show nothing, killed in the middle goes on, and then no word is left anywhere', async () => {
    await market.sim('postmart', '/faults', { outage: true }).catch(() => undefined);
    const before = await market.rows<{ moves: number; acts: number; orders: number; certificates: number }>(BOOKS, [goods.producerId]);
    const { status, body } = await erase({ producerId: goods.producerId });
    expect([status, body.state]).toEqual([201, 'taking-down']);
    expect((await lan.get(`${goods.home}/consents`)).body.items.some((item: Json) => item.counts)).toBe(false);
    const again = await market.operator.post(`${goods.home}/products/${goods.productId}/listings`, {});
    expect(again.body.type).toBe('urn:problem:not-ready');

    // Killed in the middle: everything of one try is undone but the files, and the next one goes on.
    const erasures = market.app.app.get(ErasureService);
    await market.app.app
      .get(Transactions)
      .run(async (tx) => {
        await tx.query('select 1 from erasure where id = $1 for update', [body.id]); // nobody else goes on with it meanwhile
        await until('everything taken down', async () => (await state(body.id)).waitsForVi.length === 0);
        await erasures.step(tx, body.id);
        throw new Error('killed');
      })
      .catch((error: unknown) => expect(String(error)).toMatch('killed'));

    await isIn(body.id, 'kept');
    await market.quiet();
    for (const platform of market.platforms) expect((await market.product(platform, goods.sku))?.onSale ?? false).toBe(false);

    expect((await foundInBooks()).sort()).toEqual(['public.document.issuer', 'public.document.number', 'public.document.scope_name']);
    expect(await hidden(WORD)).toEqual([]);
    expect(filesHolding([goods.producerId])).toHaveLength(1); // the label, which the law wants kept
    expect(fs.readdirSync(path.join(dataDir, 'archives')).filter((name) => name.endsWith('.zip'))).toEqual([]);
    expect(await market.rows(BOOKS, [goods.producerId])).toEqual([{ ...before[0], acts: expect.any(Number) }]);
    expect((await lan.get(goods.home)).status).toBe(404);
    expect((await market.operator.get(goods.home)).body).toMatchObject({ name: 'Đã xoá theo yêu cầu', phone: null, representative: '' });
  });

  it('leaves the books whole, the chain of acts true, and what belongs to others alone', async () => {
    const faults: unknown[] = [];
    await verifyChains(market.app.app.get(Transactions), (fault) => faults.push(fault));
    expect(faults).toEqual([]);
    for (const platform of market.platforms) expect((await market.product(platform, other.sku))?.onSale).toBe(true);
    expect(await market.rows(`select conname from pg_constraint where contype = 'f' and not convalidated`)).toEqual([]);
    await expect(market.rows(`update stock_move set note = 'x' where note is not null`)).rejects.toThrow(/never changed/);
    await market.quiet();
    await market.invariants();
  });

  it('the rest goes on the day on which the law wants it kept no longer', async () => {
    const [erasure] = ok(await market.operator.get('/api/v1/erasures')).items.filter((each: Json) => each.producerId === goods.producerId);
    const rest = Date.parse(`${erasure.restOn}T00:00:00+07:00`);
    expect(rest - clock.now().getTime()).toBeGreaterThan(4.9 * 365 * 86_400_000);
    const sweep = (): Promise<unknown> => market.app.app.get(LaneRunner).sweep();
    clock.advance(rest - 1000 - clock.now().getTime());
    await sweep();
    expect(filesHolding([goods.producerId])).toHaveLength(1);
    clock.advance(1000);
    await until('the rest erased', async () => filesHolding([goods.producerId, ...SPELLINGS]).length === 0);
    await until('and its row', async () => (await foundInBooks()).length === 0);
  });

  it('an account: nobody logs in with it any more, and its name and number are gone', async () => {
    const operator = await market.app.person('operator');
    const mai = await market.app.person('producer');
    await market.rows(`update account set name = $2 where id = $1`, [mai.accountId, `Lò ${WORD}`]);
    ok(await mai.post('/api/v1/producers', { kind: 'cooperative', name: 'HTX khác', provinceCode: '08' }));
    const asked = ok(await operator.post('/api/v1/requests', { kind: 'delete', requesterName: WORD, accountId: mai.accountId }));
    expect((await mai.get('/api/v1/session')).status).toBe(200);
    ok(await operator.post('/api/v1/erasures', { requestId: asked.id }));
    await until('gone', async () => (await mai.get('/api/v1/session')).status === 401);
    expect(await foundInBooks()).toEqual([]);
    const own = ok(await operator.post('/api/v1/requests', { kind: 'delete', requesterName: 'Tôi', accountId: operator.accountId }));
    expect((await operator.post('/api/v1/erasures', { requestId: own.id })).body.type).toBe('urn:problem:illegal-move');
    expect((await operator.post('/api/v1/erasures', { requestId: asked.id })).body.type).toBe('urn:problem:illegal-move');
  });

  it('an official: where and with what they signed in is gone too, and the sign-in service opens nothing any more', async () => {
    const { app } = market;
    const operator = await app.person('operator');
    const officer = await app.person('officer');
    await market.rows(`update account set oidc_subject = $2 where id = $1`, [officer.accountId, `can-bo-${WORD}`]);
    await app.call('POST', '/api/v1/session/codes', { body: { phone: officer.phone } });
    ok(await officer.post('/api/v1/tokens', { name: `máy ${WORD}`, expiresInDays: 1 }));
    const traces = async (): Promise<Json> =>
      (await market.rows<Json>(TRACES, [officer.accountId, app.app.get(AccountPhones).hashesOf(`+84${officer.phone.slice(1)}`)]))[0];
    const before = await traces();
    for (const trace of Object.keys(before)) expect([trace, before[trace]]).toEqual([trace, 1]);

    const asked = ok(await operator.post('/api/v1/requests', { kind: 'delete', requesterName: WORD, accountId: officer.accountId }));
    ok(await operator.post('/api/v1/erasures', { requestId: asked.id }));
    await until('gone', async () => (await officer.get('/api/v1/session')).status === 401);
    expect(await traces()).toEqual(Object.fromEntries(Object.keys(before).map((trace) => [trace, 0])));
    expect(await foundInBooks()).toEqual([]);
  });
});

/** What is left of somebody who signed in. $1: the account, $2: what the index of the phone may be. */
const TRACES = `select (select count(*)::int from login_session where account_id = $1 and device || address <> '') as sessions,
  (select count(*)::int from known_address where account_id = $1) as addresses, (select count(*)::int from api_token where account_id = $1) as tokens,
  (select count(*)::int from account where id = $1 and oidc_subject is not null) as subject,
  (select count(*)::int from account where phone_index = any($2::bytea[])) as phone,
  (select count(*)::int from one_time_code where phone_hash = any($2::bytea[])) as codes,
  (select count(*)::int from message where recipient_hash = any($2::bytea[])) as messages`;

/** What has to stay, counted. $1: the producer. */
const BOOKS = `select (select count(*)::int from stock_move s join pool o on o.id = s.pool_id join product p on p.id = o.product_id where p.producer_id = $1) as moves,
  (select count(*)::int from act where producer_id = $1) as acts, (select count(*)::int from order_line where producer_id = $1) as orders,
  (select count(*)::int from certificate c join product p on p.id = c.product_id where p.producer_id = $1) as certificates`;
