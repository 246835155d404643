import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, exactTime, toPage, type Actor, type Page, type PagedRow, type PageQuery } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { newSecret, secretHash, TOKEN_PREFIX } from './credential.rules';
import type { CreateToken, NewTokenDto, TokenDto } from './session.dto';
import { ApiToken } from './session.entity';

const DAY_MS = 86_400_000;

/** Keys of programs. Everyone sees and revokes only their own. */
@Injectable()
export class TokenService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(tx: EntityManager, actor: Actor, wanted: CreateToken): Promise<NewTokenDto> {
    const secret = newSecret(TOKEN_PREFIX);
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + wanted.expiresInDays * DAY_MS);
    const token = tx.create(ApiToken, {
      id: newId(),
      accountId: actor.accountId,
      name: wanted.name,
      rights: wanted.rights ?? ['read'],
      tokenHash: secretHash(secret),
      createdAt,
      expiresAt,
      revokedAt: null,
    });
    await tx.insert(ApiToken, token);
    return { ...toTokenDto(token), token: secret };
  }

  async revoke(tx: EntityManager, actor: Actor, id: string): Promise<void> {
    const revoked = await rows(
      tx,
      'update api_token set revoked_at = coalesce(revoked_at, $3) where id = $1 and account_id = $2 returning id',
      [id, actor.accountId, this.clock.now()],
    );
    if (revoked.length === 0) throw new Problem(problems.notFound);
  }

  async list(actor: Actor, query: PageQuery): Promise<Page<TokenDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const found = await rows<ApiToken & PagedRow>(
      this.transactions.reader,
      `select id, name, rights, created_at as "createdAt", expires_at as "expiresAt", ${exactTime('created_at')} as "cursorAt"
       from api_token
       where account_id = $1 and revoked_at is null and expires_at > $2 and ($3::timestamptz is null or (created_at, id) > ($3::timestamptz, $4::uuid))
       order by created_at, id limit $5`,
      [actor.accountId, this.clock.now(), after?.at ?? null, after?.id ?? null, query.limit + 1],
    );
    return toPage(found, query.limit, toTokenDto);
  }
}

function toTokenDto(token: Pick<ApiToken, 'id' | 'name' | 'rights' | 'createdAt' | 'expiresAt'>): TokenDto {
  return {
    id: token.id,
    name: token.name,
    rights: token.rights,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
  };
}
