import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { ZipFile } from 'yazl';
import { Transactions } from '../../shared/db';
import { PaperFiles } from '../document/paper-files';
import { originalKey } from '../photo/photo-intake';
import { PhotoStore } from '../photo/photo-store';
import { dataText } from './archive-data.rules';
import { CHECKSUM_FILE, checksumText, DATA_FILE, filesOf, type NamedFile } from './archive-files.rules';
import { ArchiveParts } from './archive-parts';
import { readSection, type ArchiveRow, type ArchiveTables } from './archive-section';
import { ARCHIVE_LIMITS } from './archive.limits';
import { archiveRefused } from './archive.refusal';

/** Nothing is packed: photos do not shrink, and so the bytes depend on no packing library. The date is the first that a .zip can hold, in every time zone. */
const ENTRY = { compress: false, mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

/** Writes a producer's archive. The same data give the same bytes, wherever and whenever. */
@Injectable()
export class ArchiveWriter {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: PhotoStore,
    private readonly papers: PaperFiles,
    private readonly parts: ArchiveParts,
  ) {}

  /** Throws: Problem archive-refused when there is more than an archive may hold. */
  async write(producerId: string, file: string): Promise<void> {
    const tables = await this.tables(producerId);
    const data = Buffer.from(dataText(tables));
    const files = filesOf(tables);
    if (data.length > ARCHIVE_LIMITS.dataBytes || files.length + 2 > ARCHIVE_LIMITS.entries) throw archiveRefused('too-much');
    const sums = new Map([
      [DATA_FILE, createHash('sha256').update(data).digest('hex')],
      ...files.map(({ path, sha256 }) => [path, sha256] as const),
    ]);
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(checksumText(sums)), CHECKSUM_FILE, ENTRY);
    zip.addBuffer(data, DATA_FILE, ENTRY);
    for (const each of files)
      zip.addReadStreamLazy(each.path, ENTRY, (give) => {
        this.open(producerId, each).then(
          (stream) => {
            stream.on('error', (error) => zip.emit('error', error));
            give(null, stream);
          },
          (error: unknown) => zip.emit('error', error),
        );
      });
    zip.end();
    const broken = new AbortController();
    zip.on('error', (error) => broken.abort(error));
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _, done) {
        bytes += chunk.length;
        if (bytes > ARCHIVE_LIMITS.bytes) done(archiveRefused('too-much'));
        else done(null, chunk);
      },
    });
    try {
      await pipeline(zip.outputStream, counted, createWriteStream(file, { mode: 0o600 }), { signal: broken.signal });
    } catch (error) {
      throw broken.signal.aborted ? broken.signal.reason : error;
    }
  }

  /** As of one moment. */
  private tables(producerId: string): Promise<ArchiveTables> {
    return this.transactions.reader.transaction('REPEATABLE READ', async (db) => {
      const tables = new Map<string, readonly ArchiveRow[]>();
      for (const section of this.parts.all.flatMap((part) => part.sections)) {
        const found = await readSection(db, section, producerId, ARCHIVE_LIMITS.rows);
        if (found.length > ARCHIVE_LIMITS.rows) throw archiveRefused('too-much');
        tables.set(section.name, found);
      }
      return tables;
    });
  }

  /** Breaks off when the bytes are not those that were taken in. */
  private async open(producerId: string, { kind, sha256, path }: NamedFile): Promise<Readable> {
    const found =
      kind === 'photo'
        ? await this.store.open(originalKey({ producerId, sha256 }))
        : await this.papers.open(producerId, sha256, 'original');
    if (!found) throw new Error(`${path} is not in the store`);
    const hash = createHash('sha256');
    const checked = new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk);
        done(null, chunk);
      },
      flush(done) {
        done(hash.digest('hex') === sha256 ? null : new Error(`${path} is damaged in the store`));
      },
    });
    found.stream.on('error', (error) => checked.destroy(error));
    return found.stream.pipe(checked);
  }
}
