import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Platform, SimCore } from '../core';
import { PostmartControl } from './control';
import { Desk } from './desk';
import { orderRoutes } from './order/order.routes';
import { placeLists } from './places';
import { productRoutes } from './product/product.routes';
import { Refusal, envelope } from './refusal';
import { storefrontSource } from './storefront-source';

export interface PostmartOptions {
  /** Path in front of every call; older VNPost code has it, newer has none. */
  readonly prefix?: string;
  /** Fetch pictures from this machine over http. A real platform would not. */
  readonly allowLoopbackPictures?: boolean;
}

const knobs = {
  'login-refused': 'GetAccessToken từ chối một lần dù đúng mật khẩu.',
  'token-expired': 'Token hết hạn ngay ở lần gọi này.',
  'absurd-retry-after': 'Khi quá hạn mức, Retry-After rất lớn. {seconds: 1224}',
  'seller-locked': 'Người bán bị khóa: ghi thì 403, tồn kho thì LOCKED. match {customerCode}',
  'picture-dropped': 'Bỏ ảnh mà không báo gì. match {sku, url}',
  'review-reject': 'Từ chối khi duyệt. {reasonId, description}, match {sku}',
  'missing-document': 'Đòi thêm giấy ATTP. match {sku}',
  'partial-batch': 'Một dòng tồn kho lỗi INTERNAL. match {sku}',
  'false-success': 'Báo thành công cho SKU không tồn tại. match {sku}',
  'stock-race': 'Có người mua xen ngay trước khi ghi tồn kho. {quantity}, match {sku}',
  'buyer-cancels-first': 'Người mua hủy đúng lúc người bán xác nhận. match {id}',
  'cancel-refused': 'Hồ sơ hủy bị từ chối. match {id}',
  'unknown-status': 'Trạng thái bưu gửi chưa ai từng thấy. {code: 551}, match {id}',
  'wrong-signature': 'Chữ ký webhook sai. match {type, id, status}',
  'forged-record': 'Bản ghi thứ hai giả trong lô có chữ ký đúng. {originalId}',
  'big-number': 'orderHdrId của webhook đơn hàng là số trần lớn hơn 2^53.',
  'stop-on-4xx': 'Ngừng gửi webhook sau 400/401/403/404/405, cho tới khi duyệt lại địa chỉ.',
} as const;

/** The practice Postmart: contract B of the platform reference, in the style of VNPost's partner API. */
export function createPostmart(core: SimCore, options: PostmartOptions = {}): Platform {
  const prefix = options.prefix ?? '/customer-partner';
  const desk = new Desk(core, options.allowLoopbackPictures ?? true);
  const control = new PostmartControl(desk);

  const answer = (reply: FastifyReply, request: FastifyRequest, refusal: Refusal): FastifyReply => {
    const [path = ''] = request.url.split('?');
    return reply
      .code(refusal.status)
      .headers(refusal.headers)
      .type('application/json; charset=utf-8')
      .send(envelope(refusal, core.clock.now(), path));
  };
  const answerIpRefused = (_request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    reply
      .code(403)
      .type('text/html; charset=utf-8')
      .send('<html><body><h1>403 Forbidden</h1>Access denied by security policy</body></html>');

  return {
    name: 'postmart',
    apiPrefixes: [prefix],
    knobs,
    logins: ['username htx-thuc-hanh, password thuc-hanh, customerCode C00001, kho KHO01'],
    webhooks: desk.notices.policy,
    control,
    storefront: storefrontSource(desk),
    routes: (api) => {
      api.setErrorHandler((error, request, reply) => answer(reply, request, toRefusal(error)));
      api.addHook('preHandler', async (request, reply) => {
        if (!desk.access.isListed(request.ip)) return answerIpRefused(request, reply);
        if (!isLogin(request, prefix)) desk.access.admit(request, reply);
        return undefined;
      });
      api.post(`${prefix}/GetAccessToken`, async (request) => desk.access.login(request.body));
      for (const [call, list] of Object.entries(placeLists)) api.get(`${prefix}/${call}`, async () => list);
      productRoutes(api, prefix, desk);
      orderRoutes(api, prefix, desk);
      desk.work.resume();
    },
    publicRoutes: (open) => pictureRoute(open, desk),
    controlRoutes: (app) => control.routes(app),
    answerBusy: (request, reply, fault) => answer(reply, request, desk.access.tooMany(fault?.number('retryAfter', 2) ?? 2)),
    answerIpRefused,
    answerUnknownPath: (request, reply) => answer(reply, request, new Refusal(404, 'NOT_FOUND', `no ${request.method} ${request.url}`)),
  };
}

// Paths are case-insensitive, as on the sibling's server.
const isLogin = (request: FastifyRequest, prefix: string): boolean =>
  (request.routeOptions.url ?? '').toLowerCase() === `${prefix}/GetAccessToken`.toLowerCase();

/** What Fastify refuses (unreadable JSON, too large) is the caller's mistake; anything else is ours and says so. */
function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status >= 400 && status < 500) return new Refusal(status, 'INVALID_REQUEST', error instanceof Error ? error.message : 'bad request');
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return new Refusal(500, 'INTERNAL', 'unexpected error');
}

function pictureRoute(open: FastifyInstance, desk: Desk): void {
  open.get<{ Params: { hash: string } }>('/pictures/:hash', async (request, reply) => {
    const { hash } = request.params;
    const picture = Object.values(desk.section.data.products)
      .flatMap((product) => product.pictures)
      .find((each) => each.hash === hash);
    const bytes = picture ? desk.core.blobs.get(hash) : null;
    if (!picture || !bytes) return reply.code(404).send();
    return reply.type(picture.contentType).header('cache-control', 'public, max-age=86400').send(bytes);
  });
}
