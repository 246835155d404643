import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, exactTime, toPage, type Actor, type Page, type PagedRow } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { membershipOf } from '../access/access.rules';
import { Account } from '../account/account.entity';
import { likePattern } from '../account/account.service';
import type { CreateProducer, MemberDto, ProducerDto, ProducerQuery } from './producer.dto';
import { Membership, Producer } from './producer.entity';

const COLUMNS = `p.id, p.kind, p.name, p.province_code as "provinceCode", p.commune_code as "communeCode", p.address,
  p.is_demonstration as "isDemonstration", p.created_at as "createdAt"`;

@Injectable()
export class ProducerService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Whoever registers a producer belongs to it from then on: its own people as members, an officer as the one who helps. */
  async create(tx: EntityManager, actor: Actor, wanted: CreateProducer): Promise<ProducerDto> {
    if (wanted.isDemonstration && actor.role !== 'operator') {
      throw new Problem(problems.forbidden, 'Chỉ người vận hành được đánh dấu dữ liệu minh hoạ.');
    }
    const createdAt = this.clock.now();
    const producer = tx.create(Producer, {
      id: wanted.id ?? newId(),
      kind: wanted.kind,
      name: wanted.name,
      provinceCode: wanted.provinceCode,
      communeCode: wanted.communeCode ?? null,
      address: wanted.address ?? '',
      isDemonstration: wanted.isDemonstration ?? false,
      createdBy: actor.accountId,
      createdAt,
    });
    await tx.insert(Producer, producer);
    const role = membershipOf(actor.role);
    if (role) await tx.insert(Membership, { producerId: producer.id, accountId: actor.accountId, role, createdAt });
    return toProducerDto(producer);
  }

  async read(id: string): Promise<ProducerDto> {
    const producer = await this.transactions.reader.findOneBy(Producer, { id });
    if (!producer) throw new Problem(problems.notFound);
    return toProducerDto(producer);
  }

  /** Only those the actor may see: the same four cases as the access guard decides for one producer. */
  async list(actor: Actor, query: ProducerQuery): Promise<Page<ProducerDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const found = await rows<Producer & PagedRow>(
      this.transactions.reader,
      `select ${COLUMNS}, ${exactTime('p.created_at')} as "cursorAt"
       from producer p
       where ($1 = 'operator' or ($1 = 'province' and p.province_code = $2)
              or exists (select from membership m where m.producer_id = p.id and m.account_id = $3 and m.role = $4))
         and ($5::timestamptz is null or (p.created_at, p.id) > ($5::timestamptz, $6::uuid))
         and ($7::text is null or p.name ilike $7)
       order by p.created_at, p.id limit $8`,
      [
        ...[actor.role, actor.provinceCode, actor.accountId, membershipOf(actor.role)],
        ...[after?.at ?? null, after?.id ?? null, query.q === undefined ? null : likePattern(query.q), query.limit + 1],
      ],
    );
    return toPage(found, query.limit, toProducerDto);
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

function toProducerDto(producer: Omit<Producer, 'createdBy'>): ProducerDto {
  const { id, kind, name, provinceCode, communeCode, address, isDemonstration, createdAt } = producer;
  return { id, kind, name, provinceCode, communeCode, address, isDemonstration, createdAt: createdAt.toISOString() };
}
