import { rows, Transactions } from '../../src/shared/db';
import { FakeClock } from '../../src/shared/kernel';
import { PASSWORD, openApp, type Answer, type Json, type Person, type TestApp } from '../support/app';
import { codeTo, smsTo } from '../support/sms';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const ELSEWHERE = { 'x-forwarded-for': '203.0.113.9' };
const SETTINGS = { TRUST_PROXY: 'true', SECRET_KEY: '5a'.repeat(32) };
const COOKIE = /^lensan_session=[\w-]{43}/;

describe('the ways in', () => {
  const clock = new FakeClock();
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp(SETTINGS, { clock });
  });
  afterAll(() => app.close());

  const call = (method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> =>
    app.call(method, `/api/v1${path}`, { body, headers });
  const codeOf = ({ status, body }: Answer): [number, string] => [status, String(body?.type ?? '').replace('urn:problem:', '')];
  const cookieOf = (answer: Answer): Record<string, string> => ({
    ...{ cookie: COOKIE.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '', 'x-requested-with': 'len-san' },
  });
  const isIn = async (headers: Record<string, string>): Promise<boolean> =>
    (await call('GET', '/session', undefined, headers)).status === 200;

  describe('by code', () => {
    it('[PD8] let in whoever has the phone, once, and tell nobody who has an account', async () => {
      const lan = await app.person('producer');
      const asked = await call('POST', '/session/codes', { phone: lan.phone });
      const nobody = await call('POST', '/session/codes', { phone: '0987654321' });
      expect([asked.status, Object.keys(asked.body as object)]).toEqual([202, ['expiresAt']]);
      expect([nobody.status, nobody.body]).toEqual([202, asked.body]);
      expect(await smsTo(app, '0987654321')).toEqual([]);

      const code = await codeTo(app, lan.phone);
      expect(codeOf(await call('POST', '/session/with-code', { phone: '0987654321', code }))).toEqual([422, 'code-wrong']);
      const entered = await call('POST', '/session/with-code', { phone: lan.phone, code });
      expect([entered.status, entered.body]).toMatchObject([201, { accountId: lan.accountId }]);
      expect(await isIn(cookieOf(entered))).toBe(true);
      expect(codeOf(await call('POST', '/session/with-code', { phone: lan.phone, code }))).toEqual([422, 'code-wrong']);
    });

    it('do not let in a locked account, not even with a code from before', async () => {
      const [operator, lan] = [await app.person('operator'), await app.person('producer')];
      await call('POST', '/session/codes', { phone: lan.phone });
      const code = await codeTo(app, lan.phone);
      await operator.call('PATCH', `/api/v1/accounts/${lan.accountId}`, { body: { isActive: false } });
      expect(codeOf(await call('POST', '/session/with-code', { phone: lan.phone, code }))).toEqual([422, 'code-wrong']);
      await call('POST', '/session/codes', { phone: lan.phone });
      expect(await smsTo(app, lan.phone)).toHaveLength(1);
    });

    it('a stranger who asks for codes does not use up those of the owner', async () => {
      const lan = await app.person('producer');
      for (let count = 0; count < 3; count++)
        expect((await call('POST', '/session/codes', { phone: lan.phone }, ELSEWHERE)).status).toBe(202);
      expect(codeOf(await call('POST', '/session/codes', { phone: lan.phone }, ELSEWHERE))).toEqual([429, 'too-many-requests']);
      expect((await call('POST', '/session/codes', { phone: lan.phone })).status).toBe(202);
    });
  });

  describe('a forgotten password', () => {
    it('is replaced by code; every session ends, and the owner is told', async () => {
      const lan = await app.person('producer');
      const other = await app.logIn(lan);
      await call('POST', '/password/codes', { phone: lan.phone });
      const code = await codeTo(app, lan.phone);
      // A code to log in is none to recover with.
      await call('POST', '/session/codes', { phone: lan.phone });
      expect(
        codeOf(await call('POST', '/password/reset', { phone: lan.phone, code: await codeTo(app, lan.phone), password: 'mật khẩu mới' })),
      ).toEqual([...[422, 'code-wrong']]);
      expect((await call('POST', '/password/reset', { phone: lan.phone, code, password: 'mật khẩu mới' })).status).toBe(204);

      expect([(await lan.get('/api/v1/session')).status, (await other.get('/api/v1/session')).status]).toEqual([401, 401]);
      expect(codeOf(await call('POST', '/session', { phone: lan.phone, password: PASSWORD }))).toEqual([401, 'wrong-credentials']);
      expect((await call('POST', '/session', { phone: lan.phone, password: 'mật khẩu mới' })).status).toBe(201);
      expect((await smsTo(app, lan.phone)).at(-1)).toMatch(
        /^Len San: mat khau cua 0\d{9} vua duoc dat lai bang ma tin nhan luc .*Neu khong phai ban/,
      );
      const [act] = await rows<Json>(
        app.app.get(Transactions).reader,
        `select changes from act where actor_id = $1 and what like '%reset'`,
        [lan.accountId],
      );
      expect(act.changes).toEqual([{ of: 'account', id: lan.accountId, field: 'password' }]);
    });

    it('cannot be reset by guessing: five tries', async () => {
      const lan = await app.person('producer');
      await call('POST', '/password/codes', { phone: lan.phone });
      const code = await codeTo(app, lan.phone);
      const wrong = code === '000000' ? '000001' : '000000';
      const reset = (tried: string): Promise<Answer> =>
        call('POST', '/password/reset', { phone: lan.phone, code: tried, password: 'mật khẩu mới' });
      const tries = await Promise.all(Array.from({ length: 5 }, () => reset(wrong)));
      expect(tries.map(codeOf)).toEqual(tries.map(() => [422, 'code-wrong']));
      expect(codeOf(await reset(code))).toEqual([422, 'code-wrong']);
      expect((await lan.get('/api/v1/session')).status).toBe(200);
    });

    it('a known one is changed with the old one, and other sessions end', async () => {
      const lan = await app.person('producer');
      const other = await app.logIn(lan);
      const change = (oldPassword: string, newPassword: string): Promise<Answer> =>
        lan.call('PUT', '/api/v1/password', { body: { oldPassword, newPassword } });
      expect((await change('sai mật khẩu', 'mật khẩu thứ hai')).body).toMatchObject({ status: 400, errors: [{ pointer: '/oldPassword' }] });
      expect((await change(PASSWORD, 'ngắn')).body).toMatchObject({ status: 400, errors: [{ pointer: '/newPassword' }] });
      expect((await change(PASSWORD, 'mật khẩu thứ hai')).status).toBe(204);
      expect([(await lan.get('/api/v1/session')).status, (await other.get('/api/v1/session')).status]).toEqual([200, 401]);
      expect((await smsTo(app, lan.phone)).at(-1)).toContain('vua duoc doi luc');
      for (let count = 0; count < 8; count++) await change('sai mật khẩu', 'mật khẩu thứ ba');
      expect(codeOf(await change('mật khẩu thứ hai', 'mật khẩu thứ ba'))).toEqual([429, 'too-many-requests']);
    });
  });

  describe('guessing', () => {
    const guess = (phone: string, headers = {}): Promise<Answer> => call('POST', '/session', { phone, password: 'đoán mò thôi' }, headers);

    it('from elsewhere, even from a thousand addresses, does not lock out who comes from where they have been before', async () => {
      const lan = await app.person('producer');
      const from = (count: number): Record<string, string> => ({ 'x-forwarded-for': `198.51.${count >> 8}.${count & 255}` });
      const guesses = await Promise.all(Array.from({ length: 60 }, (_, count) => guess(lan.phone, from(count))));
      expect(guesses.filter(({ status }) => status === 401)).toHaveLength(50);
      expect(guesses.filter(({ status }) => status === 429)).toHaveLength(10);
      expect((await call('POST', '/session', { phone: lan.phone, password: PASSWORD }, from(999))).status).toBe(429);
      expect((await call('POST', '/session', { phone: lan.phone, password: PASSWORD })).status).toBe(201);
      clock.advance(60 * MINUTE);
      expect((await call('POST', '/session', { phone: lan.phone, password: PASSWORD }, from(999))).status).toBe(201);
    });

    it('is counted by all processes together, and leaves no number in the database', async () => {
      const second = await openApp({ ...SETTINGS, DATABASE_URL: app.databaseUrl }, { clock });
      const lan = await app.person('producer');
      const there = (): Promise<Answer> =>
        second.call('POST', '/api/v1/session', { body: { phone: lan.phone, password: 'đoán mò thôi' }, headers: ELSEWHERE });
      for (let count = 0; count < 5; count++)
        expect([(await guess(lan.phone, ELSEWHERE)).status, (await there()).status]).toEqual([401, 401]);
      expect([(await guess(lan.phone, ELSEWHERE)).status, (await there()).status]).toEqual([429, 429]);
      await second.close();
      const [kept] = await rows<{ n: number; text: string }>(
        app.app.get(Transactions).reader,
        'select count(*)::integer as n, string_agg(t::text, $1) as text from login_try t',
        [','],
      );
      expect(kept?.n).toBeGreaterThan(0);
      expect(kept?.text).not.toMatch(/203\.0\.113|0912/);
    });
  });

  describe('sessions', () => {
    it('are listed with device and place, and end one by one or all but this', async () => {
      const lan = await app.person('producer');
      const agent = 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/129.0.0.0 Mobile Safari/537.36';
      const phone = await call('POST', '/session', { phone: lan.phone, password: PASSWORD }, { ...ELSEWHERE, 'user-agent': agent });
      const third = await app.logIn(lan);
      const { items } = (await lan.get('/api/v1/sessions')).body as { items: Json[] };
      expect(items).toHaveLength(3);
      expect(items.filter((one) => one.isThis)).toHaveLength(1);
      const there = items.find((one) => one.address !== '127.0.0.x');
      expect(there).toMatchObject({ device: 'Chrome trên Android', address: '203.0.113.x', isThis: false });

      const stranger = await app.person('producer');
      expect((await stranger.call('DELETE', `/api/v1/sessions/${there.id}`)).status).toBe(404);
      expect(await isIn(cookieOf(phone))).toBe(true);
      expect((await lan.call('DELETE', `/api/v1/sessions/${there.id}`)).status).toBe(204);
      expect(await isIn(cookieOf(phone))).toBe(false);

      expect((await lan.call('DELETE', '/api/v1/sessions')).status).toBe(204);
      expect((await third.get('/api/v1/session')).status).toBe(401);
      expect((await lan.get('/api/v1/sessions')).body.items).toMatchObject([{ isThis: true }]);
    });

    it('end four hours after their last use, and twelve after their beginning', async () => {
      const [idle, busy] = [await app.person('producer'), await app.person('producer')];
      const works = async (person: Person): Promise<boolean> => (await person.get('/api/v1/session')).status === 200;
      clock.advance(4 * HOUR - 1000);
      expect([await works(busy)]).toEqual([true]);
      clock.advance(1000);
      expect([await works(idle), await works(busy)]).toEqual([false, true]);
      clock.advance(4 * HOUR - 2000); // use a second after the last one is not written down
      expect(await works(busy)).toBe(true);
      clock.advance(4 * HOUR - 1000);
      expect(await works(busy)).toBe(true);
      clock.advance(2000);
      expect(await works(busy)).toBe(true); // a second before twelve hours
      clock.advance(1000);
      expect(await works(busy)).toBe(false);
    });
  });

  describe('tokens of programs', () => {
    it('do what their rights say, and nothing else', async () => {
      const lan = await app.person('producer');
      const producerId = await app.producer(lan);
      const token = async (rights?: string[]): Promise<Record<string, string>> => {
        const made = await lan.post<Json>('/api/v1/tokens', { name: 'kho', expiresInDays: 1, ...(rights ? { rights } : {}) });
        expect(made.body.rights ?? made.body).toEqual(rights ?? ['read']);
        return { authorization: `Bearer ${made.body.token}` };
      };
      const [reads, writes, stock] = [await token(), await token(['read', 'write']), await token(['stock.update'])];
      const home = `/producers/${producerId}`;
      const edit = (headers: Record<string, string>): Promise<Answer> => call('PATCH', home, { version: 1, hamlet: 'Thôn 1' }, headers);
      expect([(await call('GET', home, undefined, reads)).status, codeOf(await edit(reads))]).toEqual([200, [403, 'forbidden']]);
      expect([codeOf(await call('GET', home, undefined, stock)), codeOf(await edit(stock))]).toEqual([
        [403, 'forbidden'],
        [403, 'forbidden'],
      ]);
      const lots = `${home}/products/${producerId}/lots`;
      expect((await call('POST', lots, {}, stock)).status).toBe(400); // let in, and then not understood
      expect(codeOf(await call('POST', lots, {}, reads))).toEqual([403, 'forbidden']);
      expect((await edit(writes)).status).toBe(200);
      expect(codeOf(await call('DELETE', '/sessions', undefined, writes))).toEqual([403, 'forbidden']);
      expect((await lan.post('/api/v1/tokens', { name: 'x', expiresInDays: 1, rights: ['all'] })).status).toBe(400);
      expect((await lan.post('/api/v1/tokens', { name: 'x', expiresInDays: 1, rights: [] })).status).toBe(400);
    });
  });
});
