import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/shared/db/embedded-postgres';

/** What a bench stands on: a folder of its own and a PostgreSQL that flushes to disk. All of it is gone afterwards, also when the bench fails. */
export interface Ground {
  readonly folder: string;
  readonly postgres: EmbeddedPostgres;
  /** Something to end before the database is. The last one first. */
  later(end: () => Promise<unknown>): void;
}

export async function withGround(work: (ground: Ground) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-bench-'));
  fs.chmodSync(folder, 0o755); // PostgreSQL may run as somebody else
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const postgres = await startEmbeddedPostgres({ dir: path.join(folder, 'pg') });
    ends.push(() => postgres.stop());
    await work({ folder, postgres, later: (end) => ends.push(end) });
  } finally {
    for (const end of ends.reverse()) await end().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a bench: its failure is the exit code of the command. */
export function bench(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
}
