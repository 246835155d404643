import { ApiProperty } from '@nestjs/swagger';
import { Id, Int, Maybe, OneOf, PageQuery, Text } from '../../shared/http';
import { ImportProblemDto } from '../exchange/import.dto';
import { FATES, type Fate } from './list-row.rules';

const MOST = 2_147_483_647;

/** checking → checked → running → done; what cannot be read is refused, whoever may not go on has stopped, what went wrong has failed. */
export const LIST_STATES = ['checking', 'checked', 'running', 'done', 'refused', 'stopped', 'failed'] as const;
export type ListState = (typeof LIST_STATES)[number];

export class ListQuery extends PageQuery {}

export class ListRowQuery extends PageQuery {
  @Maybe()
  @OneOf(FATES)
  fate?: Fate;
}

/** Rows by what becomes of them. */
export class ListCountsDto {
  /** The certificate is new: `run` enters it. */
  @Int(0, MOST)
  matched: number;

  /** By this list. */
  @Int(0, MOST)
  entered: number;

  /** The product has a certificate with that number. */
  @Int(0, MOST)
  known: number;

  @Int(0, MOST)
  'no-product': number;

  @Int(0, MOST)
  'no-producer': number;

  /** Several can be meant. */
  @Int(0, MOST)
  doubtful: number;

  @Int(0, MOST)
  faulty: number;
}

export class CertificateListDto {
  @Id()
  id: string;

  @Text(1, 200)
  fileName: string;

  @OneOf(LIST_STATES)
  state: ListState;

  @ApiProperty({ type: () => ImportProblemDto, nullable: true })
  problem: ImportProblemDto | null;

  /** null until the file has been read to its end once. */
  @ApiProperty({ type: 'integer', nullable: true })
  rowsTotal: number | null;

  /** Of the check or the run, whichever is under way. */
  @Int(0, 100)
  percent: number;

  @ApiProperty({ type: () => ListCountsDto })
  counts: ListCountsDto;

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finishedAt: string | null;
}

export class CertificateListPage {
  items: CertificateListDto[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
}

export class CertificateListRowDto {
  /** As the spreadsheet counts it. */
  @Int(1, MOST)
  row: number;

  @OneOf(FATES)
  fate: Fate;

  /** Why, and what to do; empty when there is nothing to say. */
  messageVi: string;

  /** As it was sent, like the following ones; empty when the cell is. */
  maker: string;
  commune: string;
  product: string;
  stars: string;
  number: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  producerId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  productId: string | null;
}

export class CertificateListRowPage {
  items: CertificateListRowDto[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
}
