import { FakeClock, newId } from '../../src/shared/kernel';
import { openApp, type Answer, type Person, type TestApp } from '../support/app';

const DEFINITIONS = '/api/v1/attribute-definitions';

const product = (over: object = {}): object => ({
  ...{ name: 'Rượu ngô men lá', description: 'Nấu bằng ngô và men lá rừng.', ocopSet: 14, communeCode: '01273', shelfLifeDays: 365 },
  packs: [{ unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 }],
  ...over,
});

const pointers = ({ body }: Answer): string[] => (body.errors ?? []).map((error: { pointer: string }) => error.pointer);

describe('attributes', () => {
  const clock = new FakeClock(new Date('2026-11-21T16:59:00Z'));
  let app: TestApp;
  let mai: Person;
  let office: Person;
  let home: string;
  let products: string;
  beforeAll(async () => {
    app = await openApp({}, { clock });
    mai = await app.person('producer');
    office = await app.person('province');
    home = `/api/v1/producers/${await app.producer(mai)}`;
    products = `${home}/products`;
  });
  afterAll(() => app.close());

  const code = (): string => `x${newId().replaceAll('-', '').slice(-12)}`;
  const definition = (over: object = {}): object => ({
    ...{ code: code(), sets: [14, 15], kind: 'text', level: 'optional', labelVi: 'Thành phần', source: 'NĐ 37/2026, Phụ lục I, dòng 7' },
    ...{ effectiveFrom: '2026-01-23' },
    ...over,
  });
  const define = async (over: object = {}): Promise<Answer['body']> => {
    const made = await office.post(DEFINITIONS, definition(over));
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    return made.body;
  };
  const change = (id: string, body: object): Promise<Answer> => office.call('PATCH', `${DEFINITIONS}/${id}`, { body });

  it('[PR4] a group gets an attribute while the program runs; products of it can say it at once, others cannot', async () => {
    const { code: alcohol } = await define({ kind: 'number', labelVi: 'Độ cồn', unitVi: '% thể tích' });
    const made = await mai.post(products, product({ attributes: { [alcohol]: 29.5 } }));
    expect([made.status, made.body.attributes]).toEqual([201, { [alcohol]: 29.5 }]);
    expect((await mai.get(`${products}/${made.body.id}`)).body.attributes).toEqual({ [alcohol]: 29.5 });
    const honey = await mai.post(products, product({ ocopSet: 4, attributes: { [alcohol]: 29.5 } }));
    expect([honey.status, pointers(honey)]).toEqual([400, [`/attributes/${alcohol}`]]);
  });

  it('[PR4] a value that does not fit its definition is named, and nothing is written', async () => {
    const text = (await define({ maxChars: 5 })).code;
    const choice = (await define({ kind: 'choice', choices: ['mát', 'thường'] })).code;
    const number = (await define({ kind: 'number' })).code;
    const { body: made } = await mai.post(products, product({ attributes: { [text]: 'ngô' } }));
    const path = `${products}/${made.id}`;
    const { body: before } = await mai.get(path);
    const wrong = await mai.call('PATCH', path, {
      body: `{"version":1,"name":"Tên khác","attributes":{"${text}":"quá dài","${choice}":"nóng","${number}":1e999,"khongCo":1,"${code()}":null}}`,
      headers: { 'content-type': 'application/json' },
    });
    expect(wrong.status).toBe(400);
    expect(pointers(wrong)).toEqual(expect.arrayContaining([text, choice, number, 'khongCo'].map((each) => `/attributes/${each}`)));
    for (const attributes of [null, [], 'x', 1, { [text]: { a: 1 } }, { [text]: ['a'] }])
      expect((await mai.call('PATCH', path, { body: { version: 1, attributes } })).status).toBe(400);
    expect((await mai.get(path)).body).toEqual(before);
  });

  it('[PR4] a save merges by code, and null removes', async () => {
    const [first, second] = [(await define()).code, (await define()).code];
    const { body: made } = await mai.post(products, product({ attributes: { [first]: 'một', [second]: null } }));
    expect(made.attributes).toEqual({ [first]: 'một' });
    const path = `${products}/${made.id}`;
    const added = await mai.call('PATCH', path, { body: { version: 1, attributes: { [second]: ' hai ' } } });
    expect(added.body).toMatchObject({ version: 2, attributes: { [first]: 'một', [second]: 'hai' } });
    const removed = await mai.call('PATCH', path, { body: { version: 2, attributes: { [first]: null } } });
    expect(removed.body.attributes).toEqual({ [second]: 'hai' });
  });

  it('[PR4] a changed definition holds from its day on in Vietnam; an ended one is not taken any more, and what products said stays', async () => {
    const before = await define({ kind: 'choice', choices: ['a'] });
    expect((await change(before.id, { effectiveFrom: '2026-11-20', labelVi: 'Sớm' })).status).toBe(400);
    const after = await change(before.id, { effectiveFrom: '2026-11-22', choices: ['a', 'b'] });
    expect([after.status, after.body]).toEqual([
      200,
      { ...before, id: after.body.id, choices: ['a', 'b'], effectiveFrom: '2026-11-22', effectiveTo: null },
    ]);
    const save = (): Promise<Answer> => mai.post(products, product({ attributes: { [before.code]: 'b' } }));
    const on = async (day: string): Promise<string[]> => {
      const { body } = await mai.get(`${DEFINITIONS}?set=14&day=${day}&limit=100`);
      return body.items.filter((each: { code: string }) => each.code === before.code).map((each: { id: string }) => each.id);
    };
    expect([await on('2026-11-21'), await on('2026-11-22'), await on('2026-01-22')]).toEqual([[before.id], [after.body.id], []]);

    const { id, code: old } = await define();
    const end = (effectiveTo: string): Promise<Answer> => office.post(`${DEFINITIONS}/${id}/end`, { effectiveTo });
    const { body: made } = await mai.post(products, product({ attributes: { [old]: 'còn' } }));
    const patch = (version: number, body: object): Promise<Answer> =>
      mai.call('PATCH', `${products}/${made.id}`, { body: { version, ...body } });
    expect((await end('2026-11-20')).status).toBe(400);
    expect((await end('2026-11-21')).body).toMatchObject({ id, effectiveTo: '2026-11-21' });

    clock.advance(59_000); // one second before midnight
    expect((await save()).status).toBe(400);
    expect((await patch(1, { attributes: { [old]: 'hôm nay' } })).status).toBe(200);
    clock.advance(1_000);
    expect((await save()).status).toBe(201);
    expect(pointers(await patch(2, { attributes: { [old]: 'mai' } }))).toEqual([`/attributes/${old}`]);
    expect((await patch(2, { name: 'Rượu ngô' })).body.attributes).toEqual({ [old]: 'hôm nay' });
    expect((await end('2026-12-21')).body.type).toBe('urn:problem:illegal-move');
    expect((await patch(3, { attributes: { [old]: null } })).body.attributes).toEqual({});
  });

  it('[PR4] for one set and day a code has one meaning, also when two offices define it at once; its kind never changes', async () => {
    const wanted = definition();
    const both = await Promise.all([office.post(DEFINITIONS, wanted), office.post(DEFINITIONS, wanted)]);
    expect(both.map((one) => one.status).sort()).toEqual([201, 409]);
    expect((await office.post(DEFINITIONS, { ...wanted, sets: [4] })).status).toBe(201);
    expect(pointers(await office.post(DEFINITIONS, { ...wanted, sets: [5], kind: 'number' }))).toEqual(['/kind']);
  });

  it('[PR4] a definition that makes no sense is refused field by field', async () => {
    const refused = async (over: object): Promise<string[]> => pointers(await office.post(DEFINITIONS, definition(over)));
    expect(await refused({ kind: 'choice' })).toEqual(['/choices']);
    expect(await refused({ choices: ['a'] })).toEqual(['/choices']);
    expect(await refused({ kind: 'choice', choices: ['a', 'a'] })).toEqual(['/choices']);
    expect(await refused({ kind: 'choice', choices: Array.from({ length: 51 }, (_, i) => `c${i}`) })).toEqual(['/choices']);
    expect(await refused({ effectiveTo: '2026-01-22' })).toEqual(['/effectiveTo']);
    expect(await refused({ code: 'Sai mã', sets: [27], level: 'x', maxChars: 5001, labelVi: '' })).toEqual(
      expect.arrayContaining(['/code', '/sets', '/level', '/maxChars', '/labelVi']),
    );
    expect(await refused({ sets: [] })).toEqual(['/sets']);
    expect(await refused({ sets: [1, 1] })).toEqual(['/sets']);
  });

  it('[PR4] is for the office to define and for everybody signed in to read', async () => {
    expect((await mai.post(DEFINITIONS, definition())).status).toBe(403);
    expect((await mai.get(DEFINITIONS)).status).toBe(200);
    expect((await app.call('GET', DEFINITIONS)).status).toBe(401);
    expect((await change(newId(), { effectiveFrom: '2027-01-01' })).status).toBe(404);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await mai.get(`${DEFINITIONS}?limit=2${cursor}`);
      seen.push(...body.items.map((each: { id: string }) => each.id));
      if (!body.next) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(8);
  });

  it('[PR4] readiness counts the label with the description, as the platform will', async () => {
    const long = (await define({ maxChars: 5000 })).code;
    const made = await mai.post(products, product({ attributes: { [long]: 'x'.repeat(5000) }, description: 'y'.repeat(2900) }));
    const gaps = async (): Promise<string[]> => {
      const { body } = await mai.get(`${products}/${made.body.id}/readiness`);
      return body.items.flatMap((each: { gaps: { code: string }[] }) => each.gaps.map((gap) => gap.code));
    };
    expect(await gaps()).toContain('description-too-long');
    await mai.call('PATCH', `${products}/${made.body.id}`, { body: { version: 1, attributes: { [long]: null } } });
    expect(await gaps()).not.toContain('description-too-long');
  });
});
