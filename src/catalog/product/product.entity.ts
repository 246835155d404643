import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttributeValues } from './attribute.rules';
import type { SeasonRange, StorageClass } from './season.rules';

@Entity('product')
export class Product {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  producerId: string;

  @Column('text')
  name: string;

  @Column('text')
  description: string;

  /** 1 to 26, see reference/ocop-set.rules. */
  @Column('integer')
  ocopSet: number;

  /** Code of 2025. */
  @Column('text', { nullable: true })
  communeCode: string | null;

  @Column('integer', { nullable: true })
  shelfLifeDays: number | null;

  /** When it is sold; empty: all year. */
  @Column('jsonb', { default: [] })
  season: readonly SeasonRange[];

  @Column('text', { default: 'ambient' })
  storageClass: StorageClass;

  /** Good days that the buyer is promised when the parcel leaves. */
  @Column('integer', { default: 0 })
  minDaysLeftAtDispatch: number;

  /** Values by the code of their definition. */
  @Column('jsonb', { default: {} })
  attributes: AttributeValues;

  /** Where its traceability is shown. Never fetched. */
  @Column('text', { nullable: true })
  traceUrl: string | null;

  /** Rises with every change of the product, its packs or its photos. */
  @Column('integer', { default: 1 })
  version: number;

  @Column('boolean', { default: false })
  isDemonstration: boolean;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('uuid', { nullable: true })
  changedBy: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
