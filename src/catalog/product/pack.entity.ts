import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A sellable pack of a product (SKU). */
@Entity('pack')
export class Pack {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  productId: string;

  @Column('text')
  sku: string;

  /** chai, hộp, gói, kg … */
  @Column('text')
  unit: string;

  /** How many pieces of the product's pool one pack takes. */
  @Column('integer', { default: 1 })
  factor: number;

  @Column('integer')
  weightGrams: number;

  @Column('integer')
  lengthCm: number;

  @Column('integer')
  widthCm: number;

  @Column('integer')
  heightCm: number;

  @Column('bigint')
  priceVnd: number;

  /** Number of its bar code, 8, 13 or 14 digits; once within a producer. */
  @Column('text', { nullable: true })
  gtin: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
