import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PhotoFormat } from './inspect.rules';
import type { Measured } from './measure.rules';

/** One photo per producer and original bytes. Width and height are those of the upright picture. */
@Entity('photo')
export class Photo {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  producerId: string;

  /** Of the original bytes, hex. */
  @Column('text')
  sha256: string;

  @Column('text')
  format: PhotoFormat;

  @Column('integer')
  bytes: number;

  @Column('integer')
  width: number;

  @Column('integer')
  height: number;

  /** null: not looked at yet. */
  @Column('jsonb', { nullable: true })
  measured: Measured | null;

  /** 64 times 0 or 1 (`lookOf`). null: not looked at yet, or nothing to be seen. */
  @Column({ type: 'bit', length: 64, nullable: true })
  look: string | null;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
