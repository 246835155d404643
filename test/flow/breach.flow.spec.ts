import { newId } from '../../src/shared/kernel';
import { jpeg } from '../support/photo-files';
import { openApp, type Json, type Person, type TestApp } from '../support/app';

describe('[SP3] the report of a breach', () => {
  let app: TestApp;
  let operator: Person;
  let lan: Person;
  let touched: string;
  let reached: string;
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const to = new Date(Date.now() + 3_600_000).toISOString();
  beforeAll(async () => {
    app = await openApp();
    operator = await app.person('operator');
    lan = await app.person('producer');
    touched = await app.producer(lan);
    const members = (producerId: string) => operator.call('PUT', `/api/v1/producers/${producerId}/members/${lan.accountId}`);
    const mai = await app.person('producer');
    reached = await app.producer(mai);
    await members(reached);
    await app.producer(mai);
    await lan.get(`/api/v1/producers/${touched}/sensitive`);
    await lan.post(`/api/v1/producers/${touched}/archives`);
  });
  afterAll(() => app.close());
  const ask = (query: object, who = operator): Promise<Json> =>
    who.get(`/api/v1/breach-report?${new URLSearchParams({ from, to, ...query }).toString()}`);

  it('names those that were touched, and those within reach: reading a list leaves no trace', async () => {
    const { status, body } = await ask({ accountId: lan.accountId });
    expect(status).toBe(200);
    expect(body.totals).toMatchObject({ producers: 2, touched: 1, sensitiveReads: 1, archives: 1, buyers: 0 });
    expect(body.producers.map((one: Json) => one.producerId)).toEqual([touched, reached]);
    expect(body.producers[0].acts).toBeGreaterThan(1);
    const hours = (Date.parse(body.tellBy) - Date.now()) / 3_600_000;
    expect([Math.round(hours)]).toEqual([72]);
    const before = await ask({ accountId: lan.accountId, from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' });
    expect(before.body.totals).toMatchObject({ touched: 0, acts: 0, sensitiveReads: 0 });
  });

  it('counts whole files that somebody took away, once in a quarter of an hour, which the producer can read', async () => {
    const office = await app.person('province', '04');
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await jpeg(900, 900))], { type: 'image/jpeg' }), 'anh.jpg');
    const photo = await lan.post(`/api/v1/producers/${touched}/photos`, form);
    expect(photo.status).toBe(201);
    const original = `/api/v1/producers/${touched}/photos/${photo.body.id}`;
    const looks = async (): Promise<Json[]> =>
      (await lan.get(`/api/v1/producers/${touched}/sensitive-reads`)).body.items.filter(
        (one: Json) => one.accountId === operator.accountId,
      );
    expect((await operator.get(`${original}/preview`)).status).toBe(200);
    expect((await operator.get(`/api/v1/producers/${touched}/photos/${newId()}/original`)).status).toBe(404);
    expect(await looks()).toEqual([]);
    for (const path of [
      `${original}/original`,
      `/api/v1/producers/${touched}/products/export`,
      `/api/v1/producers/${touched}/person-data`,
    ]) {
      expect((await office.get(path)).status).toBe(403); // not even for the province
      for (const _ of [1, 2]) expect((await operator.get(path)).status).toBe(200);
    }
    expect((await looks()).map(({ kinds, role }) => [kinds, role])).toEqual([
      [['person-data'], 'operator'],
      [['product-export'], 'operator'],
      [['photo-original'], 'operator'],
    ]);
    expect((await ask({ accountId: operator.accountId })).body.totals.sensitiveReads).toBe(3);
  });

  it('goes by a token as by its owner, and has a page for paper', async () => {
    const token = await lan.post('/api/v1/tokens', { name: 'máy', expiresInDays: 5 });
    expect((await ask({ tokenId: token.body.id })).body.totals.producers).toBe(2);
    const page = await operator.get(
      `/api/v1/breach-report/print?${new URLSearchParams({ from, to, accountId: lan.accountId }).toString()}`,
    );
    expect(page.headers.get('content-type')).toMatch('text/html');
    expect(page.text).toContain(touched);
  });

  it('is for operators, about one thing at a time, in a time that goes forward', async () => {
    expect((await ask({ accountId: lan.accountId }, lan)).status).toBe(403);
    expect((await ask({})).status).toBe(400);
    expect((await ask({ accountId: lan.accountId, connectionId: newId() })).status).toBe(400);
    expect((await ask({ accountId: lan.accountId, from: to, to: from })).body.errors).toMatchObject([{ pointer: '?to' }]);
    expect((await ask({ tokenId: newId() })).status).toBe(404);
  });
});
