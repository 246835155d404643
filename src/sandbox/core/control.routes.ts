import type { FastifyInstance } from 'fastify';
import { Problem, problems } from '../../shared/kernel';
import { asObject, readAdvance, readBuyerOrder, readCancelBy, readReview, readStatus } from './control-body.rules';
import type { Platform } from './platform';
import { answerProblem } from './problem-answer';
import { masked, maskedText } from './request-log';
import type { SimCore } from './sim-core';
import type { Delivery } from './webhooks';

type WithId = { Params: { id: string } };

/** The control interface `/__sim/…`, the same for both platforms. */
export function controlRoutes(app: FastifyInstance, core: SimCore, platform: Platform): void {
  const { control } = platform;
  app.setErrorHandler(answerProblem);
  app.addHook('onSend', async (request, _reply, payload) => {
    await core.settle(request.method);
    return payload;
  });

  app.post('/__sim/reset', async () => {
    core.reset();
    control.reset();
    return { ok: true };
  });
  app.post('/__sim/seed', async (request) => control.seed(asObject(request.body)) ?? { ok: true });

  app.post('/__sim/orders', async (request, reply) => reply.code(201).send(control.placeOrder(readBuyerOrder(request.body))));
  app.post<WithId>('/__sim/orders/:id/advance', async (request) => {
    const body = asObject(request.body);
    return control.advance(request.params.id, readStatus(body), body) ?? { ok: true };
  });
  app.post<WithId>(
    '/__sim/orders/:id/cancel',
    async (request) => control.cancel(request.params.id, readCancelBy(request.body)) ?? { ok: true },
  );
  app.post<WithId>(
    '/__sim/products/:id/review',
    async (request) => control.review(request.params.id, readReview(request.body)) ?? { ok: true },
  );
  app.post('/__sim/category/retire', async (request) => control.retireCategory(asObject(request.body)) ?? { ok: true });
  app.post('/__sim/token/expire', async (request) => control.expireTokens(asObject(request.body)) ?? { ok: true });

  app.post('/__sim/faults', async (request) => {
    core.faults.set(asObject(request.body));
    return core.faults.list();
  });
  app.get('/__sim/faults', async () => core.faults.list());

  app.post('/__sim/clock', async (request) => {
    const { fired } = await core.clock.advance(readAdvance(request.body));
    return { now: core.clock.now().toISOString(), fired };
  });
  app.get('/__sim/clock', async () => ({ now: core.clock.now().toISOString() }));

  app.get('/__sim/requests', async () => core.requests.list());
  app.get('/__sim/deliveries', async () => core.webhooks.deliveries().map(shown));
  app.get('/__sim/dead-letters', async () => core.webhooks.deadLetters().map(shown));
  app.get('/__sim/state', async () => control.state());
  platform.controlRoutes?.(app);

  app.all('/__sim/*', async () => {
    throw new Problem(problems.notFound, 'Không có lệnh điều khiển này; xem src/sandbox/README.md.');
  });
}

function shown(delivery: Delivery): unknown {
  const { id, queue, url, about, state, attempts, headers, body, notBefore } = delivery;
  return {
    id,
    queue,
    url,
    about,
    state,
    attempts,
    headers: masked(headers),
    body: maskedText(body),
    notBefore: new Date(notBefore).toISOString(),
  };
}
