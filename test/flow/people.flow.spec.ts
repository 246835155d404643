import { rows, Transactions } from '../../src/shared/db';
import { FakeClock, newId } from '../../src/shared/kernel';
import { keptAnswer, openApp, PASSWORD, type TestApp } from '../support/app';

const HOUR = 3_600_000;

describe('people', () => {
  const clock = new FakeClock();
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp({}, { clock });
  });
  afterAll(() => app.close());

  it('somebody logs in, is known, logs out and is unknown, with the old cookie too', async () => {
    const mai = await app.person('producer');

    const who = await mai.get('/api/v1/session');
    expect(who.body).toMatchObject({ accountId: mai.accountId, role: 'producer', producers: [] });

    expect((await mai.call('DELETE', '/api/v1/session')).status).toBe(204);
    expect((await mai.get('/api/v1/session')).body).toMatchObject({ type: 'urn:problem:unauthenticated' });
  });

  it('the cookie cannot be read by scripts nor sent by other sites, and only its hash is stored', async () => {
    const mai = await app.person('producer');
    const login = await app.call('POST', '/api/v1/session', { body: { phone: mai.phone, password: PASSWORD } });

    const cookie = login.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^lensan_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const secret = /=([\w-]{43});/.exec(cookie)?.[1] ?? '';
    const stored = await rows<{ n: number }>(
      app.app.get(Transactions).reader,
      `select count(*)::int as n from login_session s where s::text like '%' || $1 || '%' or encode(token_hash, 'escape') like '%' || $1 || '%'`,
      [secret],
    );
    expect(stored[0]?.n).toBe(0);
  });

  it('a session ends after twelve hours', async () => {
    const mai = await app.person('producer');
    for (const hours of [3, 3, 3]) {
      clock.advance(hours * HOUR);
      expect((await mai.get('/api/v1/session')).status).toBe(200); // an idle one ends sooner
    }
    clock.advance(3 * HOUR - 1000);
    expect((await mai.get('/api/v1/session')).status).toBe(200);
    clock.advance(2000);
    expect((await mai.get('/api/v1/session')).status).toBe(401);
  });

  it('a wrong password, an unknown phone number and a locked account get one and the same answer', async () => {
    const operator = await app.person('operator');
    const lan = await app.person('producer');
    const locked = await app.person('producer');
    await operator.call('PATCH', `/api/v1/accounts/${locked.accountId}`, { body: { isActive: false } });

    const answers = await Promise.all(
      [
        { phone: lan.phone, password: 'không phải mật khẩu' },
        { phone: '0987654321', password: PASSWORD },
        { phone: locked.phone, password: PASSWORD },
        { phone: 'chín một hai', password: PASSWORD },
      ].map((body) => app.call('POST', '/api/v1/session', { body })),
    );

    const told = answers.map(({ status, body }) => ({ status, ...(body as object), instance: '' }));
    expect(told).toEqual(
      told.map(() => ({
        status: 401,
        type: 'urn:problem:wrong-credentials',
        title: 'Số điện thoại hoặc mật khẩu không đúng',
        instance: '',
      })),
    );
  });

  it('a locked account is out at once, in every session and with every token', async () => {
    const operator = await app.person('operator');
    const lan = await app.person('producer');
    const token = await lan.post<{ token: string }>('/api/v1/tokens', { name: 'kho', expiresInDays: 30 });
    const bearer = { authorization: `Bearer ${token.body.token}` };
    expect((await app.call('GET', '/api/v1/session', { headers: bearer })).status).toBe(200);

    await operator.call('PATCH', `/api/v1/accounts/${lan.accountId}`, { body: { isActive: false } });

    expect((await lan.get('/api/v1/session')).status).toBe(401);
    expect((await app.call('GET', '/api/v1/session', { headers: bearer })).status).toBe(401);
  });

  it('guessing is slowed after ten tries, counted in parallel too, and a right password later is let in again', async () => {
    const lan = await app.person('producer');
    const guesses = await Promise.all(
      Array.from({ length: 14 }, () => app.call('POST', '/api/v1/session', { body: { phone: lan.phone, password: 'đoán mò thôi' } })),
    );

    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
    const refused = guesses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(4);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(800);
    expect((await app.call('POST', '/api/v1/session', { body: { phone: lan.phone, password: PASSWORD } })).status).toBe(429);

    clock.advance(16 * 60_000);
    expect((await app.call('POST', '/api/v1/session', { body: { phone: lan.phone, password: PASSWORD } })).status).toBe(201);
  });

  it('a token is shown once, works, is listed without its secret, ends when it is revoked and when its time is over', async () => {
    const lan = await app.person('officer');
    const key = newId();
    const made = await lan.post<{ id: string; token: string }>('/api/v1/tokens', { name: 'máy kho', expiresInDays: 1 }, { key });
    expect(made.body.token).toMatch(/^ls_[\w-]{43}$/);
    const repeated = await lan.post('/api/v1/tokens', { name: 'máy kho', expiresInDays: 1 }, { key });
    expect(repeated.body).toEqual({ ...made.body, token: null });
    expect(await keptAnswer(app, lan.accountId, key)).toEqual({ ...made.body, token: null });

    const bearer = { authorization: `Bearer ${made.body.token}` };
    expect((await app.call('GET', '/api/v1/session', { headers: bearer })).body).toMatchObject({ accountId: lan.accountId });
    expect((await lan.get<{ items: unknown[] }>('/api/v1/tokens')).body.items).toEqual([
      { id: made.body.id, name: 'máy kho', rights: ['read'], createdAt: expect.any(String), expiresAt: expect.any(String) },
    ]);

    const stranger = await app.person('officer');
    expect((await stranger.call('DELETE', `/api/v1/tokens/${made.body.id}`)).status).toBe(404);
    expect((await lan.call('DELETE', `/api/v1/tokens/${made.body.id}`)).status).toBe(204);
    expect((await app.call('GET', '/api/v1/session', { headers: bearer })).status).toBe(401);

    const short = await lan.post<{ token: string }>('/api/v1/tokens', { name: 'một ngày', expiresInDays: 1 });
    clock.advance(25 * HOUR);
    expect((await app.call('GET', '/api/v1/session', { headers: { authorization: `Bearer ${short.body.token}` } })).status).toBe(401);
  });

  it('a token cannot make tokens, and a broken Authorization header does not fall back to the cookie', async () => {
    const lan = await app.person('producer');
    const made = await lan.post<{ token: string }>('/api/v1/tokens', { name: 'máy', expiresInDays: 5 });

    const more = await app.call('POST', '/api/v1/tokens', {
      body: { name: 'nữa', expiresInDays: 5 },
      headers: { authorization: `Bearer ${made.body.token}` },
    });
    expect(more.status).toBe(403);
    expect((await lan.call('GET', '/api/v1/session', { headers: { authorization: 'Bearer ls_khong-dung' } })).status).toBe(401);
  });

  it('a write by cookie must come from our own page', async () => {
    const lan = await app.person('producer');
    const write = (headers: Record<string, string>): Promise<number> =>
      app
        .call('POST', '/api/v1/producers', {
          body: { kind: 'household', name: 'Hộ Lan', provinceCode: '04' },
          headers: { cookie: lan.cookie, ...headers },
        })
        .then(({ status }) => status);

    expect(await write({})).toBe(403);
    expect(await write({ origin: 'https://xau.example' })).toBe(403);
    expect(await write({ origin: app.url })).toBe(201);
    expect(await write({ 'x-requested-with': 'len-san' })).toBe(201);
  });

  it('an operator makes accounts; the phone number is one account however it is typed', async () => {
    const operator = await app.person('operator');
    const wanted = { phone: '0911 222 333', name: 'Đàm Thị Hồng', password: PASSWORD, role: 'producer' };
    const made = await operator.post('/api/v1/accounts', wanted);
    expect(made).toMatchObject({ status: 201, body: { phone: '+84911222333', role: 'producer', isActive: true } });
    expect(made.text).not.toContain('argon2');

    const again = await operator.post('/api/v1/accounts', { ...wanted, phone: '+84911222333' });
    expect(again).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:already-exists', errors: [{ pointer: '/phone', message: 'Số điện thoại này đã có tài khoản.' }] },
    });

    const wrong = await operator.post('/api/v1/accounts', { ...wanted, phone: '0121 222 3333' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/phone' }] } });
    expect(await operator.post('/api/v1/accounts', { ...wanted, phone: '0911222334', role: 'province' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/provinceCode' }] },
    });
    expect((await operator.get<{ items: unknown[] }>('/api/v1/accounts?q=Đàm')).body.items).toHaveLength(1);
  });

  it('whoever registers a producer belongs to it; an operator adds and removes others', async () => {
    const operator = await app.person('operator');
    const [hoa, lan, stranger] = [await app.person('producer'), await app.person('producer'), await app.person('producer')];
    const officer = await app.person('officer');
    const id = await app.producer(hoa);
    const path = `/api/v1/producers/${id}`;
    expect((await hoa.get('/api/v1/session')).body).toMatchObject({ producers: [{ id }] });
    expect((await lan.get(path)).status).toBe(404);

    const added = await operator.call('PUT', `${path}/members/${lan.accountId}`);
    expect(added.body).toEqual({ producerId: id, accountId: lan.accountId });
    expect((await operator.call('PUT', `${path}/members/${lan.accountId}`)).status).toBe(200);
    expect((await lan.get(path)).status).toBe(200);
    expect((await lan.get<{ items: { id: string }[] }>('/api/v1/producers')).body.items.map((item) => item.id)).toEqual([id]);
    expect((await stranger.get<{ items: unknown[] }>('/api/v1/producers')).body.items).toEqual([]);

    expect((await operator.call('DELETE', `${path}/members/${lan.accountId}`)).status).toBe(204);
    expect((await lan.get(path)).status).toBe(404);
    expect((await operator.call('PUT', `${path}/members/${officer.accountId}`)).status).toBe(409); // an officer needs a mandate
    expect((await operator.call('PUT', `${path}/members/${operator.accountId}`)).status).toBe(409);
    expect((await operator.call('PUT', `${path}/members/${newId()}`)).status).toBe(404);
    expect((await operator.call('PUT', `/api/v1/producers/${newId()}/members/${hoa.accountId}`)).status).toBe(404);
  });

  it('[AP4] a list read page by page shows everything once, while rows are added', async () => {
    const [caoBang, hoa] = [await app.person('province', '66'), await app.person('producer')];
    const before: string[] = [];
    for (let i = 0; i < 5; i++) before.push(await app.producer(hoa, '66')); // the clock stands still: all have the same time
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await caoBang.get<{ items: { id: string }[]; next?: string }>(
        `/api/v1/producers?limit=2${next === undefined ? '' : `&cursor=${next}`}`,
      );
      expect(page.status).toBe(200);
      seen.push(...page.body.items.map((item) => item.id));
      next = page.body.next;
      if (seen.length < 5) await app.producer(hoa, '66');
    } while (next !== undefined && seen.length < 50);

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(before));
  });

  it.each([
    ['100%', ['Chè 100% Shan tuyết']],
    ['TUYET shan', ['Chè 100% Shan tuyết']],
    ['tuyết'.normalize('NFD'), ['Chè 100% Shan tuyết']],
    ['hoà bì', ['HTX Hòa Bình']],
    ['0912 345 678', ['HTX Hòa Bình']],
    ['%', []],
    ["'", []],
  ])('a search for %j finds %j among the producers one may see, whichever way it is typed', async (q, names) => {
    const hoa = await app.person('producer');
    const other = await app.person('producer');
    for (const [who, name] of [
      [hoa, 'Chè 100% Shan tuyết'],
      [hoa, 'HTX Hòa Bình'],
      [other, 'Chè Shan tuyết 100%, Hoà Bình'],
    ] as const)
      await who.post('/api/v1/producers', {
        kind: 'household',
        name,
        provinceCode: '04',
        ...(name.startsWith('HTX') ? { phone: '0912345678' } : {}),
      });
    const found = await hoa.get<{ items: { name: string }[] }>(`/api/v1/producers?q=${encodeURIComponent(q)}`);
    expect(found.body.items.map((item) => item.name)).toEqual(names);
  });
});

describe('the first operator', () => {
  it('is made from the environment, once, and can log in', async () => {
    const app = await openApp({
      FIRST_OPERATOR_PHONE: '0909 000 111',
      FIRST_OPERATOR_PASSWORD: PASSWORD,
      PUBLIC_URL: 'https://len-san.example',
    });
    try {
      const login = await app.call('POST', '/api/v1/session', { body: { phone: '0909000111', password: PASSWORD } });
      expect(login.body).toMatchObject({ role: 'operator', phone: '+84909000111' });
      expect(login.headers.get('set-cookie')).toMatch(/; Secure/); // because the world reaches us by https
      expect(login.headers.get('strict-transport-security')).toBe('max-age=31536000');
    } finally {
      await app.close();
    }
  });
});
