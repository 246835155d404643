import { newId } from '../../src/shared/kernel';
import { MANDATE, type Json, type Person } from './app';
import { agreeToPublish } from './consent';
import { until, type Goods, type Market, type PlatformCode } from './market';
import { pdf } from './paper-files';

/** As long as names of makers and goods really are. */
export const LONG_NAME = 'Hợp tác xã Nông nghiệp và Dịch vụ tổng hợp Thượng Phùng Khâu Vai Mèo Vạc';
export const LONG_GOODS = 'Mật ong bạc hà cao nguyên đá Đồng Văn thượng hạng, hũ thuỷ tinh kèm hộp quà tặng';

export interface ConsoleScene {
  readonly owner: Person;
  readonly officer: Person;
  /** Of the cooperative, whose goods are on sale. */
  readonly goods: Goods;
  readonly refused: Goods;
  readonly paused: Goods;
  readonly bareId: string;
  readonly openOrderId: string;
  /** Packed: its label can be printed. */
  readonly readyOrderId: string;
  /** Has just begun, and has nothing yet. */
  readonly newcomer: Person;
  readonly emptyId: string;
  /** Registered by the officer. */
  readonly householdId: string;
}

/** Everything that pages of the console show, in every state, with names as long as they are. */
export async function consoleScene(market: Market): Promise<ConsoleScene> {
  const { app, office } = market;
  const ok = async (asked: Promise<Json>): Promise<Json> => {
    const answer = await asked;
    if (answer.status >= 300) throw new Error(`the scene was refused: ${answer.text}`);
    return answer.body;
  };
  const [owner, officer, newcomer] = await Promise.all([app.person('producer'), app.person('officer'), app.person('producer')]);
  await ok(market.operator.call('PUT', `/api/v1/accounts/${officer.accountId}/areas`, { body: { areas: [{ provinceCode: '08' }] } }));
  const cooperative = (name: string): object => ({ kind: 'cooperative', name, provinceCode: '08' });
  const { id: producerId } = await ok(owner.post('/api/v1/producers', cooperative(LONG_NAME)));
  const home = `/api/v1/producers/${producerId}`;
  await agreeToPublish(owner, home);
  const { id: emptyId } = await ok(newcomer.post('/api/v1/producers', cooperative('Tổ hợp tác mới bắt đầu')));

  // Goods that are on sale, paused, refused, and not ready for anything
  const goods = await market.register(60, { owner, producerId, name: LONG_GOODS });
  const refused = await market.register(12, { owner, producerId, name: 'Mật ong hoa nhãn bị sàn trả lại' });
  const paused = await market.register(8, { owner, producerId, name: 'Mật ong hoa cà phê tạm dừng bán' });
  await market.fault('voso', 'review-rejected', { match: { code: refused.sku } });
  await market.fault('postmart', 'review-reject', { match: { sku: refused.sku } });
  for (const one of [goods, refused, paused]) await ok(owner.post(`${home}/products/${one.productId}/listings`, {}));
  await Promise.all([goods, paused].map((one) => market.live(one)));
  const { items: listings } = await ok(owner.get(`${home}/listings`));
  for (const { id, productId } of listings) if (productId === paused.productId) await ok(owner.post(`${home}/listings/${id}/pause`, {}));
  const pack = { unit: 'túi lọc', factor: 1, weightGrams: 250, lengthCm: 10, widthCm: 10, heightCm: 5, priceVnd: 1_250_000 };
  const { id: bareId } = await ok(
    owner.post(`${home}/products`, { name: 'Trà shan tuyết cổ thụ búp tím ủ nắng', ocopSet: 11, packs: [pack] }),
  );
  const lot = {
    id: newId(),
    name: 'Vụ hoa cà phê tháng 3, thùng ong nhà ông Sính',
    quantity: 5,
    availableFrom: '2026-03-02',
    expiresOn: '2027-11-02',
  };
  await ok(owner.post(`${home}/products/${paused.productId}/lots`, lot));

  // Orders in every state
  const buy = async (platform: PlatformCode, quantity: number): Promise<{ id: string; at: string }> => {
    const at = await market.buy(platform, goods, quantity);
    if (at === null) throw new Error('nothing left to buy');
    return { at, id: (await until('the order in our books', () => market.order(platform, at))).id };
  };
  const [open, , delivered, cancelled] = [await buy('voso', 2), await buy('postmart', 1), await buy('voso', 3), await buy('voso', 1)];
  const ready = await buy('postmart', 2);
  for (const { id } of [delivered, ready]) await ok(owner.post(`${home}/orders/${id}/confirm`, {}));
  await market.sim('voso', `/orders/${cancelled.at}/cancel`, { by: 'buyer' });
  await market.orderAt('voso', delivered.at, 'confirmed');
  await ok(owner.post(`${home}/orders/${delivered.id}/ship`, {}));
  await market.orderAt('voso', delivered.at, 'ready-to-ship');
  await market.sim('voso', `/orders/${delivered.at}/advance`, { status: '501', force: true });

  // Papers for the province, requests of persons, somebody who helps and proposes
  const paper = {
    type: 'self-declaration',
    scope: 'product',
    productId: bareId,
    number: '01/HTX/2026',
    issuer: 'Hợp tác xã',
    issuedOn: '2026-01-15',
  };
  const { id: paperId } = await ok(owner.post(`${home}/documents`, paper));
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(await pdf())], { type: 'application/pdf' }), 'giay.pdf');
  await ok(owner.call('PUT', `${home}/documents/${paperId}/file`, { body: form }));
  const star = { stars: 4, issuedBy: 'Uỷ ban nhân dân tỉnh Tuyên Quang', issuedOn: '2025-03-12', expiresOn: '2028-03-11' };
  const certificates = `${home}/products/${bareId}/certificates`;
  const back = await ok(owner.post(certificates, { ...star, number: 'QD-TRA-LAI/2025/QĐ-UBND' }));
  await ok(
    office.post(`${certificates}/${back.id}/refuse`, {
      version: back.version,
      reason: 'Số quyết định không đọc được, xin chụp lại cả tờ.',
    }),
  );
  await ok(owner.post(certificates, { ...star, number: 'QD-CHO-XEM/2025/QĐ-UBND' }));
  const request = {
    requesterName: 'Nguyễn Thị Thử',
    requesterContact: '0912345678',
    text: 'Xin bản sao mọi dữ liệu về hợp tác xã của tôi.',
  };
  for (const kind of ['copy', 'correct']) await ok(owner.post(`${home}/requests`, { id: newId(), kind, ...request }));
  const proof = { method: 'app-tap', signerName: 'Vàng Thị Lan', signerRelation: 'self' };
  await ok(owner.post(`${home}/mandates`, { ...MANDATE, proof, officerId: officer.accountId }));
  const product = await ok(officer.get(`${home}/products/${goods.productId}`));
  const price = { version: product.version, priceVnd: 420_000 };
  await ok(officer.call('PATCH', `${home}/products/${goods.productId}/packs/${product.packs[0].id}`, { body: price }));
  const household = { kind: 'household', name: 'Hộ bà Vàng Thị Mỷ thôn Sủng Trái', provinceCode: '08', mandate: MANDATE };
  const { id: householdId } = await ok(officer.post('/api/v1/producers', household));
  await ok(
    officer.post(`/api/v1/producers/${householdId}/products`, {
      name: 'Ngô nếp nương sấy giòn',
      ocopSet: 1,
      packs: [{ ...pack, unit: 'túi' }],
    }),
  );

  // What went wrong, for the operator
  await market.rows(
    `update delivery set state = 'dead', attempts = 12, reason = 'Sàn gửi một trạng thái đơn hàng mà chương trình chưa biết: 551.' where id in (select id from delivery where state = 'done' order by id limit 2)`,
  );
  await market.rows(
    `insert into message (id, purpose, recipient_hash, is_secret, producer_id, state, tries, due_at, reason, created_at, ended_at)
     values (gen_random_uuid(), 'receipt', '\\x00', false, $1, 'failed', 5, now(), 'Thuê bao không liên lạc được.', now(), now())`,
    [producerId],
  );
  await market.orderAt('voso', delivered.at, 'delivered');
  await market.orderAt('voso', cancelled.at, 'cancelled');
  return { owner, officer, goods, refused, paused, bareId, openOrderId: open.id, readyOrderId: ready.id, newcomer, emptyId, householdId };
}
