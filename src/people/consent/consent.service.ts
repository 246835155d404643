import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { invalid, noteChange, type Actor } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { everKnownAs, isLeft } from '../merge/merged.sql';
import { ConsentTexts } from './consent-texts';
import type { ConsentDto, ConsentInput, GiveConsents, ProofInput, WithdrawalMethod } from './consent.dto';
import { Consent } from './consent.entity';
import { awaitsCode, consentCounts, hashOf, HELPING, PUBLISHING, PURPOSES_VI, shownText, type PurposeCode } from './consent.rules';
import { PlatformNames } from './platform-names';
import { faultsOfProof, type ProofRules } from './proof.rules';

/** What is agreed to. */
export interface Purpose {
  readonly id?: string;
  readonly purpose: PurposeCode;
  readonly platform?: string;
  /** Left out: the text of today. */
  readonly textVersion?: number;
  readonly validUntil?: Date;
}

const MOST_SHOWN = 500;
/** SQL: of the producer $1, as which one it was ever entered. */
const OF_PRODUCER = `c.producer_id = any(${everKnownAs('$1')})`;

@Injectable()
export class ConsentService {
  constructor(
    private readonly clock: Clock,
    private readonly texts: ConsentTexts,
    private readonly platforms: PlatformNames,
  ) {}

  /** Each purpose becomes one record. Throws: Problem validation with every fault; nothing is written then. */
  async give(tx: EntityManager, actor: Actor, producerId: string, { consents, proof }: GiveConsents): Promise<ConsentDto[]> {
    const faults = consents.flatMap((one, i) => this.faultsOf(one, consents.slice(0, i)).map((fault) => ({ ...fault, i })));
    if (faults.length > 0) throw invalid(faults.map(({ i, field, message }) => ({ pointer: `/consents/${i}/${field}`, message })));
    const ids: string[] = [];
    const where = (i: number): object => ({ at: '/proof', atText: `/consents/${i}/textVersion`, mayFollow: true });
    for (const [i, { id, purpose, platform, textVersion, validUntil }] of consents.entries()) {
      const until = validUntil === undefined ? {} : { validUntil: new Date(validUntil) };
      const wanted = {
        ...(id === undefined ? {} : { id }),
        purpose,
        ...(platform === undefined ? {} : { platform }),
        textVersion,
        ...until,
      };
      ids.push((await this.record(tx, actor, producerId, wanted, proof, where(i))).id);
    }
    return this.find(tx, `${OF_PRODUCER} and c.id = any($2)`, [producerId, ids]);
  }

  private faultsOf(one: ConsentInput, before: readonly ConsentInput[]): { field: keyof ConsentInput; message: string }[] {
    const faults: { field: keyof ConsentInput; message: string }[] = [];
    const add = (field: keyof ConsentInput, message: string): unknown => faults.push({ field, message });
    if (!one.agreed) add('agreed', 'Chỉ ghi khi người ký nói rõ là đồng ý; im lặng không phải là đồng ý.');
    if (one.purpose === HELPING) add('purpose', 'Đồng ý cho cán bộ làm thay được ghi cùng giấy uỷ quyền.');
    if (one.purpose !== PUBLISHING && one.platform !== undefined) add('platform', 'Chỉ mục đích đăng bán mới nêu tên sàn.');
    if (one.purpose === PUBLISHING && this.platforms.nameOf(one.platform ?? '') === undefined)
      add('platform', 'Cần mã của một sàn mà hệ thống biết; mỗi sàn đồng ý riêng.');
    if (one.validUntil !== undefined && new Date(one.validUntil) <= this.clock.now()) add('validUntil', 'Ngày hết hạn phải ở sau lúc này.');
    if (before.some((other) => other.purpose === one.purpose && other.platform === one.platform))
      add('purpose', 'Mục đích này đã có trong danh sách.');
    return faults;
  }

  /** Writes down that the producer agreed. `at` is the JSON pointer of the proof, the rest as in `faultsOfProof`. Throws: Problem validation. */
  async record(
    tx: EntityManager,
    actor: Actor,
    producerId: string,
    { id, purpose, platform, textVersion, validUntil }: Purpose,
    proof: ProofInput,
    { at = '', atText = at, ...rules }: { readonly at?: string; readonly atText?: string } & ProofRules = {},
  ): Promise<Consent> {
    const faults = faultsOfProof(actor.role, proof, rules);
    if (faults.length > 0) throw invalid(faults.map(({ field, message }) => ({ pointer: `${at}/${field}`, message })));
    const text = await this.texts.read(tx, purpose, textVersion, atText);
    const platformName = platform === undefined ? null : (this.platforms.nameOf(platform) ?? null);
    const consent = tx.create(Consent, {
      id: id ?? newId(),
      producerId,
      purpose,
      textVersion: text.version,
      textSha256: hashOf(shownText(text.textVi, platformName)),
      platform: platform ?? null,
      platformName,
      signerName: proof.signerName,
      signerRelation: proof.signerRelation,
      method: proof.method,
      language: proof.language ?? 'vi',
      witness: proof.witness ?? null,
      evidenceSha256: proof.evidenceSha256 === undefined ? null : Buffer.from(proof.evidenceSha256, 'hex'),
      codeId: null,
      codePhone: null,
      codeConfirmedAt: null,
      givenAt: this.clock.now(),
      validUntil: validUntil ?? null,
      collectedBy: actor.accountId,
      deviceId: actor.deviceId ?? null,
      withdrawnAt: null,
      withdrawnBy: null,
      withdrawalMethod: null,
      isEndNoticed: false,
    });
    await tx.insert(Consent, consent);
    noteChange(tx, { of: 'consent', id: consent.id, field: platform === undefined ? purpose : `${purpose} ${platform}`, after: 'given' });
    return consent;
  }

