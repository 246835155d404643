import { giveConsents } from '../../../test/support/consent';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { openJudge, platforms } from '../../../test/support/judge';
import { givePapers } from '../../../test/support/papers';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { WhyNotLive } from './why-not-live.service';

interface Goods {
  readonly producerId: string;
  readonly productId: string;
  readonly shop: string;
}

/** A fault and how it is put right. $1: product; {shop} and {producer} stand for their ids. */
interface Fault {
  readonly first: string;
  readonly who: string;
  readonly plant: string;
  readonly mend: string;
}

const attribute = (code: string, value: string): Pick<Fault, 'plant' | 'mend'> => ({
  plant: `update product set attributes = attributes - '${code}' where id = $1`,
  mend: `update product set attributes = attributes || '{"${code}": ${value}}' where id = $1`,
});
const paper = (type: string, change: string, back: string): Pick<Fault, 'plant' | 'mend'> => ({
  plant: `update document set ${change} where product_id = $1 and type = '${type}'`,
  mend: `update document set ${back} where product_id = $1 and type = '${type}'`,
});
const product = (change: string, back: string): Pick<Fault, 'plant' | 'mend'> => ({
  plant: `update product set ${change} where id = $1`,
  mend: `update product set ${back} where id = $1`,
});
const certificate = (change: string, back: string): Pick<Fault, 'plant' | 'mend'> => ({
  plant: `update certificate set ${change} where product_id = $1`,
  mend: `update certificate set ${back} where product_id = $1`,
});
const listing = (change: string): Pick<Fault, 'plant' | 'mend'> => ({
  plant: `update listing set ${change} where product_id = $1`,
  mend: `update listing set wanted = 'live', seen_state = 'live', sent_version_id = wanted_version_id, issues = '[]', attempts = 0, granted = 5 where product_id = $1`,
});
const CODES = platforms.all().map(({ adapter }) => adapter.code);
const consent = (change: string, back: string): Pick<Fault, 'plant' | 'mend'> => ({
  plant: `update consent set ${change} where producer_id = (select producer_id from product where id = $1)`,
  mend: `update consent set ${back} where producer_id = (select producer_id from product where id = $1)`,
});
const LONG = 'Mật ong '.repeat(30);

