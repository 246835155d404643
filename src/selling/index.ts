export { OrderImport } from './order/order-import.service';
export { SellingModule } from './selling.module';
export { StockService } from './stock/stock.service';
