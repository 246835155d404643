import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, newId } from '../../shared/kernel';
import { BoxUnreadable, SecretBoxes, type SealedColumn } from '../../shared/secret';
import { bankOf, buildVietQr } from '../identity/bank-account.rules';
import type { SensitiveDto } from './producer.dto';
import { masked, type BankAccount } from './producer.rules';
import { ProducerSecret, SensitiveRead, type SecretKind } from './producer-secret.entity';

export interface Masks {
  readonly personalNumberMasked: string | null;
  readonly bankAccountMasked: string | null;
}

interface Opened {
  readonly personalNumber: string | null;
  readonly bankAccount: BankAccount | null;
}

/** Shown where a box does not open. */
const UNREADABLE = 'không đọc được';

const placeOf = (producerId: string, kind: SecretKind): string => `producer_secret.${kind}:${producerId}`;
/** What the blind index is of. */
const PERSONAL_NUMBER = 'personal-number';

export const sealedOfProducer: SealedColumn = {
  table: 'producer_secret',
  column: 'box',
  key: { producer_id: 'uuid', kind: 'text' },
  place: ({ producer_id: producerId = '', kind }) => placeOf(producerId, kind as SecretKind), // the database knows no other kinds
  index: {
    column: 'number_index',
    of: (content, { kind }) => (kind === 'personal-number' ? { kind: PERSONAL_NUMBER, value: String(content) } : null),
  },
};

/** What of a producer lies in the database encrypted only. */
@Injectable()
export class ProducerSecrets {
  constructor(
    private readonly boxes: SecretBoxes,
    private readonly clock: Clock,
  ) {}

  /** null removes, undefined leaves as it is. */
  async keep(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    {
      personalNumber,
      bankAccount,
    }: { readonly personalNumber: string | null | undefined; readonly bankAccount: BankAccount | null | undefined },
  ): Promise<void> {
    await this.keepOne(
      tx,
      actor,
      producerId,
      'personal-number',
      personalNumber,
      personalNumber ? this.boxes.keyedHash(PERSONAL_NUMBER, personalNumber) : null,
    );
    await this.keepOne(tx, actor, producerId, 'bank-account', bankAccount, null);
  }

  private async keepOne(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    kind: SecretKind,
    content: unknown,
    numberIndex: Buffer | null,
  ): Promise<void> {
    if (content === undefined) return;
    if (content === null) {
      await tx.delete(ProducerSecret, { producerId, kind });
      return;
    }
    const box = this.boxes.seal(placeOf(producerId, kind), content);
    await tx.upsert(
      ProducerSecret,
      { producerId, kind, box, numberIndex, changedBy: actor.accountId, changedAt: this.clock.now() },
      { conflictPaths: ['producerId', 'kind'] },
    );
  }

  /** What may be shown of them to everybody who sees the producer, by producer. */
  async masks(db: EntityManager, producerIds: readonly string[]): Promise<ReadonlyMap<string, Masks>> {
    const secrets = producerIds.length === 0 ? [] : await db.findBy(ProducerSecret, { producerId: In([...producerIds]) });
    return new Map(
      producerIds.map((id) => {
        return [id, this.mask(secrets.filter((secret) => secret.producerId === id))];
      }),
    );
  }

  /** A box that does not open (another key, a damaged row) must not keep anybody from the rest of the producer. */
  private mask(secrets: readonly ProducerSecret[]): Masks {
    const opened = this.readable(secrets);
    if (!opened) return { personalNumberMasked: UNREADABLE, bankAccountMasked: UNREADABLE };
    const { personalNumber, bankAccount } = opened;
    return {
      personalNumberMasked: personalNumber && masked(personalNumber),
      bankAccountMasked: bankAccount && `${bankOf(bankAccount.bankBin)?.name ?? bankAccount.bankBin} ${masked(bankAccount.account)}`,
    };
  }

  private readable(secrets: readonly ProducerSecret[]): Opened | null {
    try {
      return this.open(secrets);
    } catch (error) {
      if (error instanceof BoxUnreadable) return null;
      throw error;
    }
  }

  /** In full, and writes down who was shown it. The caller answers after the commit. */
  async show(tx: EntityManager, actor: Actor, producerId: string): Promise<SensitiveDto> {
    const secrets = await tx.findBy(ProducerSecret, { producerId });
    const { personalNumber, bankAccount } = this.open(secrets);
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

  /** Producers with the same personal number. */
  async sharedBy(db: EntityManager, producerId: string): Promise<string[]> {
    const secrets = await db.findBy(ProducerSecret, { producerId, kind: 'personal-number' });
    const personalNumber = this.readable(secrets)?.personalNumber ?? null;
    if (personalNumber === null) return [];
    const found = await rows<{ id: string }>(
      db,
      `select producer_id as id from producer_secret where number_index = any($2) and producer_id <> $1 limit 100`,
      [producerId, this.boxes.keyedHashes(PERSONAL_NUMBER, personalNumber)],
    );
    return found.map((row) => row.id);
  }

  private open(secrets: readonly ProducerSecret[]): Opened {
    const content = (kind: SecretKind): unknown => {
      const secret = secrets.find((one) => one.kind === kind);
      return secret ? this.boxes.open(placeOf(secret.producerId, kind), secret.box) : null;
    };
    // What was sealed there by `keep`; the box is authenticated, so it can be nothing else.
    return { personalNumber: content('personal-number') as string | null, bankAccount: content('bank-account') as BankAccount | null };
  }
}
