import { Transactions, rows } from '../../src/shared/db';
import { FakeClock, newId } from '../../src/shared/kernel';
import { MANDATE, openApp, type Json, type Person, type TestApp } from '../support/app';

describe('help by mandate', () => {
  const clock = new FakeClock();
  let app: TestApp;
  let lan: Person;
  let operator: Person;
  beforeAll(async () => {
    app = await openApp({}, { clock });
    lan = await app.person('producer');
    operator = await app.person('operator');
  });
  afterAll(() => app.close());

  const grant = async (home: string, officer: Person, over: object = {}): Promise<Json> => {
    const proof = { method: 'app-tap', signerName: 'Vàng Thị Lan', signerRelation: 'self' };
    const made = await lan.post(`${home}/mandates`, { ...MANDATE, proof, officerId: officer.accountId, ...over });
    expect([made.status, made.text]).toEqual([201, expect.any(String)]);
    return made.body;
  };
  const code = async (asked: Promise<{ status: number; body: Json }>): Promise<[number, string]> => {
    const { status, body } = await asked;
    return [status, String(body?.type ?? '').replace('urn:problem:', '')];
  };

  it('[PD2] gives single rights, and every other answers 403 and what is missing', async () => {
    const officer = await app.person('officer');
    const home = `/api/v1/producers/${await app.producer(lan)}`;
    const product = {
      name: 'Chè shan tuyết',
      ocopSet: 11,
      packs: [{ unit: 'hộp', weightGrams: 100, lengthCm: 10, widthCm: 10, heightCm: 10, priceVnd: 90_000 }],
    };
    expect(await code(officer.get(home))).toEqual([404, 'not-found']);

    await grant(home, officer, { rights: ['profile.read'] });
    expect((await officer.get(home)).status).toBe(200);
    const refused = await officer.post(`${home}/products`, product);
    expect(refused).toMatchObject({
      status: 403,
      body: { type: 'urn:problem:mandate-missing', right: 'product.create', detail: expect.stringContaining('thêm sản phẩm') },
    });

    await grant(home, officer, { rights: ['profile.read', 'product.create'] });
    expect((await officer.post(`${home}/products`, product)).status).toBe(201);
    expect(await code(officer.call('PATCH', home, { body: { version: 1, hamlet: 'Thôn 1' } }))).toEqual([403, 'mandate-missing']);
  });

  it('[PD3] ends at its instant by the clock, with no job having run', async () => {
    const officer = await app.person('officer');
    const home = `/api/v1/producers/${await app.producer(lan)}`;
    const { validUntil } = await grant(home, officer, { months: 1 });
    clock.advance(Date.parse(validUntil) - clock.now().getTime() - 1000);
    [lan, operator] = [await app.logIn(lan), await app.logIn(operator)]; // sessions end before mandates do
    const still = await app.logIn(officer);
    expect((await still.get(home)).status).toBe(200);
    expect((await still.get('/api/v1/producers')).body.items).toHaveLength(1);

    clock.advance(1000);
    expect(await still.get(home)).toMatchObject({ status: 403, body: { type: 'urn:problem:mandate-ended', endedAt: validUntil } });
    expect((await still.get('/api/v1/producers')).body.items).toEqual([]);
    expect((await still.get('/api/v1/session')).body.producers).toEqual([]);
  });

  it('ends with a word of the producer, at once', async () => {
    const officer = await app.person('officer');
    const home = `/api/v1/producers/${await app.producer(lan)}`;
    const { id } = await grant(home, officer);
    expect((await officer.get(home)).status).toBe(200);
    const revoked = await lan.post(`${home}/mandates/${id}/revoke`, { reason: 'Không cần nữa' });
    expect(revoked).toMatchObject({ status: 200, body: { counts: false, revokeReason: 'Không cần nữa' } });
    expect(await code(officer.get(home))).toEqual([403, 'mandate-ended']);
  });

  it('[PD5] reaches only the area of the officer, and the next answer after a move', async () => {
    const officer = await app.person('officer');
    const home = `/api/v1/producers/${await app.producer(lan, '14')}`;
    await grant(home, officer);
    const move = (...areas: object[]): Promise<unknown> =>
      operator.call('PUT', `/api/v1/accounts/${officer.accountId}/areas`, { body: { areas } });

    await move({ provinceCode: '66' });
    expect(await code(officer.get(home))).toEqual([403, 'outside-area']);
    expect((await officer.get('/api/v1/producers')).body.items).toEqual([]);
    expect(
      await code(officer.post('/api/v1/producers', { kind: 'household', name: 'Hộ A', provinceCode: '14', mandate: MANDATE })),
    ).toEqual([403, 'outside-area']);
    await move({ provinceCode: '14' });
    expect((await officer.get(home)).status).toBe(200);
    expect((await officer.get('/api/v1/producers')).body.items).toHaveLength(1);
  });

  it('[PD8] a household is registered by an officer with its consent, and not without', async () => {
    const officer = await app.person('officer');
    const household = { kind: 'household', name: 'Hộ Vàng Thị Mỷ', provinceCode: '08' };
    expect(await officer.post('/api/v1/producers', household)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/mandate' }] } });
    const unproved = { ...MANDATE, proof: { ...MANDATE.proof, method: 'thumbprint-witness' } };
    expect(await officer.post('/api/v1/producers', { ...household, mandate: unproved })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/mandate/proof/witness' }] },
    });
    const made = await officer.post('/api/v1/producers', { ...household, mandate: MANDATE });
    expect(made.status).toBe(201);
    expect((await officer.get(`/api/v1/producers/${made.body.id}/mandates`)).body.items).toMatchObject([
      { officerId: officer.accountId, counts: true, officerUnit: 'extension' },
    ]);
  });

  it('[SP4] without a signal the consent has its id and the version that was read, so that its photo can follow', async () => {
    const officer = await app.person('officer');
    const register = (more: object): Promise<Json> =>
      officer.post('/api/v1/producers', {
        ...{ kind: 'household', name: 'Hộ Lý Thị Say', provinceCode: '08' },
        mandate: { ...MANDATE, ...more },
      });
    expect(await register({ textVersion: 9 })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/mandate/textVersion' }] } });
    const consentId = newId();
    const made = await register({ consentId, textVersion: 1 });
    const home = `/api/v1/producers/${made.body.id}`;
    expect((await officer.get(`${home}/consents`)).body.items).toMatchObject([{ id: consentId, textVersion: 1 }]);
    expect((await officer.get(`${home}/mandates`)).body.items).toMatchObject([{ consentId, evidenceDueAt: expect.any(String) }]);
  });

  it('[PD5] an officer sees the own area, and nobody else’s', async () => {
    const [officer, other] = [await app.person('officer'), await app.person('officer')];
    await operator.call('PUT', `/api/v1/accounts/${officer.accountId}/areas`, { body: { areas: [{ provinceCode: '14' }] } });
    expect((await officer.get(`/api/v1/officer/areas`)).body.items).toEqual([{ provinceCode: '14', communeCode: null }]);
    expect(await code(other.get(`/api/v1/accounts/${officer.accountId}/areas`))).toEqual([403, 'forbidden']);
  });

  it('[PD4] every write for somebody else stores who did it and for whom, under which mandate', async () => {
    const officer = await app.person('officer');
    const producerId = await app.producer(lan);
    const home = `/api/v1/producers/${producerId}`;
    const { id: mandateId } = await grant(home, officer);
    const headers = { 'x-device-id': 'dien-thoai-7', 'x-captured-at': '2026-11-20T01:02:03Z' };
    const made = await officer.call('PATCH', home, { body: { version: 1, hamlet: 'Thôn 2' }, headers });
    expect(made.status).toBe(200);
    expect((await officer.call('PATCH', home, { body: { version: 1 } })).status).toBe(409); // a refused write is no act
    const acts = await rows(
      app.app.get(Transactions).reader,
      `select what, actor_id as "actorId", actor_role as "actorRole", mandate_id as "mandateId", device_id as "deviceId", captured_at as "capturedAt"
       from act where producer_id = $1 order by seq`,
      [producerId],
    );
    const by = (person: Person, what: string): object => ({ what, actorId: person.accountId, actorRole: person.role });
    expect(acts).toMatchObject([
      by(lan, 'POST /api/v1/producers'),
      by(lan, 'POST /api/v1/producers/:producerId/mandates'),
      {
        ...by(officer, 'PATCH /api/v1/producers/:producerId'),
        mandateId,
        deviceId: 'dien-thoai-7',
        capturedAt: new Date('2026-11-20T01:02:03Z'),
      },
    ]);
  });

  it('what was done stays written', async () => {
    const { reader } = app.app.get(Transactions);
    await expect(reader.query(`update act set what = 'nothing'`)).rejects.toThrow(/stays written/);
    await expect(reader.query('delete from act')).rejects.toThrow(/stays written/);
    await expect(reader.query('truncate act')).rejects.toThrow(/stays written/);
  });

  it('[PD3] stands on the words that were agreed to: a text that has to be agreed to anew ends it on its first day', async () => {
    const officer = await app.person('officer');
    lan = await app.logIn(lan);
    const home = `/api/v1/producers/${await app.producer(lan)}`;
    await grant(home, officer);
    const addText = (requiresNew: boolean): Promise<unknown> =>
      app.app.get(Transactions).reader.query(
        `insert into consent_text (purpose, version, text_vi, sha256, effective_from, requires_new)
         select purpose, max(version) + 1, 'Bản mới', sha256(convert_to('Bản mới', 'UTF8')), ($1::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date + 1, $2
           from consent_text where purpose = 'officer-acts-for-me' group by purpose`,
        [clock.now(), requiresNew],
      );
    const midnight = Math.ceil((clock.now().getTime() + 7 * 3_600_000 + 1) / 86_400_000) * 86_400_000 - 7 * 3_600_000;
    const toMidnight = async (): Promise<Person> => {
      clock.advance(midnight - clock.now().getTime());
      return app.logIn(officer);
    };
    await addText(false);
    await addText(true);
    clock.advance(midnight - 1000 - clock.now().getTime());
    const before = await app.logIn(officer);
    expect((await before.get(home)).status).toBe(200);
    expect((await before.get('/api/v1/producers')).body.items).toHaveLength(1);
    const after = await toMidnight();
    expect(await after.get(home)).toMatchObject({
      ...{ status: 403, body: { type: 'urn:problem:mandate-ended', endedAt: new Date(midnight).toISOString() } },
    });
    expect((await after.get('/api/v1/producers')).body.items).toEqual([]);
    expect((await after.get('/api/v1/mandates')).body.items).toMatchObject([{ counts: false }]);
    lan = await app.logIn(lan);
    await grant(home, officer);
    expect((await after.get(home)).status).toBe(200);
  });
});
