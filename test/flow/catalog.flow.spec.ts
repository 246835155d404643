import { FakeClock, newId } from '../../src/shared/kernel';
import { openApp, type Person, type TestApp } from '../support/app';

const pack = (over: object = {}): object => ({
  ...{ unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 },
  ...over,
});

const honey = (over: object = {}): object => ({
  ...{
    name: 'Mật ong bạc hà Đồng Văn',
    description: 'Mật ong hoa bạc hà.',
    ocopSet: 4,
    communeCode: '01273',
    shelfLifeDays: 365,
    packs: [pack()],
  },
  ...over,
});

describe('the catalogue', () => {
  const clock = new FakeClock();
  let app: TestApp;
  let mai: Person;
  let products: string;
  let producerId: string;
  beforeAll(async () => {
    app = await openApp({}, { clock });
    mai = await app.person('producer');
    producerId = await app.producer(mai);
    products = `/api/v1/producers/${producerId}/products`;
  });
  afterAll(() => app.close());

  it('[PR1] registers a product with its packs in one call; nothing has to be said again', async () => {
    const { status, body } = await mai.post(
      products,
      honey({ packs: [pack(), pack({ unit: 'hộp', factor: 6, sku: 'HTX01-MATONG-6', weightGrams: 4500, priceVnd: 2_000_000 })] }),
    );

    expect(status).toBe(201);
    expect(body).toMatchObject({
      producerId,
      name: 'Mật ong bạc hà Đồng Văn',
      ocopSet: 4,
      communeCode: '01273',
      shelfLifeDays: 365,
      version: 1,
      photoIds: [],
      isDemonstration: false,
    });
    expect(body.packs).toMatchObject([
      { unit: 'chai', factor: 1, priceVnd: 350_000, sku: expect.stringMatching(/^MAT-ONG-BAC-HA-DONG-VAN-[0-9A-Z]{8}$/) },
      { unit: 'hộp', factor: 6, priceVnd: 2_000_000, sku: 'HTX01-MATONG-6' },
    ]);
    expect((await mai.get(`${products}/${body.id}`)).body).toEqual(body);
  });

  it('refuses what is out of limits, field by field, in Vietnamese, and never fails for it', async () => {
    const wrong = await mai.post(
      products,
      honey({
        name: 'x',
        ocopSet: 27,
        communeCode: 'abc',
        shelfLifeDays: 0,
        colour: 'red',
        packs: [pack({ priceVnd: 999 }), pack({ sku: 'ma-hang', weightGrams: true, factor: 0 })],
      }),
    );
    expect(wrong.status).toBe(400);
    const pointers = wrong.body.errors.map((error: { pointer: string }) => error.pointer).sort();
    expect(pointers).toEqual([
      '/colour',
      '/communeCode',
      '/name',
      '/ocopSet',
      '/packs/0/priceVnd',
      '/packs/1/factor',
      '/packs/1/sku',
      '/packs/1/weightGrams',
      '/shelfLifeDays',
    ]);
    for (const body of [
      honey({ packs: [] }),
      honey({ packs: Array.from({ length: 21 }, () => pack()) }),
      honey({ packs: 'một' }),
      honey({ packs: [[]] }),
      honey({ packs: [[pack()]] }),
      honey({ communeCode: '99999' }),
      honey({ name: 'a\u0000b' }),
      {},
      [],
    ]) {
      const answer = await mai.post(products, body);
      expect([answer.status, answer.body.type]).toEqual([400, expect.stringMatching(/^urn:problem:(validation|bad-request)$/)]);
    }
  });

  it('keeps a SKU for one pack only, and writes nothing of the second', async () => {
    const sku = 'HTX01-CAM-1KG';
    const before = (await mai.get(`${products}?limit=100`)).body.items.length;
    const both = await Promise.all([
      mai.post(products, honey({ packs: [pack({ sku })] })),
      mai.post(products, honey({ packs: [pack({ sku })] })),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual([201, 409]);
    expect(both.find((one) => one.status === 409)?.body.type).toBe('urn:problem:already-exists');
    expect((await mai.get(`${products}?limit=100`)).body.items).toHaveLength(before + 1);
  });

  it("takes the client's own ids, once", async () => {
    const id = newId();
    expect((await mai.post(products, honey({ id }))).body.id).toBe(id);
    expect((await mai.post(products, honey({ id }))).body.type).toBe('urn:problem:already-exists');
  });

  it('[PR6] of two people who edit one version the second gets the current state and changes nothing', async () => {
    const { body: made } = await mai.post(products, honey());
    const path = `${products}/${made.id}`;
    const edits = await Promise.all([
      mai.call('PATCH', path, { body: { version: 1, name: 'Tên của Mai' } }),
      mai.call('PATCH', path, { body: { version: 1, description: 'Mô tả của Lan' } }),
    ]);
    expect(edits.map((one) => one.status).sort()).toEqual([200, 409]);
    const { possibleDuplicates: _, ...won } = edits.find((one) => one.status === 200)?.body ?? {}; // others of that name: told to whoever saves
    const lost = edits.find((one) => one.status === 409)?.body;
    expect(won.version).toBe(2);
    expect(lost).toMatchObject({ type: 'urn:problem:stale-version', current: won });
    expect((await mai.get(path)).body).toEqual(won);

    const again = await mai.call('PATCH', path, { body: { version: 2, shelfLifeDays: null, communeCode: null } });
    expect(again.body).toMatchObject({ version: 3, name: won.name, shelfLifeDays: null, communeCode: null });
  });

  it('adds and changes packs; SKU and factor stay', async () => {
    const { body: made } = await mai.post(products, honey());
    const path = `${products}/${made.id}`;
    const added = await mai.post(`${path}/packs`, pack({ unit: 'thùng', factor: 24 }));
    expect(added.body).toMatchObject({ version: 2, packs: [{ unit: 'chai' }, { unit: 'thùng', factor: 24 }] });
    const packPath = `${path}/packs/${made.packs[0].id}`;

    const changed = await mai.call('PATCH', packPath, { body: { version: 2, priceVnd: 400_000 } });
    expect(changed.body).toMatchObject({ version: 3, packs: [{ priceVnd: 400_000, unit: 'chai', sku: made.packs[0].sku }, {}] });
    expect((await mai.call('PATCH', packPath, { body: { version: 2, priceVnd: 1_000 } })).status).toBe(409);
    for (const field of [{ sku: 'KHAC' }, { factor: 2 }, { priceVnd: 999 }, { priceVnd: null }]) {
      expect((await mai.call('PATCH', packPath, { body: { version: 3, ...field } })).status).toBe(400);
    }
    expect((await mai.call('PATCH', `${path}/packs/${newId()}`, { body: { version: 3, unit: 'lọ' } })).status).toBe(404);
    const { possibleDuplicates, ...kept } = changed.body;
    expect(possibleDuplicates).toEqual(expect.any(Array)); // told to whoever saves, because a pack may bring a bar code
    expect((await mai.get(path)).body).toEqual(kept);
  });

  it('holds no more than twenty packs, also when they are added at the same time', async () => {
    const { body: made } = await mai.post(products, honey({ packs: Array.from({ length: 18 }, () => pack()) }));
    const path = `${products}/${made.id}`;
    const added = await Promise.all(Array.from({ length: 6 }, () => mai.post(`${path}/packs`, pack())));
    expect(added.map((one) => one.status).sort()).toEqual([201, 201, 400, 400, 400, 400]);
    expect((await mai.get(path)).body.packs).toHaveLength(20);
  });

  it('lists page by page in one order, by part of the name, and each product once while others are added', async () => {
    const owner = await app.person('producer');
    const path = `/api/v1/producers/${await app.producer(owner)}/products`;
    const names = Array.from({ length: 7 }, (_, i) => `Chè Shan tuyết ${i} 100%`);
    for (const name of names) await owner.post(path, honey({ name }));
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const { body } = await owner.get(`${path}?limit=3${next ? `&cursor=${next}` : ''}`);
      seen.push(...body.items.map((one: { name: string }) => one.name));
      next = body.next;
      if (next) await owner.post(path, honey({ name: 'Thêm sau' }));
    } while (next && seen.length < 50);
    expect(seen.slice(0, 7)).toEqual(names);
    expect(new Set(seen.slice(0, 7)).size).toBe(7);
    expect((await owner.get(`${path}?q=${encodeURIComponent('tuyết 3 100%')}`)).body.items).toMatchObject([{ name: names[3] }]);
    expect((await owner.get(`${path}?q=${encodeURIComponent('100%')}&limit=100`)).body.items).toHaveLength(7);
    expect((await owner.get(`${path}?q=${encodeURIComponent('%')}`)).body.items).toHaveLength(0);
    expect((await owner.get(`${path}?q=_`)).body.items).toHaveLength(0);
    expect((await owner.get(`${path}?cursor=abc`)).body.type).toBe('urn:problem:cursor-invalid');
    expect((await owner.get(`${path}?limit=101`)).status).toBe(400);
  });

  it("shows nobody another producer's product, whichever way the path is made up", async () => {
    const { body: made } = await mai.post(products, honey({ name: 'Mật ong của riêng Mai' }));
    const lan = await app.person('producer');
    const ofLan = `/api/v1/producers/${await app.producer(lan)}/products`;
    const { body: hers } = await lan.post(ofLan, honey());
    for (const path of [`${products}/${made.id}`, `${ofLan}/${made.id}`]) {
      expect((await lan.get(path)).status).toBe(404);
      expect((await lan.call('PATCH', path, { body: { version: 1, name: 'Của tôi' } })).status).toBe(404);
      expect((await lan.post(`${path}/packs`, pack())).status).toBe(404);
      expect((await lan.get(`${path}/certificates`)).status).toBe(404);
      expect((await lan.get(`${path}/readiness`)).status).toBe(404);
    }
    const crossed = `${ofLan}/${hers.id}/packs/${made.packs[0].id}`;
    expect((await lan.call('PATCH', crossed, { body: { version: 1, priceVnd: 1_000 } })).status).toBe(404);
    expect((await mai.get(`${products}/${made.id}`)).body).toEqual(made);
    expect((await lan.get(`${ofLan}/${hers.id}`)).body.version).toBe(1);
  });

  it('serves the lists of sets and places, and 304 to who has them', async () => {
    const sets = await app.call('GET', '/api/v1/reference/ocop-sets');
    expect(sets.body.items).toHaveLength(26);
    expect(
      sets.body.items.filter((set: { notByPostVi: string | null }) => set.notByPostVi).map((set: { number: number }) => set.number),
    ).toEqual([25, 26]);
    const provinces = await app.call('GET', '/api/v1/reference/provinces');
    expect(provinces.body.items).toHaveLength(34);
    const communes = await app.call('GET', '/api/v1/reference/provinces/22/communes');
    expect(communes.body.items).toContainEqual({ code: '06978', provinceCode: '22', name: 'Ba Chẽ', kind: 'xa', fullName: 'Xã Ba Chẽ' });
    for (const [path, etag] of [
      ['ocop-sets', sets.headers.get('etag')],
      ['provinces', provinces.headers.get('etag')],
      ['provinces/22/communes', communes.headers.get('etag')],
    ] as const) {
      const again = await app.call('GET', `/api/v1/reference/${path}`, { headers: { 'if-none-match': etag ?? '' } });
      expect([again.status, again.text]).toEqual([304, '']);
      expect((await app.call('GET', `/api/v1/reference/${path}`, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    }
    expect((await app.call('GET', '/api/v1/reference/provinces/99/communes')).status).toBe(404);
  });

  describe('certificates and readiness', () => {
    const paper = { stars: 4, number: '123/QĐ-UBND', issuedBy: 'UBND tỉnh Cao Bằng', issuedOn: '2025-03-12', expiresOn: '2028-03-12' };
    const gapsOf = (answer: { body: { items: { gaps: { code: string }[] }[] } }): string[][] =>
      answer.body.items.map((one) => one.gaps.map((gap) => gap.code));

    it('[CC9] a certificate counts only while the province holds it for verified', async () => {
      const { body: made } = await mai.post(products, honey({ description: 'Mật ong OCOP 4 sao. '.repeat(20) }));
      const path = `${products}/${made.id}`;
      const office = await app.person('province', '04');
      expect(gapsOf(await mai.get(`${path}/readiness`)).every((codes) => codes.includes('star-claim-unproven'))).toBe(true);

      const submitted = await mai.post(`${path}/certificates`, paper);
      expect([submitted.status, submitted.body]).toEqual([
        201,
        expect.objectContaining({ ...paper, state: 'submitted', verifiedBy: null }),
      ]);
      expect((await mai.post(`${path}/certificates`, paper)).body.type).toBe('urn:problem:already-exists');
      expect(gapsOf(await mai.get(`${path}/readiness`)).every((codes) => codes.includes('star-claim-unproven'))).toBe(true);

      const verify = `${path}/certificates/${submitted.body.id}/verify`;
      expect((await mai.post(verify)).status).toBe(403);
      expect((await (await app.person('province', '08')).post(verify)).status).toBe(404);
      const verified = await office.post(verify);
      expect([verified.status, verified.body]).toEqual([200, expect.objectContaining({ state: 'verified', verifiedBy: office.accountId })]);
      expect((await office.post(verify)).body.type).toBe('urn:problem:illegal-move');
      expect((await mai.get(`${path}/certificates`)).body.items).toEqual([verified.body]);
      expect(gapsOf(await mai.get(`${path}/readiness`)).some((codes) => codes.includes('star-claim-unproven'))).toBe(false);

      const refuse = `${path}/certificates/${submitted.body.id}/refuse`;
      expect((await office.post(refuse, { reason: 'Không đúng số.' })).body.type).toBe('urn:problem:illegal-move');
      expect((await mai.get(`${path}/certificates`)).body.items[0].state).toBe('verified');
    });

    it('refuses a certificate that ends before it begins or is not issued yet', async () => {
      const { body: made } = await mai.post(products, honey());
      const path = `${products}/${made.id}/certificates`;
      expect((await mai.post(path, { ...paper, expiresOn: paper.issuedOn })).body.errors).toMatchObject([{ pointer: '/expiresOn' }]);
      expect((await mai.post(path, { ...paper, issuedOn: '2026-11-22', expiresOn: '2029-11-22' })).body.errors).toMatchObject([
        { pointer: '/issuedOn' },
      ]);
      expect((await mai.post(path, { ...paper, issuedOn: '2025-02-30', stars: 2 })).status).toBe(400);
      expect((await mai.get(path)).body.items).toEqual([]);
    });

    it('[CC1] names every missing thing per platform, with a percentage and who can close it', async () => {
      const { body: made } = await mai.post(products, honey({ communeCode: null, shelfLifeDays: null, description: '' }));
      const { body } = await mai.get(`${products}/${made.id}/readiness`);
      expect(body.items.length).toBeGreaterThan(0);
      for (const one of body.items) {
        expect(one.isReady).toBe(false);
        expect(one.percent).toBeGreaterThan(0);
        expect(one.percent).toBeLessThan(100);
        expect(one.gaps.map((gap: { code: string }) => gap.code)).toEqual(
          expect.arrayContaining(['commune-missing', 'shelf-life-missing', 'photo-too-few']),
        );
        for (const gap of one.gaps)
          expect(gap).toEqual({
            code: expect.any(String),
            field: expect.any(String),
            messageVi: expect.stringMatching(/\S/),
            who: expect.any(String),
            cost: expect.any(Number),
            pausesLive: expect.any(Boolean),
            rule: gap.rule === null ? null : { code: expect.any(String), version: expect.any(Number), source: expect.any(String) },
          });
      }
    });

    it('says of live animals, tourism and medicine that they cannot go by post', async () => {
      for (const [ocopSet, codes] of [
        [18, ['question-open']],
        [25, ['not-listable']],
        [26, ['not-listable']],
      ] as const) {
        const { body: made } = await mai.post(products, honey({ ocopSet }));
        for (const found of gapsOf(await mai.get(`${products}/${made.id}/readiness`)))
          expect(found).toEqual(expect.arrayContaining([...codes]));
      }
    });
  });
});
