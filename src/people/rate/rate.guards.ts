import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { costOf, placeOf } from './rate.rules';
import { RequestRates } from './request-rates';

const QUIET: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();
const costOfRequest = ({ method, routeOptions }: FastifyRequest): number => costOf(method, routeOptions.url ?? '');

/** Before anybody is asked who they are: all that comes from one address. The door is no controller and comes past here as little as health checks do. */
@Injectable()
export class PlaceRateGuard implements CanActivate {
  constructor(private readonly rates: RequestRates) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = requestOf(context);
    if (!QUIET.has(request.routeOptions.url ?? '')) await this.rates.takeOfPlace(placeOf(request.ip), costOfRequest(request));
    return true;
  }
}

/** After the access guard: what one account asks for, by whatever sessions and tokens. */
@Injectable()
export class AccountRateGuard implements CanActivate {
  constructor(private readonly rates: RequestRates) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = requestOf(context);
    if (request.actor) await this.rates.takeOfAccount(request.actor.accountId, costOfRequest(request));
    return true;
  }
}
