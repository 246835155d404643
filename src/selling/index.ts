import { sealedBuyers } from './order/buyer';
import type { SealedColumn } from '../shared/secret';

export { LISTING_STATE_SQL } from './listing/listing-state.sql';
export { OrderImport } from './order/order-import.service';
export { PhotoRefresh } from './listing/photo-refresh.job';
export { PhotoTidy } from './listing/photo-tidy.job';
export { SellingModule } from './selling.module';
export { StockService } from './stock/stock.service';

/** What of this folder is sealed. */
export const sellingSealed: readonly SealedColumn[] = [sealedBuyers];
