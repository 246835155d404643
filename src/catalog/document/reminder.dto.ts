import { ApiProperty } from '@nestjs/swagger';
import { Day, Id, Int, OneOf, Text } from '../../shared/http';
import { REMINDER_KINDS, type ReminderKind } from './reminder.rules';

export class ReminderDto {
  @Id()
  id: string;

  /** end: the paper ends; renewal: the time to file the renewal of a certificate. */
  @OneOf(REMINDER_KINDS)
  kind: ReminderKind;

  /** It was due so many days before the end. */
  @Int(0, 365)
  daysBefore: number;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  productId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  certificateId: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  documentId: string | null;

  /** Last day of the paper. */
  @Day()
  endsOn: string;

  /** What to do, and by when. */
  @Text(1, 1000)
  messageVi: string;
}

export class ReminderList {
  /** The soonest end first, 500 at most. */
  @ApiProperty({ type: () => ReminderDto, isArray: true })
  items: ReminderDto[];
}
