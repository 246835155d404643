import type { EntityManager } from 'typeorm';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { SecretBoxes } from '../../shared/secret';
import { findProducers } from './producer-search';
import type { ProducerQuery } from './producer.dto';

const PRODUCERS = 20_000;
const OPERATOR: Actor = { accountId: '00000000-0000-7000-8000-000000000000', role: 'operator', provinceCode: null };
const PROVINCE: Actor = { ...OPERATOR, role: 'province', provinceCode: '25' };

describe('how PostgreSQL finds producers', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
    await database.db.query(`
      insert into province (code, name, kind) values ('25', 'Phú Thọ', 'tinh');
      insert into commune (code, province_code, name, kind) select lpad(n::text, 5, '0'), '25', 'Xã ' || substr(md5(n::text), 1, 4) || ' Sơn', 'xa' from generate_series(0, 3320) n;
      insert into producer (id, kind, name, province_code, commune_code, created_at)
        select gen_random_uuid(), case when n % 500 = 0 then 'farm' else 'household' end, 'Hộ ' || n, lpad((1 + n % 34)::text, 2, '0'), lpad((n % 3321)::text, 5, '0'),
               timestamptz '2026-01-01' + n * interval '1 second' from generate_series(1, ${PRODUCERS}) n`);
    await database.db.query(
      `insert into producer_secret (producer_id, kind, box, number_index, changed_at) select id, 'phone', '', sha256(id::text::bytea), now() from producer`,
    );
    await database.db.query('vacuum analyze');
  });
  afterAll(() => database.drop());

  /** Searches, and answers the plan of the one statement that it took. */
  const planOf = async (actor: Actor, query: Omit<ProducerQuery, 'limit'>): Promise<{ found: number; plan: string }> => {
    let plan = '';
    const listening = {
      query: async (sql: string, values: unknown[]) => {
        const lines = await rows<{ 'QUERY PLAN': string }>(database.db, `explain ${sql}`, values);
        plan += lines.map((line) => line['QUERY PLAN']).join('\n');
        return database.db.query(sql, values);
      },
    } as unknown as EntityManager; // all that `rows` calls of it
    const found = await findProducers(listening, actor, { limit: 20, ...query }, new Date('2026-11-21'), hashesOfPhone);
    return { found: found.length, plan };
  };

  const hashesOfPhone = (phone: string): Buffer[] => new SecretBoxes(Buffer.alloc(32, 1)).keyedHashes('phone', phone);

  it.each<[string, Actor, Omit<ProducerQuery, 'limit'>, string]>([
    ['words of a name', OPERATOR, { q: '123 ho' }, 'producer_words_idx'],
    ['a phone number', OPERATOR, { q: '0912 345 678' }, 'producer_secret_number_idx'],
    ['a rare kind', OPERATOR, { kind: 'farm' }, 'producer_kind_idx'],
    ['a common kind, the oldest first', OPERATOR, { kind: 'household' }, 'producer_kind_idx'],
    ['a commune', OPERATOR, { communeCode: '00007' }, 'producer_commune_idx'],
    ['the name of a commune', OPERATOR, { commune: '8f14' }, 'producer_commune_idx'],
    ['the name of a commune, in the index of their words', OPERATOR, { commune: '8f14' }, 'commune_words_idx'],
    ['a commune, by a province', PROVINCE, { communeCode: '00007' }, 'producer_commune_idx'],
    ['a rare kind, by a province', PROVINCE, { kind: 'farm' }, 'producer_kind_idx'],
  ])('%s: by an index, never by reading all', async (_, actor, query, index) => {
    const { plan } = await planOf(actor, query);
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/Seq Scan on (?!producer_merge)/); // which is empty here
  });

  it('finds what there is', async () => {
    expect((await planOf(OPERATOR, { kind: 'farm' })).found).toBe(21);
    expect((await planOf(OPERATOR, { commune: '8f14' })).found).toBeGreaterThan(0); // md5 of 7
    expect((await planOf(PROVINCE, { commune: 'son', kind: 'farm' })).found).toBe(3);
  });
});
