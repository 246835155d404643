import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { Env } from '../../../config/env';
import { Transactions } from '../db';
import { Clock, SystemClock } from '../kernel';
import { boxesOf, SecretBoxes } from '../secret';
import { ProblemFilter } from './problem.filter';
import { RouteList } from './route-list';
import { DtoPipe } from './validation.pipe';
import { Writes } from './writes';

/** What every folder's controllers and services rest on: Env, Transactions, Clock, Writes, SecretBoxes; problems as answers; DTOs that are checked. */
@Global()
@Module({})
export class HttpShellModule {
  static with(options: { env: Env; routes: RouteList; clock?: Clock }): DynamicModule {
    return {
      module: HttpShellModule,
      providers: [
        Transactions,
        Writes,
        { provide: Env, useValue: options.env },
        { provide: Clock, useValue: options.clock ?? new SystemClock() },
        { provide: SecretBoxes, useFactory: () => boxesOf(options.env) },
        { provide: RouteList, useValue: options.routes },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: DtoPipe },
      ],
      exports: [Transactions, Writes, Env, Clock, SecretBoxes, RouteList],
    };
  }
}
