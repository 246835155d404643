import type { FastifyInstance, FastifyReply } from 'fastify';
import { Problem } from '../../shared/kernel';
import { readBuyerOrder } from '../core/control-body.rules';
import type { Platform, StorefrontProduct } from '../core/platform';
import { toProblem } from '../core/problem-answer';
import type { SimCore } from '../core/sim-core';
import { homePage, liveScript, messagePage, orderPage, ordersPage, productPage } from './page';

type WithId = { Params: { id: string } };

/** Nothing from elsewhere, no inline script: what a seller wrote can only ever be text. */
const POLICY =
  "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The shop pages of a practice platform, at `/`. A purchase here goes the way of `POST /__sim/orders`. */
export function storefrontRoutes(app: FastifyInstance, core: SimCore, platform: Platform): void {
  const { storefront: source, control } = platform;
  const page = (reply: FastifyReply, html: string, status = 200): FastifyReply =>
    reply.code(status).type('text/html; charset=utf-8').send(html);
  const notFound = (reply: FastifyReply): FastifyReply =>
    page(reply, messagePage(source, 'Không tìm thấy', 'Trang này không có trên sàn thực hành.'), 404);
  const productOf = (id: string): StorefrontProduct | undefined => source.products().find((each) => each.id === id);

  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('content-security-policy', POLICY).header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
    await core.settle(request.method);
    return payload;
  });
  app.setErrorHandler((error, _request, reply) => {
    const problem = toProblem(error);
    return page(reply, messagePage(source, problem.kind.title, problem.detail ?? 'Xin thử lại.'), problem.kind.status);
  });

  app.get<{ Querystring: { q?: string | string[] } }>('/', async (request, reply) => {
    const search = String(request.query.q ?? '')
      .slice(0, 100)
      .trim();
    return page(reply, homePage(source, matching(source.products(), search), search));
  });
  app.get<WithId>('/san-pham/:id', async (request, reply) => {
    const product = productOf(request.params.id);
    return product ? page(reply, productPage(source, product)) : notFound(reply);
  });

  app.post('/mua', async (request, reply) => {
    const form = formOf(request.body);
    try {
      const { orderId } = control.placeOrder(
        readBuyerOrder({
          lines: [{ productId: form['productId'], quantity: Number(form['quantity']) }],
          payment: form['payment'],
          address: form['address'],
          buyer: { name: form['name'], phone: form['phone'] },
        }),
      );
      reply.header('set-cookie', `phone=${encodeURIComponent(form['phone'] ?? '')}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000`);
      return reply.redirect(`/don-hang/${encodeURIComponent(orderId)}`, 303);
    } catch (error) {
      const product = productOf(form['productId'] ?? '');
      if (!(error instanceof Problem) || !product) throw error;
      return page(reply, productPage(source, product, error.detail ?? error.kind.title), error.kind.status);
    }
  });

  app.get<{ Querystring: { phone?: string | string[] } }>('/don-hang', async (request, reply) => {
    const phone = String(request.query.phone ?? cookie(request.headers.cookie, 'phone'))
      .slice(0, 20)
      .trim();
    const own = phone ? source.orders().filter((order) => order.buyerPhone === phone) : [];
    return page(reply, ordersPage(source, phone, own));
  });
  app.get<WithId>('/don-hang/:id', async (request, reply) => {
    const order = source.orders().find((each) => each.id === request.params.id);
    return order ? page(reply, orderPage(source, order)) : notFound(reply);
  });
  app.post<WithId>('/don-hang/:id/huy', async (request, reply) => {
    control.cancel(request.params.id, 'buyer');
    return reply.redirect(`/don-hang/${encodeURIComponent(request.params.id)}`, 303);
  });

  app.get('/cua-hang.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(liveScript));
  app.get('/cua-hang.json', async () => ({
    stock: Object.fromEntries(source.products().map((each) => [each.id, each.sellable > 0 ? `Còn ${each.sellable}` : 'Hết hàng'])),
    order: Object.fromEntries(source.orders().map((each) => [each.id, each.statusName])),
  }));
  // The platform's own product addresses (…-p711236.html) lead to the same page.
  app.get<{ Params: { slug: string } }>('/:slug', async (request, reply) => {
    const id = /-p(\d+)\.html$/.exec(request.params.slug)?.[1];
    return id && productOf(id) ? reply.redirect(`/san-pham/${id}`, 302) : notFound(reply);
  });
}

/** Finds without regard to case and tone marks: "mat ong" finds "Mật ong". */
function matching(products: readonly StorefrontProduct[], search: string): readonly StorefrontProduct[] {
  const plain = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/đ/gi, 'd')
      .toLowerCase();
  const wanted = plain(search).split(/\s+/).filter(Boolean);
  return products.filter((product) => wanted.every((word) => plain(`${product.name} ${product.sku} ${product.seller}`).includes(word)));
}

function formOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value)]));
}

function cookie(header: string | undefined, name: string): string {
  const found = (header ?? '').split(';').find((each) => each.trim().startsWith(`${name}=`));
  try {
    return found ? decodeURIComponent(found.trim().slice(name.length + 1)) : '';
  } catch {
    return ''; // somebody else's cookie
  }
}
