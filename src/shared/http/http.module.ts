import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { Transactions } from '../db';
import { Clock, SystemClock } from '../kernel';
import { ProblemFilter } from './problem.filter';
import { RouteList } from './route-list';
import { DtoPipe } from './validation.pipe';
import { Writes } from './writes';

/** What every folder's controllers and services rest on: Transactions, Clock, Writes; problems as answers; DTOs that are checked. */
@Global()
@Module({})
export class HttpShellModule {
  static with(options: { clock?: Clock; routes: RouteList }): DynamicModule {
    return {
      module: HttpShellModule,
      providers: [
        Transactions,
        Writes,
        { provide: Clock, useValue: options.clock ?? new SystemClock() },
        { provide: RouteList, useValue: options.routes },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: DtoPipe },
      ],
      exports: [Transactions, Writes, Clock, RouteList],
    };
  }
}
