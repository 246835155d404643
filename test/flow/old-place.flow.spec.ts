import { openApp, type Json, type Person, type TestApp } from '../support/app';

const REFERENCE = '/api/v1/reference';

describe('places of before July 2025', () => {
  let app: TestApp;
  let mai: Person;
  beforeAll(async () => {
    app = await openApp();
    mai = await app.person('producer');
  });
  afterAll(() => app.close());

  const resolve = async (...lines: string[]): Promise<Json[]> => {
    const answer = await mai.post(`${REFERENCE}/old-places/resolve`, { lines });
    expect(answer.status).toBe(200);
    return answer.body.items;
  };

  it('become one commune, or a question when they were divided', async () => {
    const [found] = (await mai.get(`${REFERENCE}/old-places?q=xuan%20phuoc&province=54`)).body.items;
    expect(found).toEqual({
      ...{ code: '22111', scheme: 'before-2025-07', provinceCode: '54' },
      ...{ ward: 'Xã Xuân Phước', district: 'Huyện Đồng Xuân', province: 'Tỉnh Phú Yên' },
    });
    expect((await mai.get(`${REFERENCE}/old-places/22111/successors`)).body).toMatchObject({
      ...{ outcome: 'one', questionVi: null, commune: { code: '22111', provinceCode: '66', fullName: 'Xã Xuân Phước' } },
    });
    const divided = (await mai.get(`${REFERENCE}/old-places/22024/successors`)).body;
    expect(divided).toMatchObject({ outcome: 'question', commune: null, questionVi: expect.stringContaining('nay thuộc đâu') });
    expect(divided.choices.map((one: Json) => one.code)).toEqual(['22015', '22045']);
    expect((await mai.get(`${REFERENCE}/old-places/99999/successors`)).status).toBe(404);
  });

  it('want a yes where nobody has checked what the source says', async () => {
    expect((await mai.get(`${REFERENCE}/old-places/00004/successors`)).body).toMatchObject({
      ...{ outcome: 'confirm', commune: null, questionVi: expect.stringContaining('phải không'), choices: [{ code: '00004' }] },
    });
  });

  it('are resolved line by line out of an old list, and never guessed', async () => {
    const items = await resolve(
      'Thôn Phú Xuân, xã Xuân Phước, huyện Đồng Xuân, tỉnh Phú Yên',
      'P.9, TP. Tuy Hoà, Phú Yên',
      'xa tam dan, huyen phu ninh, tinh quang nam',
      'xã Tam Dân, huyện Phú Ninh, Quảng Nam',
      'xã Xuân Phứơcc, huyện Đồng Xuân, tỉnh Phú Yên',
      'Tân Thành',
      'xã Xuân Phước, huyện Đồng Xuân, tỉnh Cà Mau',
    );
    expect(items.map((one) => one.outcome)).toEqual(['one', 'question', 'question', 'one', 'not-found', 'question', 'not-found']);
    const [whole, divided, unclear, marked, misspelt, common, elsewhere] = items;
    expect(whole.commune.code).toBe('22111');
    expect(divided.choices).toHaveLength(2);
    expect(unclear.candidates.map((one: Json) => one.ward).sort()).toEqual(['Xã Tam Dân', 'Xã Tam Đàn']);
    expect([unclear.commune, unclear.choices]).toEqual([null, []]);
    expect(marked.place.ward).toBe('Xã Tam Dân');
    expect(misspelt.candidates[0]).toMatchObject({ ward: 'Xã Xuân Phước', provinceCode: '54' });
    expect(common.candidates.length).toBe(20);
    expect(elsewhere.candidates).toHaveLength(3);
  });

  it('take a hundred lines and no more, each of 300 characters', async () => {
    expect(await resolve(...Array.from({ length: 100 }, () => 'P.9, TP. Tuy Hoà, Phú Yên'))).toHaveLength(100);
    for (const lines of [Array.from({ length: 101 }, () => 'x'), [], ['x'.repeat(301)], [''], [7], 'x']) {
      const refused = await mai.post(`${REFERENCE}/old-places/resolve`, { lines });
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, expect.stringMatching(/^\/lines/)]);
    }
    expect((await resolve('x'.repeat(300)))[0].outcome).toBe('not-found');
    expect((await mai.get(`${REFERENCE}/old-places`)).status).toBe(400);
    expect((await mai.get(`${REFERENCE}/old-places?q=a&province=abc`)).status).toBe(400);
  });

  it('are the historic region of a commune of today, and are for people who are logged in', async () => {
    expect((await mai.get(`${REFERENCE}/communes/22111/historic-region`)).body).toEqual({ items: [{ code: '54', name: 'Phú Yên' }] });
    expect((await mai.get(`${REFERENCE}/communes/99999/historic-region`)).status).toBe(404);
    expect((await app.call('GET', `${REFERENCE}/old-places?q=a`)).status).toBe(401);
  });
});
