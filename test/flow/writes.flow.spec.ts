import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { openApp, type Person, type TestApp } from '../support/app';

describe('writes', () => {
  let app: TestApp;
  let hoa: Person;
  const wanted = { kind: 'cooperative', name: 'HTX Chè Tà Xùa', provinceCode: '14' };
  beforeAll(async () => {
    app = await openApp();
    hoa = await app.person('producer');
  });
  afterAll(() => app.close());

  const count = async (sql: string, ...values: unknown[]): Promise<number> =>
    (await rows<{ n: number }>(app.app.get(Transactions).reader, sql, values))[0]?.n ?? -1;
  const producersNamed = (name: string): Promise<number> => count('select count(*)::int as n from producer where name = $1', name);

  it('[AP2] a repeated write has one effect and the same answer, to the letter', async () => {
    const key = newId();
    const body = { ...wanted, name: 'HTX lặp lại' };
    const first = await hoa.post('/api/v1/producers', body, { key });
    const second = await hoa.post('/api/v1/producers', body, { key });

    expect(first.status).toBe(201);
    expect(first.headers.get('idempotent-replay')).toBeNull();
    expect(second.status).toBe(201);
    expect(second.headers.get('idempotent-replay')).toBe('true');
    expect(second.text).toBe(first.text);
    expect(await producersNamed(body.name)).toBe(1);
  });

  it('[AP2] twenty copies at the same time have one effect, and all get the one answer', async () => {
    for (let round = 0; round < 5; round++) {
      const key = newId();
      const body = { ...wanted, name: `HTX song song ${round}` };
      const answers = await Promise.all(Array.from({ length: 20 }, () => hoa.post('/api/v1/producers', body, { key })));

      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(answers.filter(({ headers }) => headers.get('idempotent-replay') === 'true')).toHaveLength(19);
      expect(await producersNamed(body.name)).toBe(1);
    }
  });

  it('[AP2] the same key with another body, path or method is refused, and changes nothing', async () => {
    const key = newId();
    await hoa.post('/api/v1/producers', { ...wanted, name: 'HTX gốc' }, { key });

    const other = await hoa.post('/api/v1/producers', { ...wanted, name: 'HTX khác' }, { key });
    expect(other).toMatchObject({ status: 422, body: { type: 'urn:problem:idempotency-key-reused' } });
    expect((await hoa.post('/api/v1/tokens', { name: 'khoá', expiresInDays: 3 }, { key })).status).toBe(422);
    expect((await hoa.call('DELETE', `/api/v1/tokens/${newId()}`, { key })).status).toBe(422);
    expect(await producersNamed('HTX khác')).toBe(0);
  });

  it('[AP2] a key is one person’s own: another may use the same', async () => {
    const key = newId();
    const lan = await app.person('producer');
    const body = { ...wanted, name: 'HTX của hai người' };
    const [one, two] = [
      await hoa.post<{ id: string }>('/api/v1/producers', body, { key }),
      await lan.post<{ id: string }>('/api/v1/producers', body, { key }),
    ];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body.id).not.toBe(two.body.id);
  });

  it('[AP2] what failed may be tried again with the same key', async () => {
    const key = newId();
    const id = newId();
    const refused = await hoa.post('/api/v1/producers', { ...wanted, id, name: 'HTX thứ nhất' });
    expect(refused.status).toBe(201);
    expect((await hoa.post('/api/v1/producers', { ...wanted, id, name: 'HTX trùng mã' }, { key })).status).toBe(409);
    expect(await count('select count(*)::int as n from idempotent_request where key = $1', key)).toBe(0);

    const fixed = await hoa.post('/api/v1/producers', { ...wanted, id: newId(), name: 'HTX sửa xong' }, { key });
    expect(fixed.status).toBe(201);
  });

  it('[AP2] an answer without a body is repeated too', async () => {
    const operator = await app.person('operator');
    const id = await app.producer(hoa);
    const key = newId();
    const remove = (): ReturnType<Person['call']> => operator.call('DELETE', `/api/v1/producers/${id}/members/${hoa.accountId}`, { key });
    expect((await remove()).status).toBe(204);
    const again = await remove();
    expect([again.status, again.text, again.headers.get('idempotent-replay')]).toEqual([204, '', 'true']);
  });

  it.each([
    ['missing', null, 'idempotency-key-missing'],
    ['too short', 'abc1234', 'idempotency-key-invalid'],
    ['too long', 'k'.repeat(201), 'idempotency-key-invalid'],
    ['with a space', 'hai tu khoa', 'idempotency-key-invalid'],
    ['not ASCII', 'kho\u00e1 s\u1ed1 m\u1ed9t'.replace(/[^\x00-\xff]/g, '\u00e1'), 'idempotency-key-invalid'],
  ])('a key that is %s is refused', async (_, key, code) => {
    const answer = await hoa.post('/api/v1/producers', { ...wanted, name: 'HTX không khoá' }, { key });
    expect(answer).toMatchObject({ status: 400, body: { type: `urn:problem:${code}` } });
    expect(await producersNamed('HTX không khoá')).toBe(0);
  });
});
