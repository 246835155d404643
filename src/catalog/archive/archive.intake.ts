import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sqlState, Transactions, violatedConstraint } from '../../shared/db';
import { Problem, problems } from '../../shared/kernel';
import { DuplicateService, Producer, ProducerService } from '../../people';
import { PaperFiles } from '../document/paper-files';
import { PhotoIntake } from '../photo/photo-intake';
import { Slots } from '../photo/slots';
import { withoutDecisions } from './archive-decisions.rules';
import { ArchiveParts } from './archive-parts';
import { openArchive, type OpenArchive } from './archive.reader';
import { archiveRefused } from './archive.refusal';
import { isTaken, writeSection, type ArchiveRow, type ArchiveTables } from './archive-section';
import type { TakenInDto } from './archive.dto';

/** An archive that was looked through, its files stored. null: the installation has some of it already, and nothing was stored. */
export type ReadyArchive = { readonly tables: ArchiveTables; readonly files: number } | null;

/** What the database says of rows that break its own rules: the archive is at fault. */
const NOT_TAKEN: ReadonlySet<string> = new Set([
  '23502',
  '23503',
  '23514',
  '22001',
  '22003',
  '22007',
  '22008',
  '22P02',
  '22P05',
  '22021',
  '22026',
]);
const DOUBLE = '23505';

/** Takes in what another installation gave out: with the same ids, all of it or nothing. */
@Injectable()
export class ArchiveIntake {
  /** One at a time in a process: each holds a data.json whole. */
  private readonly slots = new Slots(1);

  constructor(
    private readonly transactions: Transactions,
    private readonly parts: ArchiveParts,
    private readonly photos: PhotoIntake,
    private readonly papers: PaperFiles,
    private readonly producers: ProducerService,
    private readonly duplicates: DuplicateService,
  ) {}

  /** Looks through the file and stores the photos and papers in it; no row is written. Outside any transaction. Throws: Problem. */
  prepare(file: string, tell: (done: number, total: number) => Promise<void>): Promise<ReadyArchive> {
    return this.slots.run(async () => {
      const archive = await openArchive(file, this.parts.all);
      try {
        if (await this.hasSomeOf(archive.tables)) return null;
        return { tables: await this.storeFiles(archive, tell), files: archive.files.length };
      } finally {
        archive.close();
      }
    });
  }

  /** Throws: Problem already-exists, archive-refused, forbidden. */
  async takeIn(
    tx: EntityManager,
    { accountId, isVouchedFor }: { readonly accountId: string; readonly isVouchedFor: boolean },
    ready: ReadyArchive,
  ): Promise<TakenInDto> {
    if (!ready) throw new Problem(problems.alreadyExists, 'Ở đây đã có chủ thể này, hoặc có một phần dữ liệu trong tệp.');
    if (!isVouchedFor && [...ready.tables.values()].some((found) => found.some((row) => row.isDemonstration === true)))
      throw new Problem(problems.forbidden, 'Chỉ người vận hành được nhập dữ liệu minh hoạ.');
    const tables = isVouchedFor ? ready.tables : withoutDecisions(ready.tables);
    const producerId = String(tables.get('producer')?.[0]?.id);
    try {
      for (const part of this.parts.all) {
        for (const section of part.sections)
          await writeSection(tx, section, tables.get(section.name) ?? [], { producer: producerId, account: accountId });
        await part.complete(tx, tables, accountId);
      }
      await this.duplicates.look(tx, await tx.findOneByOrFail(Producer, { id: producerId }));
      if (!isVouchedFor) await this.producers.addMember(tx, producerId, accountId);
    } catch (error) {
      throw translated(error);
    }
    const count = (name: string): number => tables.get(name)?.length ?? 0;
    return {
      ...{ producerId, products: count('products'), photos: count('photos') },
      ...{ papers: count('certificates') + count('documents'), keptDecisions: isVouchedFor },
    };
  }

  private async hasSomeOf(tables: ArchiveTables): Promise<boolean> {
    for (const section of this.parts.all.flatMap((part) => part.sections))
      if (await isTaken(this.transactions.reader, section, tables.get(section.name) ?? [])) return true;
    return false;
  }

  /** Each is judged as one that a person sends, one after the other so that memory is bounded. */
  private async storeFiles(archive: OpenArchive, tell: (done: number, total: number) => Promise<void>): Promise<ArchiveTables> {
    const producerId = String(archive.tables.get('producer')?.[0]?.id);
    const known = new Map<string, ArchiveRow>();
    await tell(0, archive.files.length);
    for (const [at, file] of archive.files.entries()) {
      const stream = await archive.open(file);
      if (file.kind === 'photo') {
        const { format, bytes, width, height, measured, look } = await this.photos.receive(this.transactions.reader, producerId, stream);
        known.set(file.sha256, { format, bytes, width, height, measured, look });
      } else {
        const { type, bytes, pages } = await this.papers.receive(producerId, stream);
        known.set(file.path, { fileType: type, fileBytes: bytes, filePages: pages });
      }
      await tell(at + 1, archive.files.length);
    }
    const tables = new Map(archive.tables);
    tables.set(
      'photos',
      judged('photos', tables, (row) => known.get(String(row.sha256))),
    );
    for (const name of ['certificates', 'documents'])
      tables.set(
        name,
        judged(name, tables, (row) =>
          row.fileSha256 === null ? {} : known.get(`papers/${String(row.fileSha256)}.${String(row.fileType)}`),
        ),
      );
    return tables;
  }
}

/** Rows with what was seen of their files. What the archive says of a file must be so. */
function judged(name: string, tables: ArchiveTables, seen: (row: ArchiveRow) => ArchiveRow | undefined): readonly ArchiveRow[] {
  return (tables.get(name) ?? []).map((row, at) => {
    const found = seen(row) ?? {};
    const wrong = Object.entries(found).find(([field, value]) => field in row && row[field] !== value);
    if (wrong) throw archiveRefused('content', `/${name}/${at}/${wrong[0]}`);
    return { ...row, ...found };
  });
}

function translated(error: unknown): unknown {
  const state = sqlState(error) ?? '';
  if (state === DOUBLE)
    return Object.assign(
      new Problem(problems.alreadyExists, 'Ở đây đã có một phần dữ liệu trong tệp.', { what: violatedConstraint(error) ?? null }),
      {
        cause: error,
      },
    );
  return NOT_TAKEN.has(state) ? archiveRefused('content', undefined, error) : error;
}
