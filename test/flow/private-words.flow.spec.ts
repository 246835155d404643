import fs from 'node:fs';
import path from 'node:path';
import { Env } from '../../config/env';
import { PlatformGateway } from '../../src/platform';
import { rows, Transactions } from '../../src/shared/db';
import { createLogger } from '../../src/shared/http';
import { LaneRunner } from '../../src/sync';
import { openMarket, until, type Market } from '../support/market';

/** What is planted in a whole story, and must be found nowhere but in boxes. */
const PLANTED = {
  phone: '0983456789',
  personalNumber: '001085012349',
  account: '6789012345671',
  password: 'mật khẩu gieo 77',
  webhookSecret: 'bi-mat-gieo-88',
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

  /** Everything that a text can be found in: the log, every column of every table that is no box, the files. */
  async function where(word: string): Promise<string[]> {
    const columns = await sql<{ table: string; column: string }>(
      `select table_schema || '.' || table_name as "table", column_name as "column" from information_schema.columns
        where table_schema in ('public', 'graphile_worker') and column_name !~ '(^|_)box$'
          and (table_schema, table_name) in (select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE')`,
    );
    const forms = [word, word.replace(/^0(?=\d)/, '+84'), word.replace(/^0(?=\d)/, '84')];
    const found = await sql<{ place: string }>(
      columns
        .map(
          ({ table, column }) =>
            `select distinct '${table}.${column}' as place from ${table} where exists (select from unnest($1::text[]) f where position(f in "${column}"::text) > 0 or position(encode(convert_to(f, 'UTF8'), 'hex') in "${column}"::text) > 0)`,
        )
        .join(' union all '),
      [forms],
    );
    const files = filesUnder(market.app.app.get(Env).DATA_DIR).filter((file) => forms.some((form) => fs.readFileSync(file).includes(form)));
    return [...found.map(({ place }) => place), ...files, ...log.filter((line) => forms.some((form) => line.includes(form)))];
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
    expect((await mai.call('PATCH', home, { body: { version: 9, ...about } })).status).toBe(409);
    expect((await mai.call('PATCH', home, { body: { version: 1, ...about, taxCode: 'không phải số' } })).status).toBe(400);
    expect((await mai.call('PATCH', home, { body: `{"phone":"${PLANTED.phone}","personalNumber":` })).status).toBe(400);
    for (const who of [operator, mai]) expect((await who.get(`${home}/sensitive`)).body.personalNumber).toBe(PLANTED.personalNumber);
    await operator.get(`/api/v1/producers?q=${PLANTED.phone}`);

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
      `create function planted() returns trigger language plpgsql as $$ begin raise exception 'cannot take %', '${PLANTED.phone}' using errcode = '22000'; end $$`,
    );
    await sql('create trigger planted before insert on market_order for each row execute function planted()');
    await market.buy('voso', honey, 1);
    await until('a failed attempt', async () => (await sql('select 1 from delivery where attempts > 0')).length > 0);
    await sql('drop trigger planted on market_order');
    await sql(`update delivery set due_at = now() where state = 'waiting'`);
    market.app.app.get(LaneRunner).wake('orders', shop);
    await market.quiet();
    await market.app.app.get(PlatformGateway).flushExchanges();

    expect(log.length).toBeGreaterThan(50);
    expect(log.some((line) => line.includes('database: 22000'))).toBe(true);
    for (const word of Object.values(PLANTED)) expect([word, await where(word)]).toEqual([word, []]);

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
