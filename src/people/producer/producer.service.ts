import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, exactTime, invalid, toPage, type Actor, type Page, type PagedRow } from '../../shared/http';
import { allWords, Clock, newId, Problem, problems, searchWords, vietnamDay } from '../../shared/kernel';
import { membershipOf } from '../access/access.rules';
import { Account } from '../account/account.entity';
import { normalisePhone } from '../account/phone.rules';
import { DuplicateService } from '../duplicate/duplicate.service';
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
  ) {}

  /** Whoever registers a producer belongs to it from then on: its own people as members, an officer as the one who helps. */
  async create(tx: EntityManager, actor: Actor, wanted: CreateProducer): Promise<SavedProducerDto> {
    if (wanted.isDemonstration && actor.role !== 'operator') {
      throw new Problem(problems.forbidden, 'Chỉ người vận hành được đánh dấu dữ liệu minh hoạ.');
    }
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
      phone: null,
      representative: wanted.representative ?? '',
      placeScheme: '2025-07',
      provinceCode: wanted.provinceCode,
      communeCode: wanted.communeCode ?? null,
      hamlet: wanted.hamlet ?? '',
      address: wanted.address ?? '',
      legacyAddress: wanted.legacyAddress ?? null,
      isDemonstration: wanted.isDemonstration ?? false,
      version: 1,
      createdBy: actor.accountId,
      createdAt,
      updatedAt: createdAt,
      ...judged.plain,
    });
    await tx.insert(Producer, producer);
    const role = membershipOf(actor.role);
    if (role) await tx.insert(Membership, { producerId: producer.id, accountId: actor.accountId, role, createdAt });
    return this.saved(tx, actor, producer, judged);
  }

  /** Of two who start from one version, the second gets 409 with what the first made of it. */
  async change(tx: EntityManager, actor: Actor, id: string, wanted: ChangeProducer): Promise<SavedProducerDto> {
    refuseBankAccountOfHelper(actor, wanted);
    const producer = await tx.findOne(Producer, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!producer) throw new Problem(problems.notFound);
    if (producer.version !== wanted.version) {
      const [current] = await this.complete(tx, [producer]);
      throw new Problem(problems.staleVersion, 'Thông tin chủ thể đã được sửa ở nơi khác; xin xem lại rồi lưu lần nữa.', { current });
    }
    const { kind, name, provinceCode, communeCode, registeredOn, representative, hamlet, address, legacyAddress } = wanted;
    const said = { kind, name, provinceCode, communeCode, registeredOn, representative, hamlet, address, legacyAddress };
    Object.assign(producer, Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)));
    const judged = this.judge(wanted, producer.kind, [producer.name, producer.representative]);
    if (provinceCode !== undefined || communeCode !== undefined) await this.checkCommune(tx, producer.communeCode, producer.provinceCode);
    Object.assign(producer, judged.plain, { version: producer.version + 1, updatedAt: this.clock.now() });
    await tx.save(Producer, producer);
    return this.saved(tx, actor, producer, judged);
  }

  /** Throws: Problem validation, with every field that cannot be right. */
  private judge(said: CreateProducer | ChangeProducer, kind: Producer['kind'], names: readonly string[]): Judgement {
    const owner = { kind, names: names.filter((name) => name !== '') };
    const judged = judge(said, owner, vietnamDay(this.clock.now()));
    if (judged.errors.length > 0) throw invalid(judged.errors);
    return judged;
  }

  private async checkCommune(tx: EntityManager, communeCode: string | null, provinceCode: string): Promise<void> {
    if (communeCode === null) return;
    const found = await rows(tx, 'select from commune where code = $1 and province_code = $2', [communeCode, provinceCode]);
    if (found.length === 0) throw invalid([{ pointer: '/communeCode', message: 'Tỉnh này không có xã, phường, đặc khu nào mang mã này.' }]);
  }

  private async saved(tx: EntityManager, actor: Actor, producer: Producer, judged: Judgement): Promise<SavedProducerDto> {
    await this.secrets.keep(tx, actor, producer.id, judged);
    await this.duplicates.look(tx, producer);
    const masks = await this.secrets.masks(tx, [producer.id]);
    const { items } = await this.duplicates.list(tx, actor, producer.id);
    const warnings: ProducerWarning[] = judged.warnings.map(({ pointer, code, message }) => ({ pointer, code, message }));
    return { ...toProducerDto(producer, masks.get(producer.id)), warnings, duplicates: items.filter((item) => item.state === 'open') };
  }

  async read(id: string): Promise<ProducerDto> {
    const producer = await this.transactions.reader.findOneBy(Producer, { id });
    const [dto] = producer ? await this.complete(this.transactions.reader, [producer]) : [];
    if (!dto) throw new Problem(problems.notFound);
    return dto;
  }

  /** Answers only after it is written down who looked. */
  showSensitive(actor: Actor, producerId: string): Promise<SensitiveDto> {
    return this.transactions.run((tx) => this.secrets.show(tx, actor, producerId));
  }

  /** Only those the actor may see: the same four cases as the access guard decides for one producer. */
  async list(actor: Actor, query: ProducerQuery): Promise<Page<ProducerDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const db = this.transactions.reader;
    const found = await rows<PagedRow>(
      db,
      `select p.id, ${exactTime('p.created_at')} as "cursorAt"
       from producer p
       where ($1 = 'operator' or ($1 = 'province' and p.province_code = $2)
              or exists (select from membership m where m.producer_id = p.id and m.account_id = $3 and m.role = $4))
         and ($5::timestamptz is null or (p.created_at, p.id) > ($5::timestamptz, $6::uuid))
         and ($7::tsquery is null or p.search_words @@ $7::tsquery or p.phone = $9)
       order by p.created_at, p.id limit $8`,
      [
        ...[actor.role, actor.provinceCode, actor.accountId, membershipOf(actor.role)],
        ...[after?.at ?? null, after?.id ?? null, query.q === undefined ? null : allWords(searchWords(query.q)), query.limit + 1],
        query.q === undefined ? null : normalisePhone(query.q),
      ],
    );
    const producers = await this.complete(db, await db.findBy(Producer, { id: In(found.map((row) => row.id)) }));
    const byId = new Map(producers.map((dto) => [dto.id, dto]));
    return toPage(
      found.filter((row) => byId.has(row.id)),
      query.limit,
      (row) => byId.get(row.id)!, // just filtered by it
    );
  }

  private async complete(db: EntityManager, producers: readonly Producer[]): Promise<ProducerDto[]> {
    const masks = await this.secrets.masks(
      db,
      producers.map((producer) => producer.id),
    );
    return producers.map((producer) => toProducerDto(producer, masks.get(producer.id)));
  }

  async addMember(tx: EntityManager, producerId: string, accountId: string): Promise<MemberDto> {
    const account = await tx.findOneBy(Account, { id: accountId });
    if (!account) throw new Problem(problems.notFound, 'Không có tài khoản này.');
    const role = membershipOf(account.role);
    if (!role)
      throw new Problem(problems.illegalMove, 'Chỉ tài khoản của chủ thể hoặc cán bộ hỗ trợ mới gắn với một chủ thể.', {
        role: account.role,
      });
    await tx.query(
      `insert into membership (producer_id, account_id, role, created_at) values ($1, $2, $3, $4)
       on conflict (producer_id, account_id) do update set role = excluded.role`,
      [producerId, accountId, role, this.clock.now()],
    );
    return { producerId, accountId, role };
  }

  /** Removing somebody who is not there is done already. */
  async removeMember(tx: EntityManager, producerId: string, accountId: string): Promise<void> {
    await tx.delete(Membership, { producerId, accountId });
  }
}

