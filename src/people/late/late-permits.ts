import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../shared/http';

/** Leave to do one accepted piece of late work, once, in this process: nobody outside learns its secret. */
interface Permit {
  readonly actor: Actor;
  readonly method: string;
  readonly url: string;
}

export const PERMIT_HEADER = 'x-late-permit';

/** What the guard lets in without a session: late work that was accepted, in the name of who did it. */
@Injectable()
export class LatePermits {
  private readonly open = new Map<string, Permit>();

  /** Works with the secret as long as `work` runs. */
  async during<T>(permit: Permit, work: (secret: string) => Promise<T>): Promise<T> {
    const secret = randomBytes(32).toString('base64url');
    this.open.set(secret, permit);
    try {
      return await work(secret);
    } finally {
      this.open.delete(secret);
    }
  }

  /** In whose name the request is made; null for every other request. A permit serves once. */
  take(request: FastifyRequest): Actor | null {
    const secret = request.headers[PERMIT_HEADER];
    const permit = typeof secret === 'string' ? this.open.get(secret) : undefined;
    if (typeof secret !== 'string' || permit?.method !== request.method || permit.url !== request.url) return null;
    this.open.delete(secret);
    return permit.actor;
  }
}
