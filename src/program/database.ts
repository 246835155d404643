import fs from 'node:fs';
import path from 'node:path';
import type { Env } from '../../config/env';
import { migrate } from '../../config/data-source';
import { startEmbeddedPostgres } from '../shared/db/embedded-postgres';
import { postgresFolder } from './data-folder';

/** The migrated database of the program. `stop` ends only a server that this process started. */
export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** Any PostgreSQL by DATABASE_URL, else the embedded one. Throws: what PostgreSQL says, see start-fault.rules. */
export async function openDatabase(env: Env): Promise<Database> {
  if (env.DATABASE_URL !== undefined) {
    await migrate(env.DATABASE_URL);
    return { url: env.DATABASE_URL, stop: () => Promise.resolve() };
  }
  const dir = postgresFolder(env.DATA_DIR);
  fs.mkdirSync(path.dirname(dir), { recursive: true, mode: 0o755 });
  const server = await startEmbeddedPostgres({ dir });
  try {
    await migrate(server.url());
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.url(), stop: () => server.stop() };
}
