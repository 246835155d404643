import { Module, type DynamicModule } from '@nestjs/common';
import { PeopleModule } from '../people';
import { DeliveryController } from './inbox/delivery.controller';
import { DoorRoute } from './inbox/door.route';
import { DeliveryWriter } from './inbox/delivery.writer';
import { Inbox } from './inbox/inbox.service';
import { Jobs } from './jobs/jobs.service';
import { ReceiptJob } from './jobs/receipt.job';
import { TidyJob } from './jobs/tidy.job';
import { MessagePost } from './message/message-post';
import { LANE_SETTINGS, LaneRunner, type LaneSettings } from './lane/lane-runner';

/** HOW WORK CROSSES THE BORDER: the door for webhooks, the inbox, and one lane of work per account. */
@Module({})
export class SyncModule {
  static with(settings: LaneSettings): DynamicModule {
    return {
      module: SyncModule,
      imports: [PeopleModule],
      global: true,
      controllers: [DeliveryController],
      providers: [
        DoorRoute,
        Inbox,
        DeliveryWriter,
        LaneRunner,
        Jobs,
        TidyJob,
        ReceiptJob,
        MessagePost,
        { provide: LANE_SETTINGS, useValue: settings },
      ],
      exports: [Inbox, LaneRunner, Jobs, MessagePost],
    };
  }
}
