import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from '../config/data-source';
import type { Env } from '../config/env';
import { adapters } from './adapters';
import { catalogEntities, CatalogModule } from './catalog';
import { peopleEntities, PeopleModule } from './people';
import { PlatformModule, type PlatformAdapter } from './platform';
import { HealthController } from './program/health.controller';
import { GUESTS, StartPageController } from './program/start-page.controller';
import type { Guests } from './program/start-page.rules';
import { InsightModule } from './insight';
import { SellingModule } from './selling';
import { HttpShellModule, type RouteList } from './shared/http';
import type { Clock } from './shared/kernel';
import { SyncModule } from './sync';

export interface AppParts {
  readonly env: Env;
  readonly databaseUrl: string;
  readonly routes: RouteList;
  readonly clock?: Clock;
  /** The platforms of this program; absent: all that src/adapters lists. */
  readonly platforms?: readonly PlatformAdapter[];
  /** Who may sign in to a demonstration. */
  readonly guests?: Guests;
}

/** The only file that knows every module. */
@Module({})
export class AppModule {
  static with({ env, databaseUrl, routes, clock, platforms = adapters, guests }: AppParts): DynamicModule {
    const entities = [...peopleEntities, ...catalogEntities];
    return {
      module: AppModule,
      controllers: [HealthController, StartPageController],
      providers: [{ provide: GUESTS, useValue: guests ?? null }],
      imports: [
        HttpShellModule.with({ env, routes, clock }),
        // The database has just been migrated, so it is there: trying again would only hide what is wrong.
        TypeOrmModule.forRoot({ ...dataSourceOptions(databaseUrl, env.DATABASE_POOL), entities, retryAttempts: 0 }),
        PeopleModule,
        PlatformModule.register(platforms, env),
        SyncModule.with({ databaseUrl, works: env.ROLE !== 'web', sweepEveryMs: env.SWEEP_EVERY_MS }),
        CatalogModule.register(env),
        SellingModule.with(env.POLL_EVERY_MS),
        InsightModule,
      ],
    };
  }
}
