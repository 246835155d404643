import type { FastifyInstance } from 'fastify';
import type { Platform } from '../core/platform';
import type { SimCore } from '../core/sim-core';

/** The shop pages of a practice platform, at `/`. */
export function storefrontRoutes(app: FastifyInstance, _core: SimCore, platform: Platform): void {
  app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(platform.storefront.title));
}
