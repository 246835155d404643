import { giveConsents } from '../../../test/support/consent';
import { openJudge, platforms } from '../../../test/support/judge';
import { givePapers } from '../../../test/support/papers';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { until } from '../../../test/support/market';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { PlatformRule } from '../rule/platform-rule.entity';
import { Rule } from '../rule/rule.entity';
import { RuleService } from '../rule/rule.service';

const CODES = platforms.all().map(({ adapter }) => adapter.code);
const MANY = 10_000;
/** Promised for ten thousand products on two busy cores. */
const WITHIN_MS = 60_000;

interface Stored {
  readonly productId: string;
  readonly platform: string;
  readonly isReady: boolean;
  readonly codes: string[];
  readonly at: string;
}

describe('stored verdicts', () => {
  let database: TestDatabase;
  let operator: string;
  const clock = new FakeClock();
  let judge: Awaited<ReturnType<typeof openJudge>>;
  const open = () => judge.sweep();
  beforeAll(async () => {
    database = await openDatabase([Rule, PlatformRule]);
    judge = await openJudge(database, clock);
    operator = newId();
    await rows(
      database.db,
      `insert into account (id, phone_box, name, role, password_hash) values ($1, '+84912345678', 'Quản trị', 'operator', '')`,
      [operator],
    );
  });
  afterAll(() => database.drop());

  /** Ready products of a set, straight in the database. */
  async function products(count: number, set: number, shortEdgePx = 900): Promise<string[]> {
    const producer = newId();
    const photo = newId();
    await rows(database.db, `insert into producer (id, kind, name, province_code) values ($1, 'cooperative', 'HTX', '08')`, [producer]);
    await rows(
      database.db,
      `insert into photo (id, producer_id, sha256, format, bytes, width, height) values ($1, $2, $3, 'jpeg', 1, 1200, $4)`,
      [photo, producer, newId(), shortEdgePx],
    );
    const made = await rows<{ id: string }>(
      database.db,
      `insert into product (id, producer_id, name, description, ocop_set, commune_code, shelf_life_days)
       select gen_random_uuid(), $1, 'Sản phẩm ' || n, repeat('Hàng làm tại xã. ', 20), $2, '01273', 365 from generate_series(1, $3) n returning id`,
      [producer, set, count],
    );
    const ids = made.map(({ id }) => id);
    await rows(
      database.db,
      `with pack_of as (insert into pack (id, product_id, sku, unit, weight_grams, length_cm, width_cm, height_cm, price_vnd)
           select gen_random_uuid(), id, id::text, 'gói', 1, 1, 1, 1, 1000 from unnest($1::uuid[]) as given (id)),
         proof as (insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, state)
           select gen_random_uuid(), id, 4, 'QĐ', 'UBND', '2025-01-01', '2027-12-31', 'verified' from unnest($1::uuid[]) as given (id))
       insert into product_photo (product_id, photo_id, position) select id, $2, 0 from unnest($1::uuid[]) as given (id)`,
      [ids, photo],
    );
    await givePapers(database.db, ids);
    await giveConsents(database.db, ids, CODES);
    return ids;
  }
  const stored = (ids: readonly string[]): Promise<Stored[]> =>
    rows<Stored>(
      database.db,
      `select product_id as "productId", platform, is_ready as "isReady", (select coalesce(array_agg(g ->> 'code'), '{}') from jsonb_array_elements(gaps) g) as codes, checked_at::text as at
         from product_readiness where product_id = any($1) order by product_id, platform`,
      [ids],
    );

  it('are there for every product and platform, and say what asking now says', async () => {
    const [honey = '', spirit = ''] = [...(await products(1, 4)), ...(await products(1, 14))];
    await open().workOff();
    for (const id of [honey, spirit]) {
      const found = await stored([id]);
      expect(found).toHaveLength(platforms.all().length);
      for (const one of found) {
        const now = await judge.readiness.check(database.db, id, one.platform);
        expect({ isReady: one.isReady, codes: one.codes }).toEqual({ isReady: now.isReady, codes: now.gaps.map((gap) => gap.code) });
      }
    }
    expect((await stored([honey])).every((one) => one.isReady)).toBe(true);
    expect((await stored([spirit])).every((one) => one.codes.includes('platform-cannot'))).toBe(true);
  });

  it.each<readonly [string, string]>([
    ['the product', `update product set commune_code = null where id = $1`],
    ['its attributes', `update product set attributes = '{}' where id = $1`],
    ['its packs', `delete from pack where product_id = $1`],
    ['its photos', `delete from product_photo where product_id = $1`],
    ['a certificate', `update certificate set state = 'revoked', revoked_on = '2026-01-01' where product_id = $1`],
    [
      'what its maker agrees to',
      `update consent set withdrawn_at = given_at, withdrawal_method = 'phone' where producer_id = (select producer_id from product where id = $1)`,
    ],
    ['a paper', `update document set state = 'revoked' where product_id = $1 and type = 'label-image'`],
    [
      'the kind of its maker',
      `with gone as (delete from document where product_id = $1 and type = 'business-registration')
       update producer set kind = 'company' where id = (select producer_id from product where id = $1)`,
    ],
  ])('follow a change of %s', async (_, change) => {
    const [id = ''] = await products(1, 4);
    await open().workOff();
    expect((await stored([id])).every((one) => one.isReady)).toBe(true);
    await rows(database.db, change, [id]);
    await open().workOff();
    expect((await stored([id])).some((one) => one.isReady)).toBe(false);
  });

  it('change on the day on which a certificate ends, without anybody touching the product', async () => {
    const [id = ''] = await products(1, 4);
    const later = new FakeClock(new Date('2027-12-31T16:59:59Z'));
    const sweep = judge.sweep(later);
    await sweep.workOff();
    expect((await stored([id])).every((one) => one.isReady)).toBe(true);
    later.advance(1_000);
    await sweep.workOff();
    expect((await stored([id])).every((one) => one.codes.includes('certificate-expired'))).toBe(true);
    await rows(database.db, 'delete from product_readiness');
    await rows(database.db, 'insert into readiness_due (product_id) select id from product');
    await open().workOff();
  });

  it('[CC2] ten thousand products are right again within a minute of a change of a photo rule, and nothing else is touched', async () => {
    const small = await products(MANY / 2, 4, 600);
    const large = await products(MANY / 2, 11, 900);
    const sweeps = [open(), open()];
    await Promise.all(sweeps.map((sweep) => sweep.workOff()));
    const before = await stored([...small, ...large]);
    expect(before).toHaveLength(MANY * 2);
    expect(before.every((one) => one.isReady)).toBe(true);

    const began = performance.now();
    const override = { platform: 'voso', photoRule: { minEdgePx: 800 }, noteVi: 'Thông báo của sàn', effectiveFrom: '2026-11-01' };
    await database.transactions.run((tx) => judge.platformRules.lay(tx, override, operator));
    for (const sweep of sweeps) sweep.wake();
    const after = await until(
      'every verdict of voso',
      async () => {
        const [left] = await rows<{ n: number }>(
          database.db,
          `select count(*)::int as n from product_readiness where platform = 'voso' and product_id = any($1) and is_ready`,
          [small],
        );
        if (left?.n !== 0) return null;
        const [due] = await rows<{ n: number }>(database.db, 'select count(*)::int as n from readiness_due');
        return due?.n === 0 ? stored([...small, ...large]) : null;
      },
      WITHIN_MS,
    );
    process.stdout.write(`      ${MANY} products judged anew in ${Math.round(performance.now() - began)} ms\n`);
    const isSmall = new Set(small);
    for (const one of after) {
      if (one.platform === 'voso') expect(one.codes).toEqual(isSmall.has(one.productId) ? ['photo-too-small'] : []);
    }
    const others = (list: readonly Stored[]) => list.filter((one) => one.platform !== 'voso');
    expect(others(after)).toEqual(others(before));
    await Promise.all(sweeps.map((sweep) => sweep.beforeApplicationShutdown()));

    const rule = {
      code: 'tea-paper',
      topic: 'label',
      asks: 'document',
      asked: ['trace'],
      sets: [11],
      level: 'required',
      condition: [],
    } as const;
    await database.transactions.run((tx) =>
      new RuleService(clock).add(tx, { ...rule, textVi: 'Cần mã truy xuất.', source: 'thử', effectiveFrom: '2026-01-01' }, operator),
    );
    await open().workOff();
    const ruled = await stored([...small, ...large]);
    expect(ruled.filter((one) => !isSmall.has(one.productId)).every((one) => one.codes.includes('document-missing'))).toBe(true);
    expect(ruled.filter((one) => isSmall.has(one.productId))).toEqual(after.filter((one) => isSmall.has(one.productId)));
  }, 200_000);
});
