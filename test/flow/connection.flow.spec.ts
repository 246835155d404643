import { startSandbox, type Sandbox } from '../../src/sandbox';
import { openApp, type Person, type TestApp } from '../support/app';

const SECRET = 'bi-mat-thuc-hanh-a';

describe('connections', () => {
  let app: TestApp;
  let sandbox: Sandbox;
  let operator: Person;
  let shop: Record<string, unknown>;
  beforeAll(async () => {
    sandbox = await startSandbox({ postmart: false, reviewMs: null });
    app = await openApp();
    operator = await app.person('operator');
    shop = {
      platform: 'voso',
      name: 'Gian hàng thực hành',
      baseUrl: sandbox.voso.url,
      credentials: { username: 'htx-thuc-hanh', password: 'thuc-hanh' },
      webhookSecrets: [SECRET],
      isPractice: true,
    };
  });
  afterAll(async () => {
    await app.close();
    await sandbox.stop();
  });

  const create = async (changes: Record<string, unknown> = {}) => operator.post('/api/v1/connections', { ...shop, ...changes });
  const errorsOf = (answer: { body: { errors?: { pointer: string }[] } }) => (answer.body.errors ?? []).map((error) => error.pointer);

  it('an operator connects a shop; secrets go in and never come out', async () => {
    const made = await create();

    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      platform: 'voso',
      isPaused: false,
      isPractice: true,
      trouble: null,
      webhookUrl: expect.stringMatching(new RegExp(`^${app.url}/webhooks/voso/[0-9a-f-]{36}$`)),
      webhookSecrets: [expect.stringMatching(/^[0-9a-f]{12}$/)],
    });
    const { id } = made.body;
    for (const answer of [made, await operator.get(`/api/v1/connections/${id}`), await operator.get('/api/v1/connections')]) {
      expect(answer.text).not.toContain('"thuc-hanh"');
      expect(answer.text).not.toContain(SECRET);
      expect(answer.text).toContain('htx-thuc-hanh');
    }
  });

  it('the test of a connection logs in and says what is wrong, in Vietnamese', async () => {
    const { id } = (await create()).body;
    const works = await operator.post(`/api/v1/connections/${id}/test`);
    expect([works.status, works.body.isWorking]).toEqual([200, true]);

    await operator.call('PATCH', `/api/v1/connections/${id}`, { body: { credentials: { password: 'sai' } } });
    const fails = await operator.post(`/api/v1/connections/${id}/test`);

    expect(fails.body).toMatchObject({ isWorking: false, failure: 'unauthorised', message: expect.stringContaining('mật khẩu') });
    expect((await operator.get(`/api/v1/connections/${id}`)).body.trouble).toMatchObject({ code: 'wrong-credentials' });

    await operator.call('PATCH', `/api/v1/connections/${id}`, { body: { credentials: { password: 'thuc-hanh' } } });
    expect((await operator.post(`/api/v1/connections/${id}/test`)).body.isWorking).toBe(true);
    expect((await operator.get(`/api/v1/connections/${id}`)).body.trouble).toBeNull();
  });

  it('a platform that is not there is said so', async () => {
    const { id } = (await create({ baseUrl: 'http://127.0.0.1:1025' })).body;

    const answer = await operator.post(`/api/v1/connections/${id}/test`);

    expect(answer.body).toMatchObject({ isWorking: false, failure: 'unavailable', message: expect.stringContaining('Không kết nối được') });
  });

  it.each([
    ['no platform of this name', { platform: 'khong-co' }, '/platform'],
    ['no http', { baseUrl: 'file:///etc/passwd' }, '/baseUrl'],
    ['a password in the address', { baseUrl: 'http://ai:mat-khau@127.0.0.1:4010' }, '/baseUrl'],
    ['an inner address', { baseUrl: 'http://10.0.0.1' }, '/baseUrl'],
    ['a metadata service', { baseUrl: 'http://169.254.169.254' }, '/baseUrl'],
    ['an inner address in disguise', { baseUrl: 'http://[::ffff:192.168.1.1]' }, '/baseUrl'],
    ['a host that is nowhere', { baseUrl: 'https://khong-co.invalid' }, '/baseUrl'],
    ['a credential that is missing', { credentials: { username: 'a' } }, '/credentials/password'],
    ['a credential that nobody asked for', { credentials: { username: 'a', password: 'b', la: 'c' } }, '/credentials/la'],
    ['a credential that is no text', { credentials: { username: 'a', password: 7 } }, '/credentials/password'],
    ['credentials that are a list', { credentials: [] }, '/credentials'],
    ['too many webhook secrets', { webhookSecrets: Array.from({ length: 6 }, String) }, '/webhookSecrets'],
    ['an unknown field', { secret: 'x' }, '/secret'],
  ])('%s is refused', async (_what, change, pointer) => {
    const answer = await create(change);

    expect(answer.status).toBe(400);
    expect(errorsOf(answer)).toContain(pointer);
  });

  it('a shop can be moved to another address only with its secrets, so that nobody can read them there', async () => {
    const { id } = (await create()).body;
    const elsewhere = { baseUrl: 'http://127.0.0.1:1025' };

    const refused = await operator.call('PATCH', `/api/v1/connections/${id}`, { body: elsewhere });
    expect([refused.status, errorsOf(refused)]).toEqual([400, ['/credentials']]);

    const moved = await operator.call('PATCH', `/api/v1/connections/${id}`, { body: { ...elsewhere, credentials: { password: 'khac' } } });
    expect([moved.status, moved.body.baseUrl]).toEqual([200, elsewhere.baseUrl]);
  });

  it('webhook secrets are changed one after the other', async () => {
    const { id, webhookSecrets } = (await create()).body;
    const patch = (body: unknown) => operator.call('PATCH', `/api/v1/connections/${id}`, { body });

    const both = await patch({ addWebhookSecret: 'bi-mat-moi' });
    expect(both.body.webhookSecrets).toHaveLength(2);
    const one = await patch({ removeWebhookSecret: webhookSecrets[0] });
    expect(one.body.webhookSecrets).toEqual([both.body.webhookSecrets[1]]);
    expect(errorsOf(await patch({ removeWebhookSecret: webhookSecrets[0] }))).toEqual(['/removeWebhookSecret']);
  });

  it('a shop is paused and resumed', async () => {
    const { id } = (await create()).body;

    expect((await operator.post(`/api/v1/connections/${id}/pause`)).body.isPaused).toBe(true);
    expect((await operator.post(`/api/v1/connections/${id}/resume`)).body.isPaused).toBe(false);
  });

  it('a repeated creation is one connection', async () => {
    const key = 'khoa-cua-lan-nay';
    const first = await operator.post('/api/v1/connections', { ...shop, name: 'Một lần' }, { key });
    const second = await operator.post('/api/v1/connections', { ...shop, name: 'Một lần' }, { key });

    expect(second.body).toEqual(first.body);
    expect(
      (await operator.get('/api/v1/connections?limit=100')).body.items.filter((each: { name: string }) => each.name === 'Một lần'),
    ).toHaveLength(1);
  });

  it('connections come page by page, and unknown ones are not found', async () => {
    for (let each = 0; each < 3; each++) await create();
    const first = await operator.get('/api/v1/connections?limit=2');
    const second = await operator.get(`/api/v1/connections?limit=2&cursor=${first.body.next}`);

    const ids = [...first.body.items, ...second.body.items].map((each: { id: string }) => each.id);
    expect(new Set(ids).size).toBe(4);
    expect((await operator.get('/api/v1/connections/01890000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await operator.post('/api/v1/connections/01890000-0000-7000-8000-000000000000/test')).status).toBe(404);
    expect((await operator.get('/api/v1/connections/khong-phai-id')).status).toBe(400);
  });

  it('nobody but operators sees or changes a connection', async () => {
    const { id } = (await create()).body;
    for (const role of ['producer', 'officer', 'province'] as const) {
      const person = await app.person(role);
      expect((await person.get(`/api/v1/connections/${id}`)).status).toBe(403);
      expect((await person.post('/api/v1/connections', shop)).status).toBe(403);
      expect((await person.post(`/api/v1/connections/${id}/test`)).status).toBe(403);
    }
    expect((await app.call('GET', `/api/v1/connections/${id}`)).status).toBe(401);
  });

  it('the platforms say what they need, and what of it is only assumed', async () => {
    const { body } = await operator.get('/api/v1/platforms');

    const voso = body.find((each: { code: string }) => each.code === 'voso');
    expect(voso.credentials).toContainEqual(expect.objectContaining({ key: 'password', isSecret: true, isRequired: true }));
    expect(voso.sources.some((source: { basis: string }) => source.basis === 'assumed')).toBe(true);
  });
});
