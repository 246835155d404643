import type { EntityManager } from 'typeorm';
import { rows } from '../db';
import type { Actor } from './actor';

/** What a write changed, as far as the producer reads it in the list of what was done: prices and numbers in full, of personal data the name of the field. */
export interface Change {
  /** What it is about, such as `product`. */
  readonly of: string;
  readonly id?: string;
  readonly field?: string;
  readonly before?: string | number | boolean | null;
  readonly after?: string | number | boolean | null;
}

/** Something that somebody did, as it is written down. */
export interface Act {
  readonly at: Date;
  readonly actor: Actor;
  /** For whom: null when it concerns no producer. */
  readonly producerId: string | null;
  /** `POST /api/v1/producers/:producerId/products`, or the name of a job. */
  readonly what: string;
  /** The ids in the path. */
  readonly subject: Readonly<Record<string, string>>;
  readonly changes: readonly Change[];
  readonly requestId: string | null;
  /** When it was done on a device without a signal, as the device says. */
  readonly capturedAt?: Date;
}

interface Noted {
  producerId?: string;
  readonly changes: Change[];
}

const noted = new WeakMap<EntityManager, Noted>();
/** Of a bulk change only so many are written out; the others are counted. */
const MOST_CHANGES = 200;

/** Takes down what the write under way changes; it is written with the act, at the end of the transaction. Outside of a write over HTTP it is dropped. */
export function noteChange(tx: EntityManager, change: Change): void {
  noted.get(tx)?.changes.push(change);
}

/** Takes down which fields the write under way changes, without what stood in them. */
export function noteFields(tx: EntityManager, of: string, id: string, fields: object): void {
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) noteChange(tx, { of, id, field });
}

/** The write under way is for this producer, which its path does not name. */
export function actsFor(tx: EntityManager, producerId: string): void {
  const note = noted.get(tx);
  if (note) note.producerId = producerId;
}

/** Begins to take notes for `tx`. */
export function takeNotes(tx: EntityManager): Noted {
  const note: Noted = { changes: [] };
  noted.set(tx, note);
  return note;
}

/**
 * Writes down who did what for whom, chained to what was written before for the same producer. Call it last in a transaction: it makes other writers of the
 * same producer wait until the commit.
 */
export async function writeAct(tx: EntityManager, act: Act): Promise<void> {
  const { actor } = act;
  await rows(
    tx,
    `insert into act (chain_id, at, actor_id, actor_role, producer_id, mandate_id, device_id, request_id, captured_at, what, subject, changes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning 1`,
    [
      ...[act.producerId ?? actor.accountId, act.at, actor.accountId, actor.role, act.producerId, actor.mandateId ?? null],
      ...[actor.deviceId ?? null, act.requestId, act.capturedAt ?? null, act.what, JSON.stringify(act.subject)],
      JSON.stringify(shownChanges(act)),
    ],
  );
}

/** The same for many producers, of each at most one act. In the order of the producers, so that two writers never wait for each other. */
export async function writeActs(tx: EntityManager, acts: readonly (Act & { readonly producerId: string })[]): Promise<void> {
  if (acts.length === 0) return;
  const lines = acts.map((act) => ({
    ...{ producer: act.producerId, at: act.at, actor: act.actor.accountId, role: act.actor.role, mandate: act.actor.mandateId ?? null },
    ...{ request: act.requestId, what: act.what, subject: act.subject, changes: shownChanges(act) },
  }));
  await rows(
    tx,
    `insert into act (chain_id, at, actor_id, actor_role, producer_id, mandate_id, request_id, what, subject, changes)
     select w.producer, w.at, w.actor, w.role, w.producer, w.mandate, w.request, w.what, w.subject, w.changes
       from jsonb_to_recordset($1::jsonb) as w (producer uuid, at timestamptz, actor uuid, role text, mandate uuid, request text, what text, subject jsonb, changes jsonb)
      order by w.producer`,
    [JSON.stringify(lines)],
  );
}

function shownChanges({ actor, changes: made }: Act): readonly Change[] {
  const accepted: readonly Change[] =
    actor.acceptedBy === undefined ? [] : [{ of: 'late-work', id: actor.acceptedBy, field: 'acceptedBy' }];
  const all = [...accepted, ...made];
  const changes = all.slice(0, MOST_CHANGES);
  const more = all.length - changes.length;
  return more > 0 ? [...changes, { of: 'more', after: more }] : changes;
}
