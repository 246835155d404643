import { createHash } from 'node:crypto';
import { FakeClock } from '../../src/shared/kernel';
import { MANDATE, openApp, type Answer, type Json, type Person, type TestApp } from '../support/app';
import { pdf } from '../support/paper-files';

const DAY = 86_400_000;

describe('mandates on paper, and handing them over', () => {
  const clock = new FakeClock();
  let app: TestApp;
  let paper: Buffer;
  let lan: Person;
  let officer: Person;
  let province: Person;
  let home: string;
  const ok = async (asked: Promise<Answer>): Promise<Json> => {
    const { status, text, body } = await asked;
    expect([status < 300 && status !== 202, text]).toEqual([true, expect.any(String)]);
    return body;
  };
  const problem = async (asked: Promise<Answer>): Promise<[number, string]> => {
    const { status, body } = await asked;
    return [status, String(body?.type ?? '').replace('urn:problem:', '')];
  };
  beforeAll(async () => {
    app = await openApp({ ROLE: 'web' }, { clock });
    paper = await pdf(1, 'Giay uy quyen');
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    [lan, officer, province] = [await app.person('producer'), await app.person('officer'), await app.person('province', '04')];
    home = `/api/v1/producers/${await app.producer(lan)}`;
  });

  const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const proof = (): object => ({ method: 'paper-photo', signerName: 'Vàng Thị Lan', signerRelation: 'self', evidenceSha256: hash(paper) });
  const grant = (to: Person, over: object = {}): Promise<Json> =>
    ok(province.post(`${home}/mandates`, { ...MANDATE, proof: proof(), officerId: to.accountId, ...over }));
  const bring = (person: Person, consentId: string, bytes: Uint8Array): Promise<Answer> => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), 'giay.pdf');
    return person.call('PUT', `${home}/consents/${consentId}/evidence`, { body: form });
  };
  const later = async (ms: number): Promise<void> => {
    clock.advance(ms);
    [lan, officer, province] = [await app.logIn(lan), await app.logIn(officer), await app.logIn(province)];
  };

  describe('the photo of the paper', () => {
    it('[PD2] is the very file that was announced, and lies with the producer, the province and the operator', async () => {
      const { consentId, evidenceDueAt } = await grant(officer);
      expect(Date.parse(evidenceDueAt) - clock.now().getTime()).toBe(14 * DAY);
      expect(await problem(lan.get(`${home}/consents/${consentId}/evidence`))).toEqual([404, 'not-found']);
      const other = await bring(officer, consentId, await pdf(1, 'Giay khac'));
      expect(other).toMatchObject({ status: 422, body: { type: 'urn:problem:paper-refused', reason: 'other-content' } });

      expect(await ok(bring(officer, consentId, paper))).toMatchObject({ consentId, sha256: hash(paper) });
      await ok(bring(officer, consentId, paper)); // again
      for (const person of [lan, province, await app.person('operator')]) {
        const answer = await person.get(`${home}/consents/${consentId}/evidence`);
        expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
          ...[200, 'application/pdf', `attachment; filename="${consentId}.pdf"`],
        ]);
      }
      expect((await officer.get(`${home}/consents/${consentId}/evidence`)).status).toBe(403);
      expect((await (await app.person('producer')).get(`${home}/consents/${consentId}/evidence`)).status).toBe(404);
      const [mandate] = (await ok(lan.get(`${home}/mandates`))).items;
      expect(mandate).toMatchObject({ evidenceDueAt: null, counts: true });
    });

    it('is not asked for where nothing was signed on paper', async () => {
      const tap = { method: 'app-tap', signerName: 'Vàng Thị Lan', signerRelation: 'self' };
      const { consentId, evidenceDueAt } = await ok(lan.post(`${home}/mandates`, { ...MANDATE, proof: tap, officerId: officer.accountId }));
      expect(evidenceDueAt).toBeNull();
      expect(await problem(bring(lan, consentId, paper))).toEqual([409, 'illegal-move']);
      await later(14 * DAY);
      expect((await officer.get(home)).status).toBe(200);
    });

    it('[PD3] that has not come after 14 days stops the mandate to the second, and starts it again when it comes', async () => {
      const { consentId } = await grant(officer);
      await later(14 * DAY - 1000);
      expect((await officer.get(home)).status).toBe(200);
      expect((await ok(officer.get('/api/v1/producers'))).items).toHaveLength(1);
      expect((await ok(officer.get('/api/v1/mandates'))).items).toMatchObject([{ counts: true, endsSoon: true }]);
      clock.advance(1000);
      expect(await problem(officer.get(home))).toEqual([403, 'mandate-ended']);
      expect((await ok(officer.get('/api/v1/producers'))).items).toEqual([]);
      expect((await ok(officer.get('/api/v1/mandates'))).items).toMatchObject([{ counts: false, endsSoon: false }]);

      await ok(bring(officer, consentId, paper)); // the one thing that the officer may still do
      expect((await officer.get(home)).status).toBe(200);
      expect((await ok(officer.get('/api/v1/producers'))).items).toHaveLength(1);
    });

    it('does not start what was revoked', async () => {
      const { id, consentId } = await grant(officer);
      await ok(lan.post(`${home}/mandates/${id}/revoke`, {}));
      expect(await problem(bring(officer, consentId, paper))).toEqual([403, 'mandate-ended']);
    });
  });

  describe('handing over', () => {
    it('[N17] ends one and begins the other in the same instant, with the rights that there were', async () => {
      const next = await app.person('officer');
      const old = await grant(officer, { rights: ['profile.read', 'stock.update'] });
      const fresh = await ok(
        province.post(`${home}/mandates/${old.id}/handover`, { officerId: next.accountId, officerUnit: 'commune-office', proof: proof() }),
      );
      expect(fresh).toMatchObject({
        officerId: next.accountId,
        rights: ['profile.read', 'stock.update'],
        counts: true,
        officerUnit: 'commune-office',
      });
      expect(fresh.consentId).not.toBe(old.consentId);
      const [before] = (await ok(officer.get('/api/v1/mandates'))).items;
      expect(before).toMatchObject({ counts: false, revokedAt: fresh.validFrom, revokeReason: expect.stringContaining('Chuyển giao cho') });
      expect(await problem(officer.get(home))).toEqual([403, 'mandate-ended']);
      expect((await next.get(home)).status).toBe(200);
    });

    it('[N17] never adds a right, needs the producer to agree again, and is not for officers', async () => {
      const next = await app.person('officer');
      const old = await grant(officer, { rights: ['profile.read', 'stock.update'] });
      const handOver = (by: Person, over: object = {}): Promise<Answer> =>
        by.post(`${home}/mandates/${old.id}/handover`, { officerId: next.accountId, officerUnit: 'extension', proof: proof(), ...over });
      expect(await handOver(province, { rights: ['profile.read', 'price.update'] })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/rights', message: expect.stringContaining('đề nghị giá') }] },
      });
      expect(await handOver(province, { proof: undefined })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/proof' }] } });
      expect(await handOver(province, { proof: [] })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/proof' }] } });
      expect(await handOver(province, { officerId: officer.accountId })).toMatchObject({ status: 400 });
      expect(await handOver(province, { officerId: lan.accountId })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/officerId' }] },
      });
      expect((await handOver(officer)).status).toBe(403);
      expect((await officer.get(home)).status).toBe(200); // nothing was half done
      expect((await handOver(province, { rights: ['profile.read'] })).body.rights).toEqual(['profile.read']);
      expect(await problem(handOver(province))).toEqual([409, 'illegal-move']);
    });

    it('[N17] the new officer finds what the one before left, with its true author', async () => {
      const next = await app.person('officer');
      const old = await grant(officer);
      const product = await ok(
        officer.post(`${home}/products`, {
          ...{ name: 'Mật ong', ocopSet: 5 },
          packs: [{ unit: 'chai', weightGrams: 500, lengthCm: 8, widthCm: 8, heightCm: 16, priceVnd: 150_000 }],
        }),
      );
      const headers = { 'x-captured-at': clock.now().toISOString() };
      clock.advance(60_000);
      await ok(
        province.post(`${home}/mandates/${old.id}/handover`, { officerId: next.accountId, officerUnit: 'extension', proof: proof() }),
      );
      const late = await officer.call('PATCH', `${home}/products/${product.id}`, { body: { version: 1, name: 'Mật ong rừng' }, headers });
      expect(late.status).toBe(202);
      expect((await ok(next.get(`${home}/products`))).items).toMatchObject([{ id: product.id }]);
      expect((await ok(next.get(`${home}/products/${product.id}/versions`))).items).toMatchObject([{ changedBy: officer.accountId }]);
      expect((await ok(next.get(`${home}/late-work`))).items).toMatchObject([{ officerId: officer.accountId, state: 'waiting' }]);
      expect((await ok(next.get(`${home}/reminders`))).items).toEqual([]);
    });

    it('[N17] a province lists what an officer who leaves has open, page by page, in its own province', async () => {
      const homes = [home, ...(await Promise.all([1, 2].map(async () => `/api/v1/producers/${await app.producer(lan)}`)))];
      const elsewhere = `/api/v1/producers/${await app.producer(lan, '14')}`;
      const operator = await app.person('operator');
      for (const each of [...homes, elsewhere]) {
        const made = { ...MANDATE, proof: proof(), officerId: officer.accountId };
        const { id } = await ok(operator.post(`${each}/mandates`, made));
        clock.advance(1000);
        if (each === homes[2]) await ok(operator.post(`${each}/mandates/${id}/revoke`, {}));
      }
      const list = `/api/v1/provinces/04/mandates?officerId=${officer.accountId}`;
      const first = await ok(province.get(`${list}&limit=1`));
      const second = await ok(province.get(`${list}&limit=1&cursor=${first.next}`));
      expect([first.items[0].producerId, second.items[0].producerId]).toEqual([homes[0], homes[1]].map((each) => each?.split('/').pop()));
      expect(second.next).toBeUndefined();
      expect(first.items[0].producerName).toMatch(/^HTX/);
      expect((await province.get(list.replace('/04/', '/14/'))).status).toBe(404);
      expect((await officer.get(list)).status).toBe(403);
      expect((await province.get('/api/v1/provinces/04/mandates')).status).toBe(400);
    });

    it('[N17] is to somebody out of a list: who may serve the commune, by name, for those who may hand over', async () => {
      const [near, far, locked] = [await app.person('officer'), await app.person('officer'), await app.person('officer')];
      const operator = await app.person('operator');
      const areas = (person: Person, ...wanted: object[]): Promise<Json> =>
        ok(operator.call('PUT', `/api/v1/accounts/${person.accountId}/areas`, { body: { areas: wanted } }));
      await areas(near, { provinceCode: '04' }, { provinceCode: '14' });
      await areas(far, { provinceCode: '14' });
      await ok(operator.call('PATCH', `/api/v1/accounts/${locked.accountId}`, { body: { isActive: false } }));
      const old = await grant(officer);
      for (const person of [lan, province, operator]) {
        const ids = (await ok(person.get(`${home}/officers`))).items.map(({ id }: Json) => id as string);
        expect(ids).toEqual(expect.arrayContaining([near.accountId, officer.accountId]));
        expect(ids.filter((id: string) => [far.accountId, locked.accountId, lan.accountId].includes(id))).toEqual([]);
      }
      const { items } = await ok(lan.get(`${home}/officers`));
      expect(items.find(({ id }: Json) => id === near.accountId)).toEqual({
        id: near.accountId,
        name: expect.any(String),
        areaVi: 'cả tỉnh',
      });
      expect((await officer.get(`${home}/officers`)).status).toBe(403);
      expect((await (await app.person('producer')).get(`${home}/officers`)).status).toBe(404);

      const refused = await province.post(`${home}/mandates/${old.id}/handover`, {
        ...{ officerId: far.accountId, officerUnit: 'extension', proof: proof() },
      });
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/officerId' }] } });
      expect((await officer.get(home)).status).toBe(200); // nothing was half done

      const there = (await ok(province.get('/api/v1/provinces/04/officers'))).items;
      expect(there[0].households).toBeGreaterThanOrEqual(there.at(-1).households);
      expect(there.find(({ id }: Json) => id === officer.accountId)).toMatchObject({ households: 1, isActive: true });
      expect(there.map(({ id }: Json) => id)).not.toContain(far.accountId);
      expect((await province.get('/api/v1/provinces/14/officers')).status).toBe(404);
      expect((await officer.get('/api/v1/provinces/04/officers')).status).toBe(403);
    });

    it('[PD3] an end within 30 days is marked, for the officer and for the producer', async () => {
      const tap = { method: 'app-tap', signerName: 'Vàng Thị Lan', signerRelation: 'self' };
      const made = await ok(lan.post(`${home}/mandates`, { ...MANDATE, proof: tap, officerId: officer.accountId, months: 2 }));
      const end = Date.parse(made.validUntil);
      const marked = async (): Promise<boolean[]> =>
        Promise.all(
          [officer.get('/api/v1/mandates'), lan.get(`${home}/mandates`)].map(
            async (asked) => (await ok(asked)).items[0].endsSoon as boolean,
          ),
        );
      await later(end - 30 * DAY - 1000 - clock.now().getTime());
      expect(await marked()).toEqual([false, false]);
      clock.advance(1000);
      expect(await marked()).toEqual([true, true]);
      await later(30 * DAY);
      expect(await marked()).toEqual([false, false]); // it is over
    });
  });
});
