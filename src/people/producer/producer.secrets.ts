import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import type { Actor } from '../../shared/http';
import { Clock, newId } from '../../shared/kernel';
import { BoxUnreadable, SecretBoxes } from '../../shared/secret';
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
    await this.keepOne(tx, actor, producerId, 'personal-number', personalNumber, personalNumber ? this.fingerprint(personalNumber) : null);
    await this.keepOne(tx, actor, producerId, 'bank-account', bankAccount, null);
  }

  /** By which the same number is found at another producer. */
  private fingerprint(personalNumber: string): string {
    return this.boxes.fingerprint(`personal-number ${personalNumber}`);
  }

  private async keepOne(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    kind: SecretKind,
    content: unknown,
    fingerprint: string | null,
  ): Promise<void> {
    if (content === undefined) return;
    if (content === null) {
      await tx.delete(ProducerSecret, { producerId, kind });
      return;
    }
    const box = this.boxes.seal(placeOf(producerId, kind), content);
    await tx.upsert(
      ProducerSecret,
      { producerId, kind, box, fingerprint, changedBy: actor.accountId, changedAt: this.clock.now() },
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
    try {
      const { personalNumber, bankAccount } = this.open(secrets);
      return {
        personalNumberMasked: personalNumber && masked(personalNumber),
        bankAccountMasked: bankAccount && `${bankOf(bankAccount.bankBin)?.name ?? bankAccount.bankBin} ${masked(bankAccount.account)}`,
      };
    } catch (error) {
      if (!(error instanceof BoxUnreadable)) throw error;
      return { personalNumberMasked: UNREADABLE, bankAccountMasked: UNREADABLE };
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
    const found = await rows<{ id: string }>(
      db,
      `select o.producer_id as id from producer_secret s join producer_secret o on o.fingerprint = s.fingerprint and o.producer_id <> s.producer_id
       where s.producer_id = $1 and s.kind = 'personal-number' and o.kind = 'personal-number' limit 100`,
      [producerId],
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
