import { createHash } from 'node:crypto';
import { verifyChains, type ChainFault } from '../../src/people/act/act.chain';
import { MergedFiles } from '../../src/catalog';
import { MERGE_PLAN } from '../../src/selling/merge/merge.service';
import { Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { oneOfEach, type Ids } from '../support/access-scene';
import { MANDATE, type Answer, type Json, type Person } from '../support/app';
import { agreeToPublish } from '../support/consent';
import { exported, unzip } from '../support/archive-files';
import { card, openMarket, until, type Goods, type Market } from '../support/market';

const ok = ({ status, text, body }: Answer): Json => {
  if (status >= 300) throw new Error(`${status} ${text}`);
  return body;
};
const fileOf = (bytes: Buffer): { body: FormData } => {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'tep');
  return { body };
};

describe('merging two producers that are one', () => {
  let market: Market;
  let lan: Person;
  beforeAll(async () => {
    market = await openMarket({ platforms: ['voso'] });
    lan = await market.app.person('producer');
  });
  afterAll(() => market?.close());

  const home = (id: string): string => `/api/v1/producers/${id}`;
  const preview = (person: Person, from: string, into: string): Promise<Answer> => person.get(`${home(into)}/merge-preview?from=${from}`);
  const merge = async (person: Person, from: string, into: string, more: object = {}, key = newId()): Promise<Answer> => {
    const { body } = await preview(person, from, into);
    return person.post(`${home(into)}/merges`, { from, fingerprint: body.fingerprint, ...more }, { key });
  };
  /** Rows that name the producer, by table and column. */
  const counts = async (id: string): Promise<Record<string, number>> => {
    const found = await market.rows<{ name: string; n: number }>(
      MERGE_PLAN.map(
        ({ table, column }) => `select '${table}.${column}' as name, count(*)::int as n from ${table} where ${column} = $1`,
      ).join(' union all '),
      [id],
    );
    return Object.fromEntries(found.map(({ name, n }) => [name, n]));
  };
  const register = async (person: Person, over: object = {}): Promise<string> =>
    ok(await person.post('/api/v1/producers', { kind: 'cooperative', name: `HTX ${newId()}`, provinceCode: '08', ...over })).id;

  describe('of which both are used to the full', () => {
    let a: Goods;
    let b: Goods;
    let ids: Ids;
    let officer: Person;
    let same: Buffer;
    let shared: string;
    let evidence: { id: string; sha256: string };
    let before: { a: Record<string, number>; b: Record<string, number> };
    let shown: Json;
    let merged: Answer;
    let doneAt: string;
    const key = newId();
    beforeAll(async () => {
      [a, b] = [await market.register(20, { owner: lan }), await market.register(12, { owner: lan })];
      await market.publish(a);
      await market.publish(b);
      await market.live(a);
      await market.live(b);
      await oneOfEach(market, lan, a, 'Xuân');
      ids = await oneOfEach(market, lan, b, 'Thu');
      officer = await market.app.person('officer');
      const paper = await card();
      const sha256 = createHash('sha256').update(paper).digest('hex');
      const mandate = ok(
        await lan.post(`${b.home}/mandates`, {
          ...MANDATE,
          officerId: officer.accountId,
          proof: { ...MANDATE.proof, evidenceSha256: sha256 },
        }),
      );
      evidence = { id: mandate.consentId, sha256 };
      ok(await lan.call('PUT', `${b.home}/consents/${evidence.id}/evidence`, fileOf(paper)));
      same = await card();
      for (const goods of [a, b]) {
        const photo = ok(await lan.call('POST', `${goods.home}/photos`, fileOf(same)));
        if (goods === b) shared = photo.id;
        const product = `${goods.home}/products/${goods.productId}`;
        const { photoIds } = ok(await lan.get(product));
        ok(await lan.call('PUT', `${product}/photos`, { body: { photoIds: [...photoIds, photo.id] } }));
      }
      const bank = { bankBin: '970436', holder: 'VANG THI LAN' };
      ok(await lan.call('PATCH', a.home, { body: { version: 1, phone: '0977000001', bankAccount: { ...bank, account: '1111222233' } } }));
      ok(
        await lan.call('PATCH', b.home, {
          body: {
            version: 1,
            phone: '0977000002',
            bankAccount: { ...bank, account: '9999888877' },
            taxCode: '9900000016',
            representative: 'Vàng Thị Lan',
          },
        }),
      );
      ok(await market.operator.get(`${b.home}/sensitive`));
      ok(await lan.post(`${b.home}/requests`, { kind: 'see', requesterName: 'Lan', requesterContact: '0977000002', text: 'Cho xem' }));
      ok(
        await officer.call('PATCH', `${b.home}/products/${b.productId}`, { body: { version: 3, description: 'Mô tả của cán bộ hỗ trợ.' } }),
      );
      doneAt = new Date().toISOString();
      await market.buy('voso', b, 2);
      await market.poll('voso');
      await until('the order', async () => (await market.rows('select 1 from order_line where producer_id = $1', [b.producerId]))[0]);
      await market.quiet();

      before = { a: await counts(a.producerId), b: await counts(b.producerId) };
      shown = ok(await preview(lan, b.producerId, a.producerId));
      // Buyers go on buying while it is done.
      const buying = Promise.all([1, 1, 1].map((quantity) => market.buy('voso', b, quantity)));
      merged = await lan.post(
        `${a.home}/merges`,
        { from: b.producerId, fingerprint: shown.fingerprint, keep: { bankAccount: 'from' } },
        { key },
      );
      await buying;
    });

    it('[PD7] shows before what moves, what ends and what differs', () => {
      expect(shown.conflicts).toEqual([]);
      expect(shown.kinds).toEqual(
        expect.arrayContaining([
          { code: 'product.producer_id', labelVi: 'sản phẩm', fate: 'moves', count: 1 },
          { code: 'mandate.producer_id', labelVi: 'uỷ quyền cho cán bộ', fate: 'ends', count: 2 },
          { code: 'consent.producer_id', labelVi: 'bản ghi đồng ý', fate: 'history', count: before.b['consent.producer_id'] },
        ]),
      );
      expect(shown.fills).toEqual(['taxCode', 'representative']);
      expect(shown.secrets).toEqual([
        { kind: 'personal-number', from: null, into: null, differs: false },
        { kind: 'bank-account', from: expect.stringContaining('•••877'), into: expect.stringContaining('•••233'), differs: true },
        { kind: 'phone', from: '•••002', into: '•••001', differs: true },
      ]);
      expect(shown.pausing).toEqual([]);
      expect(shown.noticesVi[0]).toBe('Gộp rồi thì không tách lại được.');
      expect(shown.noticesVi.join(' ')).toContain('2 uỷ quyền cho cán bộ ở hồ sơ bị gộp kết thúc');
    });

    it("[PD7] keeps everything: what was two producers' is one's", async () => {
      expect([merged.status, merged.text]).toEqual([201, expect.any(String)]);
      await market.poll('voso');
      await market.quiet();
      const after = await counts(a.producerId);
      const left = await counts(b.producerId);
      const sum = (name: string): number => (before.a[name] ?? 0) + (before.b[name] ?? 0);
      const differences = MERGE_PLAN.map(({ table, column, fate }) => ({ name: `${table}.${column}`, fate })).flatMap(({ name, fate }) => {
        const is = { after: after[name], left: left[name] };
        const due = fate === 'moves' ? { after: sum(name), left: 0 } : { after: before.a[name], left: before.b[name] };
        return is.after === due.after && is.left === due.left ? [] : [{ name, is, due }];
      });
      expect(differences).toEqual(
        [
          // Three more were sold, each with a line, and the merge told what was not told yet.
          { name: 'order_line.producer_id', is: { after: sum('order_line.producer_id') + 3, left: 0 }, due: expect.anything() },
          // The picture that both had is one.
          { name: 'photo.producer_id', is: { after: sum('photo.producer_id') - 1, left: 1 }, due: expect.anything() },
          // The same person was of both; numbers that differed are one.
          { name: 'message.producer_id', is: { after: sum('message.producer_id') + 1, left: 0 }, due: expect.anything() },
          { name: 'membership.producer_id', is: { after: 1, left: 0 }, due: expect.anything() },
          { name: 'producer_secret.producer_id', is: { after: 2, left: 0 }, due: expect.anything() },
          // The merge is an act in both chains, and the last receipt is the old producer's.
          {
            name: 'act.producer_id',
            is: { after: (before.a['act.producer_id'] ?? 0) + 1, left: (before.b['act.producer_id'] ?? 0) + 1 },
            due: expect.anything(),
          },
          { name: 'receipt.producer_id', is: { after: before.a['receipt.producer_id'], left: 1 }, due: expect.anything() },
          ...['from_id', 'into_id', 'now_id'].map((column) => ({
            name: `producer_merge.${column}`,
            is: expect.anything(),
            due: expect.anything(),
          })),
        ].sort((x, y) => order(x.name) - order(y.name)),
      );
    });
    const order = (name: string): number => MERGE_PLAN.findIndex(({ table, column }) => `${table}.${column}` === name);

    it('[PD7] opens every file under the producer that is left, today and when the old ones are removed', async () => {
      const certificate = `${a.home}/products/${b.productId}/certificates/${ids.get('certificates/:id')}/file`;
      const { photoIds } = ok(await lan.get(`${a.home}/products/${b.productId}`));
      expect(photoIds).not.toContain(shared);
      const paths = [
        ...[`${a.home}/documents/${ids.get('documentId')}/file`, `${a.home}/documents/${ids.get('documentId')}/preview`, certificate],
        ...(photoIds as string[]).flatMap((id) => [`${a.home}/photos/${id}/original`, `${a.home}/photos/${id}/preview`]),
        `${a.home}/consents/${evidence.id}/evidence`,
      ];
      const statuses = async (): Promise<number[]> => Promise.all(paths.map(async (path) => (await lan.get(path)).status));
      expect(await statuses()).toEqual(paths.map(() => 200));
      const [{ files }] = (await market.rows<{ files: string[] }>('select old_files as files from producer_merge where from_id = $1', [
        b.producerId,
      ])) as [{ files: string[] }];
      expect(files.length).toBeGreaterThanOrEqual(5);
      await market.rows(`update producer_merge set merged_at = merged_at - interval '2 days' where from_id = $1`, [b.producerId]);
      await market.app.app.get(MergedFiles).removeOld();
      expect(await market.rows('select old_files as files from producer_merge where from_id = $1', [b.producerId])).toEqual([
        { files: [] },
      ]);
      expect(await statuses()).toEqual(paths.map(() => 200));
    });

    it('[PD7] [PD4] tells in the list of the producer that is left what was done for either, and both chains hold', async () => {
      const all: Json[] = [];
      for (let next = ''; ;) {
        const page = ok(await lan.get(`${a.home}/acts?limit=7${next}`));
        all.push(...page.items);
        if (page.next === undefined) break;
        next = `&cursor=${page.next}`;
      }
      const of = (id: string | null): Json[] => all.filter(({ fromProducerId }) => fromProducerId === id);
      for (const [id, chain] of [
        [null, a.producerId],
        [b.producerId, b.producerId],
      ] as const) {
        const [{ n }] = (await market.rows<{ n: number }>('select count(*)::int as n from act where chain_id = $1', [chain])) as [
          { n: number },
        ];
        expect(of(id).map(({ seq }) => seq)).toEqual(Array.from({ length: n }, (_, i) => n - i));
      }
      expect(all.map(({ at }) => at)).toEqual(
        all
          .map(({ at }) => at)
          .sort()
          .reverse(),
      );
      expect(of(b.producerId).every(({ canUndo, fromProducerName }) => !canUndo && fromProducerName !== null)).toBe(true);
      for (const chain of [of(null), of(b.producerId)])
        expect(chain.find(({ what }) => what === 'POST /api/v1/producers/:producerId/merges').sentenceVi).toContain('gộp một hồ sơ trùng');
      const faults: ChainFault[] = [];
      expect(await verifyChains(market.app.app.get(Transactions), (fault) => faults.push(fault))).toMatchObject({ faults: 0 });
      expect(faults).toEqual([]);
    });

    it('[PD7] answers for the one that is gone which one is left, to those who may see that', async () => {
      const told = { status: 410, body: { type: 'urn:problem:producer-merged', mergedInto: a.producerId } };
      for (const person of [lan, market.operator, market.office])
        for (const path of ['', '/products', `/products/${b.productId}`, '/acts'])
          expect(await person.get(`${b.home}${path}`)).toMatchObject(told);
      expect(await lan.post(`${b.home}/products`, {})).toMatchObject(told);
      const strangers = [
        await market.app.person('producer'),
        await market.app.person('province', '66'),
        await market.app.person('officer'),
      ];
      for (const person of strangers) expect(await person.get(b.home)).toMatchObject({ status: 404 });
      expect(await officer.get(b.home)).toMatchObject({ status: 403, body: { type: 'urn:problem:mandate-ended' } });
      for (const person of [lan, market.operator]) {
        const { items } = ok(await person.get('/api/v1/producers?limit=100'));
        expect(items.map(({ id }: Json) => id)).toContain(a.producerId);
        expect(items.map(({ id }: Json) => id)).not.toContain(b.producerId);
      }
      expect((await lan.get(`/api/v1/products/search?q=Mật ong`)).body.items.map((one: Json) => one.producerId)).not.toContain(
        b.producerId,
      );
    });

    it('[PD7] shows what was agreed for the other one as history that counts no longer', async () => {
      const { items: consents } = ok(await lan.get(`${a.home}/consents`));
      const theirs = consents.filter(({ producerId }: Json) => producerId === b.producerId);
      expect(theirs).toHaveLength(before.b['consent.producer_id'] ?? -1);
      expect(theirs.filter(({ counts: isCounting }: Json) => isCounting)).toEqual([]);
      const { items: mandates } = ok(await lan.get(`${a.home}/mandates`));
      const ended = mandates.filter(({ producerId }: Json) => producerId === b.producerId);
      expect(ended).toHaveLength(2);
      for (const one of ended) expect(one).toMatchObject({ counts: false, revokeReason: 'Hồ sơ được gộp vào hồ sơ khác' });
      const { data } = ok(await lan.get(`${a.home}/person-data`));
      expect(data.mergedProducers).toMatchObject([{ id: b.producerId }]);
      expect(data.consents.map((one: Json) => one.producer_id)).toEqual(expect.arrayContaining([a.producerId, b.producerId]));
    });

    it('[PD7] keeps the numbers that were chosen, sealed for the producer that is left', async () => {
      const { bankAccount } = ok(await lan.get(`${a.home}/sensitive`));
      expect(bankAccount.account).toBe('9999888877');
      expect(ok(await lan.get(a.home))).toMatchObject({
        phone: '+84977000001',
        taxCode: '9900000016',
        representative: 'Vàng Thị Lan',
        version: 3,
      });
    });

    it('[PD7] [ST1] sells once, from the same store, what is bought afterwards', async () => {
      const stock = `${a.home}/products/${b.productId}/stock`;
      const promised = ok(await lan.get(stock)).promised;
      expect(promised).toBe(5);
      expect(await market.buy('voso', b, 2)).not.toBeNull();
      await until('the sale', async () => ok(await lan.get(stock)).promised === promised + 2);
      await market.quiet();
      await market.invariants();
      const lines = await market.rows<{ id: string }>(
        'select distinct producer_id as id from order_line where pool_id = (select id from pool where product_id = $1)',
        [b.productId],
      );
      expect(lines).toEqual([{ id: a.producerId }]);
      const { items } = ok(await lan.get(`${a.home}/orders?limit=100`));
      expect(items.length).toBeGreaterThanOrEqual(5);
      ok(await lan.post(`${a.home}/orders/${items[0].id}/confirm`, {}));
    });

    it('[PD7] [PD6] keeps what an officer did before and what comes only now, for the producer that is left to decide', async () => {
      const late = await officer.call('PATCH', `${b.home}/products/${b.productId}`, {
        body: { version: ok(await lan.get(`${a.home}/products/${b.productId}`)).version, description: 'Viết khi chưa có sóng.' },
        headers: { 'x-captured-at': doneAt },
      });
      expect(late).toMatchObject({ status: 202, body: { state: 'waiting' } });
      const { items } = ok(await lan.get(`${a.home}/late-work?state=waiting`));
      expect(items).toMatchObject([{ id: late.body.lateWorkId, url: `${a.home}/products/${b.productId}` }]);
      ok(await lan.post(`${a.home}/late-work/${late.body.lateWorkId}/accept`));
      expect(ok(await lan.get(`${a.home}/products/${b.productId}`)).description).toBe('Viết khi chưa có sóng.');
      const unsent = await officer.post(`${b.home}/products`, {}, { headers: { 'x-captured-at': new Date().toISOString() } });
      expect(unsent).toMatchObject({ status: 403, body: { type: 'urn:problem:mandate-ended' } });
    });

    it('[PD7] is done once: the same request has the same answer, and there is nothing left to merge', async () => {
      const body = { from: b.producerId, fingerprint: shown.fingerprint, keep: { bankAccount: 'from' } };
      const again = await lan.post(`${a.home}/merges`, body, { key });
      expect([again.status, again.body]).toEqual([201, merged.body]);
      const gone = { status: 410, body: { type: 'urn:problem:producer-merged', mergedInto: a.producerId } };
      expect(await lan.post(`${a.home}/merges`, body)).toMatchObject(gone);
      expect(await market.operator.get(`${a.home}/merge-preview?from=${b.producerId}`)).toMatchObject(gone);
    });

    it('[PD7] [BI6] is in the archive of the producer that is left', async () => {
      const files = await unzip(await exported(market.app, lan, a.producerId));
      const data: Json = JSON.parse(String(files.get('data.json')));
      expect(data.products.map(({ id }: Json) => id).sort()).toEqual([a.productId, b.productId].sort());
      expect(data.documents).toHaveLength((before.a['document.producer_id'] ?? 0) + (before.b['document.producer_id'] ?? 0));
    });

    it('[PD7] [SP3] goes with the producer that is left when that is erased', async () => {
      const request = ok(await lan.post(`${a.home}/requests`, { kind: 'delete', requesterName: 'Lan', requesterContact: '0977000001' }));
      for (const { id } of ok(await lan.get(`${a.home}/orders?limit=100`)).items)
        await market.rows(`update market_order set stage = 'cancelled', trouble = null where id = $1`, [id]);
      const erasure = ok(await market.operator.post('/api/v1/erasures', { requestId: request.id }));
      await until('the erasure', async () =>
        ['done', 'kept'].includes(ok(await market.operator.get(`/api/v1/erasures/${erasure.id}`)).state),
      );
      const names = await market.rows<{ name: string }>('select distinct name from producer where id = any($1)', [
        [a.producerId, b.producerId],
      ]);
      expect(names).toEqual([{ name: 'Đã xoá theo yêu cầu' }]);
      const signers = await market.rows('select distinct signer_name from consent where producer_id = any($1)', [
        [a.producerId, b.producerId],
      ]);
      expect(signers).toEqual([{ signer_name: 'Đã xoá theo yêu cầu' }]);
      expect(await market.rows('select 1 from photo where producer_id = any($1)', [[a.producerId, b.producerId]])).toEqual([]);
    });
  });

  describe('of which one has not agreed to be on a platform', () => {
    it('[PD7] pauses its listings with the reason, until there is an agreement', async () => {
      const goods = await market.listed(5);
      const { operator } = market;
      const into = await register(operator);
      const { body } = await preview(operator, goods.producerId, into);
      expect(body.pausing).toEqual([{ platform: 'voso', listings: 1 }]);
      ok(await merge(operator, goods.producerId, into));
      await until('hidden at the platform', async () => (await market.product('voso', goods.sku))?.onSale === false);
      const why = ok(await operator.get(`${home(into)}/products/${goods.productId}/why-not-live`));
      expect(JSON.stringify(why)).toMatch(/đồng ý/);
      await agreeToPublish(operator, home(into));
      await until('on sale again', async () => (await market.product('voso', goods.sku))?.onSale);
    });
  });

  describe('what forbids it', () => {
    const codes = (answer: Answer): string[] => ok(answer).conflicts.map(({ code }: Json) => code);
    const one = (sku: string, gtin?: string): object => ({
      ...{ name: `Chè ${sku}`, ocopSet: 11 },
      packs: [{ sku, unit: 'hộp', weightGrams: 100, lengthCm: 10, widthCm: 10, heightCm: 10, priceVnd: 90_000, ...(gtin && { gtin }) }],
    });
    let operator: Person;
    beforeAll(() => {
      operator = market.operator;
    });

    it.each([
      ['tax-code', { taxCode: '9900000023' }, { taxCode: '9900000030' }],
      ['personal-number', { kind: 'household', personalNumber: '054185000101' }, { kind: 'household', personalNumber: '054185000202' }],
      ['demonstration', { isDemonstration: true }, {}],
    ])('[PD7] %s', async (code, from, into) => {
      const [b, a] = [await register(operator, from), await register(operator, into)];
      expect(codes(await preview(operator, b, a))).toEqual([code]);
      const refused = await merge(operator, b, a);
      expect(refused).toMatchObject({ status: 409, body: { type: 'urn:problem:merge-conflict', conflicts: [{ code }] } });
      expect(refused.body.conflicts[0]).toMatchObject({ messageVi: expect.stringMatching(/\.$/), todoVi: expect.stringMatching(/\.$/) });
      expect(ok(await operator.get(home(b))).id).toBe(b);
    });

    it('[PD7] one code on two packs, and work that goes on', async () => {
      const [b, a] = [await register(operator), await register(operator)];
      for (const [at, id] of [b, a].entries()) ok(await operator.post(`${home(id)}/products`, one(`TRUNG-${at}`, '8938500012341')));
      expect(ok(await preview(operator, b, a)).conflicts).toMatchObject([{ code: 'gtin', about: ['8938500012341 (TRUNG-0, TRUNG-1)'] }]);
      await market.rows(
        `insert into product_import (id, producer_id, file_name, file_type, state, finished_at) values ($1, $2, 'bang.csv', 'csv', 'running', null)`,
        [newId(), b],
      );
      await market.rows(
        `insert into producer_archive (id, producer_id, state, attempts, created_at) values ($1, $2, 'making', 99, now())`,
        [newId(), b],
      );
      expect(codes(await preview(operator, b, a))).toEqual(['gtin', 'import', 'archive']);
      await market.rows(`update product_import set state = 'cancelled', finished_at = now() where producer_id = $1`, [b]);
      await market.rows(`delete from producer_archive where producer_id = $1`, [b]);
    });

    it('[PD7] one product twice at one shop, unless it is two', async () => {
      const [b, a] = [await market.register(3), await market.register(3)];
      for (const goods of [b, a]) {
        await market.rename(goods, 'Mật ong rừng Gộp Đôi');
        await market.publish(goods);
      }
      expect(ok(await preview(operator, b.producerId, a.producerId)).conflicts).toMatchObject([
        { code: 'listing', about: [expect.stringContaining('Mật ong rừng Gộp Đôi')] },
      ]);
      ok(await operator.post(`${a.home}/products/${a.productId}/duplicates/${b.productId}/distinct`, {}));
      expect(codes(await preview(operator, b.producerId, a.producerId))).toEqual([]);
    });

    it('[PD7] what an officer has proposed, and a request to delete', async () => {
      const [b, a] = [await register(lan), await register(lan)];
      const officer = await market.app.person('officer');
      const product = ok(await lan.post(`${home(b)}/products`, one('DE-NGHI')));
      ok(await lan.post(`${home(b)}/mandates`, { ...MANDATE, officerId: officer.accountId }));
      const pack = `${home(b)}/products/${product.id}/packs/${product.packs[0].id}`;
      expect((await officer.call('PATCH', pack, { body: { version: 1, priceVnd: 80_000 } })).status).toBe(202);
      expect(codes(await preview(lan, b, a))).toEqual(['proposal']);
      const { items } = ok(await lan.get(`${home(b)}/proposals?state=open`));
      ok(await lan.post(`${home(b)}/proposals/${items[0].id}/refuse`, {}));
      ok(await lan.post(`${home(a)}/requests`, { kind: 'delete', requesterName: 'Lan', requesterContact: '0977000003' }));
      expect(codes(await preview(lan, b, a))).toEqual(['delete-request']);
    });
  });

  describe('who does it', () => {
    it('[PD7] whoever may see both: the operator, the province of both, a person of both', async () => {
      const other = await market.app.person('producer');
      const officer = await market.app.person('officer');
      const [own, theirs, away] = [await register(lan), await register(other), await register(market.operator, { provinceCode: '66' })];
      expect(await preview(lan, theirs, own)).toMatchObject({ status: 404 });
      expect(await preview(lan, own, theirs)).toMatchObject({ status: 404 });
      expect(await preview(market.office, away, own)).toMatchObject({ status: 404 });
      expect(await preview(officer, theirs, own)).toMatchObject({ status: 404 });
      ok(await other.post(`${home(theirs)}/mandates`, { ...MANDATE, officerId: officer.accountId }));
      expect(await preview(officer, own, theirs)).toMatchObject({ status: 403 });
      expect(await lan.post(`${home(own)}/merges`, { from: theirs, fingerprint: '0'.repeat(64) })).toMatchObject({ status: 404 });
      expect(await preview(market.operator, own, own)).toMatchObject({ status: 400, body: { errors: [{ pointer: '?from' }] } });
      const chosen = await merge(market.office, theirs, own, { keep: { bankAccount: 'from' } });
      expect(chosen).toMatchObject({ status: 403, body: { type: 'urn:problem:forbidden' } });
      ok(await merge(market.office, theirs, own));
      expect(ok(await other.get(home(own))).id).toBe(own); // its people are the other one's as well
      ok(await merge(market.operator, away, own));
      const last = await register(lan);
      ok(await merge(lan, own, last));
      for (const id of [own, theirs, away]) expect(await lan.get(home(id))).toMatchObject({ status: 410, body: { mergedInto: last } }); // however often it was merged
    });

    it('[PD7] does what was shown or answers what there is now, and writes nothing before', async () => {
      const [b, a] = [await register(lan, { name: 'HTX Gộp Thử' }), await register(lan)];
      const all = async (): Promise<unknown> => [await counts(a), await counts(b)];
      const untouched = await all();
      const { body } = await preview(lan, b, a);
      expect(await all()).toEqual(untouched);
      ok(await lan.call('PATCH', home(b), { body: { version: 1, hamlet: 'Bản Mới' } }));
      const stale = await lan.post(`${home(a)}/merges`, { from: b, fingerprint: body.fingerprint });
      expect(stale).toMatchObject({ status: 409, body: { type: 'urn:problem:stale-version', current: { from: { id: b } } } });
      expect(stale.body.current.fingerprint).not.toBe(body.fingerprint);
      ok(await lan.post(`${home(a)}/merges`, { from: b, fingerprint: stale.body.current.fingerprint }));
    });

    it('[PD7] closes what was suspected between the two', async () => {
      const like = { name: 'HTX Nông nghiệp Trùng Nhau', taxCode: '9900000048' };
      const [b, a] = [await register(lan, like), await register(lan, like)];
      expect(ok(await lan.get(`${home(a)}/duplicates`)).items).toMatchObject([{ producerId: b, certainty: 'certain' }]);
      ok(await merge(lan, b, a));
      expect(ok(await lan.get(`${home(a)}/duplicates`)).items).toEqual([]);
      ok(await lan.call('PATCH', home(a), { body: { version: 2, hamlet: 'Bản Một' } }));
      expect(ok(await lan.get(`${home(a)}/duplicates`)).items).toEqual([]);
    });

    it('[PD7] both ways at once is one way', async () => {
      const [b, a] = [await register(lan), await register(lan)];
      const [there, back] = [ok(await preview(lan, b, a)), ok(await preview(lan, a, b))];
      const answers = await Promise.all([
        lan.post(`${home(a)}/merges`, { from: b, fingerprint: there.fingerprint }),
        lan.post(`${home(b)}/merges`, { from: a, fingerprint: back.fingerprint }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 410]);
    });
  });

  it('[PD7] leaves both whole when it fails after the files are there', async () => {
    const [b, a] = [await register(lan), await register(lan)];
    const photo = ok(await lan.call('POST', `${home(b)}/photos`, fileOf(await card())));
    const untouched = [await counts(a), await counts(b)];
    await market.rows(`create function fail_merge() returns trigger language plpgsql as 'begin raise exception ''no''; end'`);
    await market.rows(`create trigger fail_merge after update of old_files on producer_merge for each row execute function fail_merge()`);
    expect(await merge(lan, b, a)).toMatchObject({ status: 500 });
    await market.rows('drop function fail_merge cascade');
    expect([await counts(a), await counts(b)]).toEqual(untouched);
    for (const form of ['original', 'preview']) expect((await lan.get(`${home(b)}/photos/${photo.id}/${form}`)).status).toBe(200);
    ok(await merge(lan, b, a));
    for (const form of ['original', 'preview']) expect((await lan.get(`${home(a)}/photos/${photo.id}/${form}`)).status).toBe(200);
  });
});
