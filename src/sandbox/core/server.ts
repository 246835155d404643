import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { storefrontRoutes } from '../storefront';
import { controlRoutes } from './control.routes';
import type { Platform } from './platform';
import type { SimOptions } from './sim-core';
import { SimCore } from './sim-core';
import { guardLine } from './transport';

export interface RunningPlatform {
  readonly url: string;
  readonly platform: Platform;
  readonly core: SimCore;
  stop(): Promise<void>;
}

/** Starts one practice platform on its own port. Throws: the listen error when the port is taken. */
export async function startPlatform(
  name: Platform['name'],
  create: (core: SimCore) => Platform,
  options: SimOptions = {},
): Promise<RunningPlatform> {
  const core = new SimCore(name, options);
  const platform = create(core);
  core.faults.declare(platform.knobs);
  core.webhooks.use(platform.webhooks);
  if (!core.store.isRestored) platform.control.reset();

  const app = fastify({
    logger: false,
    bodyLimit: 12 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { caseSensitive: false, maxParamLength: 300 },
  });
  acceptForms(app);
  app.register(async (api) => {
    guardLine(api, core, platform);
    platform.routes(api);
    // Unknown paths under the API are the API's business: logged, and answered in its style.
    for (const prefix of platform.apiPrefixes) api.all(`${prefix}/*`, async (request, reply) => platform.answerUnknownPath(request, reply));
  });
  app.register(async (open) => platform.publicRoutes?.(open));
  app.register(async (control) => controlRoutes(control, core, platform));
  app.register(async (shop) => storefrontRoutes(shop, core, platform));

  const host = options.host ?? '127.0.0.1';
  await app.listen({ port: options.port ?? 0, host });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  core.baseUrl = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  core.clock.start();
  return { url: core.baseUrl, platform, core, stop: () => stop(app, core) };
}

async function stop(app: FastifyInstance, core: SimCore): Promise<void> {
  core.webhooks.stop();
  await core.clock.stop();
  await app.close();
  await core.store.flush();
}

function acceptForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  // An empty body with content-type json is `{}`: hand-typed control calls often look like that.
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {});
    else void parse(request, String(body), done);
  });
}
