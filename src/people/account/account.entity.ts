import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../../shared/http';

/** Somebody who may log in. */
@Entity('account')
export class Account {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_pkey' })
  id: string;

  /** Sealed, see AccountPhones. E.164, `+84912345678`. */
  @Column('bytea')
  phoneBox: Buffer;

  /** Blind index of the number. */
  @Column('bytea', { nullable: true })
  phoneIndex: Buffer | null;

  @Column('text')
  name: string;

  /** Argon2id in PHC form. */
  @Column('text')
  passwordHash: string;

  @Column('text')
  role: Role;

  /** Only for people of a provincial office. */
  @Column('text', { nullable: true })
  provinceCode: string | null;

  @Column('boolean', { default: true })
  isActive: boolean;

  @Column('timestamptz')
  createdAt: Date;

  /** Of an official: who that is to the sign-in service of the province. */
  @Column('text', { nullable: true })
  oidcSubject: string | null;

  /** When its owner last showed by a code that the number is theirs. */
  @Column('timestamptz', { nullable: true })
  phoneProvenAt: Date | null;
}
