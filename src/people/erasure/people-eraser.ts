import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { Writes } from '../../shared/http';
import { Clock } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import { AccountPhones } from '../account/account-phones';
import { ProducerSecrets } from '../producer/producer.secrets';
import { TOMBSTONE_SQL as T } from './erasure.rules';

/** $1: the producer. Ids, numbers, hashes of proofs and times stay. */
const OF_PRODUCER: readonly string[] = [
  'delete from proposal where producer_id = $1', // the acts still say that there were some
  `update producer set name = ${T}, commune_code = null, address = '', hamlet = '', legacy_address = null, representative = '', tax_code = null,
     legacy_tax_code = null, registration_number = null, registered_on = null, version = version + 1 where id = $1`,
  'delete from producer_secret where producer_id = $1',
  'delete from producer_duplicate_hint where $1 in (producer_a, producer_b)',
  `update consent set signer_name = ${T}, witness = case when witness is not null then ${T} end, device_id = null, code_phone = null where producer_id = $1`,
  `update mandate set revoke_reason = case when revoke_reason is not null then ${T} end where producer_id = $1`,
  'update person_request set asked_box = null, answer_box = null where producer_id = $1',
  'delete from message where producer_id = $1',
  'delete from late_work where producer_id = $1',
  'delete from membership where producer_id = $1',
];
/** $1: the account. */
const OF_ACCOUNT: readonly string[] = [
  'delete from login_session where account_id = $1',
  'delete from api_token where account_id = $1',
  'delete from known_address where account_id = $1',
  'delete from officer_area where account_id = $1',
  'delete from membership where account_id = $1',
  'delete from archive_intake where account_id = $1',
  'update late_work set device_id = null where officer_id = $1',
  'update person_request set asked_box = null, answer_box = null where account_id = $1',
];

/** What of a person lies in this folder's tables. Everything in one transaction of the caller. */
@Injectable()
export class PeopleEraser {
  constructor(
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
    private readonly secrets: ProducerSecrets,
    private readonly phones: AccountPhones,
    private readonly writes: Writes,
  ) {}

  /** Nothing is done for the producer any more, and nothing published. Doing it again changes nothing. */
  async stopHelp(tx: EntityManager, producerId: string, by: string): Promise<void> {
    const now = this.clock.now();
    await rows(
      tx,
      `update mandate set revoked_at = $2, revoked_by = $3, revoke_reason = 'Xoá dữ liệu' where producer_id = $1 and revoked_at is null`,
      [...[producerId, now, by]],
    );
    await rows(
      tx,
      `update consent set withdrawn_at = $2, withdrawn_by = $3, withdrawal_method = 'paper' where producer_id = $1 and withdrawn_at is null`,
      [producerId, now, by],
    );
  }

  /** Words of the producer by which its traces are found elsewhere, and the accounts that worked for it. To be asked before anything is erased. */
  async tracesOfProducer(tx: EntityManager, producerId: string): Promise<{ readonly words: string[]; readonly accounts: string[] }> {
    const [found] = await rows<{ words: (string | null)[]; accounts: string[] }>(
      tx,
      `select array[p.id::text, p.name, p.representative, p.address, p.hamlet, p.tax_code, p.registration_number] as words,
              array(select account_id from membership where producer_id = p.id union select officer_id from mandate where producer_id = p.id) as accounts
         from producer p where p.id = $1`,
      [producerId],
    );
    const words = [...(found?.words ?? []), await this.phoneOf(tx, producerId)];
    return { words: words.flatMap((word) => (word === null || word === '' ? [] : [word])), accounts: found?.accounts ?? [] };
  }

  async eraseProducer(tx: EntityManager, producerId: string): Promise<void> {
    const phone = await this.phoneOf(tx, producerId);
    for (const statement of OF_PRODUCER) await rows(tx, statement, [producerId]);
    if (phone !== null) await this.forgetPhone(tx, phone);
  }

  async eraseAccount(tx: EntityManager, accountId: string): Promise<void> {
    const [account] = await rows<{ id: string; phoneBox: Buffer; name: string }>(
      tx,
      'select id, phone_box as "phoneBox", name from account where id = $1 for update',
      [accountId],
    );
    if (!account) return;
    const phone = this.phones.open(account);
    await rows(
      tx,
      `update account set name = ${T}, phone_box = $2, phone_index = null, phone_proven_at = null, oidc_subject = null, password_hash = '', is_active = false where id = $1`,
      [accountId, this.phones.sealNobody(accountId)],
    );
    for (const statement of OF_ACCOUNT) await rows(tx, statement, [accountId]);
    if (phone !== null) await this.forgetPhone(tx, phone);
    await this.forgetAnswers(tx, [accountId, account.name, ...(phone === null ? [] : [phone])], [accountId]);
  }

  async eraseBuyerRequests(tx: EntityManager, orderIds: readonly string[]): Promise<void> {
    await rows(tx, 'update person_request set asked_box = null, answer_box = null where order_id = any($1)', [orderIds]);
  }

  /** Answers that were kept for a repeat of the request. Words of one or two letters would find everything, and identify nobody. */
  forgetAnswers(tx: EntityManager, words: readonly string[], accounts: readonly string[]): Promise<void> {
    return this.writes.forgetAnswers(
      tx,
      words.filter((word) => word.trim().length > 2),
      accounts,
    );
  }

  private async phoneOf(tx: EntityManager, producerId: string): Promise<string | null> {
    return (await this.secrets.masks(tx, [producerId])).get(producerId)?.phone ?? null;
  }

  private async forgetPhone(tx: EntityManager, phone: string): Promise<void> {
    const hashes = this.boxes.keyedHashes('phone', phone);
    await rows(tx, 'delete from message where recipient_hash = any($1::bytea[])', [hashes]);
    await rows(tx, 'delete from incoming_message where sender_hash = any($1::bytea[])', [hashes]);
    await rows(tx, 'delete from one_time_code where phone_hash = any($1::bytea[])', [hashes]);
  }
}
