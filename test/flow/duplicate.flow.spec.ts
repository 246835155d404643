import { ALIKE } from '../../src/people/duplicate/duplicate.service';
import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { mandateOf, openApp, type Json, type Person, type TestApp } from '../support/app';

describe('producers that may be one and the same', () => {
  let app: TestApp;
  let operator: Person;
  let office: Person;
  let officer: Person;
  beforeAll(async () => {
    app = await openApp();
    operator = await app.person('operator');
    office = await app.person('province', '66');
    officer = await app.person('officer');
  });
  afterAll(() => app.close());

  const sql = <T>(text: string, values: readonly unknown[] = []): Promise<T[]> => rows<T>(app.app.get(Transactions).reader, text, values);
  const register = async (person: Person, over: object): Promise<Json> => {
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
  const change = (person: Person, id: string, body: object): Promise<Json> => person.call('PATCH', `/api/v1/producers/${id}`, { body });
  const known = async (person: Person, id: string): Promise<Json[]> => (await person.get(`/api/v1/producers/${id}/duplicates`)).body.items;

  it.each([
    ['one tax code', { taxCode: '9900000016' }, { taxCode: '9900 000016' }, ['tax-code']],
    ['an old tax code', { taxCode: '9900000023' }, { kind: 'household-business', legacyTaxCode: '9900000023' }, ['tax-code']],
    ['a registration number that is the tax code', { taxCode: '9900000030' }, { registrationNumber: '9900000030' }, ['tax-code']],
    ['one registration number', { registrationNumber: '36.07/HTX-12' }, { registrationNumber: '36.07/htx-12' }, ['registration-number']],
    [
      'one personal number',
      { kind: 'household', personalNumber: '054185000101' },
      { kind: 'household', taxCode: '054185000101' },
      ['personal-number'],
    ],
    [
      'one phone and a similar name',
      { name: 'HTX Nông nghiệp Sơn Thành Tây', phone: '0912345678' },
      { name: 'Hợp tác xã NN Sơn Thành Tây', phone: '+84 912 345 678' },
      ['phone-and-name'],
    ],
    [
      'one name in one commune, however it is written',
      { name: 'Hợp tác xã Nông nghiệp Xuân Hoà', communeCode: '22111' },
      { name: 'htx  nông  nghiệp  XUÂN HÒA'.normalize('NFD'), communeCode: '22111' },
      ['name-in-commune'],
    ],
    [
      'a very similar name in one commune',
      { name: 'HTX Nông nghiệp tổng hợp An Nghiệp', communeCode: '22045' },
      { name: 'HTX Nông nghiệp An Nghiệp', communeCode: '22045' },
      ['similar-name-in-commune'],
    ],
  ])('[PD7] are flagged by %s', async (_, first, second, reasons) => {
    const one = await register(operator, first);
    const two = await register(operator, second);
    expect(one.duplicates).toEqual([]);
    expect(two.duplicates).toMatchObject([{ producerId: one.id, name: one.name, reasons, state: 'open' }]);
    expect(two.duplicates[0].certainty).toBe(reasons.some((reason) => /name/.test(reason)) ? 'likely' : 'certain');
    expect(two.duplicates[0].reasonsVi).toHaveLength(reasons.length);
    expect(await known(operator, one.id)).toMatchObject([{ producerId: two.id, reasons }]);
  });

  it.each([
    [
      'one phone and names that have nothing to do with each other',
      { name: 'HTX Mật ong Hoa Rừng', phone: '0912000111' },
      { name: 'Cơ sở gốm Quảng Đức', phone: '0912000111' },
    ],
    ['one name in two communes', { name: 'HTX Đồng Tâm', communeCode: '22111' }, { name: 'HTX Đồng Tâm', communeCode: '22045' }],
    ['demonstration data', { taxCode: '9900000048', isDemonstration: true }, { taxCode: '9900000048' }],
  ])('are not suspected for %s', async (_, first, second) => {
    await register(operator, first);
    expect((await register(operator, second)).duplicates).toEqual([]);
  });

  it('[PD7] are flagged on a change too, once for each pair, and no longer when the reason is gone', async () => {
    const one = await register(operator, { taxCode: '9900000055' });
    const two = await register(operator, {});
    const changed = await change(operator, two.id, { version: 1, taxCode: '9900000055' });
    expect(changed.body.duplicates).toMatchObject([{ producerId: one.id }]);
    await change(operator, one.id, { version: 1, address: 'Thôn 2' });
    expect(await sql('select 1 from producer_duplicate_hint where $1 in (producer_a, producer_b)', [one.id])).toHaveLength(1);
    const apart = await change(operator, two.id, { version: 2, taxCode: null });
    expect([apart.body.duplicates, await known(operator, one.id)]).toEqual([[], []]);
  });

  it('[PD7] are flagged when two people enter them at the same moment', async () => {
    const names = ['Cùng Một Lúc', 'Đồng Thời', 'Sóng Đôi', 'Như Nhau', 'Một Giờ', 'Hai Người'].map((name) => `HTX ${name}`);
    for (const name of names) {
      const said = { name, communeCode: '22111' };
      const [one, two] = await Promise.all([register(operator, said), register(officer, said)]);
      expect(await known(operator, one.id)).toMatchObject([{ producerId: two.id }]);
    }
  });

  it('dismissed once stay dismissed, until there is a new reason', async () => {
    const one = await register(operator, { name: 'HTX Bình Kiến', communeCode: '22045' });
    const two = await register(officer, { name: 'HTX Bình Kiến', communeCode: '22045' });
    const [hint] = two.duplicates;
    const path = `/api/v1/producers/${two.id}/duplicates/${hint.id}/decide`;
    expect((await officer.post(path, { state: 'open' })).status).toBe(400);
    expect((await officer.post(path, { state: 'dismissed' })).body).toMatchObject({ id: hint.id, state: 'dismissed' });
    expect((await change(officer, two.id, { version: 1, address: 'Thôn 3' })).body.duplicates).toEqual([]);
    expect(await known(operator, two.id)).toMatchObject([{ state: 'dismissed' }]);
    await change(operator, one.id, { version: 1, taxCode: '9900000062' });
    expect((await change(officer, two.id, { version: 2, taxCode: '9900000062' })).body.duplicates).toMatchObject([
      { certainty: 'certain', state: 'open' },
    ]);
    expect((await office.post(path, { state: 'same' })).body.state).toBe('same');
    expect((await change(officer, two.id, { version: 3, taxCode: null })).body.duplicates).toEqual([]);
    expect(await known(operator, two.id)).toMatchObject([{ state: 'same' }]);
  });

  it('show to each only what they may know of the other', async () => {
    const secret = { taxCode: '0100684378' };
    const near = await register(operator, { ...secret, name: 'HTX Ở Gần', communeCode: '22111' });
    const far = await register(operator, { ...secret, name: 'HTX Ở Xa', provinceCode: '08' });
    const mai = await app.person('producer');
    const helped = await register(officer, { ...secret, name: 'HTX Được Giúp' });
    expect(helped.duplicates).toEqual([
      {
        ...{ id: expect.any(String), producerId: null, name: 'HTX Ở Gần', communeCode: '22111', certainty: 'certain' },
        ...{ reasons: [], reasonsVi: [], score: 100, state: 'open' },
      },
    ]);
    expect((await known(operator, helped.id)).map((one) => one.producerId).sort()).toEqual([near.id, far.id].sort());
    expect((await known(office, helped.id)).map((one) => one.producerId)).toEqual([near.id]);
    const own = await register(mai, { ...secret });
    expect(own.duplicates).toEqual([]);
    expect(await known(mai, own.id)).toEqual([]);
    const hidden = (await known(operator, helped.id)).find((one) => one.producerId === far.id);
    const decide = `/api/v1/producers/${helped.id}/duplicates/${hidden.id}/decide`;
    expect((await officer.post(decide, { state: 'dismissed' })).status).toBe(404);
    expect((await mai.post(`/api/v1/producers/${own.id}/duplicates/${newId()}/decide`, { state: 'dismissed' })).status).toBe(403);
    expect((await mai.get(`/api/v1/producers/${helped.id}/duplicates`)).status).toBe(404);
  });

  it('are found by indexes among many', async () => {
    await sql(`insert into producer (id, kind, name, province_code, commune_code, tax_code)
      select gen_random_uuid(), 'household', 'Hộ sản xuất số ' || n, '01', lpad((n % 3000)::text, 5, '0'), lpad(n::text, 10, '8')
      from generate_series(1, 20000) n`);
    await sql(
      `insert into producer_secret (producer_id, kind, box, number_index, changed_at) select id, 'phone', '', sha256(id::text::bytea), now() from producer on conflict do nothing`,
    );
    await sql('analyze producer, producer_secret');
    const [one] = await sql<{ id: string }>('select id from producer where commune_code = $1 limit 1', ['02345']);
    const plan = await sql<{ 'QUERY PLAN': string }>(`explain ${ALIKE}`, [
      ...[one?.id, false, ['8888888345'], [Buffer.alloc(32)], '02345', 0.7, [], 0.4],
    ]);
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    for (const index of ['tax_code', 'legacy_tax_code', 'registration_number', 'secret_number', 'commune'])
      expect(text).toContain(`producer_${index}_idx`);
    expect(text).not.toContain('Seq Scan');
  });
});
