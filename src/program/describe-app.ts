import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { readEnv } from '../../config/env';
import { AppModule } from '../app.module';
import { createLogger, createServer, RouteList } from '../shared/http';
import { createDocument } from './api-document';

/** The OpenAPI document without starting anything: Nest's preview mode makes no provider, so no database is needed. */
export async function describeApp(): Promise<OpenAPIObject> {
  const routes = new RouteList();
  const module = AppModule.with({ env: readEnv({}), databaseUrl: 'postgres://nobody@localhost/none', routes });
  const app = await NestFactory.create(module, createServer(createLogger('silent'), routes), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return createDocument(app);
}
