import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { Env } from '../../config/env';
import { AppModule } from '../app.module';
import type { PlatformAdapter } from '../platform';
import { addLightAnswers, createLogger, createServer, isQuiet, RouteList } from '../shared/http';
import type { Clock } from '../shared/kernel';
import { boxesOf } from '../shared/secret';
import { serveDocument } from './api-document';
import { openDatabase } from './database';
import { payOffSealingDebt } from './sealing';
import { serveConsole } from './console';
import { NestLog } from './nest-log';
import type { Guests } from './start-page.rules';

/** Largest upload: one photo. Units: bytes. */
const UPLOAD_LIMIT = 15 * 1024 * 1024;

export interface AppOptions {
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Other platforms than those of src/adapters: whoever tries a new one starts the program with it. */
  readonly platforms?: readonly PlatformAdapter[];
  /** Who may sign in to a demonstration: stands on the start page, for everybody to read. */
  readonly guests?: Guests;
  /** false leaves /api/docs out: tests start faster. */
  readonly docs?: boolean;
}

/**
 * The whole program: database up and migrated, modules wired, and listening unless it is only a worker. `app.close()` ends it with its database.
 * `env.PUBLIC_URL` is filled in when it was empty: at once, or with port 0 when the port is known.
 */
export async function createApp(env: Env, options: AppOptions = {}): Promise<NestFastifyApplication> {
  if (env.PORT !== 0) env.PUBLIC_URL ??= `http://${env.HOST}:${env.PORT}`;
  const log = options.log ?? createLogger(env.LOG_LEVEL);
  const database = await openDatabase(env);
  let app: NestFastifyApplication | undefined;
  try {
    await payOffSealingDebt(database.url, boxesOf(env));
    const routes = new RouteList();
    const server = createServer(log, routes, { trustProxy: env.TRUST_PROXY });
    app = await NestFactory.create<NestFastifyApplication>(
      AppModule.with({
        env,
        databaseUrl: database.url,
        routes,
        clock: options.clock,
        platforms: options.platforms,
        guests: options.guests,
      }),
      server,
      {
        logger: new NestLog(log),
        bodyParser: false, // ours are stricter
        abortOnError: false,
      },
    );
    await addPlugins(app, env);
    if (options.docs ?? true) await serveDocument(app);
    await serveConsole(app);
    if (env.ROLE === 'worker') await app.init();
    else await app.listen(env.PORT, env.HOST);
    if (env.ROLE !== 'worker') env.PUBLIC_URL ??= await app.getUrl();
    return closingWith(app, database.stop);
  } catch (error) {
    if (app) await app.close().catch(() => undefined); // the first fault is the one to tell
    await database.stop();
    throw error;
  }
}

async function addPlugins(app: NestFastifyApplication, env: Env): Promise<void> {
  await app.register(cookie);
  await addLightAnswers(app.getHttpAdapter().getInstance());
  await app.register(multipart, {
    limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 10, parts: 11, fieldNameSize: 100, fieldSize: 10_000, headerPairs: 50 },
  });
  await app.register(helmet, {
    global: false,
    // Only who is reached by https may ask browsers for nothing else.
    strictTransportSecurity: env.PUBLIC_URL?.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"], // the API page brings a style element
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  // Building the headers costs more than the door's own work, and platforms do not read them.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (isQuiet(request.url)) return;
      // Nearly every answer tells of people or of business: it is kept nowhere unless its route says otherwise.
      if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
      // Photos are made to be shown on the pages of platforms.
      reply.helmet(request.url.startsWith('/photos/') ? { crossOriginResourcePolicy: { policy: 'cross-origin' } } : undefined);
    });
}

/** The server we started must outlive the last connection of the app, and must not outlive the app. */
function closingWith(app: NestFastifyApplication, stop: () => Promise<void>): NestFastifyApplication {
  const close = async (): Promise<void> => {
    await app.close();
    await stop();
  };
  // A proxy, because Nest's own one around the app ignores assignments, and no shutdown hook is certain to run after TypeORM's.
  return new Proxy(app, { get: (target, name) => (name === 'close' ? close : (Reflect.get(target, name) as unknown)) });
}
