/** `trouble` of an order whose units are not there. */
export const NOT_ENOUGH_STOCK = 'not-enough-stock';

/**
 * Units of pool `p` that belong to orders in trouble: ordered, and not promised because the order as a whole could not be. Nobody else gets them: else the order
 * would stay in trouble for ever, and what comes in for it would be sold again.
 */
export const OWED = `coalesce((select sum(greatest(0, least(w.quantity, coalesce(w.confirmed_quantity, w.quantity)) * x.factor
       - coalesce((select sum(m.promised_change - m.on_hand_change) from stock_move m where m.order_line_id = w.id), 0)))
     from market_order t join order_line w on w.order_id = t.id join listing x on x.id = w.listing_id
    where t.trouble = '${NOT_ENOUGH_STOCK}' and t.stage not in ('cancelled', 'returned', 'unknown') and w.pool_id = p.id), 0)`;
