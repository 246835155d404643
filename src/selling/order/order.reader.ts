import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { decodeCursor, exactTime, toPage, type Page, type PagedRow } from '../../shared/http';
import { rows } from '../../shared/db';
import { Problem, problems } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import { maskedBuyer, openBuyer, UNREADABLE_BUYER, type Buyer } from './buyer';
import type { OrderDto, OrderQuery } from './order.dto';

type OrderRow = Omit<OrderDto, 'receiver' | 'note'> & PagedRow & { readonly buyerBox: Buffer };

const SELECT = `
  select o.id, o.connection_id as "connectionId", c.platform, c.name as "shopName", c.is_practice as "isPractice", o.platform_order_id as "platformOrderId", o.stage,
         o.platform_state as "platformState", o.cancelled_by as "cancelledBy", o.parcel_code as "parcelCode", o.payment, o.cash_on_delivery as "cashOnDelivery", o.total, o.fees,
         o.buyer_box as "buyerBox", ${exactTime('o.placed_at')} as "placedAt", ${exactTime('o.confirm_by')} as "confirmBy", o.trouble, o.forbidden_because as "forbiddenBecause", ${exactTime('o.placed_at')} as "cursorAt",
         coalesce((select json_agg(json_build_object('lineId', l.line_id, 'sku', l.sku, 'title', l.title, 'quantity', l.quantity, 'confirmedQuantity', l.confirmed_quantity,
            'returnedQuantity', l.returned_quantity, 'unitPrice', l.unit_price, 'listingId', l.listing_id) order by l.line_id) from order_line l where l.order_id = o.id), '[]') as lines,
         coalesce((select json_agg(json_build_object('id', a.id, 'kind', a.kind, 'state', a.state, 'platformText', a.platform_text, 'createdAt', a.created_at) order by a.created_at)
            from order_act a where a.order_id = o.id), '[]') as acts
    from market_order o join connection c on c.id = o.connection_id`;

const IS_OWN = 'exists (select 1 from order_line x where x.order_id = o.id and x.producer_id = $1)';

/** Reads orders for people. An order belongs to every producer who made something in it. */
@Injectable()
export class OrderReader {
  constructor(private readonly boxes: SecretBoxes) {}

  /** Newest first, buyers masked. */
  async list(db: EntityManager, producerId: string, { limit, cursor, stage }: OrderQuery): Promise<Page<OrderDto>> {
    const from = cursor === undefined ? null : decodeCursor(cursor);
    const found = await rows<OrderRow>(
      db,
      `${SELECT} where ${IS_OWN} and ($2::text is null or o.stage = $2) and ($3::timestamptz is null or (o.placed_at, o.id) < ($3, $4::uuid))
        order by o.placed_at desc, o.id desc limit $5`,
      [producerId, stage ?? null, from?.at ?? null, from?.id ?? null, limit + 1],
    );
    return toPage(found, limit, (row) => this.toDto(row, maskedBuyer));
  }

  /** Throws: not-found, also for an order with nothing of this producer in it. */
  async get(db: EntityManager, producerId: string, orderId: string): Promise<OrderDto> {
    const [found] = await rows<OrderRow>(db, `${SELECT} where ${IS_OWN} and o.id = $2`, [producerId, orderId]);
    if (!found) throw new Problem(problems.notFound);
    return this.toDto(found, (buyer) => buyer);
  }

  private toDto({ cursorAt: _cursorAt, buyerBox, ...order }: OrderRow, shown: (buyer: Buyer) => Buyer): OrderDto {
    const buyer = openBuyer(this.boxes, order.id, buyerBox);
    return { ...order, ...(buyer ? shown(buyer) : UNREADABLE_BUYER) };
  }

  /** Throws: forbidden when somebody else's goods are in the same order: only an operator may decide for both. */
  async refuseShared(db: EntityManager, producerId: string, orderId: string): Promise<void> {
    const others = await rows(db, 'select 1 from order_line where order_id = $1 and producer_id is distinct from $2', [
      orderId,
      producerId,
    ]);
    if (others.length > 0) throw new Problem(problems.forbidden, 'Đơn này có hàng của chủ thể khác: xin nhờ người vận hành gian hàng.');
  }
}
