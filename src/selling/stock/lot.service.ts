import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { vietnamDay } from '../../catalog';
import { rows } from '../../shared/db';
import { explainConstraints, invalid, noteChange } from '../../shared/http';
import { Clock, newId, Problem, problems, type FieldError } from '../../shared/kernel';
import { toLotDto, type LotDto } from './lot.dto';
import { holdsOn, unitsByLot, type Calendar, type Hold, type Lot } from './lot.rules';
import { calendarsOf, LOT } from './lot.store';
import { StockService } from './stock.service';

export type LotPlan = Pick<Lot, 'availableFrom'> & Partial<Pick<Lot, 'expiresOn' | 'preorderFrom' | 'preorderTo'>>;
export type NewLot = LotPlan & Pick<Lot, 'name' | 'quantity'> & { readonly id?: string };
export type LotChange = Partial<LotPlan & Pick<Lot, 'quantity'>>;

/** Most lots of one product. */
export const MAX_LOTS = 200;

explainConstraints({
  harvest_lot_pkey: { kind: problems.alreadyExists, detail: 'Lô này đã được tạo.' },
  harvest_lot_name_once: { kind: problems.alreadyExists, detail: 'Sản phẩm đã có lô mang tên này.', pointer: '/name' },
});

/** Lots of a product. What a lot brings is a move of the ledger: there is one account of the units, and lots only say when they may be sold. */
@Injectable()
export class LotService {
  constructor(
    private readonly clock: Clock,
    private readonly stock: StockService,
  ) {}

  async list(db: EntityManager, productId: string): Promise<LotDto[]> {
    const calendar = await this.calendar(db, productId);
    if (!calendar) return [];
    const { left } = unitsByLot(calendar.lots, calendar.ledger, calendar.onHand ?? 0);
    return calendar.lots.map((lot) => toLotDto(lot, left.get(lot.id) ?? 0, calendar.minDaysLeftAtDispatch, vietnamDay(this.clock.now())));
  }

  /** Why units that are counted may not be sold today. */
  async holds(db: EntityManager, productId: string): Promise<Hold[]> {
    const calendar = await this.calendar(db, productId);
    return calendar ? holdsOn(calendar, vietnamDay(this.clock.now())) : [];
  }

  /** Units in the ledger that lie in no store yet: whoever counts does not see them. */
  async notHarvested(db: EntityManager, productId: string): Promise<number> {
    const [found] = await rows<{ units: number }>(
      db,
      'select coalesce(sum(quantity), 0)::int as units from harvest_lot where product_id = $1 and available_from > $2',
      [productId, vietnamDay(this.clock.now())],
    );
    return found?.units ?? 0;
  }

