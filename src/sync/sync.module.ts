import { Module } from '@nestjs/common';
import { DeliveryController } from './inbox/delivery.controller';
import { DoorController } from './inbox/door.controller';
import { Inbox } from './inbox/inbox.service';
import { LaneRunner } from './lane/lane-runner';

/** LANE_SETTINGS comes from the application. */
@Module({ controllers: [DoorController, DeliveryController], providers: [Inbox, LaneRunner], exports: [Inbox, LaneRunner] })
export class SyncModule {}
