import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Where the embedded database keeps its data: DATA_DIR/postgres. PostgreSQL refuses to run as root, so started by root it runs under another account,
 * which cannot enter a folder like /root (mode 700); then a place derived from the path is taken, the same one at every start.
 */
export function postgresFolder(dataDir: string): string {
  const wanted = path.resolve(dataDir, 'postgres');
  const isRoot = process.platform !== 'win32' && process.getuid?.() === 0;
  if (!isRoot || othersMayEnter(path.dirname(wanted))) return wanted;
  return path.join('/var/tmp', `len-san-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`, 'postgres');
}

/** True when every existing folder on the way lets other accounts through. Folders that do not exist yet are made by us, with 755. */
function othersMayEnter(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    const found = fs.statSync(at, { throwIfNoEntry: false });
    if (found?.isDirectory() && (found.mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