  /**
   * From this instant it counts no longer, and neither does any other record of the same purpose and platform: who withdraws means the purpose. Withdrawing
   * what is withdrawn changes nothing. Throws: Problem not-found, forbidden.
   */
  async withdraw(tx: EntityManager, actor: Actor, producerId: string, id: string, method: WithdrawalMethod): Promise<ConsentDto> {
    if (method === 'app-tap' && actor.role !== 'producer')
      throw invalid([{ pointer: '/method', message: 'Chỉ người của chủ thể tự bấm rút lại được; ghi hộ thì nêu cách chủ thể đã báo.' }]);
    const named = await this.one(tx, producerId, id);
    const withdrawn = await rows<{ id: string }>(
      tx,
      `update consent c set withdrawn_at = $2, withdrawn_by = $3, withdrawal_method = $4
        where ${OF_PRODUCER} and c.withdrawn_at is null
          and (c.id = $5 or (c.purpose = $6 and c.platform is not distinct from $7 and c.purpose <> $8)) returning c.id`,
      [producerId, this.clock.now(), actor.accountId, method, id, named.purpose, named.platform, HELPING],
    );
    for (const one of withdrawn) noteChange(tx, { of: 'consent', id: one.id, field: named.purpose, after: 'withdrawn' });
    return this.one(tx, producerId, id);
  }

  /** The same by a request of the person that was granted: of all platforms, when none is named. */
  async withdrawPurpose(tx: EntityManager, actor: Actor, producerId: string, purpose: PurposeCode, platform: string | null): Promise<void> {
    const withdrawn = await rows<{ id: string }>(
      tx,
      `update consent set withdrawn_at = $2, withdrawn_by = $3, withdrawal_method = 'request'
        where producer_id = $1 and purpose = $4 and ($5::text is null or platform = $5) and withdrawn_at is null returning id`,
      [producerId, this.clock.now(), actor.accountId, purpose, platform],
    );
    for (const { id } of withdrawn) noteChange(tx, { of: 'consent', id, field: purpose, after: 'withdrawn' });
  }

  /** Throws: Problem not-found. */
  async one(db: EntityManager, producerId: string, id: string): Promise<ConsentDto> {
    const [consent] = await this.find(db, `${OF_PRODUCER} and c.id = $2`, [producerId, id]);
    if (!consent) throw new Problem(problems.notFound, 'Không có đồng ý này.');
    return consent;
  }

  /** The latest first. What was agreed to for a producer that was merged is listed as well, and counts no longer. */
  list(db: EntityManager, producerId: string): Promise<ConsentDto[]> {
    return this.find(db, OF_PRODUCER, [producerId]);
  }

  private async find(db: EntityManager, condition: string, values: readonly unknown[]): Promise<ConsentDto[]> {
    const found = await rows<Omit<ConsentDto, 'purposeVi'>>(
      db,
      `select c.id, c.producer_id as "producerId", c.purpose, c.platform, c.platform_name as "platformName", c.text_version as "textVersion", t.text_vi as "textVi",
              encode(c.text_sha256, 'hex') as "textSha256", t.is_sensitive as "isSensitive", t.data_categories as "dataCategories", c.signer_name as "signerName",
              c.signer_relation as "signerRelation", c.method, c.language, c.witness, encode(c.evidence_sha256, 'hex') as "evidenceSha256", ${awaitsCode('c')} as "awaitsCode",
              c.code_confirmed_at as "codeConfirmedAt", c.code_phone as "codePhone", c.given_at as "givenAt",
              c.valid_until as "validUntil", c.collected_by as "collectedBy", a.name as "collectedByName", c.device_id as "deviceId", c.withdrawn_at as "withdrawnAt",
              w.name as "withdrawnByName", c.withdrawal_method as "withdrawalMethod", ${consentCounts('c', `$${values.length + 1}`)} and ${isLeft('c.producer_id')} as counts
         from consent c join consent_text t on t.purpose = c.purpose and t.version = c.text_version
         join account a on a.id = c.collected_by left join account w on w.id = c.withdrawn_by
        where ${condition} order by c.given_at desc, c.id desc limit ${MOST_SHOWN}`,
      [...values, this.clock.now()],
    );
    return found.map((one) => ({ ...one, purposeVi: PURPOSES_VI[one.purpose], textVi: shownText(one.textVi, one.platformName) }));
  }
}
