import { Column, Entity, PrimaryColumn } from 'typeorm';

/** checking → checked → running → done; what cannot be read is refused, what went wrong has failed. */
export const IMPORT_STATES = ['checking', 'checked', 'running', 'done', 'refused', 'cancelled', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** A table of products that somebody sent: how far it is, and what came of it. The file lies in `product_import_file`. */
@Entity('product_import')
export class ProductImport {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  producerId: string;

  @Column('text')
  fileName: string;

  @Column('text')
  fileType: 'xlsx' | 'csv';

  @Column('text', { default: 'checking' })
  state: ImportState;

  /** Why it was refused or has failed: reason and a sentence for the screen. */
  @Column('jsonb', { nullable: true })
  problem: { readonly reason: string; readonly detail: string } | null;

  /** How a CSV was read when it was not plain UTF-8. */
  @Column('text', { nullable: true })
  encoding: string | null;

  /** Known once the check is done. */
  @Column('integer', { nullable: true })
  rowsTotal: number | null;

  /** Of the check or the run, whichever is under way. */
  @Column('integer', { default: 0 })
  rowsRead: number;

  /** Last row of the sheet whose effect is committed. */
  @Column('integer', { default: 0 })
  lastRow: number;

  @Column('integer', { default: 0 })
  created: number;

  @Column('integer', { default: 0 })
  changed: number;

  @Column('integer', { default: 0 })
  unchanged: number;

  @Column('integer', { default: 0 })
  refused: number;

  @Column('integer', { default: 0 })
  errors: number;

  @Column('integer', { default: 0 })
  warnings: number;

  /** Prices that wait for the producer's word. */
  @Column('integer', { default: 0 })
  proposed: number;

  /** Attempts in a row that ended in a fault of ours. */
  @Column('integer', { default: 0 })
  attempts: number;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** In whose name its rows are taken over. */
  @Column('uuid', { nullable: true })
  startedBy: string | null;

  @Column('timestamptz')
  createdAt: Date;

  /** Of the check or the run, whichever is under way. */
  @Column('timestamptz')
  startedAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
