import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PhotoFormat } from './inspect.rules';

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

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
