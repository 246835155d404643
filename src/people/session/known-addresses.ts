import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';

/** A place is known so long after the last time. */
export const KNOWN_MS = 90 * 86_400_000;

/** What the hashes are of. */
const ASKED_FROM = 'asked-from';

/** Where people have signed in before. */
@Injectable()
export class KnownAddresses {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
  ) {}

  /** Whether the owner of a number (`phoneIndex`: what its blind index may be) has been there. Costs the same when nobody has the number. */
  async knows(phoneIndex: readonly Buffer[], address: string): Promise<boolean> {
    const found = await rows(
      this.transactions.reader,
      `select 1 from known_address k join account a on a.id = k.account_id where a.phone_index = any($1) and k.address_hash = any($2) and k.last_at > $3`,
      [phoneIndex, this.boxes.keyedHashes(ASKED_FROM, address), new Date(this.clock.now().getTime() - KNOWN_MS)],
    );
    return found.length > 0;
  }

  async remember(db: EntityManager, accountId: string, address: string): Promise<void> {
    await db.query(
      `insert into known_address (account_id, address_hash, last_at) values ($1, $2, $3)
       on conflict (account_id, address_hash) do update set last_at = excluded.last_at`,
      [accountId, this.boxes.keyedHash(ASKED_FROM, address), this.clock.now()],
    );
  }
}
