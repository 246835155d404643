import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { Problem, problems } from '../../shared/kernel';

/** A pack that is to have a number. */
export interface WantedGtin {
  readonly gtin: string | null | undefined;
  /** Of its field in the request. */
  readonly pointer: string;
  /** Absent: it is new. */
  readonly packId?: string;
}

/**
 * One number is on one pack of a producer. The database has the last word (`pack_gtin_once`); asking first tells which field it is, and which pack has it.
 * Throws: Problem already-exists.
 */
export async function refuseTakenGtins(tx: EntityManager, producerId: string, wanted: readonly WantedGtin[]): Promise<void> {
  const asked = wanted.filter(({ gtin }) => gtin !== null && gtin !== undefined);
  if (asked.length === 0) return;
  const holders = await rows<{ id: string; gtin: string; sku: string }>(
    tx,
    'select id, gtin, sku from pack where gtin_producer_id = $1 and gtin = any($2::text[])',
    [producerId, asked.map(({ gtin }) => gtin)],
  );
  for (const [at, { gtin, pointer, packId }] of asked.entries()) {
    const holder = holders.find((each) => each.gtin === gtin && each.id !== packId);
    if (holder) throw taken(pointer, `Mã vạch này đã ghi cho quy cách ${holder.sku}.`);
    if (asked.findIndex((each) => each.gtin === gtin) !== at) throw taken(pointer, 'Hai quy cách không thể có cùng một mã vạch.');
  }
}

const taken = (pointer: string, message: string): Problem => new Problem(problems.alreadyExists, message, {}, [{ pointer, message }]);
