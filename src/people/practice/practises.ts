import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { isPractice } from './practice.rules';

/** Whether the producer is a household that an officer practises with. */
export async function practises(db: EntityManager, producerId: string): Promise<boolean> {
  const [found] = await rows<{ yes: boolean }>(db, `select ${isPractice('$1')} as yes`, [producerId]);
  return found?.yes === true;
}
