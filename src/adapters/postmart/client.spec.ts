import type { Call, HttpAnswer, HttpRequest, ListingDraft, PlatformAdapter } from '../../platform/contract';
import { PlatformError } from '../../platform/contract';
import { toVnd } from '../../shared/kernel';
import { createPostmart } from './postmart';

const credentials = { username: 'u', password: 'p', customerCode: 'C1', warehouseCode: 'KHO01' };
const sent: HttpRequest[] = [];
beforeEach(() => void (sent.length = 0));

/** A platform that gives these answers one after the other, the last one for ever. The practice platform never speaks so badly. */
function answering(...answers: readonly { status?: number; body: string }[]): Call {
  let turn = 0;
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    sent.push(request);
    const { status = 200, body } = answers[Math.min(turn++, answers.length - 1)] ?? { body: '' };
    return { status, headers: {}, body: Buffer.from(body) };
  };
  return { http: { send }, token: 't', credentials, at: new Date('2026-11-21T04:00:00Z') };
}
const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });

const draft: ListingDraft = {
  sku: 'A',
  title: 'Chè',
  description: '',
  categoryCode: 'NS010301',
  unit: 'gói',
  price: toVnd(1000),
  weightGrams: 100,
  lengthCm: 1,
  widthCm: 1,
  heightCm: 1,
  shelfLifeDays: 30,
  originVi: '',
  makerVi: '',
  photos: [],
  ocop: null,
};
const ref = { sku: 'A', externalId: 'PM1', caseId: 'CASE1' };
const order = { orderId: 'PM1', parcelCode: 'EB1', lines: [{ lineId: '1', sku: 'A', quantity: 1, unitPrice: 1000 }] };

/** Every method that asks the platform something. */
const methods: Readonly<Record<string, (adapter: PlatformAdapter, call: Call) => Promise<unknown>>> = {
  login: (adapter, { http }) => adapter.login({ http, credentials }),
  listCategories: (adapter, call) => adapter.listCategories(call),
  publish: (adapter, call) => adapter.publish(call, draft, 'k'),
  edit: (adapter, call) => adapter.edit(call, ref, draft, 'k'),
  setVisible: (adapter, call) => adapter.setVisible(call, { sku: 'A' }, true),
  remove: (adapter, call) => adapter.remove(call, ref),
  readListing: (adapter, call) => adapter.readListing(call, ref),
  setStock: (adapter, call) => adapter.setStock(call, [{ ref, quantity: 1 }]),
  listOrders: (adapter, call) => adapter.listOrders(call, { since: call.at, until: call.at }),
  readOrder: (adapter, call) => adapter.readOrder(call, 'PM1'),
  confirm: (adapter, call) => adapter.actOnOrder(call, order, { kind: 'confirm' }),
  cancel: (adapter, call) => adapter.actOnOrder(call, order, { kind: 'cancel', reason: '' }),
  ship: (adapter, call) => adapter.actOnOrder(call, order, { kind: 'ship' }),
  readLabel: (adapter, call) => adapter.readLabel(call, order),
};

describe('answers that do not fit the contract', () => {
  const cases = Object.keys(methods).flatMap((method) =>
    ['<html>502</html>', '', '{"content": [{"sku', 'null', '7', '"ok"'].map((body) => [method, body] as const),
  );
  it.each(cases)('%s answered by %s is malformed, whatever was meant', async (method, body) => {
    const refused = methods[method]?.(createPostmart(), answering({ body }));

    await expect(refused).rejects.toBeInstanceOf(PlatformError);
    await expect(refused).rejects.toMatchObject({ failure: { kind: 'malformed' } });
  });

  it.each([
    ['{}', '[]'],
    ['[]', '{}'],
    ['[null]', '[[]]'],
    ['{"content":[null],"success":[1],"failure":{}}', '{"content":{},"success":true}'],
    ['{"productCode":{},"caseStatus":{},"orderState":1,"status":"x","lines":[{}]}', '[{"caseId":{}}]'],
  ])('nothing but PlatformError is ever thrown: %s, then %s', async (first, second) => {
    for (const method of Object.values(methods)) {
      const outcome = await method(createPostmart(), answering({ body: first }, { body: second })).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PlatformError);
    }
  });

  it('a product in another form is malformed, not a product in no state', async () => {
    const renamed = json({ newSku: 'A', newCaseStatus: 5 });
    const product = json({ sku: 'A', caseId: 'CASE1', caseStatus: 5 });

    await expect(createPostmart().readListing(answering(renamed), ref)).rejects.toMatchObject({ failure: { kind: 'malformed' } });
    await expect(createPostmart().readListing(answering(product, renamed), ref)).rejects.toMatchObject({ failure: { kind: 'malformed' } });
  });

  it('a product list that never ends is malformed, not for ever', async () => {
    const page = json({ content: [{ sku: 'B' }], totalPages: 999_999 });

    await expect(createPostmart().readListing(answering(page), { sku: 'A' })).rejects.toMatchObject({ failure: { kind: 'malformed' } });
  });

  it('a page of a proxy instead of "no such product" does not mean that the product is gone', async () => {
    const call = answering({ status: 404, body: '<html>nginx</html>' });

    await expect(createPostmart().readListing(call, ref)).rejects.toMatchObject({ failure: { kind: 'malformed' } });
    await expect(createPostmart().readOrder(call, 'PM1')).rejects.toMatchObject({ failure: { kind: 'malformed' } });
  });
});

