import type { Platform, SimCore, StorefrontOrder, StorefrontProduct } from '../core';
import { AccountDesk } from './account';
import type { VosoOptions } from './account';
import { defaultPartner, defaultShop, freshState, vosoControl } from './control';
import type { VosoDesks } from './desks';
import { VosoEvents } from './events';
import { LabelDesk } from './label';
import { OrderDesk } from './order';
import { mayCancel, statusName } from './order.rules';
import { PictureDesk } from './picture';
import { ProductDesk } from './product';
import { vosoKnobs } from './voso.knobs';
import { answerRefusal, refusals } from './voso.refusal';
import { vosoRoutes } from './voso.routes';
import type { VosoState } from './voso.state';
import { picturePath } from './wire';

export type { VosoOptions } from './account';

/** The practice Voso: contract A of the reference, nothing more and nothing claimed about the real platform. */
export function createVoso(core: SimCore, options: VosoOptions = {}): Platform {
  const section = core.store.section('voso', freshState);
  const accounts = new AccountDesk(core, section, options);
  const events = new VosoEvents(core, section, (claims) => accounts.jwt(claims));
  const products = new ProductDesk(core, section, events);
  const orders = new OrderDesk(core, section, events);
  const pictures = new PictureDesk(core, section, products);
  const labels = new LabelDesk(core, section, orders);
  const desks: VosoDesks = { section, accounts, products, pictures, orders, labels };

  return {
    name: 'voso',
    apiPrefixes: ['/v2', '/v3'],
    knobs: vosoKnobs,
    logins: [
      `đối tác: ${defaultPartner.username} / ${defaultPartner.password}`,
      `gian hàng: ${defaultShop.username} / ${defaultShop.password} · khoá webhook: ${defaultShop.webhookSecret}`,
    ],
    webhooks: {
      order: 'sequential',
      timeoutMs: 5000,
      retryDelaysMs: [5_000, 30_000, 120_000, 600_000, 1_800_000],
      ...(core.noise ? { noise: { duplicate: 0.03, swap: 0.02 } } : {}),
      isAcknowledged: (answer) => answer.status === 200,
    },
    control: vosoControl(desks, () => core.clock.now()),
    storefront: {
      title: 'Voso thực hành',
      banner: 'SÀN THỰC HÀNH – không phải Voso thật / dữ liệu minh hoạ',
      colours: { accent: '#b3261e', soft: '#fdecea' },
      products: () => shownProducts(section.data),
      orders: () => shownOrders(section.data),
    },
    routes: (api) => vosoRoutes(api, core, desks),
    publicRoutes: (open) => {
      open.get<{ Params: { id: string } }>(picturePath(':id'), async (request, reply) => {
        const picture = pictures.find(request.params.id);
        const bytes = picture ? core.blobs.get(picture.id) : null;
        if (!picture || !bytes) return reply.code(404).type('text/plain; charset=utf-8').send('Không có ảnh này.');
        return reply
          .type(picture.type)
          .header('cache-control', 'public, max-age=3600')
          .header('x-content-type-options', 'nosniff')
          .send(bytes);
      });
      open.get<{ Querystring: { bill?: string } }>('/DigitalizePrint/report.do', async (request, reply) => {
        const page = labels.page(String(request.query.bill ?? ''));
        return reply
          .code(page ? 200 : 410)
          .type('text/html; charset=utf-8')
          .send(page ?? '<h1>Mã in không còn hiệu lực</h1>');
      });
    },
    controlRoutes: (control) => {
      control.post<{ Params: { id: string }; Body: { locked?: boolean; note?: string } | null }>(
        '/__sim/products/:id/lock',
        async (request) => {
          const product = products.lock(request.params.id, request.body?.locked !== false, String(request.body?.note ?? ''));
          return { id: String(product.id), status: String(product.status) };
        },
      );
    },
    answerBusy: (_request, reply) => answerRefusal(reply, refusals.busy()),
    answerIpRefused: (_request, reply) =>
      reply
        .code(403)
        .type('text/html; charset=utf-8')
        .send('<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>'),
    answerUnknownPath: (_request, reply) =>
      reply
        .code(404)
        .type('text/html; charset=utf-8')
        .send('<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>'),
  };
}

function shownProducts(state: VosoState): StorefrontProduct[] {
  return state.products
    .filter((each) => each.status === 20)
    .map(({ id, shopId, content, sellable }) => ({
      id: String(id),
      sku: content.code,
      name: content.name,
      seller: state.shops.find((shop) => shop.id === shopId)?.name ?? '',
      category: state.categories.find((category) => category.id === content.categoryId)?.name ?? '',
      priceVnd: content.priceVnd,
      marketPriceVnd: content.marketPriceVnd,
      unit: content.unit,
      description: content.description,
      stars: content.ocop?.STAR ?? null,
      photos: content.pictures.map(picturePath),
      sellable,
    }))
    .reverse();
}

function shownOrders(state: VosoState): StorefrontOrder[] {
  return state.orders
    .map((order) => ({
      id: order.number,
      statusName: statusName(order.status),
      placedAt: new Date(order.createdAt),
      payment: order.payment,
      totalVnd: order.goodsVnd + order.feeVnd,
      waybill: order.waybill,
      buyerName: order.receiver.name,
      buyerPhone: order.receiver.phone,
      buyerMayCancel: mayCancel(order.status),
      lines: order.lines.map(({ name, quantity, priceVnd }) => ({ name, quantity, priceVnd })),
      history: order.history.map(({ at, status }) => ({ at: new Date(at), statusName: statusName(status) })),
    }))
    .reverse();
}
