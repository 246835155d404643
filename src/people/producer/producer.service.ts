import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { actsFor, invalid, noteChange, noteFields, toPage, type Actor, type Page } from '../../shared/http';
import { Clock, newId, Problem, problems, vietnamDay } from '../../shared/kernel';
import { Account } from '../account/account.entity';
import { DuplicateService } from '../duplicate/duplicate.service';
import { MandateService } from '../mandate/mandate.service';
import { OfficerAreas } from '../mandate/officer-areas';
import { mayOnlyPropose } from '../proposal/proposal.rules';
import { BankAccountProposals } from './bank-account.proposals';
import { findProducers } from './producer-search';
import type {
  ChangeProducer,
  CreateProducer,
  MemberDto,
  ProducerDto,
  ProducerQuery,
  ProducerWarning,
  SavedProducerDto,
  SensitiveDto,
} from './producer.dto';
import { Membership, Producer } from './producer.entity';
import { judge, ocopObstacleVi, type Judgement } from './producer.rules';
import { ProducerSecrets, type Masks } from './producer.secrets';

@Injectable()
export class ProducerService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly secrets: ProducerSecrets,
    private readonly duplicates: DuplicateService,
    private readonly mandates: MandateService,
    private readonly areas: OfficerAreas,
    private readonly bankAccounts: BankAccountProposals,
  ) {}

  /** Its own people belong to it from then on; an officer, who registers in the own area only, brings the producer's mandate. */
  async create(tx: EntityManager, actor: Actor, wanted: CreateProducer): Promise<SavedProducerDto> {
    if (wanted.isDemonstration && actor.role !== 'operator') {
      throw new Problem(problems.forbidden, 'Chỉ người vận hành được đánh dấu dữ liệu minh hoạ.');
    }
    if ((actor.role === 'officer') !== (wanted.mandate !== undefined)) {
      const message = actor.role === 'officer' ? 'Cán bộ đăng ký hộ cần có uỷ quyền của chủ thể.' : 'Chỉ cán bộ hỗ trợ mới cần uỷ quyền.';
      throw invalid([{ pointer: '/mandate', message }]);
    }
    if (wanted.mandate?.proof.method === 'otp-sms' && !wanted.phone)
      throw invalid([{ pointer: '/phone', message: 'Đồng ý bằng mã cần số điện thoại của hộ để gửi mã.' }]);
    if (actor.role === 'officer') await this.areas.require(tx, actor, wanted.provinceCode, wanted.communeCode ?? null);
    refuseBankAccountOfHelper(actor, wanted);
    const judged = this.judge(wanted, wanted.kind, [wanted.name, wanted.representative ?? '']);
    await this.checkCommune(tx, wanted.communeCode ?? null, wanted.provinceCode);
    const createdAt = this.clock.now();
    const producer = tx.create(Producer, {
      id: wanted.id ?? newId(),
      kind: wanted.kind,
      name: wanted.name,
      taxCode: null,
      legacyTaxCode: null,
      registrationNumber: null,
      registeredOn: wanted.registeredOn ?? null,
      representative: wanted.representative ?? '',
      placeScheme: '2025-07',
      provinceCode: wanted.provinceCode,
      communeCode: wanted.communeCode ?? null,
      hamlet: wanted.hamlet ?? '',
      address: wanted.address ?? '',
      legacyAddress: wanted.legacyAddress ?? null,
      isDemonstration: wanted.isDemonstration ?? false,
      practiceOf: null,
      practiceEndedAt: null,
      version: 1,
      createdBy: actor.accountId,
      createdAt,
      updatedAt: createdAt,
      ...judged.plain,
    });
    await tx.insert(Producer, producer);
    actsFor(tx, producer.id);
    if (actor.role === 'producer') await tx.insert(Membership, { producerId: producer.id, accountId: actor.accountId, createdAt });
    if (wanted.mandate) await this.mandates.grant(tx, actor, producer.id, actor.accountId, wanted.mandate, '/mandate');
    return this.saved(tx, actor, producer, judged);
  }

  /** Of two who start from one version, the second gets 409 with what the first made of it. */
  async change(tx: EntityManager, actor: Actor, id: string, wanted: ChangeProducer): Promise<SavedProducerDto> {
    const producer = await tx.findOne(Producer, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!producer) throw new Problem(problems.notFound);
    if (producer.version !== wanted.version) {
      const [current] = await this.complete(tx, [producer], isOwn(actor));
      throw new Problem(problems.staleVersion, 'Thông tin chủ thể đã được sửa ở nơi khác; xin xem lại rồi lưu lần nữa.', { current });
    }
    const { kind, name, provinceCode, communeCode, registeredOn, representative, hamlet, address, legacyAddress } = wanted;
    const said = { kind, name, provinceCode, communeCode, registeredOn, representative, hamlet, address, legacyAddress };
    Object.assign(producer, Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)));
    const all = this.judge(wanted, producer.kind, [producer.name, producer.representative]);
    await this.refusePhoneOfHelper(tx, actor, id, all.phone);
    const isProposed = mayOnlyPropose(actor) && all.bankAccount !== undefined;
    const judged = isProposed ? { ...all, bankAccount: undefined } : all;
    if (provinceCode !== undefined || communeCode !== undefined) await this.checkCommune(tx, producer.communeCode, producer.provinceCode);
    Object.assign(producer, judged.plain, { version: producer.version + 1, updatedAt: this.clock.now() });
    await tx.save(Producer, producer);
    const { version: _version, ...fields } = wanted;
    noteFields(tx, 'producer', id, isProposed ? { ...fields, bankAccount: undefined } : fields);
    const saved = await this.saved(tx, actor, producer, judged);
    return isProposed ? { ...saved, proposal: await this.bankAccounts.propose(tx, actor, id, all.bankAccount ?? null) } : saved;
  }

  /** Throws: Problem validation, with every field that cannot be right. */
  private judge(said: CreateProducer | ChangeProducer, kind: Producer['kind'], names: readonly string[]): Judgement {
    const owner = { kind, names: names.filter((name) => name !== '') };
    const judged = judge(said, owner, vietnamDay(this.clock.now()));
    if (judged.errors.length > 0) throw invalid(judged.errors);
    return judged;
  }

  /** By its number a producer gets codes and receipts, and claims its record: a helper may enter one, and not put another in its place. */
  private async refusePhoneOfHelper(tx: EntityManager, actor: Actor, id: string, phone: string | null | undefined): Promise<void> {
    if (actor.role !== 'officer' || phone === undefined) return;
    const known = (await this.secrets.masks(tx, [id])).get(id);
    if (known && known.phoneMasked !== null && known.phone !== phone)
      throw new Problem(problems.forbidden, 'Số điện thoại đã ghi chỉ do người của chủ thể hoặc người vận hành sửa.');
  }

  private async checkCommune(tx: EntityManager, communeCode: string | null, provinceCode: string): Promise<void> {
    if (communeCode === null) return;
    const found = await rows(tx, 'select from commune where code = $1 and province_code = $2', [communeCode, provinceCode]);
    if (found.length === 0) throw invalid([{ pointer: '/communeCode', message: 'Tỉnh này không có xã, phường, đặc khu nào mang mã này.' }]);
  }

  private async saved(tx: EntityManager, actor: Actor, producer: Producer, judged: Judgement): Promise<SavedProducerDto> {
    await this.secrets.keep(tx, actor.accountId, producer.id, judged);
    await this.duplicates.look(tx, producer);
    const masks = await this.secrets.masks(tx, [producer.id]);
    const { items } = await this.duplicates.list(tx, actor, producer.id);
    const warnings: ProducerWarning[] = judged.warnings.map(({ pointer, code, message }) => ({ pointer, code, message }));
    return {
      ...toProducerDto(producer, masks.get(producer.id), isOwn(actor) || judged.phone !== undefined),
      warnings,
      duplicates: items.filter((item) => item.state === 'open'),
    };
  }

  /** With the phone number: it is there to be called. Of those who are not its own people it is written down first who was shown it. */
  async read(actor: Actor, id: string): Promise<ProducerDto> {
    const db = this.transactions.reader;
    const producer = await db.findOneBy(Producer, { id });
    const [dto] = producer ? await this.complete(db, [producer], true) : [];
    if (!dto) throw new Problem(problems.notFound);
    if (dto.phone !== null && !isOwn(actor)) await this.secrets.noteLook(db, actor, id);
    return dto;
  }

  /** Answers only after it is written down who looked. */
  showSensitive(actor: Actor, producerId: string): Promise<SensitiveDto> {
    return this.transactions.run((tx) => this.secrets.show(tx, actor, producerId));
  }

  /** Only those the actor may see; of these only the ones that `among` names. */
  async list(actor: Actor, query: ProducerQuery, among?: readonly string[]): Promise<Page<ProducerDto>> {
    const db = this.transactions.reader;
    const found = await findProducers(db, actor, query, this.clock.now(), (phone) => this.secrets.hashesOfPhone(phone), among);
    const all = await db.findBy(Producer, { id: In(found.map((row) => row.id)) });
    // What officers practise with is for nobody else. Left out here and not in the search: a condition would cost it its indexes, for a handful of rows.
    const shown = all.filter(({ practiceOf }) => practiceOf === null || practiceOf === actor.accountId);
    const producers = await this.complete(db, shown, isOwn(actor));
    const byId = new Map(producers.map((dto) => [dto.id, dto]));
    return toPage(
      found.filter((row) => byId.has(row.id)),
      query.limit,
      (row) => byId.get(row.id)!, // just filtered by it
    );
  }

  private async complete(db: EntityManager, producers: readonly Producer[], isPhoneShown: boolean): Promise<ProducerDto[]> {
    const masks = await this.secrets.masks(
      db,
      producers.map((producer) => producer.id),
    );
    return producers.map((producer) => toProducerDto(producer, masks.get(producer.id), isPhoneShown));
  }

  async addMember(tx: EntityManager, producerId: string, accountId: string): Promise<MemberDto> {
    const account = await tx.findOneBy(Account, { id: accountId });
    if (!account) throw new Problem(problems.notFound, 'Không có tài khoản này.');
    if (account.role !== 'producer')
      throw new Problem(problems.illegalMove, 'Chỉ tài khoản của chủ thể mới là người của chủ thể; cán bộ hỗ trợ cần uỷ quyền.', {
        role: account.role,
      });
    await tx.query(
      'insert into membership (producer_id, account_id, created_at) values ($1, $2, $3) on conflict (producer_id, account_id) do nothing',
      [producerId, accountId, this.clock.now()],
    );
    noteChange(tx, { of: 'member', id: accountId, field: 'state', after: 'added' });
    return { producerId, accountId };
  }

  /** Removing somebody who is not there is done already. */
  async removeMember(tx: EntityManager, producerId: string, accountId: string): Promise<void> {
    await tx.delete(Membership, { producerId, accountId });
    noteChange(tx, { of: 'member', id: accountId, field: 'state', after: 'removed' });
  }
}

