import { ImportWork } from '../../src/catalog/exchange/import.work';
import { rows, Transactions } from '../../src/shared/db';
import { FakeClock, newId } from '../../src/shared/kernel';
import { MANDATE, openApp, type Answer, type Json, type Person, type TestApp } from '../support/app';
import { goodRow, HEADINGS, send, xlsx } from '../support/sheet-files';

const PRODUCT = {
  name: 'Chè shan tuyết',
  ocopSet: 11,
  packs: [{ unit: 'hộp', weightGrams: 100, lengthCm: 10, widthCm: 10, heightCm: 10, priceVnd: 90_000 }],
};
const MINUTE = 60_000;
const DAY = 86_400_000;

describe('a mandate that ends while work is under way', () => {
  const clock = new FakeClock();
  let app: TestApp;
  let lan: Person;
  let officer: Person;
  let home: string;
  let mandate: Json;
  let product: Json;
  const proof = { method: 'app-tap', signerName: 'Vàng Thị Lan', signerRelation: 'self' };
  const ok = async (asked: Promise<Answer>): Promise<Json> => {
    const { status, text, body } = await asked;
    expect([status < 300 && status !== 202, text]).toEqual([true, expect.any(String)]);
    return body;
  };
  beforeAll(async () => {
    app = await openApp({ ROLE: 'web' }, { clock });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    [lan, officer] = [await app.person('producer'), await app.person('officer')];
    home = `/api/v1/producers/${await app.producer(lan)}`;
    mandate = await ok(lan.post(`${home}/mandates`, { ...MANDATE, proof, officerId: officer.accountId }));
    product = await ok(officer.post(`${home}/products`, PRODUCT));
    clock.advance(MINUTE);
  });

  const revoke = (): Promise<Json> => ok(lan.post(`${home}/mandates/${mandate.id}/revoke`, {}));
  const now = (ms = 0): string => new Date(clock.now().getTime() + ms).toISOString();
  const price = (priceVnd: number, capturedAt: string, key = newId(), more: object = {}): Promise<Answer> =>
    officer.call('PATCH', `${home}/products/${product.id}/packs/${product.packs[0].id}`, {
      ...{ body: { version: 1, priceVnd, ...more }, key, headers: { 'x-captured-at': capturedAt, 'x-device-id': 'may-3' } },
    });
  const priceNow = async (): Promise<number> => (await ok(lan.get(`${home}/products/${product.id}`))).packs[0].priceVnd;
  const waiting = async (person = lan): Promise<Json[]> => (await ok(person.get(`${home}/late-work?state=waiting`))).items;

  describe('late work', () => {
    it('[PD6] was done in time and comes late: it waits, is accepted, and keeps its true author', async () => {
      const doneAt = now();
      clock.advance(MINUTE);
      await revoke();
      clock.advance(MINUTE);
      const key = newId();
      const kept = await price(80_000, doneAt, key);
      expect([kept.status, kept.body]).toEqual([202, { lateWorkId: expect.any(String), state: 'waiting', detail: expect.any(String) }]);
      expect((await price(80_000, doneAt, key)).body).toEqual(kept.body); // the phone sends it again
      expect(await price(70_000, doneAt, key)).toMatchObject({ status: 422, body: { type: 'urn:problem:idempotency-key-reused' } });
      expect(await priceNow()).toBe(90_000);

      const items = await waiting();
      expect(items).toEqual([
        {
          ...{ id: kept.body.lateWorkId, officerId: officer.accountId, officerName: expect.any(String), mandateId: mandate.id },
          ...{ deviceId: 'may-3', state: 'waiting', decidedByName: null, decidedAt: null, reason: null },
          capturedAt: doneAt.replace('Z', '000Z'),
          receivedAt: now().replace('Z', '000Z'),
          what: 'PATCH /api/v1/producers/:producerId/products/:productId/packs/:packId',
          url: `${home}/products/${product.id}/packs/${product.packs[0].id}`,
          body: { version: 1, priceVnd: 80_000 },
          sentenceVi: `Cán bộ hỗ trợ ${items[0]?.officerName} sửa quy cách đóng gói.`,
        },
      ]);
      const accepted = await ok(lan.post(`${home}/late-work/${kept.body.lateWorkId}/accept`));
      expect(accepted).toMatchObject({ state: 'accepted', body: null, decidedByName: expect.any(String) });
      expect(await priceNow()).toBe(80_000);
      const [, act] = (await ok(lan.get(`${home}/acts?limit=2`))).items;
      expect(act).toMatchObject({
        actorId: officer.accountId,
        mandateId: mandate.id,
        deviceId: 'may-3',
        capturedAt: doneAt.replace('Z', '000Z'),
      });
      expect(act.changes).toMatchObject([
        { of: 'late-work', id: lan.accountId },
        { field: 'priceVnd', before: 90_000, after: 80_000 },
      ]);
      expect(act.sentenceVi).toContain('được nhận sau khi uỷ quyền kết thúc');
      expect((await price(80_000, doneAt, key)).body).toMatchObject({ state: 'accepted' });
      expect((await ok(lan.post(`${home}/late-work/${kept.body.lateWorkId}/accept`))).state).toBe('accepted');
      expect((await ok(lan.get(`${home}/products/${product.id}`))).version).toBe(2); // once
    });

    it('[PD6] edges: up to the second before the revocation, at most 30 days old, never of tomorrow', async () => {
      const begun = new Date(mandate.validFrom as string).getTime();
      const { revokedAt } = await revoke();
      const end = Date.parse(revokedAt as string);
      const at = async (ms: number): Promise<number> => (await price(1_000, new Date(ms).toISOString())).status;
      expect([await at(end - 1), await at(end), await at(end + 1)]).toEqual([202, 403, 403]);
      expect([await at(begun), await at(begun - 1)]).toEqual([202, 403]);
      clock.advance(begun + 30 * DAY - clock.now().getTime());
      [officer, lan] = [await app.logIn(officer), await app.logIn(lan)];
      expect(await at(begun)).toBe(202);
      clock.advance(1);
      expect([await at(begun), await at(end - 1)]).toEqual([403, 202]);
      expect((await price(1_000, 'yesterday')).status).toBe(400);
      expect(await price(1_000, now(1))).toMatchObject({ status: 403, body: { type: 'urn:problem:mandate-ended' } });
    });

    it('[PD6] is refused like anything else without the right of then, without a key, and outside the area', async () => {
      const doneAt = now(-1);
      await ok(lan.post(`${home}/mandates`, { ...MANDATE, proof, officerId: officer.accountId, rights: ['profile.read'] }));
      expect((await price(1_000, now())).body.type).toBe('urn:problem:mandate-missing'); // another mandate counts, without the right
      const [newer] = (await ok(lan.get(`${home}/mandates`))).items;
      clock.advance(MINUTE);
      mandate = newer;
      await revoke();
      expect((await price(1_000, now(-1))).status).toBe(403);
      expect((await price(1_000, doneAt, null as never)).body.type).toBe('urn:problem:idempotency-key-missing');
      expect((await officer.get(`${home}/products`)).status).toBe(403);
      await rows(app.app.get(Transactions).reader, 'delete from officer_area where account_id = $1', [officer.accountId]);
      expect((await price(1_000, doneAt)).status).toBe(403);
      expect(await waiting()).toEqual([]);
    });

    it('[PD6] never about a bank account, a mandate, or a file', async () => {
      const headers = { 'x-captured-at': now() };
      clock.advance(MINUTE);
      await revoke();
      const bank = { version: 1, bankAccount: { bank: '970436', number: '0123456789', holder: 'VANG THI LAN' } };
      expect((await officer.call('PATCH', home, { body: bank, headers })).status).toBe(403);
      expect((await officer.call('POST', `${home}/mandates`, { body: { ...MANDATE, officerId: officer.accountId }, headers })).status).toBe(
        403,
      );
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(10)]), 'anh.jpg');
      expect((await officer.call('POST', `${home}/photos`, { body: form, headers })).status).toBe(403);
      expect(await waiting()).toEqual([]);
    });

    it('what can be done no longer is told and goes on waiting, until it is refused', async () => {
      const doneAt = now();
      clock.advance(MINUTE);
      await revoke();
      await ok(lan.call('PATCH', `${home}/products/${product.id}`, { body: { version: 1, name: 'Chè mới' } }));
      const { lateWorkId } = (await price(80_000, doneAt)).body;
      expect(await lan.post(`${home}/late-work/${lateWorkId}/accept`)).toMatchObject({
        status: 409,
        body: { type: 'urn:problem:late-work-conflict', cause: { status: 409, type: 'urn:problem:stale-version' } },
      });
      expect(await waiting()).toHaveLength(1);
      const other = await app.person('producer');
      expect((await other.post(`${home}/late-work/${lateWorkId}/refuse`, {})).status).toBe(404);
      expect((await officer.post(`${home}/late-work/${lateWorkId}/accept`)).status).toBe(403);
      const province = await app.person('province', '04');
      expect(await ok(province.post(`${home}/late-work/${lateWorkId}/refuse`, { reason: 'Đã đổi tên' }))).toMatchObject({
        ...{ state: 'refused', reason: 'Đã đổi tên', body: null },
      });
      expect((await lan.post(`${home}/late-work/${lateWorkId}/accept`)).body.type).toBe('urn:problem:illegal-move');
      expect(await priceNow()).toBe(90_000);
    });

    it('accepted twice at once it is done once; a made-up permit opens nothing', async () => {
      const stock = `${home}/products/${product.id}/stock`;
      await ok(lan.call('PUT', stock, { body: { onHand: 10 } }));
      const headers = { 'x-captured-at': now(), 'x-late-permit': 'A'.repeat(43) };
      clock.advance(MINUTE);
      await revoke();
      const { lateWorkId } = (await officer.call('POST', `${stock}/adjustments`, { body: { change: -3 }, headers })).body;
      const both = await Promise.all([1, 2].map(() => lan.post(`${home}/late-work/${lateWorkId}/accept`)));
      expect(both.some(({ status }) => status === 200)).toBe(true);
      expect((await ok(lan.get(stock))).onHand).toBe(7);
      const stranger = await app.call('POST', `${stock}/adjustments`, { body: { change: -3 }, headers });
      expect(stranger.status).toBe(401);
    });
  });

  it('[PD6] a table that an officer sent stops at the end of the mandate, by the clock; what is done stays, and the producer reads why', async () => {
    const table = await xlsx([HEADINGS, ...Array.from({ length: 700 }, (_, n) => goodRow(`Mật ong ${n}`))]);
    const producerId = home.split('/').pop() ?? '';
    const sent = await send(officer, producerId, table);
    const importId = sent.body.id as string;
    const work = app.app.get(ImportWork);
    await work.attend(importId, () => true);
    await ok(officer.post(`${home}/products/imports/${importId}/run`, {}));
    const end = Date.parse(mandate.validUntil as string);
    let chunks = 0;
    await work.attend(importId, () => {
      if (++chunks === 2) clock.advance(end - clock.now().getTime()); // the first is done under the mandate
      return true;
    });
    lan = await app.logIn(lan);
    expect(await ok(lan.get(`${home}/products/imports/${importId}`))).toMatchObject({
      ...{ state: 'cancelled', created: 500 },
      problem: { reason: 'mandate-ended', detail: expect.stringContaining('Việc nhập đã dừng. Uỷ quyền đã hết hiệu lực') },
    });
    expect((await ok(lan.get(`${home}/acts?limit=1`))).items).toMatchObject([
      {
        ...{ what: 'job product-import', actorId: officer.accountId, mandateId: mandate.id, canUndo: false },
        changes: [
          { of: 'import', field: 'created', after: 500 },
          { of: 'import', field: 'changed', after: 0 },
        ],
      },
    ]);
    await work.attend(importId, () => true); // and does not begin again
    expect((await ok(lan.get(`${home}/products/imports/${importId}`))).created).toBe(500);
  });
});
