import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { SensitiveReads } from '../producer/sensitive-read.reader';
import { ACCESS } from './access.table';

/** Writes down who takes whole files away, before they have the first byte: nobody could tell later whose data left by an account in wrong hands. */
@Injectable()
export class TracedReads implements NestInterceptor {
  constructor(private readonly reads: SensitiveReads) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { actor, params, routeOptions } = context.switchToHttp().getRequest<FastifyRequest>();
    const access = ACCESS[`GET ${routeOptions.url ?? ''}`];
    const kind = access && 'allow' in access ? access.traced : undefined;
    const { producerId } = params as { producerId?: string };
    if (kind === undefined || !actor || producerId === undefined) return next.handle();
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await this.reads.note(actor.accountId, producerId, [kind]);
        return answer;
      }),
    );
  }
}
