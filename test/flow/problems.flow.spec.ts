import net from 'node:net';
import { rows, Transactions } from '../../src/shared/db';
import { createLogger } from '../../src/shared/http';
import { newId } from '../../src/shared/kernel';
import { openApp, PASSWORD, type Answer, type Person, type TestApp } from '../support/app';

describe('problems', () => {
  const lines: string[] = [];
  let app: TestApp;
  let hoa: Person;
  beforeAll(async () => {
    app = await openApp({}, { log: createLogger('info', { write: (line) => void lines.push(line) }) });
    hoa = await app.person('producer');
  });
  afterAll(() => app.close());

  const producer = { kind: 'cooperative', name: 'HTX', provinceCode: '14' };
  const create = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> => hoa.post('/api/v1/producers', body, { headers });

  it('[AP3] a refusal is RFC 9457 in Vietnamese, with a code, a pointer and the request id', async () => {
    const answer = await create({ ...producer, name: 'x', kind: 'hợp tác xã' }, { 'x-request-id': 'yeu-cau-12345' });

    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('x-request-id')).toBe('yeu-cau-12345');
    expect(answer.body).toEqual({
      type: 'urn:problem:validation',
      title: 'Dữ liệu chưa hợp lệ',
      status: 400,
      detail: '2 chỗ chưa hợp lệ.',
      instance: 'yeu-cau-12345',
      errors: [
        {
          pointer: '/kind',
          message:
            'Phải là một trong: cooperative, cooperative-group, household, household-business, farm, company, tourism-organisation, other.',
        },
        { pointer: '/name', message: 'Cần từ 2 đến 200 ký tự.' },
      ],
    });
  });

  it.each<[string, unknown, string, string]>([
    ['an unknown field', { ...producer, colour: 'xanh' }, '/colour', 'Trường này không có trong tài liệu.'],
    ['a missing field', { kind: 'other', provinceCode: '14' }, '/name', 'Bắt buộc phải có.'],
    ['null where a text is due', { ...producer, name: null }, '/name', 'Phải là chữ.'],
    ['null for what may be left out', { ...producer, address: null }, '/address', 'Phải là chữ.'],
    ['a number where a text is due', { ...producer, name: 12345 }, '/name', 'Phải là chữ.'],
    ['a list where a text is due', { ...producer, name: ['HTX'] }, '/name', 'Phải là chữ.'],
    ['a control character', { ...producer, name: 'HTX\u0007' }, '/name', 'Có ký tự không được phép.'],
    ['a line end in a name', { ...producer, name: 'HTX\nA' }, '/name', 'Có ký tự không được phép.'],
    ['only spaces', { ...producer, name: '    ' }, '/name', 'Cần từ 2 đến 200 ký tự.'],
    ['a wrong pattern', { ...producer, provinceCode: '1A' }, '/provinceCode', 'Mã tỉnh gồm hai chữ số.'],
    ['an id that is none', { ...producer, id: '123' }, '/id', 'Phải là mã UUID.'],
    ['a list as the body', [producer], '', 'Phải là một đối tượng JSON.'],
    ['a text as the body', '"xin chào"', '', 'Phải là một đối tượng JSON.'],
  ])('[AP3] %s is told with its place', async (_, body, pointer, message) => {
    const answer = await create(body, { 'content-type': 'application/json' });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ pointer, message }]);
  });

  it.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['broken JSON', '{"name": ', {}, 400, 'bad-request'],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xc3, 0x28, 0x22]), {}, 400, 'bad-request'],
    ['NUL in a text', '{"name":"a\\u0000b"}', {}, 400, 'bad-request'],
    ['half a surrogate pair', '{"name":"\\ud800"}', {}, 400, 'bad-request'],
    ['NUL in a name of a field', '{"a\\u0000":1}', {}, 400, 'bad-request'],
    ['__proto__', '{"__proto__":{"role":"operator"}}', {}, 400, 'bad-request'],
    ['constructor', '{"constructor":{"prototype":{}}}', {}, 400, 'bad-request'],
    ['33 levels', '['.repeat(34) + ']'.repeat(34), {}, 400, 'bad-request'],
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000), {}, 400, 'bad-request'],
    ['more than 1 MiB', JSON.stringify({ name: 'x'.repeat(1_100_000) }), {}, 413, 'too-large'],
    ['a form', 'name=HTX', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-media'],
    ['plain text', 'HTX', { 'content-type': 'text/plain' }, 415, 'unsupported-media'],
    ['compressed JSON', '{}', { 'content-encoding': 'gzip' }, 415, 'unsupported-media'],
  ])('[AP3] %s is refused', async (_, body, headers, status, code) => {
    const answer = await create(body, { 'content-type': 'application/json', ...headers });
    expect([answer.status, answer.body.type]).toEqual([status, `urn:problem:${code}`]);
  });

  it.each([
    ['limit=0', '?limit', 'Nhỏ nhất là 1.'],
    ['limit=101', '?limit', 'Lớn nhất là 100.'],
    ['limit=1e1', '?limit', 'Phải là số nguyên.'],
    ['limit=', '?limit', 'Phải là số nguyên.'],
    ['limit=true', '?limit', 'Phải là số nguyên.'],
    ['limit=5&limit=6', '?limit', 'Phải là số nguyên.'],
    ['page=2', '?page', 'Trường này không có trong tài liệu.'],
    ['q=%00', '?q', 'Có ký tự không được phép.'],
  ])('[AP3] a list with %s is refused', async (query, pointer, message) => {
    const answer = await hoa.get(`/api/v1/producers?${query}`);
    expect([answer.status, answer.body.errors]).toEqual([400, [{ pointer, message }]]);
  });

  it('[AP3] a cursor that was edited, cut or invented is refused', async () => {
    for (let i = 0; i < 2; i++) await app.producer(hoa);
    const { next } = (await hoa.get<{ next: string }>('/api/v1/producers?limit=1')).body;
    const edited = Buffer.from(next, 'base64url');
    edited[20] = (edited[20] ?? 0) ^ 1;
    for (const cursor of [
      edited.toString('base64url'),
      next.slice(0, -3),
      'abc',
      `${next}A`,
      Buffer.from('2026-01-01').toString('base64url'),
    ]) {
      expect((await hoa.get(`/api/v1/producers?cursor=${cursor}`)).body.type).toBe('urn:problem:cursor-invalid');
    }
    expect((await hoa.get(`/api/v1/producers?limit=1&cursor=${next}`)).status).toBe(200);
  });

  it('[AP3] unknown paths, wrong methods and broken addresses are problems too', async () => {
    expect((await hoa.get('/api/v1/khong-co')).body).toMatchObject({ status: 404, type: 'urn:problem:not-found' });
    const wrong = await hoa.call('PUT', '/api/v1/session');
    expect(wrong.body).toMatchObject({ status: 405, type: 'urn:problem:method-not-allowed' });
    expect(wrong.headers.get('allow')).toBe('DELETE, GET, HEAD, POST');
    expect((await app.call('GET', '/api/v1/producers/%zz')).body).toMatchObject({ status: 400, type: 'urn:problem:bad-request' });
    expect((await hoa.get('/api/v1/producers/not-a-uuid')).status).toBe(404);
    expect((await hoa.call('DELETE', '/api/v1/tokens/not-a-uuid')).body).toMatchObject({ status: 400, type: 'urn:problem:bad-request' });
  });

  it('a text is stored in NFC and without spaces around it', async () => {
    const made = await create({ ...producer, name: `  ${'Hồng treo gió Đà Lạt'.normalize('NFD')}  ` });
    expect(made.body.name).toBe('Hồng treo gió Đà Lạt'.normalize('NFC'));
  });

  it('a JSON body that __proto__ hides in does not change anybody’s objects', async () => {
    await create('{"kind":"other","name":"HTX","provinceCode":"14","address":{"__proto__":{"polluted":true}}}', {
      'content-type': 'application/json',
    });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('[AP3] our own fault tells the request id only, and the log has the cause', async () => {
    await rows(app.app.get(Transactions).reader, 'alter table producer rename column name to renamed');
    try {
      const answer = await create({ ...producer, name: 'HTX bí mật' }, { 'x-request-id': 'loi-he-thong-1' });
      expect(answer.body).toEqual({
        type: 'urn:problem:internal',
        title: 'Có lỗi trong hệ thống; xin báo lại mã yêu cầu',
        status: 500,
        instance: 'loi-he-thong-1',
      });
      const line = lines.find((text) => text.includes('loi-he-thong-1') && text.includes('request failed')) ?? '';
      expect(JSON.parse(line)).toMatchObject({ err: { code: '42703' }, route: '/api/v1/producers' });
      expect(line).not.toContain('HTX bí mật');
    } finally {
      await rows(app.app.get(Transactions).reader, 'alter table producer rename column renamed to name');
    }
  });

  it('one line per request, with who and how long, and no secret in it', async () => {
    lines.length = 0;
    const secret = 'mật khẩu rất bí mật';
    await hoa.call('GET', '/api/v1/session', { headers: { 'x-request-id': 'dong-nhat-ky', authorization: '' } });
    await app.call('POST', '/api/v1/session', { body: { phone: hoa.phone, password: secret } });
    await app.call('GET', '/healthz');

    const written = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(written).toHaveLength(2);
    expect(written[0]).toMatchObject({ id: 'dong-nhat-ky', method: 'GET', route: '/api/v1/session', ms: expect.any(Number) });
    const all = lines.join('');
    expect(all).not.toContain(secret);
    expect(all).not.toContain(hoa.phone);
    expect(all).not.toContain(hoa.cookie);
  });

  it('a request id that could forge a log line is replaced', async () => {
    const answer = await hoa.call('GET', '/api/v1/session', { headers: { 'x-request-id': 'a b"}{' } });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('pages of ours cannot be framed, nor run foreign scripts', async () => {
    const answer = await app.call('GET', '/api/v1/session');
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('half a request does not disturb the others', async () => {
    const socket = net.connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"phone":');
    const login = await app.call('POST', '/api/v1/session', { body: { phone: hoa.phone, password: PASSWORD } });
    expect(login.status).toBe(201);
    socket.destroy();
  });

  it('somebody else’s id in the body is a conflict, not a fault', async () => {
    const id = newId();
    expect((await create({ ...producer, id })).status).toBe(201);
    expect((await create({ ...producer, id })).body).toMatchObject({
      status: 409,
      type: 'urn:problem:already-exists',
      errors: [{ pointer: '/id' }],
    });
  });
});

describe('an account that asks too often', () => {
  it('is told when to come back, and nobody else is held up', async () => {
    const app = await openApp({ REQUESTS_PER_MINUTE: '60' });
    try {
      const [hasty, other] = [await app.person('producer'), await app.person('producer')];
      const answers: Answer[] = [];
      for (let n = 0; n < 61; n++) answers.push(await hasty.get('/api/v1/session'));
      expect(answers.slice(0, 60).every(({ status }) => status === 200)).toBe(true);
      const last = answers.at(-1);
      expect([last?.status, last?.body.type]).toEqual([429, 'urn:problem:too-many-requests']);
      expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await app.logIn(hasty)).cookie).not.toBe(hasty.cookie); // nobody is asked for before they are known
      expect((await (await app.logIn(hasty)).get('/api/v1/session')).status).toBe(429); // and a new session is the same account
      expect((await other.get('/api/v1/session')).status).toBe(200);
      expect((await app.call('GET', '/healthz')).status).toBe(200);
    } finally {
      await app.close();
    }
  });
});
