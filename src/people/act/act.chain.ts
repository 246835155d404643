import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { rows, type Transactions } from '../../shared/db';

/** Something that is not as it was written. */
export interface ChainFault {
  readonly chainId: string;
  /** The act at fault; of those that are missing the first. */
  readonly seq: number;
  readonly kind:
    /** The row, or the one before it, is not what was hashed. */
    | 'changed-row'
    /** Rows are missing before a later one. */
    | 'missing-row'
    /** The last rows are missing. */
    | 'cut-end'
    /** The head of the chain is gone or says otherwise than the last row. */
    | 'wrong-head';
}

/** What was looked at. `digest` stands for all acts together: kept elsewhere, it shows later that none was rewritten with its whole chain. */
export interface ChainReport {
  readonly chains: number;
  readonly acts: number;
  readonly faults: number;
  readonly digest: string;
}

interface Link {
  readonly chainId: string;
  readonly seq: number;
  readonly hash: Buffer;
  readonly bytes: Buffer;
  readonly headSeq: number | null;
  readonly headHash: Buffer | null;
}

const PAGE = 500;
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Goes over all chains as they are at one moment, a page at a time, and tells each fault. Writers go on meanwhile. */
export async function verifyChains(transactions: Transactions, tell: (fault: ChainFault) => void): Promise<ChainReport> {
  return transactions.run(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const digest = createHash('sha256');
    let last: Link | null = null;
    let [chains, acts, faults] = [0, 0, 0];
    const found = (fault: ChainFault): void => {
      faults++;
      tell(fault);
    };
    const end = (link: Link): void => {
      digest.update(link.chainId).update(link.hash);
      const fault = faultOfHead(link);
      if (fault) found(fault);
    };
    for (;;) {
      const page: Link[] = await linksAfter(tx, last);
      for (const link of page) {
        const before: Link | null = last?.chainId === link.chainId ? last : null;
        if (last && !before) end(last);
        if (!before) chains++;
        acts++;
        const fault = faultOf(before, link);
        if (fault) found(fault);
        last = link;
      }
      if (page.length < PAGE) break;
    }
    if (last) end(last);
    for await (const { chainId } of emptyHeads(tx)) found({ chainId, seq: 1, kind: 'cut-end' });
    return { chains, acts, faults, digest: digest.digest('hex') };
  });
}

/** Goes on after a fault with what is stored, so that one fault is told once. */
function faultOf(before: Link | null, { chainId, seq, hash, bytes }: Link): ChainFault | null {
  const due = (before?.seq ?? 0) + 1;
  if (seq !== due) return { chainId, seq: due, kind: 'missing-row' };
  const right = createHash('sha256')
    .update(before?.hash ?? '')
    .update(bytes)
    .digest();
  return right.equals(hash) ? null : { chainId, seq, kind: 'changed-row' };
}

function faultOfHead({ chainId, seq, hash, headSeq, headHash }: Link): ChainFault | null {
  if (headSeq !== null && headSeq > seq) return { chainId, seq: seq + 1, kind: 'cut-end' };
  return headSeq === seq && headHash?.equals(hash) ? null : { chainId, seq, kind: 'wrong-head' };
}

function linksAfter(tx: EntityManager, last: Link | null): Promise<Link[]> {
  return rows<Link>(
    tx,
    `select a.chain_id as "chainId", a.seq, a.hash, act_bytes(a) as bytes, h.seq as "headSeq", h.hash as "headHash"
       from act a left join act_head h on h.chain_id = a.chain_id
      where (a.chain_id, a.seq) > ($1::uuid, $2::bigint) order by a.chain_id, a.seq limit $3`,
    [last?.chainId ?? NOWHERE, last?.seq ?? 0, PAGE],
  );
}

async function* emptyHeads(tx: EntityManager): AsyncGenerator<{ readonly chainId: string }> {
  for (let after = NOWHERE; ;) {
    const page = await rows<{ chainId: string }>(
      tx,
      `select h.chain_id as "chainId" from act_head h
        where h.chain_id > $1::uuid and not exists (select from act a where a.chain_id = h.chain_id) order by h.chain_id limit $2`,
      [after, PAGE],
    );
    yield* page;
    const last = page[page.length - 1];
    if (!last || page.length < PAGE) return;
    after = last.chainId;
  }
}
