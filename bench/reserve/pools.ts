import type { Client } from 'pg';

/** More than any run can take. */
const ON_HAND = 2_000_000_000;

export const poolId = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
/** The same in SQL; `number` is an expression. */
export const poolIdSql = (number: string): string => `('00000000-0000-7000-8000-' || lpad(${number}::text, 12, '0'))::uuid`;

/** Pools 1 to `count`, without products: what the ledger does not look at need not be there. */
export async function makePools(client: Client, count: number): Promise<void> {
  await client.query(`set session_replication_role = replica`); // no foreign keys in this session
  await client.query(
    `insert into pool (id, product_id, on_hand, counted_at) select ${poolIdSql('n')}, gen_random_uuid(), ${ON_HAND}, now() from generate_series(1, ${count}) n`,
  );
  await client.query(`set session_replication_role = origin`);
  await client.query('vacuum analyze pool');
}

/** Units promised by the counters and by the ledger: both must be what was reserved. */
export async function promised(client: Client): Promise<{ counters: number; ledger: number }> {
  const { rows } = await client.query<{ counters: string; ledger: string }>(
    'select (select sum(promised) from pool) as counters, (select count(*) from stock_move) as ledger',
  );
  return { counters: Number(rows[0]?.counters), ledger: Number(rows[0]?.ledger) };
}