const FAULTS: readonly Fault[] = [
  { first: 'question-open', who: 'producer', ...attribute('isPrepacked', 'true') },
  { first: 'question-open', who: 'producer', ...attribute('isSmallPrimaryProduction', 'true') },
  { first: 'attribute-missing', who: 'producer', ...attribute('ingredients', '"Mật ong"') },
  { first: 'attribute-missing', who: 'producer', ...attribute('netQuantity', '"500 ml"') },
  { first: 'title-too-long', who: 'producer', ...product(`name = '${LONG}'`, `name = 'Mật ong'`) },
  { first: 'description-too-long', who: 'producer', ...product(`description = repeat('a', 4000)`, `description = 'Mật ong'`) },
  { first: 'commune-missing', who: 'producer', ...product('commune_code = null', `commune_code = '01273'`) },
  { first: 'shelf-life-missing', who: 'producer', ...product('shelf_life_days = null', 'shelf_life_days = 365') },
  { first: 'star-claim-unproven', who: 'producer', ...product(`name = 'Mật ong OCOP 5 sao'`, `name = 'Mật ong'`) },
  {
    first: 'consent-missing',
    who: 'producer',
    ...consent(`platform = 'other-' || platform`, `platform = replace(platform, 'other-', '')`),
  },
  {
    first: 'consent-ended',
    who: 'producer',
    ...consent(`withdrawn_at = '2026-10-01', withdrawal_method = 'phone'`, 'withdrawn_at = null, withdrawal_method = null'),
  },
  { first: 'document-missing', who: 'producer', ...paper('business-registration', `state = 'revoked'`, `state = 'verified'`) },
  { first: 'document-missing', who: 'producer', ...paper('food-safety-certificate', `state = 'rejected'`, `state = 'verified'`) },
  {
    first: 'document-missing',
    who: 'producer',
    ...paper('label-image', `type = 'trace'`, `type = 'label-image'`),
    mend: `update document set type = 'label-image' where product_id = $1 and type = 'trace'`,
  },
  { first: 'document-expired', who: 'producer', ...paper('self-declaration', `expires_on = '2026-01-31'`, 'expires_on = null') },
  { first: 'document-not-verified', who: 'province', ...paper('self-declaration', `state = 'submitted'`, `state = 'verified'`) },
  { first: 'certificate-not-verified', who: 'province', ...certificate(`state = 'submitted'`, `state = 'verified'`) },
  { first: 'certificate-expired', who: 'producer', ...certificate(`expires_on = '2026-01-31'`, `expires_on = '2028-01-01'`) },
  { first: 'certificate-missing', who: 'producer', ...certificate(`state = 'refused'`, `state = 'verified'`) },
  {
    ...{ first: 'photo-too-few', who: 'producer' },
    plant: `delete from product_photo where product_id = $1`,
    mend: `insert into product_photo (product_id, photo_id, position) select $1, id, 0 from photo where producer_id = '{producer}'`,
  },
  {
    ...{ first: 'photo-too-small', who: 'producer' },
    plant: `update photo set width = 300, height = 200 where producer_id = (select producer_id from product where id = $1)`,
    mend: `update photo set width = 900, height = 900 where producer_id = (select producer_id from product where id = $1)`,
  },
  {
    first: 'shop-paused',
    who: 'operator',
    plant: `update connection set is_paused = true where id = '{shop}' and $1::uuid is not null`,
    mend: `update connection set is_paused = false where id = '{shop}' and $1::uuid is not null`,
  },
  { first: 'shop-wrong-credentials', who: 'operator', plant: trouble('wrong-credentials'), mend: trouble(null) },
  { first: 'shop-account-locked', who: 'platform', plant: trouble('account-locked'), mend: trouble(null) },
  {
    first: 'never-published',
    who: 'producer',
    ...listing(`wanted_version_id = null, sent_version_id = null, seen_state = 'none'`),
    mend: `update listing l set wanted_version_id = v.id, sent_version_id = v.id, seen_state = 'live' from listing_version v where v.listing_id = l.id and l.product_id = $1`,
  },
  { first: 'paused', who: 'producer', ...listing(`wanted = 'hidden', seen_state = 'hidden'`) },
  { first: 'withdrawn', who: 'producer', ...listing(`wanted = 'gone', seen_state = 'deleted'`) },
  {
    first: 'rejected',
    who: 'producer',
    ...listing(
      `seen_state = 'rejected', issues = '[{"code": "text", "field": "title", "platformText": "Tên có từ cấm", "adviceVi": "Hãy đổi tên."}]'`,
    ),
  },
  { first: 'in-review', who: 'platform', ...listing(`seen_state = 'in-review', seen_at = '2026-11-20T00:00:00Z'`) },
  {
    first: 'platform-unreachable',
    who: 'platform',
    ...listing(
      `seen_state = 'none', sent_version_id = null, attempts = 3, issues = '[{"code": "other", "platformText": "", "adviceVi": "Sàn chưa trả lời được; hệ thống sẽ tự thử lại."}]'`,
    ),
  },
  { first: 'queued', who: 'nobody', ...listing(`seen_state = 'none', sent_version_id = null`) },
  { first: 'locked', who: 'platform', ...listing(`seen_state = 'locked'`) },
  {
    first: 'stock-uncounted',
    who: 'producer',
    plant: `with l as (update listing set granted = 0 where product_id = $1) update pool set on_hand = null where product_id = $1`,
    mend: `with l as (update listing set granted = 5 where product_id = $1) update pool set on_hand = 10 where product_id = $1`,
  },
  {
    first: 'stock-empty',
    who: 'producer',
    plant: `with l as (update listing set granted = 0 where product_id = $1) update pool set on_hand = 0 where product_id = $1`,
    mend: `with l as (update listing set granted = 5 where product_id = $1) update pool set on_hand = 10 where product_id = $1`,
  },
];

