import { Module, type DynamicModule } from '@nestjs/common';
import { PeopleModule } from '../people';
import { AskedBy } from './lane/asked-by';
import { ContentStepper } from './lane/content-step';
import { HoldKeeper } from './lane/hold-keeper';
import { MissedPhotos } from './lane/missed-photos';
import { ListingLane } from './lane/listing-lane';
import { OrderLane } from './lane/order-lane';
import { PollInterval } from './lane/poll-interval';
import { SharePlanner } from './stock/share-planner';
import { StockStepper } from './lane/stock-step';
import { BreachController } from './breach/breach.controller';
import { BreachReader } from './breach/breach.reader';
import { ErasureController } from './erasure/erasure.controller';
import { ErasureKeeper } from './erasure/erasure-keeper';
import { ErasureService } from './erasure/erasure.service';
import { SellingEraser } from './erasure/selling-eraser';
import { HoldService } from './listing/hold.service';
import { ListingController } from './listing/listing.controller';
import { ListingReader } from './listing/listing.reader';
import { ListingService } from './listing/listing.service';
import { PhotoRefresh } from './listing/photo-refresh.job';
import { PhotoTidy } from './listing/photo-tidy.job';
import { PublicationProposals } from './listing/publication.proposals';
import { VerdictController } from './listing/verdict.controller';
import { VerdictService } from './listing/verdict.service';
import { BagReader } from './bag/bag.reader';
import { HouseholdReader } from './bag/household.reader';
import { OfficerController } from './bag/officer.controller';
import { StoryController } from './listing/story.controller';
import { StoryReader } from './listing/story.reader';
import { PickListController } from './order/pick-list.controller';
import { PickListReader } from './order/pick-list.reader';
import { NextStepController } from './next/next-step.controller';
import { NextStepReader } from './next/next-step.reader';
import { LabelService } from './order/label.service';
import { OrderActs } from './order/order-act.service';
import { OrderController } from './order/order.controller';
import { OrderFeed } from './order/order-feed.service';
import { OrderImport } from './order/order-import.service';
import { OrderLaw } from './order/order-law.service';
import { OrderReader } from './order/order.reader';
import { ProductCardController } from './card/product-card.controller';
import { ProductCardReader } from './card/product-card.reader';
import { FoundProducts } from './search/found-products.service';
import { ProductSearchController } from './search/product-search.controller';
import { LotController } from './stock/lot.controller';
import { LotService } from './stock/lot.service';
import { ShareService } from './stock/share.service';
import { StockArchive } from './stock/stock-archive';
import { StockController } from './stock/stock.controller';
import { StockListController } from './stock/stock-list.controller';
import { StockReader } from './stock/stock.reader';
import { StockService } from './stock/stock.service';

import { MergeController } from './merge/merge.controller';
import { MergeService } from './merge/merge.service';
import { SellingMerger } from './merge/selling-merger';
import { PracticeController } from './practice/practice.controller';
import { PracticeService } from './practice/practice.service';
import { UndoController } from './undo/undo.controller';
import { UndoService } from './undo/undo.service';
import { WishController } from './wish/wish.controller';
import { WishKeeper } from './wish/wish-keeper';
import { WishService } from './wish/wish.service';
import { WhyNotLiveController } from './why/why-not-live.controller';
import { WhyNotLive } from './why/why-not-live.service';

/** WHAT WE DO WITH IT: listings, stock, orders. Needs catalog, platform, sync and the HTTP shell. */
@Module({})
export class SellingModule {
  static with(pollEveryMs: number): DynamicModule {
    return {
      module: SellingModule,
      imports: [PeopleModule],
      controllers: [
        WhyNotLiveController,
        WishController,
        ListingController,
        VerdictController,
        ProductSearchController,
        ProductCardController,
        StockController,
        StockListController,
        LotController,
        OrderController,
        ErasureController,
        BreachController,
        UndoController,
        NextStepController,
        OfficerController,
        StoryController,
        PickListController,
        MergeController,
        PracticeController,
      ],
      providers: [
        ...[WhyNotLive, WishService, WishKeeper],
        ...[StockService, StockReader, LotService, ShareService, SharePlanner, StockArchive],
        ...[HoldService, HoldKeeper, ErasureService, SellingEraser, ErasureKeeper, BreachReader],
        ...[PhotoRefresh, PhotoTidy],
        ...[
          ListingService,
          ListingReader,
          PublicationProposals,
          VerdictService,
          AskedBy,
          MissedPhotos,
          ContentStepper,
          StockStepper,
          ListingLane,
        ],
        ...[OrderImport, OrderFeed, OrderActs, OrderLaw, OrderReader, LabelService, OrderLane],
        ...[FoundProducts, ProductCardReader],
        ...[UndoService, PracticeService],
        ...[NextStepReader, HouseholdReader, BagReader, StoryReader, PickListReader],
        ...[MergeService, SellingMerger],
        { provide: PollInterval, useValue: new PollInterval(pollEveryMs) },
      ],
      exports: [StockService, OrderImport],
    };
  }
}
