import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, exactTime, invalid, toPage, type Page, type PagedRow } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import type { AccountDto, AccountQuery, ChangeAccount, CreateAccount } from './account.dto';
import { Account } from './account.entity';
import { hashPassword } from './passwords';
import { normalisePhone } from './phone.rules';

/** `50%` must be found as typed, not as a pattern. */
export function likePattern(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}

@Injectable()
export class AccountService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(tx: EntityManager, wanted: CreateAccount): Promise<AccountDto> {
    const phone = normalisePhone(wanted.phone);
    if (!phone) throw invalid([{ pointer: '/phone', message: 'Số điện thoại Việt Nam không hợp lệ.' }]);
    const needsProvince = wanted.role === 'province';
    if (needsProvince !== (wanted.provinceCode !== undefined)) {
      throw invalid([
        { pointer: '/provinceCode', message: needsProvince ? 'Tài khoản cấp tỉnh cần mã tỉnh.' : 'Chỉ tài khoản cấp tỉnh có mã tỉnh.' },
      ]);
    }
    const account = tx.create(Account, {
      id: wanted.id ?? newId(),
      phone,
      name: wanted.name,
      passwordHash: await hashPassword(wanted.password),
      role: wanted.role,
      provinceCode: wanted.provinceCode ?? null,
      isActive: true,
      createdAt: this.clock.now(),
    });
    await tx.insert(Account, account);
    return toAccountDto(account);
  }

  async change(tx: EntityManager, id: string, wanted: ChangeAccount): Promise<AccountDto> {
    const account = await tx.findOne(Account, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!account) throw new Problem(problems.notFound);
    Object.assign(account, { name: wanted.name ?? account.name, isActive: wanted.isActive ?? account.isActive });
    await tx.update(Account, { id }, { name: account.name, isActive: account.isActive });
    return toAccountDto(account);
  }

  async list(query: AccountQuery): Promise<Page<AccountDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const found = await rows<Account & PagedRow>(
      this.transactions.reader,
      `select id, phone, name, role, province_code as "provinceCode", is_active as "isActive", created_at as "createdAt", ${exactTime('created_at')} as "cursorAt"
       from account
       where ($1::timestamptz is null or (created_at, id) > ($1::timestamptz, $2::uuid)) and ($3::text is null or name ilike $3 or phone like $3)
       order by created_at, id limit $4`,
      [after?.at ?? null, after?.id ?? null, query.q === undefined ? null : likePattern(query.q), query.limit + 1],
    );
    return toPage(found, query.limit, toAccountDto);
  }
}

export function toAccountDto(
  account: Pick<Account, 'id' | 'phone' | 'name' | 'role' | 'provinceCode' | 'isActive' | 'createdAt'>,
): AccountDto {
  const { id, phone, name, role, provinceCode, isActive, createdAt } = account;
  return { id, phone, name, role, provinceCode, isActive, createdAt: createdAt.toISOString() };
}
