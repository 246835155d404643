import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Actor } from '../../shared/http';
import { Clock, newId } from '../../shared/kernel';
import { BoxUnreadable, SecretBoxes, type SealedColumn } from '../../shared/secret';
import { PHONE } from '../account/account-phones';
import { bankOf, buildVietQr } from '../identity/bank-account.rules';
import type { SensitiveDto } from './producer.dto';
import { masked, type BankAccount } from './producer.rules';
import { ProducerSecret, SECRET_KINDS, SensitiveRead, type SecretKind } from './producer-secret.entity';
import { noteRead } from './sensitive-read.reader';

/** What is told of it with the producer. */
export interface Masks {
  /** In full: not for everybody. */
  readonly phone: string | null;
  readonly phoneMasked: string | null;
  readonly personalNumberMasked: string | null;
  readonly bankAccountMasked: string | null;
}

/** What is kept: null removes, undefined leaves as it is. */
export interface KeptSecrets {
  readonly phone: string | null | undefined;
  readonly personalNumber: string | null | undefined;
  readonly bankAccount: BankAccount | null | undefined;
}

/** By which the same numbers are found at other producers; empty: it has none. */
export interface NumberHashes {
  readonly phone: readonly Buffer[];
  readonly personalNumber: readonly Buffer[];
}

/** One secret of two producers that are one. */
export interface ComparedSecret {
  readonly kind: SecretKind;
  /** Masked; null: it has none. */
  readonly from: string | null;
  readonly into: string | null;
  /** Both have one, and they are not the same. */
  readonly differs: boolean;
  /** When either was written: another content has another one. */
  readonly changedAt: readonly string[];
}

/** Shown where a box does not open. */
const UNREADABLE = 'không đọc được' as const;

const placeOf = (producerId: string, kind: SecretKind): string => `producer_secret.${kind}:${producerId}`;
const MASK_OF = {
  phone: 'phoneMasked',
  'personal-number': 'personalNumberMasked',
  'bank-account': 'bankAccountMasked',
} as const satisfies Record<SecretKind, keyof Masks>;
/** What the blind indexes are of. */
const INDEXED: Readonly<Partial<Record<SecretKind, string>>> = { 'personal-number': 'personal-number', phone: PHONE };

export const sealedOfProducer: SealedColumn = {
  table: 'producer_secret',
  column: 'box',
  key: { producer_id: 'uuid', kind: 'text' },
  place: ({ producer_id: producerId = '', kind }) => placeOf(producerId, kind as SecretKind), // the database knows no other kinds
  indexes: [
    {
      column: 'number_index',
      of: (content, { kind }) => {
        const indexed = INDEXED[kind as SecretKind]; // the same
        return indexed === undefined ? null : { kind: indexed, value: String(content) };
      },
    },
  ],
};

/** What of a producer lies in the database encrypted only. */
@Injectable()
export class ProducerSecrets {
  constructor(
    private readonly boxes: SecretBoxes,
    private readonly clock: Clock,
  ) {}

  async keep(tx: EntityManager, changedBy: string, producerId: string, { phone, personalNumber, bankAccount }: KeptSecrets): Promise<void> {
    await this.keepOne(tx, changedBy, producerId, 'phone', phone);
    await this.keepOne(tx, changedBy, producerId, 'personal-number', personalNumber);
    await this.keepOne(tx, changedBy, producerId, 'bank-account', bankAccount);
  }

  private async keepOne(tx: EntityManager, changedBy: string, producerId: string, kind: SecretKind, content: unknown): Promise<void> {
    if (content === undefined) return;
    if (content === null) {
      await tx.delete(ProducerSecret, { producerId, kind });
      return;
    }
    const box = this.boxes.seal(placeOf(producerId, kind), content);
    const indexed = INDEXED[kind];
    const numberIndex = indexed === undefined ? null : this.boxes.keyedHash(indexed, String(content));
    await tx.upsert(
      ProducerSecret,
      { producerId, kind, box, numberIndex, changedBy, changedAt: this.clock.now() },
      { conflictPaths: ['producerId', 'kind'] },
    );
  }

  /** What of them is told with a producer, by producer. */
  async masks(db: EntityManager, producerIds: readonly string[]): Promise<ReadonlyMap<string, Masks>> {
    const secrets = producerIds.length === 0 ? [] : await db.findBy(ProducerSecret, { producerId: In([...producerIds]) });
    return new Map(producerIds.map((id) => [id, this.mask(secrets.filter((secret) => secret.producerId === id))]));
  }

  private mask(secrets: readonly ProducerSecret[]): Masks {
    const phone = this.readable<string>(secrets, 'phone');
    const personalNumber = this.readable<string>(secrets, 'personal-number');
    const bankAccount = this.readable<BankAccount>(secrets, 'bank-account');
    return {
      phone: phone === UNREADABLE ? null : phone,
      phoneMasked: phone === UNREADABLE ? phone : phone && masked(phone),
      personalNumberMasked: personalNumber === UNREADABLE ? personalNumber : personalNumber && masked(personalNumber),
      bankAccountMasked:
        bankAccount === UNREADABLE
          ? bankAccount
          : bankAccount && `${bankOf(bankAccount.bankBin)?.name ?? bankAccount.bankBin} ${masked(bankAccount.account)}`,
    };
  }

