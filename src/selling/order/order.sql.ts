/** True of orders that can still change, in the words of market_order_open_idx. `o`: the table's name in the statement. */
export const isUnfinished = (o: string): string => `${o}.stage not in ('cancelled', 'completed', 'returned', 'partly-returned', 'lost')`;
