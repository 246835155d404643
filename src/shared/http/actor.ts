import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem, problems } from '../kernel';

/** What a person may be. The database knows the same words (`account_role_known`). */
export const ROLES = ['producer', 'officer', 'province', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking. Set by the access guard; absent on public routes. */
export interface Actor {
  readonly accountId: string;
  readonly role: Role;
  /** Only for people of a provincial office: the province they look after. */
  readonly provinceCode: string | null;
  /** Of an officer who acts for a producer: the mandate that allows it. */
  readonly mandateId?: string;
  /** Of late work of an officer: who accepted it after the mandate had ended. */
  readonly acceptedBy?: string;
  /** The phone or computer, as it calls itself. */
  readonly deviceId?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor;
    /** Body as it came, kept for the fingerprint of a write and for signatures. */
    rawBody?: Buffer;
  }
}

/** The actor of a request. Throws: Problem `unauthenticated` when the route let somebody in without a name. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Problem(problems.unauthenticated);
  return request.actor;
}

/** `list(@CurrentActor() actor: Actor)`: who is reading. Writes get it from `@Write()`. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
