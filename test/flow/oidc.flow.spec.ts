import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { openApp, type Answer, type Person, type TestApp } from '../support/app';
import { freePort } from '../support/port';

const CLIENT = { OIDC_CLIENT_ID: 'len-san', OIDC_CLIENT_SECRET: 'bi-mat-cua-len-san' };
const CALLBACK = '/api/v1/session/oidc/callback';

/** A browser that keeps cookies and follows redirects of the provider. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const answer = await fetch(url, {
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** Follows redirects until one leads to `stopAt`, and answers its address; signs in as `login` where it is asked to. */
  async walk(url: string, login: string, stopAt: string): Promise<string> {
    for (let at = url, step = 0; step < 20; step++) {
      const answer = await this.open(at);
      const to = answer.headers.get('location');
      if (to?.includes(stopAt)) return to;
      if (to) {
        at = new URL(to, at).toString();
        continue;
      }
      const page = await answer.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '';
      const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
      const sent = await this.open(new URL(action, at).toString(), { prompt, login, password: 'x' });
      at = new URL(sent.headers.get('location') ?? '', at).toString();
      if (at.includes(stopAt)) return at;
    }
    throw new Error('the provider asks for ever');
  }
}

describe('officials sign in with the service of their authority', () => {
  let providers: ChildProcess;
  let app: TestApp;
  let operator: Person;
  let lying: TestApp;
  let liar: string;
  beforeAll(async () => {
    const [port, lyingPort] = [await freePort(), await freePort()];
    providers = fork(path.join(__dirname, '../support/oidc-provider.mjs'), [`http://127.0.0.1:${port}${CALLBACK}`], { execArgv: [] });
    const urls = await new Promise<{ honest: string; liar: string }>((resolve, reject) => {
      providers.once('message', (message) => resolve(message as { honest: string; liar: string }));
      providers.once('exit', () => reject(new Error('the provider did not start')));
    });
    liar = urls.liar;
    app = await openApp({ ...CLIENT, PORT: String(port), OIDC_ISSUER: urls.honest });
    lying = await openApp({ ...CLIENT, PORT: String(lyingPort), OIDC_ISSUER: urls.liar });
    operator = await app.person('operator');
  });
  afterAll(async () => {
    providers.disconnect();
    await app?.close();
    await lying?.close();
  });

  const codeOf = ({ status, body }: Answer): [number, string] => [status, String(body?.type ?? '').replace('urn:problem:', '')];
  const match = (person: Person, oidcSubject: string | null, at = operator): Promise<Answer> =>
    at.call('PATCH', `/api/v1/accounts/${person.accountId}`, { body: { oidcSubject } });
  /** Goes to the provider, signs in there, and answers where it sends the browser back to, and the cookie of the trip. */
  const trip = async (login: string): Promise<{ back: string; cookie: string }> => {
    const begun = await app.call('GET', '/api/v1/session/oidc');
    expect(begun.status).toBe(302);
    const cookie = (begun.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const back = await new Browser().walk(begun.headers.get('location') ?? '', login, CALLBACK);
    return { back: back.slice(back.indexOf(CALLBACK)), cookie };
  };
  const sessionOf = (answer: Answer): string => /lensan_session=[\w-]{43}/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '';

  it('matched by what the operator wrote down, and only then', async () => {
    const office = await app.person('province', '04');
    const first = await trip('can-bo-1');
    expect(codeOf(await app.call('GET', first.back, { headers: { cookie: first.cookie } }))).toEqual([401, 'wrong-credentials']);

    expect((await match(office, 'can-bo-1')).body).toMatchObject({ oidcSubject: 'can-bo-1' });
    const second = await trip('can-bo-1');
    const entered = await app.call('GET', second.back, { headers: { cookie: second.cookie } });
    expect([entered.status, entered.headers.get('location')]).toEqual([302, '/']);
    const me = await app.call('GET', '/api/v1/session', { headers: { cookie: sessionOf(entered) } });
    expect(me.body).toMatchObject({ accountId: office.accountId, role: 'province' });

    // The same way back a second time: the code is used.
    expect(codeOf(await app.call('GET', second.back, { headers: { cookie: second.cookie } }))).toEqual([401, 'wrong-credentials']);

    await operator.call('PATCH', `/api/v1/accounts/${office.accountId}`, { body: { isActive: false } });
    const locked = await trip('can-bo-1');
    expect(codeOf(await app.call('GET', locked.back, { headers: { cookie: locked.cookie } }))).toEqual([401, 'wrong-credentials']);
  });

  it('is of officials, each of one account', async () => {
    const [officer, other, lan] = [await app.person('officer'), await app.person('officer'), await app.person('producer')];
    expect((await match(officer, 'can-bo-2')).status).toBe(200);
    expect((await match(other, 'can-bo-2')).body).toMatchObject({ status: 409, errors: [{ pointer: '/oidcSubject' }] });
    expect((await match(lan, 'ho-dan')).body).toMatchObject({ status: 400, errors: [{ pointer: '/oidcSubject' }] });
    expect((await match(officer, null)).body).toMatchObject({ oidcSubject: null });
  });

  it('refuses another browser, a changed state and a changed cookie', async () => {
    const office = await app.person('province', '04');
    await match(office, 'can-bo-3');
    const { back, cookie } = await trip('can-bo-3');
    const foreign = await trip('can-bo-3');
    for (const [address, headers] of [
      [back, {}],
      [back, { cookie: foreign.cookie }],
      [back.replace(/state=[^&]+/, 'state=x'), { cookie }],
      [back, { cookie: `${cookie.slice(0, -3)}AAA` }],
      [CALLBACK, { cookie }],
    ] as const)
      expect(codeOf(await app.call('GET', address, { headers }))).toEqual([401, 'wrong-credentials']);
    expect((await app.call('GET', back, { headers: { cookie } })).status).toBe(302);
  });

  it.each<[string, number, (nonce: string) => object]>([
    ['what is right', 302, (nonce) => ({ sub: 'dung', nonce })],
    ['another nonce', 401, () => ({ sub: 'dung', nonce: 'x' })],
    ['no nonce', 401, () => ({ sub: 'dung' })],
    ['another audience', 401, (nonce) => ({ sub: 'dung', nonce, aud: 'ai-khac' })],
    ['another issuer', 401, (nonce) => ({ sub: 'dung', nonce, iss: 'http://127.0.0.1:1' })],
    ['a token that has ended', 401, (nonce) => ({ sub: 'dung', nonce, exp: 1_700_000_000, iat: 1_699_999_000 })],
    ['a foreign signature', 401, (nonce) => ({ sub: 'dung', nonce, isForged: true })],
    ['nobody', 401, (nonce) => ({ nonce })],
  ])('believes of a provider: %s → %s', async (_, status, lie) => {
    if (!(await lying.call('GET', '/healthz')).status) throw new Error('not up');
    const master = await lying.person('operator');
    const [office] = [await lying.person('province', '04')];
    await match(office, 'dung', master);
    const begun = await lying.call('GET', '/api/v1/session/oidc');
    const to = new URL(begun.headers.get('location') ?? '');
    expect([to.searchParams.get('code_challenge_method'), to.searchParams.get('response_type')]).toEqual(['S256', 'code']);
    await fetch(`${liar}/lie`, { method: 'POST', body: JSON.stringify(lie(to.searchParams.get('nonce') ?? '')) });
    const cookie = (begun.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const back = await lying.call('GET', `${CALLBACK}?code=c&state=${to.searchParams.get('state')}`, { headers: { cookie } });
    expect(back.status).toBe(status);
    await match(office, null, master);
  });

  it('is not there where no service is set up', async () => {
    const plain = await openApp();
    expect(codeOf(await plain.call('GET', '/api/v1/session/oidc'))).toEqual([404, 'not-found']);
    expect(codeOf(await plain.call('GET', CALLBACK))).toEqual([401, 'wrong-credentials']);
    await plain.close();
    await expect(openApp({ OIDC_ISSUER: 'https://dang-nhap.vn' })).rejects.toThrow('go together');
    await expect(openApp({ ...CLIENT, OIDC_ISSUER: 'http://dang-nhap.vn' })).rejects.toThrow('https');
  });
});
