import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';

/** A token as it lies in the row. */
export interface SessionRow {
  readonly session_box: Buffer | null;
  readonly credentials_box: Buffer;
}

/**
 * The token columns of a connection. Whoever wants to log in takes the lease first, so that over all programs one login is under way;
 * every statement is fenced by the lease, and by the credentials that the login was made with.
 */
export class SessionStore {
  constructor(private readonly db: () => EntityManager) {}

  async read(id: string): Promise<SessionRow | null> {
    const [row] = await rows<SessionRow>(this.db(), 'select session_box, credentials_box from connection where id = $1', [id]);
    return row ?? null;
  }

  /** Takes the lease when nobody has it, by the database's clock; null when somebody has it or the credentials are not these any more. */
  async lease(id: string, lease: string, credentialsBox: Buffer, forMs: number): Promise<SessionRow | null> {
    const [row] = await rows<SessionRow>(
      this.db(),
      `update connection set session_lease = $2, session_lease_until = clock_timestamp() + $4 * interval '1 millisecond'
        where id = $1 and credentials_box = $3 and (session_lease_until is null or session_lease_until < clock_timestamp())
        returning session_box, credentials_box`,
      [id, lease, credentialsBox, forMs],
    );
    return row ?? null;
  }

  /** Stores a token and gives the lease back. False when the lease was lost meanwhile: the token is then not ours to store. */
  async keep(id: string, lease: string, box: Buffer, expiresAt: Date | null): Promise<boolean> {
    const kept = await rows<{ id: string }>(
      this.db(),
      `update connection set session_box = $3, session_expires_at = $4, session_lease = null, session_lease_until = null
        where id = $1 and session_lease = $2 returning id`,
      [id, lease, box, expiresAt],
    );
    return kept.length === 1;
  }

  async release(id: string, lease: string): Promise<void> {
    await this.db().query('update connection set session_lease = null, session_lease_until = null where id = $1 and session_lease = $2', [
      id,
      lease,
    ]);
  }
}
