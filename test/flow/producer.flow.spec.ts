import { rows, Transactions } from '../../src/shared/db';
import { createLogger } from '../../src/shared/http';
import { FakeClock, newId } from '../../src/shared/kernel';
import { keptAnswer, MANDATE, mandateOf, openApp, type Json, type Person, type TestApp } from '../support/app';

const PERSONAL = '054185000101';
const ACCOUNT = '0000000001';
const bankAccount = { bankBin: '970405', account: ACCOUNT, holder: 'Nguyễn Thị Đào' };

describe('what a producer is known by', () => {
  const logged: string[] = [];
  let app: TestApp;
  let mai: Person;
  beforeAll(async () => {
    app = await openApp({}, { clock: new FakeClock(), log: createLogger('trace', { write: (line) => void logged.push(line) }) });
    mai = await app.person('producer');
  });
  afterAll(() => app.close());

  const sql = <T>(text: string, values: readonly unknown[] = []): Promise<T[]> => rows<T>(app.app.get(Transactions).reader, text, values);
  const register = async (person: Person, over: object = {}): Promise<Json> => {
    const made = await person.post('/api/v1/producers', {
      kind: 'cooperative',
      name: `HTX ${newId()}`,
      provinceCode: '66',
      ...mandateOf(person),
      ...over,
    });
    expect([made.status, made.text]).toEqual([201, expect.any(String)]);
    return made.body;
  };
  const pointers = (answer: { body: Json }): string[] => (answer.body.errors as { pointer: string }[]).map((one) => one.pointer).sort();

  it('is said at once or later, in one form', async () => {
    const made = await register(mai, {
      ...{ name: 'HTX Nông nghiệp Xuân Phước', taxCode: '9900 000 016', registrationNumber: '9900000016', registeredOn: '2019-05-20' },
      ...{ phone: '0912.345.678', representative: 'Nguyễn Thị Đào', personalNumber: PERSONAL, bankAccount, communeCode: '22111' },
      ...{
        hamlet: 'Thôn Phú Xuân',
        address: '12 đường liên xã',
        legacyAddress: { province: 'Phú Yên', district: 'Đồng Xuân', ward: 'Xuân Phước' },
      },
    });
    const { warnings, duplicates, ...producer } = made;
    expect(producer).toMatchObject({
      ...{ taxCode: '9900000016', registrationNumber: '9900000016', registeredOn: '2019-05-20', phone: '+84912345678', version: 1 },
      ...{ personalNumberMasked: '•••101', bankAccountMasked: 'Agribank •••001', ocopObstacleVi: null, placeScheme: '2025-07' },
      ...{ hamlet: 'Thôn Phú Xuân', legacyAddress: { province: 'Phú Yên', district: 'Đồng Xuân', ward: 'Xuân Phước' } },
    });
    expect([warnings, duplicates]).toEqual([[], []]);
    expect((await mai.get(`/api/v1/producers/${made.id}`)).body).toEqual(producer);

    const changed = await mai.call('PATCH', `/api/v1/producers/${made.id}`, {
      body: { version: 1, phone: null, taxCode: '0100109105', representative: 'Trần Văn Bình' },
    });
    expect(changed.body).toMatchObject({ version: 2, phone: null, taxCode: '0100109105', name: made.name, personalNumberMasked: '•••101' });
    expect(changed.body.warnings).toMatchObject([{ pointer: '/taxCode', code: 'tax-code-checksum' }]);
  });

  it('of two people who edit one version the second gets the current state and changes nothing', async () => {
    const { id } = await register(mai, { personalNumber: PERSONAL });
    const path = `/api/v1/producers/${id}`;
    const edits = await Promise.all([
      mai.call('PATCH', path, { body: { version: 1, name: 'Tên của Mai', personalNumber: '054185000202' } }),
      mai.call('PATCH', path, { body: { version: 1, address: 'Xóm của Lan', personalNumber: '054185000303' } }),
    ]);
    expect(edits.map((one) => one.status).sort()).toEqual([200, 409]);
    const { warnings: _, duplicates: __, ...won } = edits.find((one) => one.status === 200)?.body;
    const lost = edits.find((one) => one.status === 409)?.body;
    expect(lost).toMatchObject({ type: 'urn:problem:stale-version', current: won });
    expect((await mai.get(path)).body).toEqual(won);
  });

  it('is refused field by field, in Vietnamese, without repeating it, and nothing is saved', async () => {
    const { id } = await register(mai);
    const before = (await mai.get(`/api/v1/producers/${id}`)).body;
    const wrong = {
      ...{ taxCode: '0123456789012345', legacyTaxCode: '05418500010', registrationNumber: '<b>12</b>', phone: '0168 234 5678' },
      ...{ personalNumber: '054905000777', communeCode: '22111', bankAccount: { bankBin: '999999', account: '#12345', holder: '1 2' } },
    };
    const answer = await mai.call('PATCH', `/api/v1/producers/${id}`, { body: { version: 1, name: 'Tên khác', ...wrong } });
    expect(answer.status).toBe(400);
    expect(pointers(answer)).toEqual([
      ...['/bankAccount/account', '/bankAccount/bankBin', '/bankAccount/holder', '/legacyTaxCode', '/personalNumber'],
      ...['/phone', '/registrationNumber', '/taxCode'],
    ]);
    for (const typed of ['054905000777', '#12345']) expect(answer.text).not.toContain(typed);
    expect((await mai.get(`/api/v1/producers/${id}`)).body).toEqual(before);

    for (const [over, pointer] of [
      [{ communeCode: '00004' }, '/communeCode'], // in Hà Nội
      [{ communeCode: '99999' }, '/communeCode'],
      [{ registeredOn: '2026-02-30' }, '/registeredOn'],
      [{ kind: 'ministry' }, '/kind'],
      [{ name: null }, '/name'],
      [{ legacyAddress: { province: 'Phú Yên' } }, '/legacyAddress/district'],
      [{ bankAccount: { bankBin: '970405' } }, '/bankAccount/account'],
      [{ taxCode: PERSONAL, personalNumber: '058072000102' }, '/taxCode'],
      [{ kind: 'household-business', registrationNumber: PERSONAL }, '/registrationNumber'],
    ] as const) {
      const refused = await mai.call('PATCH', `/api/v1/producers/${id}`, { body: { version: 1, ...over } });
      expect([refused.status, pointers(refused)]).toEqual([400, expect.arrayContaining([pointer])]);
    }
    expect((await mai.get(`/api/v1/producers/${id}`)).body).toEqual(before);
  });

  it('knows who cannot hold an OCOP certificate', async () => {
    const { id, ocopObstacleVi } = await register(mai, { kind: 'household' });
    expect(ocopObstacleVi).toMatch(/chưa thể là chủ thể OCOP/);
    const registered = await mai.call('PATCH', `/api/v1/producers/${id}`, { body: { version: 1, registeredOn: '2024-01-15' } });
    expect(registered.body.ocopObstacleVi).toBeNull();
    for (const kind of ['farm', 'tourism-organisation', 'cooperative-group'])
      expect((await register(mai, { kind })).ocopObstacleVi).toBeNull();
  });

  it('lies encrypted where it is sensitive: in no row, no answer kept for a repeat, no log, no problem', async () => {
    const personal = '049068000104';
    const account = '7777000123456';
    const key = newId();
    const body = {
      ...{ kind: 'household', name: 'Hộ Lê Văn Tám', provinceCode: '48', taxCode: personal },
      bankAccount: { ...bankAccount, account, holder: 'Le Van Tam' },
    };
    const made = await mai.post('/api/v1/producers', body, { key });
    expect(made.body).toMatchObject({ taxCode: null, personalNumberMasked: '•••104', bankAccountMasked: 'Agribank •••456' });
    expect((await mai.post('/api/v1/producers', body, { key })).headers.get('idempotent-replay')).toBe('true');
    const stale = await mai.call('PATCH', `/api/v1/producers/${made.body.id}`, { body: { version: 7, personalNumber: personal } });
    expect(stale.status).toBe(409);
    expect((await mai.get(`/api/v1/producers/${made.body.id}/sensitive`)).body.personalNumber).toBe(personal);

    for (const secret of [personal, account]) {
      const tables = await sql<{ name: string }>(`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`);
      const hits = await sql<{ name: string }>(
        tables.map(({ name }) => `select '${name}' as name from ${name} as t where t::text like '%${secret}%'`).join(' union all '),
      );
      expect(hits).toEqual([]);
      const boxes = await sql(`select 1 from producer_secret where position(convert_to($1, 'UTF8') in box) > 0`, [secret]);
      expect(boxes).toEqual([]);
      expect([made.text, stale.text, ...logged].filter((text) => text.includes(secret))).toEqual([]);
    }
    const kept = JSON.stringify(await keptAnswer(app, mai.accountId, key));
    expect(kept).toContain('•••104');
    for (const secret of [personal, account]) expect(kept).not.toContain(secret);
    expect(logged.length).toBeGreaterThan(5);
  });

  it('does not open in the row of another producer', async () => {
    const first = await register(mai, { personalNumber: PERSONAL });
    const second = await register(mai, { personalNumber: '058072000102' });
    await sql('update producer_secret set box = (select box from producer_secret where producer_id = $1) where producer_id = $2', [
      first.id,
      second.id,
    ]);
    const read = await mai.get(`/api/v1/producers/${second.id}/sensitive`);
    expect([read.status, read.body.type]).toEqual([500, 'urn:problem:internal']);
    expect(read.text).not.toContain(PERSONAL);
    const list = await mai.get('/api/v1/producers?limit=100');
    expect(list.body.items.find((one: { id: string }) => one.id === second.id).personalNumberMasked).toBe('không đọc được');
    expect(list.body.items.find((one: { id: string }) => one.id === first.id).personalNumberMasked).toBe('•••101');
  });

  it('is shown in full to its own people and operators only, and every look is written down', async () => {
    const officer = await app.person('officer');
    const office = await app.person('province', '66');
    const operator = await app.person('operator');
    const stranger = await app.person('producer');
    const { id } = await register(mai, { personalNumber: PERSONAL, bankAccount });
    expect((await mai.post(`/api/v1/producers/${id}/mandates`, { ...MANDATE, officerId: officer.accountId })).status).toBe(201);
    const path = `/api/v1/producers/${id}/sensitive`;

    const mine = await mai.get(path);
    expect(mine.body).toEqual({
      personalNumber: PERSONAL,
      bankAccount: { ...bankAccount, holder: 'NGUYEN THI DAO', relation: '' },
      vietQr: expect.stringMatching(/^000201.*970405.*0000000001/),
    });
    expect(mine.headers.get('cache-control')).toBe('no-store');
    expect((await operator.get(path)).status).toBe(200);
    expect((await officer.get(path)).status).toBe(403);
    expect((await office.get(path)).status).toBe(403);
    expect((await stranger.get(path)).status).toBe(404);
    const looks = await sql<{ who: string; kinds: string[] }>(
      'select account_id as who, kinds from sensitive_read where producer_id = $1 order by read_at, id',
      [id],
    );
    expect(looks).toEqual([mai, operator].map((one) => ({ who: one.accountId, kinds: ['bank-account', 'personal-number'] })));
    expect((await office.get(`/api/v1/producers/${id}`)).body).toMatchObject({ personalNumberMasked: '•••101' });
  });

  it('[SP2] who looked at it is told to the producer’s own people and its province, newest first, page by page', async () => {
    const [officer, office] = [await app.person('officer'), await app.person('province', '66')];
    const [operator, stranger] = [await app.person('operator'), await app.person('producer')];
    const { id } = await register(mai, { personalNumber: PERSONAL });
    const path = `/api/v1/producers/${id}`;
    expect((await mai.post(`${path}/mandates`, { ...MANDATE, officerId: officer.accountId })).status).toBe(201);
    expect((await mai.get(`${path}/sensitive-reads`)).body).toEqual({ items: [] });
    for (const who of [mai, operator, mai]) expect((await who.get(`${path}/sensitive`)).status).toBe(200);

    const { body } = await mai.get(`${path}/sensitive-reads`);
    expect(body.items.map((one: Json) => [one.accountId, one.role, one.kinds])).toEqual(
      [mai, operator, mai].map((one) => [one.accountId, one === mai ? 'producer' : 'operator', ['personal-number']]),
    );
    expect(body.items[1]).toEqual({
      ...{ id: expect.any(String), name: expect.stringMatching(/^operator/), readAt: expect.stringMatching(/Z$/) },
      ...{ accountId: operator.accountId, role: 'operator', kinds: ['personal-number'] },
    });
    const first = await office.get(`${path}/sensitive-reads?limit=2`);
    expect(first.body.items).toEqual(body.items.slice(0, 2));
    expect((await operator.get(`${path}/sensitive-reads?limit=2&cursor=${first.body.next}`)).body).toEqual({ items: body.items.slice(2) });
    expect((await officer.get(`${path}/sensitive-reads`)).status).toBe(403);
    expect((await stranger.get(`${path}/sensitive-reads`)).status).toBe(404);
    expect(JSON.stringify(body)).not.toContain(PERSONAL);
  });

  it('[SP2] its phone number is shown to those who call it, masked in lists, and nowhere in the database', async () => {
    const [office, operator] = [await app.person('province', '66'), await app.person('operator')];
    const { id, ...made } = await register(mai, { phone: '0983 456 789' });
    const path = `/api/v1/producers/${id}`;
    expect([made.phone, made.phoneMasked]).toEqual(['+84983456789', '•••789']);
    for (const who of [mai, operator, office, office]) expect((await who.get(path)).body.phone).toBe('+84983456789');
    for (const who of [operator, office]) {
      const { body } = await who.get('/api/v1/producers?q=0983456789');
      expect(body.items).toEqual([expect.objectContaining({ id, phone: null, phoneMasked: '•••789' })]);
    }
    expect((await mai.get('/api/v1/producers?q=%2B84 983456789')).body.items).toEqual([
      expect.objectContaining({ id, phone: '+84983456789' }),
    ]);
    const looks = await sql<{ who: string; kinds: string[] }>(
      'select account_id as who, kinds from sensitive_read where producer_id = $1 order by read_at, id',
      [id],
    );
    expect(looks).toEqual([operator, office].map((one) => ({ who: one.accountId, kinds: ['phone'] })));
    const saved = await office.call('PATCH', path, { body: { version: 1, name: 'Tên khác' } });
    expect(saved.status).toBe(403);

    for (const secret of ['983456789', office.phone.slice(1)]) {
      const tables = await sql<{ name: string }>(`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`);
      const hits = await sql<{ name: string }>(
        tables
          .map(
            ({ name }) =>
              `select '${name}' as name from ${name} as t where t::text like '%${secret}%' or t::text like '%' || encode('${secret}', 'hex') || '%'`,
          )
          .join(' union all '),
      );
      expect(hits).toEqual([]);
    }
  });

  it('is removed by null, and a bank account is not for those who register somebody else', async () => {
    const officer = await app.person('officer');
    const { id } = await register(officer, { personalNumber: PERSONAL });
    const path = `/api/v1/producers/${id}`;
    expect(
      (await officer.post('/api/v1/producers', { kind: 'farm', name: 'Trại A', provinceCode: '66', bankAccount, mandate: MANDATE })).status,
    ).toBe(403);
    const removed = await officer.call('PATCH', path, { body: { version: 1, personalNumber: null } });
    expect(removed.body).toMatchObject({ version: 2, personalNumberMasked: null });
    expect(await sql('select 1 from producer_secret where producer_id = $1', [id])).toEqual([]);
  });
});