/** Where money goes is for the producer's own people to say, not for those who help. */
function refuseBankAccountOfHelper(actor: Actor, wanted: { readonly bankAccount?: unknown }): void {
  if (actor.role === 'officer' && wanted.bankAccount !== undefined)
    throw new Problem(problems.forbidden, 'Tài khoản ngân hàng chỉ do người của chủ thể khai, cán bộ hỗ trợ không được sửa.');
}

function toProducerDto(producer: Producer, masks: Masks | undefined): ProducerDto {
  return {
    id: producer.id,
    kind: producer.kind,
    name: producer.name,
    taxCode: producer.taxCode,
    legacyTaxCode: producer.legacyTaxCode,
    registrationNumber: producer.registrationNumber,
    registeredOn: producer.registeredOn,
    phone: producer.phone,
    representative: producer.representative,
    personalNumberMasked: masks?.personalNumberMasked ?? null,
    bankAccountMasked: masks?.bankAccountMasked ?? null,
    ocopObstacleVi: ocopObstacleVi(producer),
    placeScheme: producer.placeScheme,
    provinceCode: producer.provinceCode,
    communeCode: producer.communeCode,
    hamlet: producer.hamlet,
    address: producer.address,
    legacyAddress: producer.legacyAddress,
    isDemonstration: producer.isDemonstration,
    version: producer.version,
    createdAt: producer.createdAt.toISOString(),
    updatedAt: producer.updatedAt.toISOString(),
  };
}
