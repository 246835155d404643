import { MANDATE, openApp, type Answer, type Json, type Person, type TestApp } from '../support/app';

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
      ...{ capturedAt: '2026-11-20T01:02:03.000000Z', at: expect.stringMatching(/^\d{4}-.*Z$/), canUndo: false, isUndone: false },
      ...{ fromProducerId: null, fromProducerName: null },
      what: 'PATCH /api/v1/producers/:producerId/products/:productId/packs/:packId',
      subject: { producerId: home.split('/').pop(), productId: product.id, packId: product.packs[0].id },
      changes: [{ of: 'proposal', id: expect.any(String), field: 'state', after: 'open' }],
      sentenceVi: `Cán bộ hỗ trợ ${name} sửa quy cách đóng gói (đề nghị: chờ chủ thể xác nhận).`,
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

  describe('putting it back', () => {
    const last = async (): Promise<Json> => (await acts(lan, '?limit=1')).items[0];
    const packOf = (of: Json): string => `${home}/products/${of.id}/packs/${of.packs[0].id}`;
    const undo = (person: Person, seq: number, body: object = {}): Promise<Json> => person.post(`${home}/acts/${seq}/undo`, body);
    let tea: Json;
    /** As an officer proposes and the producer confirms it. */
    const reprice = async (): Promise<void> => {
      const { proposal } = await ok(officer.call('PATCH', packOf(tea), { body: { version: 1, priceVnd: 70_000 } }));
      await ok(lan.post(`${home}/proposals/${proposal.id}/confirm`, {}));
    };
    beforeEach(async () => {
      tea = await ok(officer.post(`${home}/products`, { ...PRODUCT, name: `Chè ${Math.random()}` }));
    });

    it('[PD4] a price that an officer proposed goes back, once, as a new version', async () => {
      await reprice();
      const { seq } = await last();
      expect((await undo(officer, seq)).status).toBe(403);
      expect(await undo(lan, seq, { reason: 'Chưa bàn' })).toMatchObject({
        status: 200,
        body: { seq, prices: [{ packId: tea.packs[0].id, priceVnd: 90_000 }], onHand: null },
      });
      expect(await ok(lan.get(`${home}/products/${tea.id}`))).toMatchObject({ version: 3, packs: [{ priceVnd: 90_000 }] });
      expect(await undo(lan, seq)).toMatchObject({ status: 409, body: { type: 'urn:problem:already-exists' } });
      const { items } = await acts(lan, '?limit=2');
      expect(items).toMatchObject([
        { seq: seq + 1, actorId: lan.accountId, canUndo: true, subject: { seq: String(seq) } },
        { seq, canUndo: false, isUndone: true },
      ]);
    });

    it('[PD4] not over what somebody did since, which is told', async () => {
      await reprice();
      const { seq } = await last();
      await ok(lan.call('PATCH', packOf(tea), { body: { version: 2, priceVnd: 95_000 } }));
      expect(await undo(lan, seq)).toMatchObject({
        status: 409,
        body: { type: 'urn:problem:stale-version', current: { prices: [{ packId: tea.packs[0].id, priceVnd: 95_000 }] } },
      });
      expect((await acts(lan, '?limit=2')).items).toMatchObject([{ canUndo: true }, { seq, isUndone: false, canUndo: true }]);
    });

    it('[PD4] a count is countered by a move of its own, and not when the store was changed since', async () => {
      const stock = `${home}/products/${tea.id}/stock`;
      await ok(officer.call('PUT', stock, { body: { onHand: 40 } }));
      const counted = (await last()).seq as number;
      await ok(officer.post(`${stock}/adjustments`, { change: -15, note: 'bán tại nhà' }));
      const adjusted = (await last()).seq as number;
      expect(await undo(lan, counted)).toMatchObject({ status: 409, body: { type: 'urn:problem:stale-version', current: { onHand: 25 } } });
      expect(await undo(lan, adjusted, { reason: 'Nhầm' })).toMatchObject({ status: 200, body: { onHand: 40 } });
      expect(await undo(lan, counted)).toMatchObject({ status: 200, body: { onHand: 0 } });
      expect((await ok(lan.get(`${stock}/moves`))).items).toMatchObject([
        { kind: 'adjusted', onHandChange: -40, note: `Hoàn tác việc số ${counted}` },
        { kind: 'adjusted', onHandChange: 15, note: `Hoàn tác việc số ${adjusted}: Nhầm` },
        { kind: 'adjusted', onHandChange: -15 },
        { kind: 'counted', onHandChange: 40 },
      ]);
    });

    it('[PD4] an undo is an act, and can be put back; what has no price and no number cannot', async () => {
      await reprice();
      const { seq } = await last();
      expect((await undo(lan, seq)).status).toBe(200);
      expect((await undo(lan, seq + 1)).status).toBe(200);
      expect((await ok(lan.get(`${home}/products/${tea.id}`))).packs[0].priceVnd).toBe(70_000);
      expect(await undo(lan, 1)).toMatchObject({ status: 409, body: { type: 'urn:problem:illegal-move' } });
      for (const wrong of ['0', '-1', 'x', '9'.repeat(30), '99999']) expect((await undo(lan, wrong as never)).status).toBe(404);
    });

    it('two who put the same price back at once: one does', async () => {
      await reprice();
      const { seq } = await last();
      const answers = await Promise.all([undo(lan, seq), undo(lan, seq)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
  });

  it('[OL6] on a shared phone what another person wrote is held back, before anything is done', async () => {
    const [{ hamlet, version }, seen] = [await ok(lan.get(home)), (await acts(lan)).items.length];
    const save = (headers: Record<string, string>, method = 'PATCH'): Promise<Answer> =>
      lan.call(method, home, { body: { version, hamlet: 'Thôn 9' }, headers });
    for (const author of [officer.accountId, 'somebody', ''])
      expect(await save({ 'x-author': author })).toMatchObject({ status: 409, body: { type: 'urn:problem:author-mismatch' } });
    expect([(await ok(lan.get(home))).hamlet, (await acts(lan)).items.length]).toEqual([hamlet, seen]);
    expect((await lan.call('GET', home, { headers: { 'x-author': officer.accountId } })).status).toBe(200); // who reads writes nothing
    expect((await save({ 'x-author': lan.accountId.toUpperCase() })).body.hamlet).toBe('Thôn 9');
    expect((await acts(lan)).items[0]).toMatchObject({ actorId: lan.accountId });
  });
});
