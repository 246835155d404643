import { ApiProperty } from '@nestjs/swagger';
import { Flag, OneOf, Text } from '../../shared/http';
import { LISTING_STATES, type ListingState } from './listing.rules';

export const STORY_KINDS = ['act', 'version', 'proposal', 'exchange'] as const;
export type StoryKind = (typeof STORY_KINDS)[number];

/** One thing that happened to a listing. */
export class StoryEventDto {
  /** act: a person did it; version: content was approved; proposal: an officer asked for it; exchange: we called the platform. */
  @OneOf(STORY_KINDS)
  kind: StoryKind;

  @ApiProperty({ type: 'string', format: 'date-time' })
  at: string;

  @Text(1, 2_000)
  textVi: string;

  /** The platform did not answer, or said no. */
  @Flag()
  isFailure: boolean;
}

/** What has yet to happen before the platform shows what is wanted. */
export class WaitingDto {
  @OneOf(['content', 'stock', 'hold', 'verdict'])
  kind: 'content' | 'stock' | 'hold' | 'verdict';

  @Text(1, 1_000)
  textVi: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  since: string | null;
}

export class StoryDto {
  @OneOf(LISTING_STATES)
  state: ListingState;

  /** Empty: nothing waits. */
  @ApiProperty({ type: () => WaitingDto, isArray: true })
  waiting: WaitingDto[];

  /** Newest first. Of calls the latest are searched that went to the shop. */
  @ApiProperty({ type: () => StoryEventDto, isArray: true })
  items: StoryEventDto[];

  /** Cursor of the next page; absent on the last one. */
  next?: string;
}