describe('forms that only the document knows', () => {
  it('a refused entry of HTTP 200 is a refusal', async () => {
    const entry = (message: string) => json([{ index: 0, sku: 'A', requestId: 'k', caseId: null, caseStatus: -1, message }]);

    await expect(createPostmart().publish(answering(entry('SKU_DUPLICATE: sku A exists already')), draft, 'k')).rejects.toMatchObject({
      failure: { kind: 'conflict', reason: 'already-exists' },
    });
    await expect(createPostmart().publish(answering(entry('CATEGORY_CHANGED: NS010302')), draft, 'k')).rejects.toMatchObject({
      failure: { kind: 'rejected', issues: [{ code: 'category-changed' }] },
      platformText: 'CATEGORY_CHANGED: NS010302',
    });
  });

  it('a name that is taken by our own SKU means that an earlier attempt went through', async () => {
    const refused = json({ status: 409, error: 'Conflict', message: 'NAME_DUPLICATE', description: 'exists already', path: '/x' }, 409);
    const listed = (sku: string) => json({ content: [{ sku, caseId: 'CASE1', caseStatus: 1 }], totalPages: 1 });

    await expect(createPostmart().publish(answering(refused, listed('A')), draft, 'k')).rejects.toMatchObject({
      failure: { kind: 'conflict', reason: 'already-exists' },
    });
    await expect(createPostmart().publish(answering(refused, listed('B')), draft, 'k')).rejects.toMatchObject({
      failure: { kind: 'rejected', issues: [{ code: 'duplicate' }] },
    });
  });

  it('an edit that the platform finds the same is done', async () => {
    const row = json({ sku: 'A', productCode: 'PM1', caseStatus: 5, nameVi: 'Khác' });
    const same = json({ status: 422, error: '', message: 'NO_CHANGES', description: 'changes change nothing', path: '/x' }, 422);

    expect(await createPostmart().edit(answering(row, same), { sku: 'A', externalId: 'PM1' }, draft, 'k')).toEqual({ externalId: 'PM1' });
  });

  it('orders that are listed without their lines are fetched one by one', async () => {
    const row = { originalId: 'PM1', orderState: 'NEW', status: 0, createdDate: '2026-11-21T03:00:00.000+00:00' };
    const full = { ...row, lines: [{ lineId: '1', sku: 'A', quantity: 1, priceVnd: 1000 }] };

    const page = await createPostmart().listOrders(answering(json({ content: [row], totalPages: 1 }), json(full)), {
      since: new Date('2026-11-21T00:00:00Z'),
      until: new Date('2026-11-21T04:00:00Z'),
    });

    expect(page.orders).toMatchObject([{ orderId: 'PM1', lines: [{ sku: 'A' }] }]);
    expect(sent.map(({ path }) => path)).toEqual(['/customer-partner/GetListOrder', '/customer-partner/getOrder']);
  });

  it('can be called without the prefix, and always carries the token in its own header', async () => {
    await createPostmart({ prefix: '' }).listCategories(answering(json([])));

    expect(sent).toMatchObject([{ path: '/product/getAllCategory', headers: { token: 't' }, safeToRepeat: true }]);
  });

  it('marks what must not be repeated blindly', async () => {
    const adapter = createPostmart();
    await adapter.actOnOrder(answering(json({ itemCode: 'EB1' })), order, { kind: 'confirm' });
    await adapter.actOnOrder(answering(json([{ caseId: null }])), order, { kind: 'cancel', reason: '' });
    await adapter.publish(answering(json([{ caseId: 'CASE1', caseStatus: 1 }])), draft, 'k');

    expect(sent.map(({ path, safeToRepeat }) => [path.split('/').at(-1), safeToRepeat])).toEqual([
      ['confirmItems', false],
      ['orderCancel', false],
      ['CreateProduct', true],
    ]);
  });
});
