import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A photo as platforms want it. The only form of a photo that the world may see. */
@Entity('rendition')
export class Rendition {
  @PrimaryColumn('uuid')
  photoId: string;

  /** See `bestRecipe`. */
  @PrimaryColumn('text')
  recipe: string;

  /** Of the rendition's bytes, hex: its public name. */
  @Column('text')
  sha256: string;

  @Column('text')
  format: 'jpeg';

  @Column('integer')
  bytes: number;

  @Column('integer')
  width: number;

  @Column('integer')
  height: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  /** When somebody had it whole for the first time; null: nobody ever. */
  @Column('timestamptz', { nullable: true })
  fetchedAt: Date | null;
}