/** Of the producers that such an account sees it is one of their people. */
const isOwn = (actor: Actor): boolean => actor.role === 'producer';

/** Where money goes is for the producer's own people to say, not for those who help. */
function refuseBankAccountOfHelper(actor: Actor, wanted: { readonly bankAccount?: unknown }): void {
  if (actor.role === 'officer' && wanted.bankAccount !== undefined)
    throw new Problem(problems.forbidden, 'Tài khoản ngân hàng chỉ do người của chủ thể khai, cán bộ hỗ trợ không được sửa.');
}

function toProducerDto(producer: Producer, masks: Masks | undefined, isPhoneShown: boolean): ProducerDto {
  return {
    id: producer.id,
    kind: producer.kind,
    name: producer.name,
    taxCode: producer.taxCode,
    legacyTaxCode: producer.legacyTaxCode,
    registrationNumber: producer.registrationNumber,
    registeredOn: producer.registeredOn,
    phone: isPhoneShown ? (masks?.phone ?? null) : null,
    phoneMasked: masks?.phoneMasked ?? null,
    representative: producer.representative,
    personalNumberMasked: masks?.personalNumberMasked ?? null,
    bankAccountMasked: masks?.bankAccountMasked ?? null,
    ocopObstacleVi: ocopObstacleVi({
      kind: producer.kind,
      isRegistered: producer.registrationNumber !== null || producer.registeredOn !== null,
    }),
    placeScheme: producer.placeScheme,
    provinceCode: producer.provinceCode,
    communeCode: producer.communeCode,
    hamlet: producer.hamlet,
    address: producer.address,
    legacyAddress: producer.legacyAddress,
    isDemonstration: producer.isDemonstration,
    isPractice: producer.practiceOf !== null,
    version: producer.version,
    createdAt: producer.createdAt.toISOString(),
    updatedAt: producer.updatedAt.toISOString(),
  };
}
