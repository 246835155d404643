import fs from 'node:fs';
import path from 'node:path';
import type { EmbeddedPostgres } from '../../src/shared/db/embedded-postgres';

export default async function globalTeardown(): Promise<void> {
  const shared = globalThis as typeof globalThis & { lensanPostgres?: Promise<{ server: EmbeddedPostgres; dir: string }> };
  const running = await shared.lensanPostgres;
  shared.lensanPostgres = undefined;
  if (!running) return;
  await running.server.stop();
  fs.rmSync(path.dirname(running.dir), { recursive: true, force: true });
}
