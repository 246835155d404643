import fs from 'node:fs';
import path from 'node:path';
import { Logger } from '@nestjs/common';
import { Env } from '../../config/env';
import { PlatformGateway } from '../../src/platform';
import { rows, Transactions } from '../../src/shared/db';
import { createLogger } from '../../src/shared/http';
import { Jobs, LaneRunner } from '../../src/sync';
import { openMarket, until, type Market } from '../support/market';

/** What is planted in a whole story, and must be found nowhere but in boxes. */
const PLANTED = {
  phone: '0983456789',
  personalNumber: '001085012349',
  account: '6789012345671',
  password: 'mật khẩu gieo 77',
  webhookSecret: 'bi-mat-gieo-88',
  email: 'gieo.hat@example.vn',
  buyerPhone: '0977654321',
  buyerName: 'Lò Văn Gieo Hạt',
  note: 'cổng màu gieo',
} as const;

describe('private words', () => {
  const log: string[] = [];
  let market: Market;
  beforeAll(async () => {
    market = await openMarket({ platforms: ['voso'], program: { log: createLogger('trace', { write: (line) => log.push(line) }) } });
  });
  afterAll(() => market?.close());

  const sql = <T>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
    rows<T>(market.app.app.get(Transactions).reader, text, values);

  /** Everything that these can be found in: the log, every column of every table that is no box, the files. */
  async function findings(words: readonly string[]): Promise<string[]> {
    const columns = await sql<{ table: string; column: string }>(
      `select table_schema || '.' || table_name as "table", column_name as "column" from information_schema.columns
        where table_schema in ('public', 'graphile_worker') and column_name !~ '(^|_)box$' and data_type in ('text', 'json', 'jsonb', 'bytea', 'ARRAY', 'character varying')
          and (table_schema, table_name) in (select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE')`,
    );
    expect(columns.length).toBeGreaterThan(200);
    const forms = words
      .flatMap((word) => [word, word.replace(/^0(?=\d)/, '+84'), word.replace(/^0(?=\d)/, '84')])
      .map((form) => form.toLowerCase());
    const found = await sql<{ place: string }>(
      columns
        .map(
          ({ table, column }) =>
            `select distinct '${table}.${column}: ' || f as place from ${table}, unnest($1::text[]) f
              where position(f in lower("${column}"::text)) > 0 or position(encode(convert_to(f, 'UTF8'), 'hex') in "${column}"::text) > 0`,
        )
        .join(' union all '),
      [forms],
    );
    const texts = [
      ...filesUnder(market.app.app.get(Env).DATA_DIR).map((file) => ({ place: file, text: fs.readFileSync(file, 'utf8') })),
      ...log.map((line) => ({ place: line, text: line })),
    ];
    const held = texts.filter(({ text }) => forms.some((form) => text.toLowerCase().includes(form)));
    return [...found, ...held].map(({ place }) => place);
  }

  it('[SP5] of a whole story are in no log, no column and no file', async () => {
    const { app, operator } = market;
    const wanted = { phone: PLANTED.phone, name: 'Người gieo', password: PLANTED.password, role: 'producer' };
    expect((await operator.post('/api/v1/accounts', wanted)).status).toBe(201);
    expect((await operator.post('/api/v1/accounts', wanted)).status).toBe(409);
    for (const password of [PLANTED.password, `${PLANTED.password} sai`])
      await app.call('POST', '/api/v1/session', { body: { phone: PLANTED.phone, password } });
    const bankAccount = { bankBin: '970405', account: PLANTED.account, holder: 'NGUYEN THI DAO' };
    const about = { representative: 'Nguyễn Thị Đào', phone: PLANTED.phone, personalNumber: PLANTED.personalNumber, bankAccount };
    const mai = await app.person('producer');
    const made = await mai.post('/api/v1/producers', {
      kind: 'household-business',
      name: 'Hộ Nguyễn Thị Đào',
      provinceCode: '08',
      ...about,
    });
    expect(made.status).toBe(201);
    const home = `/api/v1/producers/${made.body.id}`;
    const json = { 'content-type': 'application/json' };
    expect((await mai.call('PATCH', home, { body: { version: 9, ...about } })).status).toBe(409);
    expect((await mai.call('PATCH', home, { body: { version: 1, ...about, taxCode: 'không phải số' } })).status).toBe(400);
    expect((await mai.call('PATCH', home, { body: `{"phone":"${PLANTED.phone}","personalNumber":`, headers: json })).status).toBe(400);
    for (const who of [operator, mai]) expect((await who.get(`${home}/sensitive`)).body.personalNumber).toBe(PLANTED.personalNumber);
    await operator.get(`/api/v1/producers?q=${PLANTED.phone}`);

    // Codes, a token, and what the person asks for of the own data.
    for (const way of ['session', 'password']) await app.call('POST', `/api/v1/${way}/codes`, { body: { phone: PLANTED.phone } });
    await app.call('POST', '/api/v1/session/with-code', { body: { phone: PLANTED.phone, code: '000000' } });
    const { token } = (await mai.post<{ token: string }>('/api/v1/tokens', { name: 'máy', expiresInDays: 1 })).body;
    const bearer = { authorization: `Bearer ${token}` };
    for (const path of [home, `/api/v1/nowhere?token=${token}`, `/api/v1/producers/${token}`])
      await app.call('GET', path, { headers: bearer });
    const asked = { kind: 'see', requesterName: PLANTED.buyerName, requesterContact: PLANTED.email, text: `gọi ${PLANTED.phone}` };
    const request = await mai.post(`${home}/requests`, asked);
    expect(request).toMatchObject({ status: 201, body: asked });
    expect((await operator.post(`/api/v1/requests/${request.body.id}/done`, { answer: `đã gửi ${PLANTED.email}` })).status).toBe(200);

    // A fault of ours whose words quote what could not be stored.
    await sql(`alter table producer add constraint planted check (representative <> 'x') not valid`);
    await sql(
      `create function planted() returns trigger language plpgsql as $$ begin raise exception 'cannot take % %', '${PLANTED.phone}', '${PLANTED.personalNumber}' using errcode = '22000'; end $$`,
    );
    await sql('create trigger planted before update on producer for each row execute function planted()');
    expect((await mai.call('PATCH', home, { body: { version: 1, ...about } })).status).toBe(500);
    await sql('drop trigger planted on producer; drop function planted');

    // A shop with a secret of its own, and an order whose lane fails with such words.
    const shop = market.shops.get('voso') ?? '';
    await operator.call('PATCH', `/api/v1/connections/${shop}`, {
      body: { webhookSecrets: [PLANTED.webhookSecret, 'bi-mat-thuc-hanh-a'] },
    });
    const honey = await market.listed(5);
    await sql(
      `create function planted() returns trigger language plpgsql as $$ begin raise exception 'cannot take % %', '${PLANTED.buyerPhone}', '${PLANTED.buyerName}' using errcode = '22000'; end $$`,
    );
    await sql('create trigger planted before insert on market_order for each row execute function planted()');
    const buyer = { name: PLANTED.buyerName, phone: PLANTED.buyerPhone };
    const bought = await market.buy('voso', honey, 1, { buyer, note: `${PLANTED.note}, ${PLANTED.email}` });
    await until('a failed attempt', async () => (await sql('select 1 from delivery where attempts > 0')).length > 0);
    await sql('drop trigger planted on market_order');
    await sql(`update delivery set due_at = now() where state = 'waiting'`);
    market.app.app.get(LaneRunner).wake('orders', shop);
    await market.quiet();
    const order = await until('the order', () => market.order('voso', String(bought)));
    const seen = (await operator.get(`${honey.home}/orders/${order.id}`)).body;
    expect(seen).toMatchObject({
      receiver: { name: PLANTED.buyerName, address: expect.stringMatching(/.{10}/) },
      note: expect.stringContaining(PLANTED.note),
    });

    // Whoever writes a line into the log without thinking.
    new Logger('anybody').warn(`gọi ${PLANTED.phone} hoặc ${PLANTED.email}, token=${token}`);

    // A job of the queue that fails with such words.
    await sql('create trigger planted before delete on exchange for each statement execute function planted()');
    await market.app.app.get(Jobs).soon('tidy');
    await until(
      'a failed job',
      async () => (await sql(`select 1 from graphile_worker._private_jobs where last_error is not null`)).length > 0,
    );
    await sql('drop trigger planted on exchange');
    await market.app.app.get(PlatformGateway).flushExchanges();

    expect(log.length).toBeGreaterThan(50);
    expect(log.some((line) => line.includes('database: 22000'))).toBe(true);
    expect(await findings([...Object.values(PLANTED), token, seen.receiver.address])).toEqual([]);

    // To the platform goes what the order and the listing need: of the producer neither number nor account nor phone, and nothing of its people.
    const sent = await sql<{ body: string }>('select request_body as body from exchange where request_body is not null');
    expect(sent.length).toBeGreaterThan(3);
    for (const { body } of sent) expect(body).not.toMatch(/personalNumber|bankAccount|representative|Nguyễn Thị Đào/);
  }, 60_000);
});

function filesUnder(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(file) : entry.isFile() ? [file] : [];
  });
}