/** In the database, because a shop belongs to one product here. */
function trouble(what: string | null): string {
  return `update connection set trouble = ${what === null ? 'null' : `'${what}'`}, trouble_since = ${what === null ? 'null' : 'now()'} where id = '{shop}' and $1::uuid is not null`;
}

describe('[N6] why is it not live?', () => {
  let database: TestDatabase;
  let why: WhyNotLive;
  beforeAll(async () => {
    database = await openDatabase();
    const { readiness } = await openJudge(database, new FakeClock());
    why = new WhyNotLive(platforms, readiness);
  });
  afterAll(() => database.drop());

  /** A product that is on sale at a shop of its own. */
  async function onSale(): Promise<Goods> {
    const ids = {
      producer: newId(),
      product: newId(),
      photo: newId(),
      pack: newId(),
      pool: newId(),
      shop: newId(),
      listing: newId(),
      version: newId(),
    };
    const run = (sql: string, ...parameters: unknown[]) => rows(database.db, sql, parameters);
    await run(`delete from connection c where not exists (select 1 from listing l where l.connection_id = c.id)`);
    await run(`insert into producer (id, kind, name, province_code) values ($1, 'cooperative', 'HTX', '08')`, ids.producer);
    await run(
      `insert into product (id, producer_id, name, description, ocop_set, commune_code, shelf_life_days) values ($1, $2, 'Mật ong', 'Mật ong hoa bạc hà của cao nguyên đá.', 4, '01273', 365)`,
      ids.product,
      ids.producer,
    );
    await run(
      `insert into pack (id, product_id, sku, unit, weight_grams, length_cm, width_cm, height_cm, price_vnd) values ($1, $2, $3, 'chai', 1, 1, 1, 1, 1000)`,
      ids.pack,
      ids.product,
      `SKU-${ids.pack.slice(-8)}`,
    );
    await run(
      `insert into photo (id, producer_id, sha256, format, bytes, width, height) values ($1, $2, 'x', 'jpeg', 1, 900, 900)`,
      ids.photo,
      ids.producer,
    );
    await run(`insert into product_photo (product_id, photo_id, position) values ($1, $2, 0)`, ids.product, ids.photo);
    await run(
      `insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, state) values ($1, $2, 4, 'QĐ 1', 'UBND', '2025-01-01', '2028-01-01', 'verified')`,
      newId(),
      ids.product,
    );
    await givePapers(database.db, [ids.product]);
    await giveConsents(database.db, [ids.product], CODES);
    await run(
      `insert into connection (id, platform, name, base_url, credentials_box, webhook_secrets_box) values ($1, 'voso', 'Gian', 'http://127.0.0.1:1', '', '')`,
      ids.shop,
    );
    await run(`insert into pool (id, product_id, on_hand) values ($1, $2, 10)`, ids.pool, ids.product);
    await run(
      `insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, seen_state, granted, external_id) values ($1, $2, $3, $4, $5, $6, 'S', 1, 'live', 5, 'E1')`,
      ...[ids.listing, ids.shop, ids.producer, ids.product, ids.pack, ids.pool],
    );
    await run(
      `insert into listing_version (id, listing_id, number, checksum, content) values ($1, $2, 1, 'x', '{}')`,
      ids.version,
      ids.listing,
    );
    await run(`update listing set wanted_version_id = $2, sent_version_id = $2 where id = $1`, ids.listing, ids.version);
    return { producerId: ids.producer, productId: ids.product, shop: ids.shop };
  }
  const apply = (sql: string, goods: Goods) =>
    rows(database.db, sql.replaceAll('{shop}', goods.shop).replaceAll('{producer}', goods.producerId), [goods.productId]);
  /** A listing that was live before it broke would still be live: it is taken off first, as sending it again would show. */
  const takenOff = (goods: Goods) =>
    apply(`update listing set seen_state = 'hidden', wanted = 'live' where product_id = $1 and seen_state = 'live'`, goods);
  const ask = async (goods: Goods) => {
    const { shops, summaryVi } = await why.ask(database.db, goods.producerId, goods.productId);
    const here = shops.find((shop) => shop.connectionId === goods.shop);
    return { codes: here?.blockers.map((blocker) => blocker.code) ?? [], first: here?.blockers[0], isLive: here?.isLive, summaryVi };
  };
  const isInBooks = ({ first }: Fault): boolean =>
    /^(shop-paused|stock|never|paused|withdrawn|rejected|in-review|platform-unreachable|queued|locked)/.test(first);

  it('thirty products broken in thirty ways', () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(30);
  });

  it.each(FAULTS.map((fault, i) => [`${i + 1} ${fault.first}`, fault] as const))(
    'names %s first, and nothing once it is mended',
    async (_, fault) => {
      const goods = await onSale();
      expect(await ask(goods)).toMatchObject({ isLive: true, codes: [] });
      await apply(fault.plant, goods);
      if (!isInBooks(fault)) await takenOff(goods);
      const { first, summaryVi, isLive } = await ask(goods);
      expect({ isLive, code: first?.code, who: first?.who }).toEqual({ isLive: false, code: fault.first, who: fault.who });
      expect(summaryVi).toContain(first?.messageVi ?? '?');
      await apply(fault.mend, goods);
      await apply(`update listing set seen_state = 'live' where product_id = $1 and seen_state = 'hidden'`, goods);
      expect(await ask(goods)).toMatchObject({ isLive: true, codes: [] });
    },
  );

  it.each([
    ['star-claim-unproven', 'certificate-not-verified'],
    ['commune-missing', 'photo-too-few'],
    ['document-not-verified', 'rejected'],
    ['photo-too-small', 'shop-paused'],
    ['shop-account-locked', 'in-review'],
    ['rejected', 'stock-uncounted'],
    ['question-open', 'document-missing'],
    ['shelf-life-missing', 'description-too-long'],
  ])('of two names %s first, then %s', async (sooner, later) => {
    const goods = await onSale();
    const [one, two] = [sooner, later].map((code) => FAULTS.find((fault) => fault.first === code));
    if (!one || !two) throw new Error('no such fault');
    await apply(two.plant, goods);
    await apply(one.plant, goods);
    if (!isInBooks(two) || !isInBooks(one)) await takenOff(goods);
    expect((await ask(goods)).codes.filter((code) => code === sooner || code === later)).toEqual([sooner, later]);
    expect((await ask(goods)).first?.code).toBe(sooner);
    await apply(one.mend, goods);
    await apply(two.plant, goods);
    if (!isInBooks(two)) await takenOff(goods);
    expect((await ask(goods)).first?.code).toBe(later);
  });

  it("tells the platform's own words and since when, and that a platform has no shop", async () => {
    const goods = await onSale();
    await apply(FAULTS.find((fault) => fault.first === 'rejected')?.plant ?? '', goods);
    expect((await ask(goods)).first).toMatchObject({
      platformText: 'Tên có từ cấm',
      field: 'title',
      messageVi: expect.stringContaining('Hãy đổi tên.'),
    });
    const { shops } = await why.ask(database.db, goods.producerId, goods.productId);
    expect(shops.find((shop) => shop.platform === 'postmart')).toMatchObject({
      connectionId: null,
      blockers: [{ code: 'shop-missing' }, { code: 'never-published' }],
    });
    await expect(why.ask(database.db, newId(), goods.productId)).rejects.toMatchObject({ kind: { code: 'not-found' } });
  });
});
