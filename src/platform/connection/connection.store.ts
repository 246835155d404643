import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { type Cursor, exactTime, type PagedRow } from '../../shared/http';
import type { SealedColumn } from '../../shared/secret';

/** What a person must do something about; kept until a call succeeds again. */
export type Trouble = 'wrong-credentials' | 'account-locked' | 'caller-refused';

/** A row of `connection` without the session columns. */
export interface ConnectionRow {
  readonly id: string;
  readonly platform: string;
  readonly name: string;
  readonly base_url: string;
  readonly credentials_box: Buffer;
  readonly webhook_secrets_box: Buffer;
  readonly is_paused: boolean;
  readonly is_practice: boolean;
  readonly trouble: Trouble | null;
  readonly trouble_since: Date | null;
  readonly created_at: Date;
}

const COLUMNS =
  'id, platform, name, base_url, credentials_box, webhook_secrets_box, is_paused, is_practice, trouble, trouble_since, created_at';

/** Names of boxes: part of what is authenticated, so they never change. */
export const credentialsPlace = (id: string): string => `connection.credentials:${id}`;
export const webhookSecretsPlace = (id: string): string => `connection.webhook-secrets:${id}`;
export const sessionPlace = (id: string): string => `connection.session:${id}`;

const sealed = (column: string, place: (id: string) => string): SealedColumn => ({
  table: 'connection',
  column,
  key: { id: 'uuid' },
  place: ({ id = '' }) => place(id),
});

/** What of this folder is sealed. */
export const platformSealed: readonly SealedColumn[] = [
  sealed('credentials_box', credentialsPlace),
  sealed('webhook_secrets_box', webhookSecretsPlace),
  sealed('session_box', sessionPlace),
];

export async function findConnection(db: EntityManager, id: string): Promise<ConnectionRow | null> {
  const [row] = await rows<ConnectionRow>(db, `select ${COLUMNS} from connection where id = $1`, [id]);
  return row ?? null;
}

/** The same, held until the transaction ends. */
export async function lockConnection(tx: EntityManager, id: string): Promise<ConnectionRow | null> {
  const [row] = await rows<ConnectionRow>(tx, `select ${COLUMNS} from connection where id = $1 for update`, [id]);
  return row ?? null;
}

/** Oldest first, after the given place. */
export function listConnections(db: EntityManager, limit: number, after?: Cursor): Promise<(ConnectionRow & PagedRow)[]> {
  return rows<ConnectionRow & PagedRow>(
    db,
    `select ${COLUMNS}, ${exactTime('created_at')} as "cursorAt" from connection
      where $1::timestamptz is null or (created_at, id) > ($1, $2::uuid) order by created_at, id limit $3`,
    [after?.at ?? null, after?.id ?? null, limit],
  );
}

export async function insertConnection(
  tx: EntityManager,
  row: Omit<ConnectionRow, 'is_paused' | 'trouble' | 'trouble_since'>,
): Promise<void> {
  await tx.query(
    `insert into connection (id, platform, name, base_url, credentials_box, webhook_secrets_box, is_practice, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.platform, row.name, row.base_url, row.credentials_box, row.webhook_secrets_box, row.is_practice, row.created_at],
  );
}

/** Writes everything that an operator can change. A new address or new credentials end the session and the lease of whoever is logging in with the old ones. */
export async function updateConnection(tx: EntityManager, row: ConnectionRow, endsSession: boolean): Promise<void> {
  await tx.query(
    `update connection set name = $2, base_url = $3, credentials_box = $4, webhook_secrets_box = $5, is_paused = $6, is_practice = $7
       ${endsSession ? ', session_box = null, session_expires_at = null, session_lease = null, session_lease_until = null, trouble = null, trouble_since = null' : ''}
      where id = $1`,
    [row.id, row.name, row.base_url, row.credentials_box, row.webhook_secrets_box, row.is_paused, row.is_practice],
  );
}

/** Marks or clears what a person must see to; `since` stays when the trouble is the same as before. */
export async function setTrouble(db: EntityManager, id: string, trouble: Trouble | null, at: Date): Promise<void> {
  await db.query(
    `update connection set trouble = $2, trouble_since = case when $2::text is null then null else $3::timestamptz end
      where id = $1 and trouble is distinct from $2`,
    [id, trouble, at],
  );
}
