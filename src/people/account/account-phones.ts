import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { Problem } from '../../shared/kernel';
import { BoxUnreadable, SecretBoxes, type SealedColumn } from '../../shared/secret';
import { PHONE_TAKEN } from '../people.constraints';

const placeOf = (accountId: string): string => `account.phone:${accountId}`;
/** What the blind index is of: of accounts, producers and messages alike. */
export const PHONE = 'phone';

export const sealedAccountPhones: SealedColumn = {
  table: 'account',
  column: 'phone_box',
  key: { id: 'uuid' },
  place: ({ id = '' }) => placeOf(id),
  indexes: [{ column: 'phone_index', of: (content) => ({ kind: PHONE, value: String(content) }) }],
};

/** Phone numbers of accounts: they lie encrypted, and whoever logs in is found by the blind index. Numbers are E.164 throughout. */
@Injectable()
export class AccountPhones {
  constructor(private readonly boxes: SecretBoxes) {}

  /** Throws: Problem already-exists when the number has an account. While keys are being changed the unique index alone would not see it. */
  async seal(tx: EntityManager, accountId: string, phone: string): Promise<{ phoneBox: Buffer; phoneIndex: Buffer }> {
    const taken = await rows(tx, 'select 1 from account where phone_index = any($1)', [this.hashesOf(phone)]);
    if (taken.length > 0)
      throw new Problem(PHONE_TAKEN.kind, PHONE_TAKEN.detail, {}, [{ pointer: PHONE_TAKEN.pointer, message: PHONE_TAKEN.detail }]);
    return { phoneBox: this.boxes.seal(placeOf(accountId), phone), phoneIndex: this.boxes.keyedHash(PHONE, phone) };
  }

  /** What lies there when the account is erased: nobody's number. */
  sealNobody(accountId: string): Buffer {
    return this.boxes.seal(placeOf(accountId), `da-xoa-${accountId}`);
  }

  /** An account whose box does not open is still an account. */
  open(account: { readonly id: string; readonly phoneBox: Buffer }): string | null {
    try {
      return this.boxes.open(placeOf(account.id), account.phoneBox) as string; // sealed above
    } catch (error) {
      if (error instanceof BoxUnreadable) return null;
      throw error;
    }
  }

  /** What `phone_index` may be for the number. */
  hashesOf(phone: string): Buffer[] {
    return this.boxes.keyedHashes(PHONE, phone);
  }
}
