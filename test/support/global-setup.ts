import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrate } from '../../config/data-source';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/shared/db/embedded-postgres';

interface Shared {
  lensanPostgres?: Promise<{ server: EmbeddedPostgres; dir: string }>;
}

/** One throw-away PostgreSQL for the whole run with a migrated template database; every test file clones it (some 30 ms). */
export default async function globalSetup(): Promise<void> {
  const shared = globalThis as typeof globalThis & Shared; // jest calls this once per project, in one process
  shared.lensanPostgres ??= (async () => {
    const dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-test-')), 'pg');
    fs.chmodSync(path.dirname(dir), 0o777);
    const server = await startEmbeddedPostgres({ dir, durable: false, database: 'template_lensan' });
    await migrate(server.url('template_lensan'));
    await server.admin('alter database template_lensan with allow_connections false');
    return { server, dir };
  })();
  const { server } = await shared.lensanPostgres;
  process.env.TEST_POSTGRES_URL = server.url('postgres');
}
