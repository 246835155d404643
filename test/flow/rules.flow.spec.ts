import { openApp, type Json, type Person, type TestApp } from '../support/app';
import { givePapers } from '../support/papers';
import { Transactions } from '../../src/shared/db';

const rule = {
  ...{ code: 'organic-claim', topic: 'label', asks: 'document', asked: ['organic'], sets: [4], level: 'required', condition: [] },
  ...{ textVi: 'Cần chứng nhận hữu cơ còn hạn.', source: 'Nghị định 109/2018/NĐ-CP', effectiveFrom: '2026-01-01' },
};
const honey = {
  ...{ name: 'Mật ong bạc hà', description: 'Mật ong hoa bạc hà. '.repeat(10), ocopSet: 4, shelfLifeDays: 365 },
  packs: [{ unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 }],
};

describe('rules over the API', () => {
  let app: TestApp;
  let operator: Person;
  beforeAll(async () => {
    app = await openApp();
    operator = await app.person('operator');
  });
  afterAll(() => app.close());

  it('[CC6] are kept by operators alone, read by everybody, and count at once', async () => {
    const officer = await app.person('officer');
    expect((await officer.post('/api/v1/rules', rule)).status).toBe(403);
    expect((await app.call('GET', '/api/v1/rules')).status).toBe(401);
    const producerId = await app.producer(operator);
    const products = `/api/v1/producers/${producerId}/products`;
    const { body: product } = await operator.post(products, honey);
    await givePapers(app.app.get(Transactions).reader, [product.id]);
    const asks = async (): Promise<string[]> => {
      const { body } = await operator.get(`${products}/${product.id}/readiness`);
      return body.items[0].gaps.flatMap((gap: Json) =>
        gap.field.startsWith('documents.') ? [`${gap.field} ${gap.rule.code} ${gap.rule.version}`] : [],
      );
    };
    expect(await asks()).toEqual([]);

    const added = await operator.post('/api/v1/rules', rule);
    expect(added).toMatchObject({ status: 201, body: { ...rule, version: 1, state: 'in-force', effectiveTo: null } });
    expect(await asks()).toEqual(['documents.organic organic-claim 1']);
    expect((await officer.get('/api/v1/rules?set=4&state=in-force&limit=100')).body.items.map((one: Json) => one.code)).toContain(
      'organic-claim',
    );

    const path = `/api/v1/rules/${added.body.id}`;
    expect((await officer.post(`${path}/suspend`, { from: '2026-02-01', by: 'Nghị quyết 1/2026/NQ-CP' })).status).toBe(403);
    const suspended = await operator.post(`${path}/suspend`, { from: '2026-02-01', by: 'Nghị quyết 1/2026/NQ-CP' });
    expect(suspended).toMatchObject({ status: 200, body: { version: 2, state: 'suspended', suspendedBy: 'Nghị quyết 1/2026/NQ-CP' } });
    expect(await asks()).toEqual([]);
    expect((await operator.post(`${path}/end`, { lastDay: '2026-03-01' })).body.type).toBe('urn:problem:illegal-move');
    const ended = await operator.post(`/api/v1/rules/${suspended.body.id}/end`, { lastDay: '2026-03-01' });
    expect(ended).toMatchObject({ status: 200, body: { version: 3, state: 'ended', effectiveTo: '2026-03-01' } });
  });

  it('refuse what the program does not know, field by field', async () => {
    const refused = async (over: object): Promise<string[]> => {
      const answer = await operator.post('/api/v1/rules', { ...rule, code: 'wrong-rule', ...over });
      expect(answer).toMatchObject({ status: 400, body: { type: 'urn:problem:validation' } });
      return answer.body.errors.map((error: Json) => error.pointer);
    };
    expect(await refused({ sets: [0] })).toEqual(['/sets']);
    expect(await refused({ sets: [27] })).toEqual(['/sets']);
    expect(await refused({ sets: [] })).toEqual(['/sets']);
    expect(await refused({ sets: [4, 4] })).toEqual(['/sets']);
    expect(await refused({ code: 'Wrong Rule' })).toEqual(['/code']);
    expect(await refused({ asked: ['passport'] })).toEqual(['/asked/0']);
    expect(await refused({ condition: [{ of: 'attribute', name: 'x y', test: 'is-true' }] })).toEqual(['/condition/0']);
    expect(await refused({ condition: [{ of: 'database', name: 'xy', test: 'is-true' }] })).toEqual(['/condition/0/of']);
    expect(await refused({ condition: Array.from({ length: 11 }, () => ({ of: 'attribute', name: 'ab', test: 'is-true' })) })).toEqual([
      '/condition',
    ]);
    expect(await refused({ effectiveTo: '2025-12-31' })).toEqual(['/effectiveTo']);
    expect((await operator.get('/api/v1/rules?set=27')).status).toBe(400);
    expect((await operator.get('/api/v1/rules?cursor=x')).body.type).toBe('urn:problem:cursor-invalid');
    expect((await operator.get('/api/v1/rules?limit=100')).body.items.map((one: Json) => one.code)).not.toContain('wrong-rule');
  });
});