  async create(tx: EntityManager, productId: string, wanted: NewLot, accountId: string): Promise<LotDto> {
    const { name, quantity, availableFrom, expiresOn = null, preorderFrom = null, preorderTo = null } = wanted;
    const lot: Lot = { id: wanted.id ?? newId(), name, quantity, availableFrom, expiresOn, preorderFrom, preorderTo };
    refuseDisorder(lot);
    await this.stock.poolOf(tx, productId);
    await rows(tx, 'select 1 from pool where product_id = $1 for no key update', [productId]); // so that the count holds
    const [known] = await rows<{ n: number }>(tx, 'select count(*)::int as n from harvest_lot where product_id = $1', [productId]);
    if ((known?.n ?? 0) >= MAX_LOTS) throw invalid([{ pointer: '', message: `Một sản phẩm có nhiều nhất ${MAX_LOTS} lô.` }]);
    await rows(
      tx,
      `insert into harvest_lot (id, product_id, name, quantity, available_from, expires_on, preorder_from, preorder_to, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [lot.id, productId, name, quantity, availableFrom, expiresOn, preorderFrom, preorderTo, accountId, this.clock.now()],
    );
    await this.stock.enterLot(tx, productId, lot.id, quantity, accountId, `Lô ${name}`);
    noteChange(tx, { of: 'lot', id: lot.id, field: 'quantity', before: null, after: quantity });
    return this.get(tx, productId, lot.id);
  }

  /** Throws: not-found; not-enough-stock when buyers were promised what would be taken away. */
  async change(tx: EntityManager, productId: string, lotId: string, change: LotChange, accountId: string): Promise<LotDto> {
    const before = await this.locked(tx, productId, lotId);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const lot: Lot = { ...before, ...given };
    refuseDisorder(lot);
    await rows(
      tx,
      'update harvest_lot set quantity = $2, available_from = $3, expires_on = $4, preorder_from = $5, preorder_to = $6 where id = $1',
      [lotId, lot.quantity, lot.availableFrom, lot.expiresOn, lot.preorderFrom, lot.preorderTo],
    );
    await this.stock.enterLot(tx, productId, lotId, lot.quantity - before.quantity, accountId, `Sửa lô ${lot.name}`);
    noteChange(tx, { of: 'lot', id: lotId, field: 'quantity', before: before.quantity, after: lot.quantity });
    return this.get(tx, productId, lotId);
  }

  /** Takes spoiled goods out of the ledger. Throws: not-found; not-enough-stock when the lot has less. */
  async writeOff(
    tx: EntityManager,
    productId: string,
    lotId: string,
    units: number,
    note: string | null,
    accountId: string,
  ): Promise<LotDto> {
    const before = await this.locked(tx, productId, lotId);
    const { left } = await this.get(tx, productId, lotId);
    if (units > left) throw new Problem(problems.notEnoughStock, `Lô ${before.name} chỉ còn ${left} đơn vị.`, { left });
    await rows(tx, 'update harvest_lot set quantity = quantity - $2 where id = $1', [lotId, units]);
    noteChange(tx, { of: 'lot', id: lotId, field: 'quantity', before: before.quantity, after: before.quantity - units });
    await this.stock.enterLot(tx, productId, lotId, -units, accountId, note ?? `Huỷ hàng của lô ${before.name}`);
    return this.get(tx, productId, lotId);
  }

  private async calendar(db: EntityManager, productId: string): Promise<Calendar | null> {
    const pool = await this.stock.findPool(db, productId);
    return (pool && (await calendarsOf(db, [pool.id])).get(pool.id)) ?? null;
  }

  private async get(db: EntityManager, productId: string, lotId: string): Promise<LotDto> {
    const lot = (await this.list(db, productId)).find(({ id }) => id === lotId);
    if (!lot) throw new Problem(problems.notFound);
    return lot;
  }

  private async locked(tx: EntityManager, productId: string, lotId: string): Promise<Lot> {
    await rows(tx, 'select 1 from pool where product_id = $1 for no key update', [productId]);
    const [lot] = await rows<Lot>(tx, `select ${LOT} from harvest_lot l where l.id = $1 and l.product_id = $2`, [lotId, productId]);
    if (!lot) throw new Problem(problems.notFound);
    return lot;
  }
}

/** Throws: validation, naming each day that stands in the wrong order. */
function refuseDisorder({ availableFrom, expiresOn, preorderFrom, preorderTo }: Lot): void {
  const errors: FieldError[] = [];
  if (expiresOn !== null && expiresOn < availableFrom)
    errors.push({ pointer: '/expiresOn', message: 'Hạn dùng phải từ ngày thu hoạch trở đi.' });
  if ((preorderFrom === null) !== (preorderTo === null))
    errors.push({ pointer: preorderFrom === null ? '/preorderFrom' : '/preorderTo', message: 'Cần cả ngày mở và ngày đóng đặt trước.' });
  if (preorderFrom !== null && preorderTo !== null) {
    if (preorderTo < preorderFrom) errors.push({ pointer: '/preorderTo', message: 'Ngày đóng phải từ ngày mở trở đi.' });
    if (preorderTo >= availableFrom) errors.push({ pointer: '/preorderTo', message: 'Đặt trước phải đóng trước ngày thu hoạch.' });
  }
  if (errors.length > 0) throw invalid(errors);
}
