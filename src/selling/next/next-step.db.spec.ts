import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { PlatformNames } from '../../people';
import { rows } from '../../shared/db';
import type { Actor, Role } from '../../shared/http';
import { FakeClock, newId } from '../../shared/kernel';
import type { NextStepDto, NextStepQuery } from './next-step.dto';
import { NextStepReader } from './next-step.reader';

const NOW = new Date('2026-11-22T02:00:00Z');
const HOUSEHOLDS = 50;
const PRODUCTS = 20;

const GAP = (code: string, field: string, cost: number, who = 'producer') => ({
  ...{ code, field, cost, who },
  messageVi: `Thiếu ${field}.`,
  pausesLive: false,
  rule: null,
});

describe('next steps', () => {
  let database: TestDatabase;
  let steps: NextStepReader;
  const shop = newId();
  const officer: Actor = { accountId: newId(), role: 'officer', provinceCode: null };
  const office: Actor = { accountId: newId(), role: 'province', provinceCode: '08' };
  const operator: Actor = { accountId: newId(), role: 'operator', provinceCode: null };
  const own: Actor = { accountId: newId(), role: 'producer', provinceCode: null };
  /** Households of the officer; the first has one of everything. */
  const households = Array.from({ length: HOUSEHOLDS }, () => newId());
  const [first = ''] = households;
  const products: string[] = [];
  const run = <T>(sql: string, ...values: unknown[]): Promise<T[]> => rows<T>(database.db, sql, values);

  beforeAll(async () => {
    database = await openDatabase();
    const names = new PlatformNames();
    names.tell(new Map([['voso', 'Voso']]));
    steps = new NextStepReader(new FakeClock(NOW), names);
    for (const { accountId, role } of [officer, office, operator, own]) await account(accountId, role);
    await run(
      `insert into connection (id, platform, name, base_url, credentials_box, webhook_secrets_box) values ($1, 'voso', 'Gian Voso', 'http://127.0.0.1:1', '', '')`,
      shop,
    );
    await run(`insert into officer_area (account_id, province_code) values ($1, '08')`, officer.accountId);
    await run(
      `insert into producer (id, kind, name, province_code) select id, 'household', 'Hộ ' || n, '08' from unnest($1::uuid[]) with ordinality as w (id, n)`,
      households,
    );
    await run('insert into membership (producer_id, account_id) values ($1, $2)', first, own.accountId);
    await mandates(households, officer.accountId, '2027-10-01');
    const made = await run<{ id: string }>(
      `insert into product (id, producer_id, name, ocop_set) select gen_random_uuid(), h.id, 'Hàng ' || k, 4 from unnest($1::uuid[]) h (id), generate_series(1, $2::int) k returning id`,
      ...[households, PRODUCTS],
    );
    products.push(...made.map(({ id }) => id));
    await run(
      `insert into product_readiness (product_id, platform, percent, is_ready, pauses_live, gaps, rule_revision, checked_at)
       select p.id, w.platform, 50, false, false, $1, 1, now() from product p, (values ('voso'), ('postmart')) w (platform)`,
      JSON.stringify([GAP('attribute-missing', 'attributes.ingredients', 2), GAP('document-missing', 'documents.test-report', 1_000)]),
    );
  });
  afterAll(() => database.drop());

  async function account(id: string, role: Role): Promise<void> {
    await run(
      `insert into account (id, phone_box, name, role, password_hash, province_code) values ($1, $2, $3, $4, '', $5)`,
      id,
      Buffer.from(id),
      role,
      role,
      role === 'province' ? '08' : null,
    );
  }
  async function mandates(producers: readonly string[], officerId: string, until: string, method = 'app-tap'): Promise<void> {
    await run(
      `with given as (insert into consent (id, producer_id, purpose, text_version, text_sha256, signer_name, signer_relation, method, evidence_sha256, given_at, collected_by)
           select gen_random_uuid(), p.id, t.purpose, t.version, t.sha256, 'Thử', 'self', $4, '\\x00', '2026-11-10', $2
             from unnest($1::uuid[]) p (id), consent_text t where t.purpose = 'officer-acts-for-me' and t.version = 1 returning id, producer_id)
       insert into mandate (id, producer_id, officer_id, officer_unit, rights, consent_id, valid_from, valid_until, granted_by, created_at)
       select gen_random_uuid(), producer_id, $2, 'extension', '{profile.read}', id, '2026-11-10', $3, $2, '2026-11-10' from given`,
      ...[producers, officerId, until, method],
    );
  }
  const ofAll = (actor: Actor, query: Partial<NextStepQuery> = {}) => steps.ofAll(database.db, actor, { limit: 100, ...query });
  const ofFirst = async (actor: Actor = own, query: Partial<NextStepQuery> = {}): Promise<NextStepDto[]> =>
    (await steps.ofProducer(database.db, actor, first, { limit: 100, ...query })).items;
  const codes = (items: readonly NextStepDto[]): string[] => items.map(({ code }) => code);
  /** Every page. */
  async function everything(actor: Actor, query: Partial<NextStepQuery>): Promise<NextStepDto[]> {
    const all: NextStepDto[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await ofAll(actor, { ...query, ...(cursor === undefined ? {} : { cursor }) });
      all.push(...page.items);
      if (page.next === undefined) return all;
      cursor = page.next;
    }
  }

  it('[N18] one step for each of fifty households, the cheapest gap of each, page by page', async () => {
    const all = await everything(officer, { oneEach: true, limit: 7 });
    expect(all).toHaveLength(HOUSEHOLDS);
    expect(new Set(all.map(({ producerId }) => producerId)).size).toBe(HOUSEHOLDS);
    expect(new Set(codes(all))).toEqual(new Set(['attribute-missing']));
    expect(all[0]).toMatchObject({
      who: 'producer',
      count: PRODUCTS,
      deadline: null,
      whatVi: 'Thiếu attributes.ingredients. (20 sản phẩm)',
      link: { kind: 'products' },
    });
    expect(all[0]?.smsVi).toMatch(/^Ho \d+: Thieu attributes\.ingredients\. \(20 san pham\)$/);
  });

  it('[UI5] by deadline, then the cheapest; each has its page, and is gone when it is done', async () => {
    const [product = '', other = '', third = ''] = await run<{ id: string }>(
      'select id from product where producer_id = $1 order by id limit 3',
      first,
    ).then((found) => found.map(({ id }) => id));
    const undo: string[] = [];
    const order = newId();
    await run(
      `insert into market_order (id, connection_id, platform_order_id, stage, platform_state, payment, cash_on_delivery, total, fees, buyer_box, placed_at, confirm_by)
       values ($1, $2, 'VS-77', 'awaiting-seller', 'new', 'cod', 0, 1000, 0, '', '2026-11-22T01:00:00Z', '2026-11-22T05:00:00Z')`,
      ...[order, shop],
    );
    await run(
      `insert into order_line (id, order_id, line_id, sku, quantity, unit_price, producer_id) values ($1, $2, '1', 'S', 3, 500, $3)`,
      newId(),
      order,
      first,
    );
    undo.push(`update market_order set stage = 'delivered' where id = '${order}'`);
    const certificate = newId();
    await run(
      `insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, state) values ($1, $2, 4, 'QĐ 1', 'UBND', '2024-01-01', '2026-12-01', 'verified')`,
      ...[certificate, product],
    );
    await run(
      `insert into reminder (id, producer_id, product_id, certificate_id, kind, days_before, ends_on, created_at) values ($1, $2, $3, $4, 'end', 30, '2026-12-01', $5)`,
      ...[newId(), first, product, certificate, NOW],
    );
    undo.push(`update reminder set closed_at = now()`);
    await run(
      `insert into proposal (id, producer_id, kind, subject, summary_vi, box, content_sha256, proposed_by, mandate_id, proposed_at, expires_at)
       select $1, $2, 'price', $3, 'Giá mới 50.000đ.', '', sha256('x'), officer_id, id, '2026-11-20', '2026-11-23T02:00:00Z' from mandate where producer_id = $2 limit 1`,
      ...[newId(), first, newId()],
    );
    undo.push(`update proposal set expires_at = '2026-11-22T02:00:00Z'`);
    await run(
      `insert into late_work (id, producer_id, officer_id, mandate_id, key, fingerprint, method, route, url, captured_at, received_at)
       select gen_random_uuid(), $1, officer_id, id, 'k' || n, '', 'PATCH', 'r', 'u', now(), now() from mandate, generate_series(1, 3) n where producer_id = $1`,
      first,
    );
    undo.push(`update late_work set state = 'refused', decided_at = now()`);
    await run(
      `insert into document (id, producer_id, type, scope, number, issuer, issued_on, state) values ($1, $2, 'gap', 'producer', '1', 'TT', '2026-01-01', 'submitted')`,
      newId(),
      first,
    );
    undo.push(`delete from document where type = 'gap'`);
    await run(
      `insert into document (id, producer_id, type, scope, number, issuer, issued_on, state, file_sha256, file_type, file_bytes) values ($1, $2, 'organic', 'producer', '2', 'TT', '2026-01-01', 'submitted', $3, 'pdf', 9)`,
      ...[newId(), first, 'ab'.repeat(32)],
    );
    undo.push(`delete from document where type = 'organic'`);
    await run(`update product_readiness set is_ready = true, gaps = '[]' where product_id = $1`, product);
    undo.push(`insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, seen_state)
      select gen_random_uuid(), '${shop}', '${first}', '${product}', k.id, o.id, 'P', 1, 'live' from pack k, pool o where k.sku = 'K-${product}' and o.product_id = '${product}'`);
    for (const id of [product, other, third]) {
      await run(
        `insert into pack (id, product_id, sku, unit, weight_grams, length_cm, width_cm, height_cm, price_vnd) values ($1, $2, $3, 'chai', 1, 1, 1, 1, 1000)`,
        newId(),
        id,
        `K-${id}`,
      );
      await run(`insert into pool (id, product_id, on_hand) values ($1, $2, $3)`, newId(), id, id === other ? null : 5);
    }
    await run(
      `insert into listing (id, connection_id, producer_id, product_id, pack_id, pool_id, sku, factor, seen_state, issues)
       select gen_random_uuid(), $1, $2, k.product_id, k.id, o.id, k.sku, 1, case k.product_id when $3 then 'rejected' else 'deleted' end, '[{"code": "text", "adviceVi": "Hãy đổi tên."}]'
         from pack k join pool o on o.product_id = k.product_id where k.product_id = any(array[$3, $4]::uuid[])`,
      ...[shop, first, other, third],
    );
    undo.push(`update listing set wanted = 'gone'`);
    await run(
      `insert into message (id, purpose, recipient_hash, box, is_secret, producer_id, state, due_at, created_at, ended_at) values ($1, 'receipt', '', '', false, $2, 'failed', $3, $3, $3)`,
      newId(),
      first,
      NOW,
    );
    undo.push(`update message set state = 'sent'`);
    await run(
      `insert into consent (id, producer_id, purpose, text_version, text_sha256, platform, platform_name, signer_name, signer_relation, method, given_at, valid_until, collected_by)
       select $1, $2, purpose, version, sha256, 'voso', 'Voso', 'Thử', 'self', 'app-tap', '2026-01-01', '2026-12-10', $3 from consent_text where purpose = 'publish-on-platform' and version = 1`,
      ...[newId(), first, own.accountId],
    );
    undo.push(`update consent set valid_until = null where platform is not null`);
    const ending = newId();
    await account(ending, 'officer');
    await mandates([first], ending, '2026-12-05', 'paper-photo');
    undo.push(`update mandate set revoked_at = '2026-11-21', revoked_by = officer_id where officer_id = '${ending}'`);

    const found = await ofFirst();
    expect([...codes(found)].sort()).toEqual(
      [
        ...['order-confirm', 'proposal-open', 'evidence-missing', 'paper-ends', 'mandate-ends', 'consent-ends'],
        ...[
          'publish',
          'attribute-missing',
          'stock-uncounted',
          'late-work',
          'paper-file',
          'listing-removed',
          'sms-failed',
          'listing-rejected',
          'paper-to-verify',
        ],
      ].sort(),
    );
    const deadlines = found.flatMap(({ deadline }) => (deadline === null ? [] : [deadline]));
    expect(deadlines).toEqual([...deadlines].sort());
    expect(found.slice(deadlines.length).every(({ deadline }) => deadline === null)).toBe(true);
    expect(deadlines).toContain('2026-12-01T16:59:59.000Z'); // the paper's last second in Vietnam
    expect(found[0]).toMatchObject({
      whatVi: 'Nhận đơn VS-77 trên Gian Voso, 3 món, trước 12:00 22/11/26.',
      link: { kind: 'order', orderId: order },
    });
    expect(found.find(({ code }) => code === 'publish')?.whatVi).toBe(`Đăng bán Hàng ${await nameOf(product)} trên Voso: đã đủ điều kiện.`);
    expect(codes(await ofFirst(own, { mine: true }))).not.toContain('paper-to-verify');
    expect(codes(await ofFirst(officer, { mine: true }))).not.toContain('late-work');
    expect(codes(await ofFirst(officer))).not.toContain('mandate-ends'); // another officer's
    expect((await ofAll(officer, { oneEach: true })).items[0]).toMatchObject({ producerId: first, code: 'order-confirm' });
    expect(codes((await ofAll(office)).items).sort()).toEqual(['late-work', 'paper-to-verify']);
    for (const sql of undo) await run(sql);
    expect(codes(await ofFirst())).toEqual(['attribute-missing']);
  });

  async function nameOf(id: string): Promise<string> {
    const [found] = await run<{ name: string }>('select name from product where id = $1', id);
    return (found?.name ?? '').replace('Hàng ', '');
  }

  it("[UI5] nobody finds what is another's: no mandate, another area, another province, no membership", async () => {
    const nobody = (role: Role, more: Partial<Actor> = {}): Actor => ({ accountId: newId(), role, provinceCode: null, ...more });
    expect((await ofAll(nobody('officer'))).items).toEqual([]);
    expect((await ofAll(nobody('producer'))).items).toEqual([]);
    expect((await ofAll(nobody('province', { provinceCode: '66' }))).items).toEqual([]);
    expect(new Set((await ofAll(own)).items.map(({ producerId }) => producerId))).toEqual(new Set([first]));
    await run(`update officer_area set province_code = '66' where account_id = $1`, officer.accountId);
    expect((await ofAll(officer)).items).toEqual([]);
    await run(`update officer_area set province_code = '08' where account_id = $1`, officer.accountId);
  });

  it('the operator finds the shops and what nobody could take in, and not the work of producers', async () => {
    expect((await ofAll(operator)).items).toEqual([]);
    await run(`update connection set trouble = 'account-locked', trouble_since = $1`, NOW);
    await run(`insert into delivery (connection_id, delivery_key, headers, content_box, state) values ($1, 'x', '{}', '', 'dead')`, shop);
    const { items } = await ofAll(operator);
    expect(codes(items)).toEqual(['deliveries-dead', 'shop-trouble']);
    expect(items[1]).toMatchObject({
      producerId: null,
      link: { kind: 'connection', connectionId: shop },
      whatVi: 'Không vào được gian hàng Gian Voso: gian hàng đang bị sàn khoá.',
    });
  });
});
