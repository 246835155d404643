import type { ArchiveTables } from './archive-section';

/** A file that rows of an archive name. */
export interface NamedFile {
  /** Inside the archive. */
  readonly path: string;
  readonly kind: 'photo' | 'paper';
  readonly sha256: string;
}

export const DATA_FILE = 'data.json';
export const CHECKSUM_FILE = 'checksums.txt';

/** Each once, by path. */
export function filesOf(tables: ArchiveTables): NamedFile[] {
  const files = new Map<string, NamedFile>();
  const add = (kind: NamedFile['kind'], sha256: unknown, type: unknown): void => {
    const path = `${kind}s/${String(sha256)}.${String(type)}`;
    files.set(path, { path, kind, sha256: String(sha256) });
  };
  for (const row of tables.get('photos') ?? []) add('photo', row.sha256, row.format);
  for (const name of ['certificates', 'documents'])
    for (const row of tables.get(name) ?? []) if (row.fileSha256 !== null) add('paper', row.fileSha256, row.fileType);
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** As `sha256sum -c` reads it. */
export function checksumText(sums: ReadonlyMap<string, string>): string {
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sha256]) => `${sha256}  ${path}\n`)
    .join('');
}

/** null when a line is something else, or a file stands there twice. */
export function readChecksums(text: string): ReadonlyMap<string, string> | null {
  const sums = new Map<string, string>();
  const lines = text.split('\n');
  if (lines.pop() !== '') return null;
  for (const line of lines) {
    const [, sha256, path] = /^([0-9a-f]{64}) {2}([\x21-\x7e]{1,100})$/.exec(line) ?? [];
    if (sha256 === undefined || path === undefined || sums.has(path)) return null;
    sums.set(path, sha256);
  }
  return sums;
}
