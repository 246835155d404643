import { type PracticeVoso, credentials, failing, startPracticeVoso } from '../../../test/support/practice-voso';
import type { Call, HttpClient } from '../../platform/contract';

describe('Voso over real HTTP: account and line', () => {
  let voso: PracticeVoso;
  let call: Call;
  beforeAll(async () => {
    voso = await startPracticeVoso();
  });
  beforeEach(async () => {
    await voso.sim('/reset');
    call = await voso.call();
  });
  afterAll(() => voso.stop());

  describe('login', () => {
    const login = (changes: Record<string, string> = {}) =>
      voso.adapter.login({ http: voso.http, credentials: { ...credentials, ...changes } });

    it('gets the long token of the shop through the partner', async () => {
      const { expiresAt } = await login();

      expect(expiresAt!.getTime() - call.at.getTime()).toBeGreaterThan(360 * 86_400_000);
    });

    it('without a partner the shop logs in by itself, for a day', async () => {
      const { token, expiresAt } = await login({ partnerUsername: '', partnerPassword: '' });

      expect(expiresAt!.getTime() - call.at.getTime()).toBeLessThan(2 * 86_400_000);
      expect(await voso.adapter.listCategories({ ...call, token })).not.toHaveLength(0);
    });

    it('when `expired` is 0 the token itself tells', async () => {
      await voso.fault('expired-zero', { times: 2 });

      expect((await login()).expiresAt!.getTime() - call.at.getTime()).toBeGreaterThan(360 * 86_400_000);
    });

    it.each<Record<string, string>>([{ password: 'sai' }, { partnerPassword: 'sai' }, { partnerPassword: '' }, { username: 'khong-co' }])(
      '%p is unauthorised',
      async (changes) => {
        await expect(login(changes)).rejects.toEqual(failing({ kind: 'unauthorised' }));
      },
    );

    it('another shop that logs in between the two steps is no wrong password', async () => {
      await voso.fault('login-rotates', true);
      const overtaken: HttpClient = {
        send: async (request) => {
          if (request.path.endsWith('ownerconnect')) await login();
          return voso.http.send(request);
        },
      };

      await expect(voso.adapter.login({ http: overtaken, credentials })).rejects.toEqual(
        failing({ kind: 'unavailable', outcome: 'not-applied' }),
      );
    });

    it('a refusal of the login service is not a wrong password', async () => {
      await voso.fault('refresh-refused');

      await expect(login()).rejects.toEqual(failing({ kind: 'unavailable' }));
    });
  });

  describe('tokens', () => {
    it.each([
      ['expired in mid-run', () => voso.fault('token-expired')],
      ['revoked', () => voso.sim('/token/expire')],
    ])('%s: unauthorised, although it is HTTP 200', async (_what, spoil) => {
      await spoil();

      await expect(voso.adapter.listCategories(call)).rejects.toEqual(failing({ kind: 'unauthorised' }));
    });

    it.each(['', 'khong-phai-token'])('%p: unauthorised', async (token) => {
      await expect(voso.adapter.readOrder({ ...call, token }, 'V1')).rejects.toEqual(failing({ kind: 'unauthorised' }));
    });
  });

  describe('what goes wrong on the line', () => {
    it.each([
      ['busy', { kind: 'rate-limited' }],
      ['bad-gateway', { kind: 'unavailable', outcome: 'unknown' }],
      ['connection-reset', { kind: 'unavailable', outcome: 'unknown' }],
      ['timeout-before', { kind: 'unavailable', outcome: 'unknown' }],
      ['ip-refused', { kind: 'forbidden', reason: 'caller-refused' }],
    ] as const)('%s', async (knob, failure) => {
      await voso.fault(knob, { times: 1, match: { path: 'listOrder' } });

      await expect(voso.adapter.listOrders(call, { since: call.at, until: call.at })).rejects.toEqual(expect.objectContaining({ failure }));
    });

    it('a suspended shop: every write is forbidden until a person acts, reading goes on', async () => {
      const ref = await voso.live(call);
      const order = await voso.order(call, await voso.buy(ref.sku));
      await voso.fault('shop-locked', true);
      const locked = failing({ kind: 'forbidden', reason: 'account-locked' });

      await expect(voso.adapter.setStock(call, [{ ref, quantity: 1 }])).rejects.toEqual(locked);
      await expect(voso.adapter.setVisible(call, ref, false)).rejects.toEqual(locked);
      await expect(voso.adapter.actOnOrder(call, order, { kind: 'confirm' })).rejects.toEqual(locked);
      expect((await voso.adapter.readListing(call, ref))?.state).toBe('live');
    });

    const answering = (status: number, body: string, headers: Record<string, string> = {}): Call => ({
      ...call,
      http: { send: async () => ({ status, headers, body: Buffer.from(body) }) },
    });
    it.each([
      ['cut JSON', 200, '{"status":200,"error":false,"data":{"data":{"TOT', { kind: 'malformed' }],
      ['a page with HTTP 200', 200, '<html>Bảo trì</html>', { kind: 'malformed' }],
      ['no envelope', 200, '{"TOTAL":0}', { kind: 'malformed' }],
      ['null', 200, 'null', { kind: 'malformed' }],
      ['an empty answer', 200, '', { kind: 'malformed' }],
      ['a missing list', 200, '{"status":200,"error":false,"message":"OK","data":{"data":{"TOTAL":0}}}', { kind: 'malformed' }],
      ['data gone', 200, '{"status":200,"error":false,"message":"OK","data":null}', { kind: 'malformed' }],
      ['a moved path', 404, '<html>404</html>', { kind: 'malformed' }],
      ['a crash in JSON', 500, '{"timestamp":1}', { kind: 'unavailable', outcome: 'unknown' }],
      ['HTTP 401', 401, '', { kind: 'unauthorised' }],
      ['HTTP 429', 429, '', { kind: 'rate-limited', retryAfterMs: 1_224_000 }],
    ])('%s', async (_what, status, body, failure) => {
      const strange = answering(status, body, { 'retry-after': '1224' });

      await expect(voso.adapter.listOrders(strange, { since: call.at, until: call.at })).rejects.toEqual(
        expect.objectContaining({ failure }),
      );
    });

    it('a bare list that is none', async () => {
      const envelope = '{"status":200,"error":false,"message":"OK","data":[]}';

      await expect(voso.adapter.listCategories(answering(200, envelope))).rejects.toEqual(failing({ kind: 'malformed' }));
    });

    it('a shop without a pick-up address is told so', async () => {
      const draft = await voso.draft(call);

      await expect(
        voso.adapter.publish(answering(200, '{"status":200,"error":false,"message":"OK","data":[]}'), draft, 'k'),
      ).rejects.toEqual(failing({ kind: 'rejected', issues: [expect.objectContaining({ adviceVi: expect.stringContaining('kho') })] }));
    });
  });
});
