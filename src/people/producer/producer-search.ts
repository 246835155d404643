import type { EntityManager } from 'typeorm';
import { Bindings, rows } from '../../shared/db';
import { decodeCursor, exactTime, type Actor, type PagedRow } from '../../shared/http';
import { allWords, searchName, searchWords } from '../../shared/kernel';
import { visibleProducers } from '../access/visible-producers';
import { normalisePhone } from '../account/phone.rules';
import { isLeft } from '../merge/merged.sql';
import type { ProducerQuery } from './producer.dto';

/** Names of communes are stored without their kind. */
const COMMUNE_KIND = /^(xa|phuong|dac khu) (?=.)/;

/** One page of the producers that the actor may see, oldest first, and one more when there is a next page. */
export function findProducers(
  db: EntityManager,
  actor: Actor,
  query: ProducerQuery,
  now: Date,
  hashesOfPhone: (phone: string) => Buffer[],
  among?: readonly string[],
): Promise<PagedRow[]> {
  const { values, bind } = new Bindings();
  const conditions = [visibleProducers(actor, 'p.id', bind, now), isLeft('p.id')];
  if (among !== undefined) conditions.push(`p.id = any(${bind(among)}::uuid[])`);
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  if (after) conditions.push(`(p.created_at, p.id) > (${bind(after.at)}::timestamptz, ${bind(after.id)}::uuid)`);
  if (query.q !== undefined) {
    const words = `p.search_words @@ ${bind(allWords(searchWords(query.q)))}::tsquery`;
    const phone = normalisePhone(query.q);
    conditions.push(phone === null ? words : `(${words} or p.id = any(array(${withPhone(bind(hashesOfPhone(phone)))})))`);
  }
  if (query.kind !== undefined) conditions.push(`p.kind = ${bind(query.kind)}`);
  if (query.communeCode !== undefined) conditions.push(`p.commune_code = ${bind(query.communeCode)}`);
  if (query.commune !== undefined) {
    const words = searchWords(searchName(query.commune).replace(COMMUNE_KIND, ''));
    // An array, because an index can look up several values of a column, and few communes share a name.
    conditions.push(`p.commune_code = any(array(select code from commune where search_words @@ ${bind(allWords(words))}::tsquery))`);
  }
  return rows<PagedRow>(
    db,
    `select p.id, ${exactTime('p.created_at')} as "cursorAt" from producer p
      where ${conditions.join(' and ')} order by p.created_at, p.id limit ${bind(query.limit + 1)}`,
    values,
  );
}

/** SQL: ids of the producers with a phone number of these hashes. */
const withPhone = (hashes: string): string =>
  `select producer_id from producer_secret where kind = 'phone' and number_index = any(${hashes}::bytea[])`;
