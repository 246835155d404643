import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { decodeCursor, exactTime, invalid, toPage, type Page, type PagedRow } from '../../shared/http';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import type { AccountDto, AccountQuery, ChangeAccount, CreateAccount } from './account.dto';
import { AccountPhones } from './account-phones';
import { Account } from './account.entity';
import { hashPassword } from './passwords';
import { normalisePhone } from './phone.rules';

/** `50%` must be found as typed, not as a pattern. */
export function likePattern(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}

type Listed = Pick<Account, 'id' | 'phoneBox' | 'name' | 'role' | 'provinceCode' | 'isActive' | 'oidcSubject' | 'createdAt'>;

@Injectable()
export class AccountService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly phones: AccountPhones,
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
    const id = wanted.id ?? newId();
    const account = tx.create(Account, {
      id,
      ...(await this.phones.seal(tx, id, phone)),
      name: wanted.name,
      passwordHash: await hashPassword(wanted.password),
      role: wanted.role,
      provinceCode: wanted.provinceCode ?? null,
      isActive: true,
      oidcSubject: null,
      createdAt: this.clock.now(),
    });
    await tx.insert(Account, account);
    return this.toDto(account);
  }

  async change(tx: EntityManager, id: string, wanted: ChangeAccount): Promise<AccountDto> {
    const account = await tx.findOne(Account, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!account) throw new Problem(problems.notFound);
    if (wanted.oidcSubject && account.role === 'producer')
      throw invalid([{ pointer: '/oidcSubject', message: 'Chỉ tài khoản của cán bộ đăng nhập bằng dịch vụ chung.' }]);
    const { name = account.name, isActive = account.isActive, oidcSubject = account.oidcSubject } = wanted;
    Object.assign(account, { name, isActive, oidcSubject });
    await tx.update(Account, { id }, { name, isActive, oidcSubject });
    return this.toDto(account);
  }

  async list(query: AccountQuery): Promise<Page<AccountDto>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const phone = query.q === undefined ? null : normalisePhone(query.q);
    const found = await rows<Listed & PagedRow>(
      this.transactions.reader,
      `select id, phone_box as "phoneBox", name, role, province_code as "provinceCode", is_active as "isActive", oidc_subject as "oidcSubject", created_at as "createdAt", ${exactTime('created_at')} as "cursorAt"
       from account
       where ($1::timestamptz is null or (created_at, id) > ($1::timestamptz, $2::uuid)) and ($3::text is null or name ilike $3 or phone_index = any($5::bytea[]))
       order by created_at, id limit $4`,
      [
        after?.at ?? null,
        after?.id ?? null,
        query.q === undefined ? null : likePattern(query.q),
        query.limit + 1,
        phone === null ? [] : this.phones.hashesOf(phone),
      ],
    );
    return toPage(found, query.limit, (account) => this.toDto(account));
  }

  private toDto(account: Listed): AccountDto {
    const { id, name, role, provinceCode, isActive, oidcSubject, createdAt } = account;
    return {
      id,
      phone: this.phones.open(account),
      name,
      role,
      provinceCode,
      isActive,
      oidcSubject,
      createdAt: createdAt.toISOString(),
    };
  }
}
