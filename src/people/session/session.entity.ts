import type { TokenRight } from './credential.rules';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A browser that is logged in. Only the SHA-256 of its cookie is stored. */
@Entity('login_session')
export class LoginSession {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'login_session_pkey' })
  id: string;

  @Column('uuid')
  accountId: string;

  @Column('bytea')
  tokenHash: Buffer;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;

  /** Up to a minute behind. */
  @Column('timestamptz')
  lastUsedAt: Date;

  @Column('text', { default: '' })
  device: string;

  /** Only in part. */
  @Column('text', { default: '' })
  address: string;
}

/** A key of a program that works for an account. Only its SHA-256 is stored. */
@Entity('api_token')
export class ApiToken {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_token_pkey' })
  id: string;

  @Column('uuid')
  accountId: string;

  @Column('text')
  name: string;

  @Column('bytea')
  tokenHash: Buffer;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  expiresAt: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  @Column('text', { array: true })
  rights: TokenRight[];
}
