import { ApiProperty } from '@nestjs/swagger';
import { Flag, Id, Int, Maybe, OneOf, PageQuery, Text } from '../../shared/http';
import { IMPORT_STATES, type ImportState, type ProductImport } from './import.entity';
import { SHEET_LIMITS } from './sheet.limits';

const MOST = 2_147_483_647;

export class RunImport {
  /** Take the good rows although others have errors. Without it an import with errors is not started. */
  @Maybe()
  @Flag()
  skipRefused?: boolean;
}

export class ImportQuery extends PageQuery {}

export class ImportProblemDto {
  /** `too-many-rows`, `damaged` … */
  reason: string;
  detail: string;
}

export class ImportProgressDto {
  /** null until the file has been read to its end once. */
  @ApiProperty({ type: 'integer', nullable: true })
  rowsTotal: number | null;

  @Int(0, MOST)
  rowsRead: number;

  @Int(0, 100)
  percent: number;

  /** Estimated; null when it is not known or nothing is under way. */
  @ApiProperty({ type: 'integer', nullable: true })
  secondsLeft: number | null;
}

export class ImportDto {
  @Id()
  id: string;

  @Id()
  producerId: string;

  @Text(1, 200)
  fileName: string;

  @OneOf(['xlsx', 'csv'])
  fileType: 'xlsx' | 'csv';

  /** checking: reading, nothing is written; checked: waits for `run`; refused: the file cannot be read, see `problem`. */
  @OneOf(IMPORT_STATES)
  state: ImportState;

  @ApiProperty({ type: () => ImportProblemDto, nullable: true })
  problem: ImportProblemDto | null;

  /** How a CSV was read when it was not UTF-8. */
  @ApiProperty({ type: 'string', nullable: true })
  encoding: string | null;

  @ApiProperty({ type: () => ImportProgressDto })
  progress: ImportProgressDto;

  /** Rows that make a new product. While `checked`: what a run would do. */
  @Int(0, MOST)
  created: number;

  @Int(0, MOST)
  changed: number;

  @Int(0, MOST)
  unchanged: number;

  @Int(0, MOST)
  refused: number;

  /** Of an officer: prices that wait for the producer's word. The rest of their rows is taken over. */
  @Int(0, MOST)
  proposed: number;

  @Int(0, MOST)
  errors: number;

  @Int(0, MOST)
  warnings: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finishedAt: string | null;
}

export class ImportPage {
  items: ImportDto[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
}

export class ImportIssueDto {
  /** As the spreadsheet names it: B17. */
  cell: string;
  @Int(1, MOST)
  row: number;
  columnVi: string;
  @OneOf(['error', 'warning'])
  severity: 'error' | 'warning';
  /** What is wrong and what to do. */
  messageVi: string;
}

export class ImportIssueList {
  /** The first of them, by row. */
  @ApiProperty({ type: () => ImportIssueDto, isArray: true, maxItems: SHEET_LIMITS.issuesShown })
  items: ImportIssueDto[];

  @Int(0, MOST)
  errors: number;

  @Int(0, MOST)
  warnings: number;
}

export function toImportDto(found: ProductImport, now: Date): ImportDto {
  const { rowsTotal, rowsRead, state } = found;
  const isUnderWay = state === 'checking' || state === 'running';
  const elapsedMs = now.getTime() - found.startedAt.getTime();
  const isKnown = isUnderWay && rowsTotal !== null && rowsRead > 0;
  return {
    id: found.id,
    producerId: found.producerId,
    fileName: found.fileName,
    fileType: found.fileType,
    state,
    problem: found.problem,
    encoding: found.encoding,
    progress: {
      rowsTotal,
      rowsRead,
      percent: isUnderWay ? (rowsTotal ? Math.min(99, Math.floor((rowsRead * 100) / rowsTotal)) : 0) : 100,
      secondsLeft: isKnown ? Math.max(0, Math.ceil(((elapsedMs / rowsRead) * (rowsTotal - rowsRead)) / 1000)) : null,
    },
    created: found.created,
    changed: found.changed,
    unchanged: found.unchanged,
    refused: found.refused,
    proposed: found.proposed,
    errors: found.errors,
    warnings: found.warnings,
    createdAt: found.createdAt.toISOString(),
    finishedAt: found.finishedAt?.toISOString() ?? null,
  };
}