  /** A box that does not open (another key, a damaged row) must not keep anybody from the rest of the producer. */
  private readable<T>(secrets: readonly ProducerSecret[], kind: SecretKind): T | null | typeof UNREADABLE {
    try {
      return this.open<T>(secrets, kind);
    } catch (error) {
      if (error instanceof BoxUnreadable) return UNREADABLE;
      throw error;
    }
  }

  /** Whether two producers have the same secrets. What does not open is shown as that, and is the same as nothing. */
  async compare(db: EntityManager, from: string, into: string): Promise<ComparedSecret[]> {
    const secrets = await db.findBy(ProducerSecret, { producerId: In([from, into]) });
    const masks = await this.masks(db, [from, into]);
    return SECRET_KINDS.map((kind) => {
      const own = [from, into].map((id) => secrets.filter((secret) => secret.producerId === id));
      const [a, b] = own.map((some) => this.readable<unknown>(some, kind));
      const isBoth = own.every((some) => some.some((secret) => secret.kind === kind));
      return {
        kind,
        from: masks.get(from)?.[MASK_OF[kind]] ?? null,
        into: masks.get(into)?.[MASK_OF[kind]] ?? null,
        differs: isBoth && (a === UNREADABLE || b === UNREADABLE || JSON.stringify(a) !== JSON.stringify(b)),
        changedAt: secrets
          .filter((secret) => secret.kind === kind)
          .map((secret) => `${secret.producerId} ${secret.changedAt.toISOString()}`),
      };
    });
  }

  /** Those that do not open: another key, a damaged row. */
  async unreadable(db: EntityManager, producerId: string): Promise<SecretKind[]> {
    const secrets = await db.findBy(ProducerSecret, { producerId });
    return SECRET_KINDS.filter((kind) => this.readable(secrets, kind) === UNREADABLE);
  }

  /** Gives these secrets of a producer to the one into which it is merged, sealed for that one, and forgets the others. */
  async hand(tx: EntityManager, from: string, into: string, kinds: readonly SecretKind[]): Promise<void> {
    const secrets = await tx.findBy(ProducerSecret, { producerId: from, kind: In([...kinds]) });
    for (const { kind, box, ...rest } of secrets) {
      const sealed = this.boxes.seal(placeOf(into, kind), this.boxes.open(placeOf(from, kind), box));
      await tx.upsert(ProducerSecret, { ...rest, kind, producerId: into, box: sealed }, { conflictPaths: ['producerId', 'kind'] });
    }
    await tx.delete(ProducerSecret, { producerId: from });
  }

  /** Writes down that somebody was shown the phone number in full. */
  noteLook(db: EntityManager, actor: Actor, producerId: string): Promise<void> {
    return noteRead(db, actor.accountId, producerId, ['phone'], this.clock.now());
  }

  /** In full, and writes down who was shown it. The caller answers after the commit. */
  async show(tx: EntityManager, actor: Actor, producerId: string): Promise<SensitiveDto> {
    const secrets = await tx.findBy(ProducerSecret, { producerId, kind: In(['personal-number', 'bank-account']) });
    const personalNumber = this.open<string>(secrets, 'personal-number');
    const bankAccount = this.open<BankAccount>(secrets, 'bank-account');
    await tx.insert(SensitiveRead, {
      id: newId(),
      producerId,
      accountId: actor.accountId,
      kinds: secrets.map((secret) => secret.kind).sort(),
      readAt: this.clock.now(),
    });
    return {
      personalNumber,
      bankAccount: bankAccount && { ...bankAccount },
      vietQr: bankAccount && buildVietQr({ bankBin: bankAccount.bankBin, account: bankAccount.account }),
    };
  }

  /** To send something to it, not to show it. */
  async phoneOf(db: EntityManager, producerId: string): Promise<{ readonly isKnown: boolean; readonly number: string | null }> {
    const secrets = await db.findBy(ProducerSecret, { producerId, kind: 'phone' });
    const number = this.readable<string>(secrets, 'phone');
    return { isKnown: number !== null, number: number === UNREADABLE ? null : number };
  }

  async hashes(db: EntityManager, producerId: string): Promise<NumberHashes> {
    const secrets = await db.findBy(ProducerSecret, { producerId });
    const hashesOf = (kind: 'phone' | 'personal-number'): Buffer[] => {
      const number = this.readable<string>(secrets, kind);
      return number === null || number === UNREADABLE ? [] : this.boxes.keyedHashes(INDEXED[kind] ?? '', number);
    };
    return { phone: hashesOf('phone'), personalNumber: hashesOf('personal-number') };
  }

  /** What is sought for a phone number that somebody typed. */
  hashesOfPhone(phone: string): Buffer[] {
    return this.boxes.keyedHashes(PHONE, phone);
  }

  /** What was sealed there by `keep`; the box is authenticated, so it can be nothing else. */
  private open<T>(secrets: readonly ProducerSecret[], kind: SecretKind): T | null {
    const secret = secrets.find((one) => one.kind === kind);
    return secret ? (this.boxes.open(placeOf(secret.producerId, kind), secret.box) as T) : null;
  }
}
