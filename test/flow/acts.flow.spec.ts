import { MANDATE, openApp, type Json, type Person, type TestApp } from '../support/app';

const PRODUCT = {
  name: 'Chè shan tuyết',
  ocopSet: 11,
  packs: [{ unit: 'hộp', weightGrams: 100, lengthCm: 10, widthCm: 10, heightCm: 10, priceVnd: 90_000 }],
};

describe('who did what in my name', () => {
  let app: TestApp;
  let lan: Person;
  let officer: Person;
  let home: string;
  let product: Json;
  let mandateId: string;
  const proof = { method: 'app-tap', signerName: 'Vàng Thị Lan', signerRelation: 'self' };
  const ok = async (asked: Promise<{ status: number; text: string; body: Json }>): Promise<Json> => {
    const { status, text, body } = await asked;
    expect([status < 300, text]).toEqual([true, expect.any(String)]);
    return body;
  };
  beforeAll(async () => {
    app = await openApp();
    [lan, officer] = [await app.person('producer'), await app.person('officer')];
    home = `/api/v1/producers/${await app.producer(lan)}`;
    mandateId = (await ok(lan.post(`${home}/mandates`, { ...MANDATE, proof, officerId: officer.accountId }))).id;
    product = await ok(officer.post(`${home}/products`, PRODUCT));
  });
  afterAll(() => app.close());
  const acts = async (person: Person, query = ''): Promise<Json> => ok(person.get(`${home}/acts${query}`));

  it('[PD4] the producer reads every write in its name: who, under which mandate, on which device, when and what', async () => {
    const headers = { 'x-device-id': 'dien-thoai-7', 'x-captured-at': '2026-11-20T01:02:03Z' };
    const pack = `${home}/products/${product.id}/packs/${product.packs[0].id}`;
    await ok(officer.call('PATCH', pack, { body: { version: 1, priceVnd: 85_000 }, headers }));
    await ok(officer.call('PUT', `${home}/products/${product.id}/stock`, { body: { onHand: 12 } }));
    await ok(officer.call('PATCH', home, { body: { version: 1, phone: '0912345678', hamlet: 'Thôn 2' } }));
    const { items } = await acts(lan);
    const name = (await ok(officer.get('/api/v1/session'))).name as string;
    expect(items.map((item: Json) => item.seq)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(items[2]).toEqual({
      ...{ seq: 4, actorId: officer.accountId, actorName: name, actorRole: 'officer', mandateId, deviceId: 'dien-thoai-7' },
      ...{ capturedAt: '2026-11-20T01:02:03.000000Z', at: expect.stringMatching(/^\d{4}-.*Z$/), canUndo: true, isUndone: false },
      what: 'PATCH /api/v1/producers/:producerId/products/:productId/packs/:packId',
      subject: { producerId: home.split('/').pop(), productId: product.id, packId: product.packs[0].id },
      changes: [{ of: 'pack', id: product.packs[0].id, field: 'priceVnd', before: 90_000, after: 85_000 }],
      sentenceVi: `Cán bộ hỗ trợ ${name} sửa quy cách đóng gói (giá: 90.000 đ → 85.000 đ).`,
    });
    expect(items[1].sentenceVi).toBe(`Cán bộ hỗ trợ ${name} đếm lại kho (số hàng trong kho: 12).`);
    expect(items[0].sentenceVi).toBe(`Cán bộ hỗ trợ ${name} sửa hồ sơ chủ thể (số điện thoại; thôn, bản).`);
    expect(JSON.stringify(items)).not.toContain('0912345678'); // acts are never erased
  });

  it('narrows by actor, by officers and by day, page by page', async () => {
    const all = (await acts(lan)).items;
    const first = await acts(lan, '?limit=2');
    const second = await acts(lan, `?limit=100&cursor=${first.next}`);
    expect([...first.items, ...second.items]).toEqual(all);
    expect((await acts(lan, `?actorId=${lan.accountId}`)).items.map((item: Json) => item.seq)).toEqual([2, 1]);
    expect((await acts(lan, '?officersOnly=true')).items).toHaveLength(all.length - 2);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(all[0].at));
    expect((await acts(lan, `?day=${today}`)).items.length).toBeGreaterThan(0);
    expect((await acts(lan, '?day=2020-02-29')).items).toEqual([]);
    expect((await lan.get(`${home}/acts?cursor=abc`)).body.type).toBe('urn:problem:cursor-invalid');
    expect((await lan.get(`${home}/acts?day=2020-02-30`)).status).toBe(400);
  });

  it('[PD1] is for the producer, its province and the operator; an officer reads the own acts, others find nothing', async () => {
    const all = (await acts(lan)).items;
    expect((await acts(await app.person('province', '04'))).items).toEqual(all);
    expect((await acts(await app.person('operator'))).items).toEqual(all);
    expect((await acts(officer)).items).toHaveLength(all.length - 2);
    expect((await (await app.person('province', '08')).get(`${home}/acts`)).status).toBe(404);
    expect((await (await app.person('producer')).get(`${home}/acts`)).status).toBe(404);
    expect((await (await app.person('officer')).get(`${home}/acts`)).status).toBe(404);
  });

  it('[PD4] a file that is sent in parts leaves acts as well, without a key', async () => {
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': '4', 'upload-metadata': `purpose ${btoa('document')}` };
    const made = await officer.call('POST', `${home}/uploads`, { headers, key: null });
    expect(made.status).toBe(201);
    const { items } = await acts(lan, '?limit=1');
    expect(items).toMatchObject([{ actorId: officer.accountId, mandateId, what: 'POST /api/v1/producers/:producerId/uploads' }]);
    const id = items[0].subject.uploadId as string;
    const part = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    expect((await officer.call('PATCH', `${home}/uploads/${id}`, { headers: part, key: null, body: new Uint8Array(4) })).status).toBe(204);
    expect((await acts(lan, '?limit=1')).items).toMatchObject([{ what: 'PATCH /api/v1/producers/:producerId/uploads/:uploadId' }]);
  });
});
