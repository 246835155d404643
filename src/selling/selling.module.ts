import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog';
import { SyncModule } from '../sync';
import { ContentStepper } from './lane/content-step';
import { ListingLane } from './lane/listing-lane';
import { OrderLane } from './lane/order-lane';
import { SharePlanner } from './lane/share-planner';
import { StockStepper } from './lane/stock-step';
import { ListingController } from './listing/listing.controller';
import { ListingService } from './listing/listing.service';
import { LabelService } from './order/label.service';
import { OrderActs } from './order/order-act.service';
import { OrderController } from './order/order.controller';
import { OrderFeed } from './order/order-feed.service';
import { OrderImport } from './order/order-import.service';
import { OrderReader } from './order/order.reader';
import { ShareService } from './stock/share.service';
import { StockController } from './stock/stock.controller';
import { StockService } from './stock/stock.service';

/** PollInterval comes from the application. */
@Module({
  imports: [CatalogModule, SyncModule],
  controllers: [ListingController, StockController, OrderController],
  providers: [
    StockService,
    ShareService,
    SharePlanner,
    ListingService,
    OrderImport,
    OrderFeed,
    OrderActs,
    OrderReader,
    LabelService,
    ContentStepper,
    StockStepper,
    ListingLane,
    OrderLane,
  ],
  exports: [StockService, OrderImport],
})
export class SellingModule {}
