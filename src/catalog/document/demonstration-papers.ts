import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v5 } from 'uuid';
import { rows } from '../../shared/db';
import { Clock, vietnamDay } from '../../shared/kernel';
import { addDays } from './day.rules';
import type { AttributeValue } from '../product/attribute.rules';

const NAMESPACE = '9a0c7a6e-52f4-5b3b-8a55-6d696e686861';
/** Questions that a product of the demonstration answers with yes; all others with no. */
const YES: ReadonlySet<string> = new Set(['isSmallPrimaryProduction', 'isPrepacked', 'isHealthFood']);

interface Definition {
  readonly code: string;
  readonly kind: string;
  readonly choices: readonly string[];
}

/** Invented papers and label data for products of the demonstration, marked so, and for no others: without them the law keeps every product off the platforms. */
@Injectable()
export class DemonstrationPapers {
  constructor(private readonly clock: Clock) {}

  /** A certificate of three stars, where there is none. */
  async giveCertificate(tx: EntityManager, productId: string): Promise<void> {
    const today = vietnamDay(this.clock.now());
    await rows(
      tx,
      `insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, state, verified_at, is_demonstration, created_at)
       select $2::uuid, p.id, 3, 'MINH-HOA-' || right(p.id::text, 6), 'Dữ liệu minh hoạ', $3, $4, 'verified', $5::timestamptz, true, $5::timestamptz from product p
        where p.id = $1 and p.is_demonstration and not exists (select from certificate c where c.product_id = p.id) on conflict do nothing`,
      [productId, v5(`${productId}/certificate`, NAMESPACE), today, addDays(today, CERTIFIED_DAYS), this.clock.now()],
    );
  }

  /** Gives what the rules ask today. What is there already stays, so it may be done again. */
  async give(tx: EntityManager, productId: string): Promise<void> {
    const asked = await rows<{ type: string; producerId: string }>(
      tx,
      `select distinct r.asked[1] as type, p.producer_id as "producerId" from product p join rule r on p.ocop_set = any(r.sets)
        where p.id = $1 and p.is_demonstration and r.until_revision is null and r.asks = 'document' and r.level in ('required', 'conditional')`,
      [productId],
    );
    const now = this.clock.now();
    await rows(
      tx,
      `insert into document (id, producer_id, product_id, type, scope, number, issuer, issued_on, state, decided_at, is_demonstration, created_at)
       select given.id, given.producer_id, $1::uuid, given.type, 'product', 'MINH-HOA-' || right($1::uuid::text, 6) || '-' || given.type, 'Dữ liệu minh hoạ', '2025-01-01', 'verified', $5::timestamptz, true, $5::timestamptz
         from unnest($2::uuid[], $3::uuid[], $4::text[]) as given (id, producer_id, type) on conflict (id) do nothing`,
      [
        productId,
        asked.map(({ type }) => v5(`${productId}/${type}`, NAMESPACE)),
        asked.map(({ producerId }) => producerId),
        asked.map(({ type }) => type),
        now,
      ],
    );
    const definitions = await rows<Definition>(
      tx,
      `select a.code, a.kind, a.choices from product p join attribute_definition a on p.ocop_set = any(a.sets)
        where p.id = $1 and p.is_demonstration and a.level in ('required', 'conditional')`,
      [productId],
    );
    const attributes = Object.fromEntries(definitions.map((one) => [one.code, inventedValue(one)]));
    await rows(
      tx,
      `update product set attributes = $2::jsonb || attributes where id = $1 and is_demonstration and not attributes @> $2::jsonb`,
      [productId, JSON.stringify(attributes)],
    );
  }
}

/** Days in a period of three years, for which a certificate is issued. */
const CERTIFIED_DAYS = 1095;

function inventedValue({ code, kind, choices }: Definition): AttributeValue {
  switch (kind) {
    case 'flag':
      return YES.has(code);
    case 'number':
      return 12;
    case 'choice':
      return choices.at(-1) ?? '';
    default:
      return 'Dữ liệu minh hoạ';
  }
}
