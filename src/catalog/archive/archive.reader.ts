import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { Problem } from '../../shared/kernel';
import { PAPER_FILE_LIMITS } from '../document/paper-file.limits';
import { PHOTO_LIMITS } from '../photo/photo.limits';
import { readData } from './archive-data.rules';
import { CHECKSUM_FILE, DATA_FILE, filesOf, readChecksums, type NamedFile } from './archive-files.rules';
import type { ArchivePart, ArchiveTables } from './archive-section';
import { ARCHIVE_LIMITS } from './archive.limits';
import { archiveRefused } from './archive.refusal';

const SYMLINK = 0o120000;
const FILE_KINDS = 0o170000;
const REGULAR = 0o100000;
const STORED = 0;
const DEFLATED = 8;

/** An archive that was looked through: all of it is what it says it is. */
export interface OpenArchive {
  readonly tables: ArchiveTables;
  readonly files: readonly NamedFile[];
  open(file: NamedFile): Promise<Readable>;
  close(): void;
}

/**
 * Looks through a file that anybody may have made: the directory first, then data.json, then every byte against the checksums. Nothing is unpacked to the disk,
 * and only data.json is held whole. Throws: Problem archive-refused.
 */
export async function openArchive(file: string, parts: readonly ArchivePart[]): Promise<OpenArchive> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true }).catch(
    (error: unknown) => {
      throw archiveRefused('not-an-archive', undefined, error);
    },
  );
  try {
    const entries = await readDirectory(zip);
    const sums = readChecksums((await whole(zip, entries.get(CHECKSUM_FILE))).toString('latin1'));
    if (!sums) throw archiveRefused('checksum');
    const data = await whole(zip, entries.get(DATA_FILE));
    if (sha256Of(data) !== sums.get(DATA_FILE)) throw archiveRefused('checksum');
    const tables = readData(textOf(data), parts);
    const files = filesOf(tables);
    compareNames(new Set([CHECKSUM_FILE, DATA_FILE, ...files.map(({ path }) => path)]), entries, sums);
    for (const { path, sha256 } of files)
      if (sums.get(path) !== sha256 || (await sumOf(zip, entries.get(path))) !== sha256) throw archiveRefused('checksum');
    return { tables, files, open: ({ path }) => bytesOf(zip, entries.get(path)), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > ARCHIVE_LIMITS.entries) throw archiveRefused('too-many-entries');
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName, uncompressedSize, compressedSize, compressionMethod, externalFileAttributes } = entry;
      const kind = (externalFileAttributes >>> 16) & FILE_KINDS;
      if (kind === SYMLINK || (kind !== 0 && kind !== REGULAR)) throw archiveRefused('special-entry');
      if (entries.has(fileName)) throw archiveRefused('double-entry');
      if (entry.isEncrypted() || (compressionMethod !== STORED && compressionMethod !== DEFLATED)) throw archiveRefused('damaged');
      const limit = limitOf(fileName);
      if (limit === null) throw archiveRefused('extra-file');
      unpacked += uncompressedSize;
      const isBlownUp = uncompressedSize > ARCHIVE_LIMITS.ratioFromBytes && uncompressedSize > compressedSize * ARCHIVE_LIMITS.ratio;
      if (isBlownUp || uncompressedSize > limit || unpacked > ARCHIVE_LIMITS.bytes) throw archiveRefused('bomb');
      entries.set(fileName, entry);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    const isName = error instanceof Error && /relative path|absolute path|invalid characters/.test(error.message);
    throw archiveRefused(isName ? 'unsafe-name' : 'damaged', undefined, error);
  }
  return entries;
}

/** Most bytes of a file of that name; null: there is no such file in an archive. */
function limitOf(name: string): number | null {
  if (name === DATA_FILE) return ARCHIVE_LIMITS.dataBytes;
  if (name === CHECKSUM_FILE) return ARCHIVE_LIMITS.checksumBytes;
  if (/^photos\/[0-9a-f]{64}\.[a-z]{3,4}$/.test(name)) return PHOTO_LIMITS.bytes;
  return /^papers\/[0-9a-f]{64}\.[a-z]{3,4}$/.test(name) ? PAPER_FILE_LIMITS.bytes : null;
}

function compareNames(wanted: ReadonlySet<string>, entries: ReadonlyMap<string, Entry>, sums: ReadonlyMap<string, string>): void {
  for (const path of wanted) {
    if (!entries.has(path)) throw archiveRefused('missing-file');
    if (path !== CHECKSUM_FILE && !sums.has(path)) throw archiveRefused('checksum');
  }
  for (const path of entries.keys()) if (!wanted.has(path)) throw archiveRefused('extra-file');
  for (const path of sums.keys()) if (!wanted.has(path)) throw archiveRefused('missing-file');
}

/** Ends with an error as soon as more comes out than the directory said: what it says was judged above. */
async function bytesOf(zip: ZipFile, entry: Entry | undefined): Promise<Readable> {
  if (!entry) throw archiveRefused('missing-file');
  return zip.openReadStreamPromise(entry).catch((error: unknown) => {
    throw archiveRefused('damaged', undefined, error);
  });
}

async function whole(zip: ZipFile, entry: Entry | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await each(await bytesOf(zip, entry), (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}

async function sumOf(zip: ZipFile, entry: Entry | undefined): Promise<string> {
  const hash = createHash('sha256');
  await each(await bytesOf(zip, entry), (chunk) => hash.update(chunk));
  return hash.digest('hex');
}

async function each(stream: Readable, take: (chunk: Buffer) => void): Promise<void> {
  try {
    for await (const chunk of stream) take(chunk as Buffer); // a stream of bytes
  } catch (error) {
    throw archiveRefused('damaged', undefined, error);
  }
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw archiveRefused('json', undefined, error);
  }
}
