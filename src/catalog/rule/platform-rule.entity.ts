import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlatformDemands, PlatformOverride } from './platform-rule.rules';

/** One version of what a platform demands. Like rules, versions are never changed but by `untilRevision`. */
@Entity('platform_rule')
export class PlatformRule {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  platform: string;

  @Column('integer')
  version: number;

  /** adapter: all of it, from its description; operator: what is laid over it for a period. */
  @Column('text')
  origin: 'adapter' | 'operator';

  @Column('jsonb')
  content: PlatformDemands | PlatformOverride;

  @Column('text', { default: '' })
  noteVi: string;

  @Column('date')
  effectiveFrom: string;

  /** Last day. */
  @Column('date', { nullable: true })
  effectiveTo: string | null;

  @Column('integer')
  sinceRevision: number;

  @Column('integer', { nullable: true })
  untilRevision: number | null;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
