import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { Clock, vietnamDay } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import { maskedBuyer, openBuyer, UNREADABLE_BUYER } from './buyer';
import type { PickListDto } from './pick-list.dto';
import { gather, type PickLine } from './pick-list.rules';

/** Lines of one list: some thirty pages of A4. */
const MOST = 1_000;

type Row = Omit<PickLine, 'buyer'> & { readonly buyerBox: Buffer };

/** What has to be packed: orders that are confirmed and have not left. An order without the stock for it is left out until somebody has looked at it. */
@Injectable()
export class PickListReader {
  constructor(
    private readonly clock: Clock,
    private readonly boxes: SecretBoxes,
  ) {}

  async read(db: EntityManager, producerId: string, day = vietnamDay(this.clock.now())): Promise<PickListDto> {
    const found = await rows<Row>(
      db,
      `select o.id as "orderId", o.platform_order_id as "platformOrderId", c.name as "shopName", x.sku, l.product_id as "productId", coalesce(t.name, x.title) as name,
              coalesce(k.unit, '') as unit, coalesce(x.confirmed_quantity, x.quantity) as quantity, o.buyer_box as "buyerBox"
         from market_order o join connection c on c.id = o.connection_id join order_line x on x.order_id = o.id
         left join listing l on l.id = x.listing_id left join product t on t.id = l.product_id left join pack k on k.id = l.pack_id
        where x.producer_id = $1 and o.stage in ('confirmed', 'ready-to-ship') and o.trouble is null and o.placed_at < ($2::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
          and coalesce(x.confirmed_quantity, x.quantity) > 0
        order by o.placed_at, o.id, x.line_id limit $3`,
      [producerId, day, MOST + 1],
    );
    const lines = found.slice(0, MOST).map(({ buyerBox, ...line }) => {
      const buyer = openBuyer(this.boxes, line.orderId, buyerBox);
      return { ...line, buyer: buyer ? maskedBuyer(buyer).receiver.name : UNREADABLE_BUYER.receiver.name };
    });
    return { day, orders: new Set(lines.map(({ orderId }) => orderId)).size, isCut: found.length > MOST, packs: gather(lines) };
  }
}
