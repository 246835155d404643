import { PRACTICE_SHOPS } from '../../src/sandbox/practice';
import { messagePlace } from '../../src/people/message/outbox';
import { SecretBoxes } from '../../src/shared/secret';
import { MANDATE, type Json, type Person } from '../support/app';
import { card, openMarket, until, type Goods, type Market } from '../support/market';

const PROOF = { method: 'app-tap', signerName: 'Vàng Thị Lan', signerRelation: 'self' };
const ACCOUNT = { bankBin: '970436', account: '0011223344556', holder: 'VANG THI LAN' };

describe('what an officer proposes', () => {
  let market: Market;
  let lan: Person;
  let officer: Person;
  let goods: Goods;
  let packId: string;
  let mandateId: string;
  beforeAll(async () => {
    market = await openMarket({ platforms: ['voso'] });
    await market.connect('voso');
    [lan, officer] = [await market.app.person('producer'), await market.app.person('officer')];
  });
  afterAll(() => market?.close());
  beforeEach(async () => {
    goods = await market.register(20, { owner: lan });
    mandateId = (await ok(lan.post(`${goods.home}/mandates`, { ...MANDATE, proof: PROOF, officerId: officer.accountId }))).id;
    packId = (await product()).packs[0].id;
  });

  const ok = async (asked: Promise<{ status: number; text: string; body: Json }>): Promise<Json> => {
    const { status, text, body } = await asked;
    expect([status < 300, text]).toEqual([true, expect.any(String)]);
    return body;
  };
  const refused = async (asked: Promise<{ status: number; body: Json }>): Promise<[number, string]> => {
    const { status, body } = await asked;
    return [status, String(body?.type).replace('urn:problem:', '')];
  };
  const product = async (): Promise<Json> => ok(lan.get(`${goods.home}/products/${goods.productId}`));
  const reprice = async (who: Person, priceVnd: number, more: object = {}): Promise<Json> =>
    who.call('PATCH', `${goods.home}/products/${goods.productId}/packs/${packId}`, {
      body: { version: (await product()).version, priceVnd, ...more },
    });
  const proposePrice = async (priceVnd = 400_000): Promise<Json> => (await ok(reprice(officer, priceVnd))).proposal;
  const at = (proposal: Json, what = ''): string => `${goods.home}/proposals/${proposal.id}${what}`;
  const confirm = (who: Person, proposal: Json, body: object = {}): Promise<Json> => who.post(at(proposal, '/confirm'), body);
  const lastSms = async (): Promise<string> => {
    const [last] = await market.rows<{ id: string; box: Buffer }>('select id, box from message order by created_at desc, id desc limit 1');
    const boxes = market.app.app.get(SecretBoxes, { strict: false });
    return last ? (boxes.open(messagePlace(last.id), last.box) as { text: string }).text : '';
  };
  const codeIn = (text: string): string => /ma (\d{6}) /.exec(text)?.[1] ?? '';

  it('[PD9] a price waits for the producer, who taps; the rest of the change is done at once', async () => {
    const answer = await reprice(officer, 400_000, { weightGrams: 760 });
    expect(answer).toMatchObject({
      status: 202,
      body: {
        packs: [{ priceVnd: 350_000, weightGrams: 760 }],
        proposal: {
          kind: 'price',
          state: 'open',
          subject: packId,
          proposedBy: officer.accountId,
          contentSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    });
    const { proposal } = answer.body;
    expect(proposal.summaryVi).toMatch(/^Đổi giá Mật ong bạc hà .*, chai: 350\.000đ → 400\.000đ$/);
    expect((await ok(lan.get(`${goods.home}/proposals?state=open`))).items).toEqual([proposal]);
    const done = await ok(confirm(lan, proposal));
    expect(done).toMatchObject({ state: 'confirmed', decidedHow: 'app-tap', decidedBy: lan.accountId });
    expect((await product()).packs[0].priceVnd).toBe(400_000);
    expect(await refused(confirm(lan, proposal))).toEqual([409, 'proposal-closed']);

    const [act] = (await ok(lan.get(`${goods.home}/acts?limit=1`))).items;
    expect(act).toMatchObject({ actorId: lan.accountId, subject: { proposalId: proposal.id } });
    expect(act.changes).toEqual(
      expect.arrayContaining([
        { of: 'pack', id: packId, field: 'priceVnd', before: 350_000, after: 400_000 },
        { of: 'proposal', id: proposal.id, field: 'proposedBy', after: officer.accountId },
        { of: 'proposal', id: proposal.id, field: 'confirmedBy', after: lan.accountId },
      ]),
    );
  });

  it('[PD9] members and operators change a price at once; an equal price is no proposal', async () => {
    expect((await reprice(officer, 350_000)).status).toBe(200);
    expect(await reprice(lan, 360_000)).toMatchObject({ status: 200, body: { packs: [{ priceVnd: 360_000 }] } });
    expect((await ok(lan.get(`${goods.home}/proposals`))).items).toEqual([]);
  });

  it('[PD9] a second one for the same thing is refused, of two at once as well', async () => {
    const answers = await Promise.all([reprice(officer, 400_000), reprice(officer, 410_000), reprice(officer, 420_000)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    const [won] = answers.filter(({ status }) => status === 202);
    const lost = answers.filter(({ status }) => status === 409);
    for (const { body } of lost) expect(body).toMatchObject({ type: 'urn:problem:proposal-open', proposal: { id: won.body.proposal.id } });
  });

  it('[PD9] one that the thing has overtaken is refused with how it stands now, and makes room', async () => {
    const proposal = await proposePrice();
    await ok(reprice(lan, 380_000));
    expect(await confirm(lan, proposal)).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:stale-version', current: { priceVnd: 380_000 } },
    });
    expect((await product()).packs[0].priceVnd).toBe(380_000);
    const next = await proposePrice(390_000);
    expect(await ok(lan.get(at(proposal)))).toMatchObject({ state: 'superseded' });
    await ok(confirm(lan, next));
    expect((await product()).packs[0].priceVnd).toBe(390_000);
  });

  it('[PD9] is refused by the producer, withdrawn by the officer who made it, and ends after seven days or with the mandate', async () => {
    const first = await proposePrice();
    expect(await refused(officer.post(at(first, '/refuse')))).toEqual([403, 'forbidden']);
    expect(await ok(lan.post(at(first, '/refuse')))).toMatchObject({ state: 'refused' });
    const second = await proposePrice();
    const colleague = await market.app.person('officer');
    await ok(lan.post(`${goods.home}/mandates`, { ...MANDATE, proof: PROOF, officerId: colleague.accountId }));
    expect(await refused(colleague.post(at(second, '/withdraw')))).toEqual([403, 'forbidden']);
    expect(await ok(officer.post(at(second, '/withdraw')))).toMatchObject({ state: 'withdrawn' });
    const third = await proposePrice();
    await market.rows('update proposal set expires_at = now() where id = $1', [third.id]);
    expect(await confirm(lan, third)).toMatchObject({ status: 409, body: { type: 'urn:problem:proposal-closed', state: 'expired' } });
    const fourth = await proposePrice();
    await ok(lan.post(`${goods.home}/mandates/${mandateId}/revoke`, {}));
    expect(await confirm(lan, fourth)).toMatchObject({ status: 409, body: { type: 'urn:problem:proposal-closed', state: 'frozen' } });
    expect((await ok(lan.get(`${goods.home}/proposals?state=open`))).items).toEqual([]);
    expect((await ok(lan.get(`${goods.home}/proposals`))).items.map((one: Json) => one.state)).toEqual([
      ...['frozen', 'expired', 'withdrawn', 'refused'],
    ]);
    expect((await product()).packs[0].priceVnd).toBe(350_000);
  });

  it('[N3] at the table the officer types the code that the household got, which is good for this change only', async () => {
    const { version } = await ok(lan.get(goods.home));
    await ok(lan.call('PATCH', goods.home, { body: { version, phone: '0987000001' } }));
    const proposal = await proposePrice();
    expect(await confirm(officer, proposal)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/code' }] } });
    await ok(officer.post(at(proposal, '/code')));
    const text = await lastSms();
    expect(text).toMatch(/^Len San: ma \d{6} de xac nhan: gia 350\.000d -> 400\.000d, chai Mat ong/);
    const code = codeIn(text);
    await ok(officer.post(at(proposal, '/withdraw')));
    const other = await proposePrice(500_000);
    expect(await refused(confirm(officer, other, { code }))).toEqual([422, 'code-wrong']);
    await ok(officer.post(at(other, '/code')));
    expect(await ok(confirm(officer, other, { code: codeIn(await lastSms()) }))).toMatchObject({ decidedHow: 'code' });
    expect((await product()).packs[0].priceVnd).toBe(500_000);
    const [act] = (await ok(lan.get(`${goods.home}/acts?limit=1`))).items;
    expect(act).toMatchObject({ actorId: officer.accountId, mandateId });
    expect(act.changes).toContainEqual({ of: 'proposal', id: other.id, field: 'confirmedBy', after: 'code' });
  });

  it('[N3] the number that gets the codes is not the officer’s to change, nor the officer’s own', async () => {
    const { version } = await ok(lan.get(goods.home));
    await ok(officer.call('PATCH', goods.home, { body: { version, phone: officer.phone } }));
    const proposal = await proposePrice();
    expect(await refused(officer.post(at(proposal, '/code')))).toEqual([409, 'illegal-move']);
    expect(await refused(officer.call('PATCH', goods.home, { body: { version: version + 1, phone: '0987000002' } }))).toEqual([
      403,
      'forbidden',
    ]);
  });

  it('[PD9] for a producer without a phone the province confirms on paper, and only then', async () => {
    const proposal = await proposePrice();
    expect(await confirm(market.office, proposal)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/proof' }] } });
    const paper = { ...MANDATE.proof, evidenceSha256: undefined };
    expect(await confirm(market.office, proposal, { proof: paper })).toMatchObject({
      ...{ status: 400, body: { errors: [{ pointer: '/proof/evidenceSha256' }] } },
    });
    const { version } = await ok(lan.get(goods.home));
    await ok(lan.call('PATCH', goods.home, { body: { version, phone: '0987000003' } }));
    expect(await refused(confirm(market.office, proposal, { proof: MANDATE.proof }))).toEqual([409, 'illegal-move']);
    await ok(lan.call('PATCH', goods.home, { body: { version: version + 1, phone: null } }));
    expect(await ok(confirm(market.office, proposal, { proof: MANDATE.proof }))).toMatchObject({ state: 'confirmed', decidedHow: 'paper' });
    expect((await product()).packs[0].priceVnd).toBe(400_000);
  });

  it('[PD9] a bank account waits as well, and is in full for the producer’s own people only', async () => {
    const { version } = await ok(lan.get(goods.home));
    const answer = await officer.call('PATCH', goods.home, { body: { version, hamlet: 'Thôn 3', bankAccount: ACCOUNT } });
    expect(answer).toMatchObject({ status: 202, body: { hamlet: 'Thôn 3', bankAccountMasked: null } });
    const { proposal } = answer.body;
    expect(proposal.summaryVi).toMatch(/^Đổi tài khoản nhận tiền: chưa có → .* •••556, VANG THI LAN$/);
    expect((await ok(lan.get(at(proposal)))).content).toMatchObject({ after: ACCOUNT });
    for (const other of [officer, market.office]) expect((await ok(other.get(at(proposal)))).content).toBeNull();
    const [row] = await market.rows<{ text: string }>('select row_to_json(p)::text as text from proposal p where id = $1', [proposal.id]);
    expect(row?.text).not.toContain(ACCOUNT.account);
    await ok(confirm(lan, proposal));
    expect((await ok(lan.get(`${goods.home}/sensitive`))).bankAccount).toMatchObject(ACCOUNT);

    const other = { ...ACCOUNT, account: '9988776655443' };
    const later = (await ok(officer.call('PATCH', goods.home, { body: { version: version + 2, bankAccount: other } }))).proposal;
    const own = { ...ACCOUNT, account: '1111222233334' };
    await ok(lan.call('PATCH', goods.home, { body: { version: version + 3, bankAccount: own } }));
    expect(await refused(confirm(lan, later))).toEqual([409, 'stale-version']);
    expect((await ok(lan.get(`${goods.home}/sensitive`))).bankAccount).toMatchObject(own);
  });

  it('[PD9] the first publication waits, later ones do not', async () => {
    const path = `${goods.home}/products/${goods.productId}/listings`;
    const answer = await officer.post(path, {});
    expect(answer).toMatchObject({ status: 202, body: { proposal: { kind: 'publication', state: 'open', subject: goods.productId } } });
    expect(answer.body.proposal.summaryVi).toMatch(/^Đăng bán lần đầu Mật ong bạc hà .* \(chai 350\.000đ\) trên /);
    expect((await ok(lan.get(`${goods.home}/listings`))).items).toEqual([]);
    await ok(confirm(lan, answer.body.proposal));
    await market.live(goods);
    expect((await officer.post(path, {})).status).toBe(201);
  });

  it('[PD9] [PD6] what an officer wished beforehand waits for the producer when it is ready, and stops with the mandate', async () => {
    const path = `${goods.home}/products/${goods.productId}`;
    const wish = async (): Promise<Json> => (await ok(lan.get(`${path}/why-not-live`))).wish;
    await ok(officer.call('PUT', `${path}/publication-wish`, { body: {} }));
    const proposal = await until('it is proposed', async () => (await ok(lan.get(`${goods.home}/proposals`))).items[0]);
    expect(proposal).toMatchObject({ kind: 'publication', state: 'open', subject: goods.productId, proposedBy: officer.accountId });
    expect([(await ok(lan.get(`${goods.home}/listings`))).items, await wish()]).toEqual([[], null]);
    await ok(lan.post(at(proposal, '/refuse'), {}));

    const { photoIds, version } = await product();
    const text = { version, description: 'Mật ong OCOP 5 sao.' }; // claims what the certificate does not: it is not ready
    await ok(lan.call('PATCH', path, { body: text }));
    await ok(officer.call('PUT', `${path}/publication-wish`, { body: {} }));
    await ok(lan.post(`${goods.home}/mandates/${mandateId}/revoke`, { reason: 'Tự làm.' }));
    await ok(lan.call('PATCH', path, { body: { version: version + 1, description: 'Mật ong.' } }));
    await until('it says why it stops', async () => /không còn|hết hiệu lực/.test((await wish())?.stoppedBecause));
    expect([(await ok(lan.get(`${goods.home}/proposals?state=open`))).items, photoIds.length]).toEqual([[], 1]);
  });

  it('[PD9] no way around: neither a platform’s own price nor an old version', async () => {
    const path = `${goods.home}/products/${goods.productId}`;
    await ok(reprice(lan, 370_000));
    const { version } = await product();
    const own = { version, prices: [{ packId, priceVnd: 1_000 }] };
    expect(await refused(officer.call('PUT', `${path}/overrides/voso`, { body: own }))).toEqual([403, 'forbidden']);
    expect(await refused(officer.post(`${path}/versions/${version - 1}/restore`, { version }))).toEqual([403, 'forbidden']);
    expect((await officer.call('PUT', `${path}/overrides/voso`, { body: { version, title: 'Mật ong bạc hà Đồng Văn' } })).status).toBe(200);
    expect((await product()).packs[0].priceVnd).toBe(370_000);
  });

  it('[PD2] needs the right to propose prices', async () => {
    const clerk = await market.app.person('officer');
    const rights = ['profile.read', 'product.edit'];
    await ok(lan.post(`${goods.home}/mandates`, { ...MANDATE, rights, proof: PROOF, officerId: clerk.accountId }));
    expect(await reprice(clerk, 400_000)).toMatchObject({
      status: 403,
      body: { type: 'urn:problem:mandate-missing', right: 'price.update' },
    });
  });

  describe('with which an officer practises', () => {
    const begin = (who: Person): Promise<Json> => ok(who.post('/api/v1/officer/practice'));
    const homeOf = async (who: Person): Promise<string> => `/api/v1/producers/${(await begin(who)).producerId as string}`;
    const named = (items: Json[]): string[] => items.map(({ name }) => name as string).filter((name) => name.startsWith('Hộ tập dượt'));
    const HONEY_PACK = { unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 };

    /** A product of the practice household that lacks nothing. */
    async function tryOut(who: Person, home: string): Promise<{ id: string; sku: string }> {
      const made = await ok(
        who.post(`${home}/products`, {
          name: 'Mật ong tập dượt',
          description: 'Mật ong.',
          ocopSet: 4,
          shelfLifeDays: 365,
          packs: [HONEY_PACK],
        }),
      );
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(await card())], { type: 'image/jpeg' }), 'anh.jpg');
      const photo = await ok(who.post(`${home}/photos`, form));
      await ok(who.call('PUT', `${home}/products/${made.id}/photos`, { body: { photoIds: [photo.id] } }));
      await ok(who.post(`/api/v1/officer/practice/products/${made.id}/papers`));
      await ok(who.call('PUT', `${home}/products/${made.id}/stock`, { body: { onHand: 5 } }));
      return { id: made.id, sku: made.packs[0].sku };
    }

    it('is one household, made by one tap, which nobody else meets, which is sent nothing and counts nowhere', async () => {
      const [learner, other] = [await market.app.person('officer'), await market.app.person('officer')];
      const coverage = async (): Promise<Json> => (await ok(market.operator.get('/api/v1/provinces/01/coverage'))).total;
      const before = await coverage();
      const begun = await Promise.all([begin(learner), begin(learner), begin(learner)]);
      expect(new Set(begun.map(({ producerId }) => producerId)).size).toBe(1);
      expect(begun[0]).toEqual(await ok(learner.get('/api/v1/officer/practice')));
      const home = await homeOf(learner);
      expect(await ok(learner.get(home))).toMatchObject({ isPractice: true, isDemonstration: true, provinceCode: '01' });
      expect((await ok(learner.get('/api/v1/session'))).producers).toMatchObject([{ isPractice: true }]);
      await tryOut(learner, home);

      const province = await market.app.person('province', '01');
      for (const who of [other, province, market.operator]) {
        expect(named((await ok(who.get('/api/v1/producers?limit=100'))).items)).toEqual([]);
        expect((await ok(who.get(`/api/v1/products/search?q=${encodeURIComponent('tập dượt')}`))).items).toEqual([]);
      }
      expect(named((await ok(learner.get('/api/v1/producers'))).items)).toHaveLength(1);
      expect((await other.get(home)).status).toBe(404);
      expect(await coverage()).toEqual(before);
      expect((await ok(other.get('/api/v1/officer/practice'))).producerId).toBeNull();
      for (const who of [lan, province, market.operator]) expect((await who.post('/api/v1/officer/practice')).status).toBe(403);

      const { version } = await ok(learner.get(home));
      await ok(learner.call('PATCH', home, { body: { version, phone: '0934500001' } }));
      const consents = [{ purpose: 'training-records', textVersion: 1, agreed: true }];
      const proof = { method: 'otp-sms', signerName: 'Hộ tập dượt', signerRelation: 'self' };
      await ok(learner.post(`${home}/consents`, { consents, proof }));
      const { practiceCode } = await ok(learner.post(`${home}/consents/code`));
      await ok(learner.post(`${home}/consents/code/confirm`, { code: practiceCode }));
      expect(await market.rows('select 1 from message where producer_id = $1', [home.split('/').at(-1)])).toEqual([]);
      // That code is good nowhere else.
      const proposal = await proposePrice();
      expect(await refused(confirm(officer, proposal, { code: practiceCode }))).toEqual([422, 'code-wrong']);
    });

    it('never reaches a shop that is not a practice shop, whoever asks and even by hand; emptied, it leaves the practice shop', async () => {
      const learner = await market.app.person('officer');
      const home = await homeOf(learner);
      const { id, sku } = await tryOut(learner, home);
      const { credentials } = PRACTICE_SHOPS.voso;
      const real = (
        await ok(
          market.operator.post('/api/v1/connections', {
            ...{ platform: 'voso', name: 'Voso thật', credentials },
            baseUrl: market.sandbox.voso.url,
          }),
        )
      ).id as string;
      try {
        expect((await ok(learner.get(`${home}/shops`))).filter(({ isPractice }: Json) => !isPractice)).toEqual([]);
        for (const who of [learner, market.operator])
          expect((await who.post(`${home}/products/${id}/listings`, { connectionIds: [real] })).status).toBe(404);
        const offered = await learner.post(`${home}/products/${id}/listings`, {});
        expect([offered.status, offered.text]).toEqual([202, expect.stringContaining('Voso')]);
        const there = `${home}/proposals/${offered.body.proposal.id as string}`;
        const { practiceCode } = await ok(learner.post(`${there}/code`));
        await ok(learner.post(`${there}/confirm`, { code: practiceCode }));
        await until('on sale at the practice shop', async () => (await market.product('voso', sku))?.onSale);
        const listings = await market.rows<{ id: string; connection: string }>(
          'select id, connection_id as connection from listing where product_id = $1',
          [id],
        );
        expect(listings.map(({ connection }) => connection)).toEqual(expect.arrayContaining([market.shops.get('voso')]));
        expect(listings.map(({ connection }) => connection)).not.toContain(real);
        await expect(market.rows('update listing set connection_id = $2 where id = $1', [listings[0]?.id, real])).rejects.toThrow(
          /demonstration data/,
        );
        const practice = market.shops.get('voso') ?? '';
        const turned = await market.operator.call('PATCH', `/api/v1/connections/${practice}`, { body: { isPractice: false } });
        expect(turned).toMatchObject({ status: 409, body: { type: 'urn:problem:illegal-move' } });

        const again = await ok(learner.post('/api/v1/officer/practice/restart'));
        expect(`/api/v1/producers/${again.producerId as string}`).not.toBe(home);
        await until('off the practice shop', async () => !(await market.product('voso', sku))?.onSale);
        expect(await refused(learner.get(home))).toEqual([403, 'mandate-ended']);
        expect(await begin(learner)).toEqual(again);
        expect((await ok(learner.get(`/api/v1/producers/${again.producerId as string}/products`))).items).toEqual([]);
      } finally {
        await market.operator.call('PATCH', `/api/v1/connections/${real}`, { body: { isPaused: true } });
      }
    });
  });
});
