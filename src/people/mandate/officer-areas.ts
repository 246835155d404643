import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { invalid, noteChange, type Actor } from '../../shared/http';
import { Problem, problems } from '../../shared/kernel';
import { Account } from '../account/account.entity';
import type { AreaInput, AreaList } from './officer-area.dto';
import { isInArea } from './area.rules';

/** Where officers may help: the one place that says so. A change counts from the next request on. */
@Injectable()
export class OfficerAreas {
  constructor(private readonly transactions: Transactions) {}

  /** Throws: Problem not-found. */
  async list(actor: Actor, accountId: string): Promise<AreaList> {
    await this.officer(this.transactions.reader, accountId);
    return { items: await this.areasOf(this.transactions.reader, actor, accountId) };
  }

  /**
   * Gives an officer these areas in place of those before. A provincial office sets those in its province only, and leaves the others alone.
   * Throws: Problem not-found, validation.
   */
  async put(tx: EntityManager, actor: Actor, accountId: string, wanted: readonly AreaInput[]): Promise<AreaList> {
    await this.officer(tx, accountId);
    const own = actor.role === 'province' ? actor.provinceCode : null;
    const foreign = own === null ? -1 : wanted.findIndex((area) => area.provinceCode !== own);
    if (foreign >= 0) throw invalid([{ pointer: `/areas/${foreign}/provinceCode`, message: 'Chỉ giao được địa bàn trong tỉnh của bạn.' }]);
    const known = await rows<{ n: number }>(
      tx,
      `select w.n::int from unnest($1::text[], $2::text[]) with ordinality as w (province, commune, n)
       where exists (select from commune c where c.province_code = w.province and (w.commune is null or c.code = w.commune))`,
      [wanted.map((area) => area.provinceCode), wanted.map((area) => area.communeCode ?? null)],
    );
    const unknown = wanted.findIndex((_, at) => !known.some(({ n }) => n === at + 1));
    if (unknown >= 0) throw invalid([{ pointer: `/areas/${unknown}`, message: 'Không có tỉnh, xã mang mã này.' }]);
    await tx.query('delete from officer_area where account_id = $1 and ($2::text is null or province_code = $2)', [accountId, own]);
    await tx.query(
      `insert into officer_area (account_id, province_code, commune_code)
       select distinct $1::uuid, w.province, w.commune from unnest($2::text[], $3::text[]) as w (province, commune)`,
      [accountId, wanted.map((area) => area.provinceCode), wanted.map((area) => area.communeCode ?? null)],
    );
    noteChange(tx, { of: 'area', id: accountId, after: wanted.map((area) => area.communeCode ?? area.provinceCode).join(' ') });
    return { items: await this.areasOf(tx, actor, accountId) };
  }

  /** Throws: Problem outside-area. */
  async require(db: EntityManager, actor: Actor, provinceCode: string, communeCode: string | null): Promise<void> {
    const found = await rows(db, `select where ${isInArea('$1', '$2', '$3')}`, [actor.accountId, provinceCode, communeCode]);
    if (found.length === 0) throw new Problem(problems.outsideArea, 'Xã này ở ngoài địa bàn bạn được giao.');
  }

  private async officer(db: EntityManager, accountId: string): Promise<void> {
    const account = await db.findOneBy(Account, { id: accountId });
    if (account?.role !== 'officer') throw new Problem(problems.notFound, 'Không có cán bộ hỗ trợ này.');
  }

  private areasOf(db: EntityManager, actor: Actor, accountId: string): Promise<AreaInput[]> {
    return rows<AreaInput>(
      db,
      `select province_code as "provinceCode", commune_code as "communeCode" from officer_area
       where account_id = $1 and ($2::text is null or province_code = $2) order by province_code, commune_code nulls first`,
      [accountId, actor.role === 'province' ? actor.provinceCode : null],
    );
  }
}
