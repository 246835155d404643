import { mandateOf, openApp, type TestApp } from '../support/app';

const maker = { kind: 'other', name: 'Cơ sở minh hoạ 01', provinceCode: '08' };

describe('what is only a demonstration', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app.close());

  it('is marked by operators, and the mark passes on to products', async () => {
    const operator = await app.person('operator');
    const made = await operator.post('/api/v1/producers', { ...maker, isDemonstration: true });
    expect(made).toMatchObject({ status: 201, body: { isDemonstration: true } });
    const product = await operator.post(`/api/v1/producers/${made.body.id}/products`, {
      name: 'Mật ong bạc hà',
      ocopSet: 4,
      packs: [{ unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 }],
    });
    expect(product).toMatchObject({ status: 201, body: { isDemonstration: true } });
  });

  it('cannot be marked by those who sell', async () => {
    for (const role of ['producer', 'officer'] as const) {
      const person = await app.person(role);
      expect(await person.post('/api/v1/producers', { ...maker, ...mandateOf(person), isDemonstration: true })).toMatchObject({
        status: 403,
      });
      expect(await person.post('/api/v1/producers', { ...maker, ...mandateOf(person) })).toMatchObject({
        status: 201,
        body: { isDemonstration: false },
      });
    }
  });

  it('is named on the start page once a practice shop is connected, with a link to it', async () => {
    const bare = await fetch(`${app.url}/`, { redirect: 'manual' });
    expect([bare.status, bare.headers.get('location')]).toEqual([302, '/app/']); // nothing to explain: straight to the console

    const operator = await app.person('operator');
    const connected = await operator.post('/api/v1/connections', {
      ...{ platform: 'voso', name: 'Voso <thực hành> & "tập"', baseUrl: 'http://127.0.0.1:4010', isPractice: true },
      credentials: { username: 'htx-thuc-hanh', password: 'thuc-hanh' },
    });
    expect(connected.status).toBe(201);
    const shown = (await app.call('GET', '/')).text;
    expect(shown).toContain('BẢN MINH HOẠ');
    expect(shown).toContain('href="http://127.0.0.1:4010');
    expect(shown).toContain('Voso &lt;thực hành&gt; &amp; &quot;tập&quot;');
    expect(shown).not.toContain('<thực hành>');
  });
});
