import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Id, Int, Maybe, OneOf, PageQuery, QueryFlag, ROLES, Text, type Change, type Role } from '../../shared/http';

export class ActQuery extends PageQuery {
  /** Only what this account did. */
  @Maybe()
  @Id()
  actorId?: string;

  /** Only what officers did. */
  @Maybe()
  @QueryFlag()
  officersOnly?: boolean;

  /** Only what was done on that day in Vietnam. */
  @Maybe()
  @Day()
  day?: string;
}

/** What of the producer was changed. Of personal data only the name of the field. */
export class ActChangeDto {
  @Text(1, 60)
  of: string;

  @Maybe()
  @Text(1, 80)
  id?: string;

  @Maybe()
  @Text(1, 80)
  field?: string;

  @ApiProperty({ nullable: true, required: false, oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] })
  before?: Change['before'];

  @ApiProperty({ nullable: true, required: false, oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] })
  after?: Change['after'];
}

/** One thing that somebody did in the name of the producer, or about it. */
export class ActDto {
  /** Counts up by one for each act of the producer. */
  @Int(1, Number.MAX_SAFE_INTEGER)
  seq: number;

  /** Of another producer that was merged into this one: the one in whose name it was done. Its acts are counted by themselves. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  fromProducerId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  fromProducerName: string | null;

  /** In Vietnamese, for the screen. */
  sentenceVi: string;

  actorId: string;

  /** null: the account is gone. */
  @ApiProperty({ type: 'string', nullable: true })
  actorName: string | null;

  @OneOf(ROLES)
  actorRole: Role;

  /** Under which an officer did it. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  mandateId: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  deviceId: string | null;

  /** When it was done on a device without a signal, as the device says. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  capturedAt: string | null;

  /** When it arrived and took effect. */
  @ApiProperty({ type: 'string', format: 'date-time' })
  at: string;

  /** The route, or the work in the background. */
  what: string;

  /** The ids in the path. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  subject: Record<string, string>;

  @ApiProperty({ type: () => ActChangeDto, isArray: true })
  changes: ActChangeDto[];

  /** A price or a number in the store that can be put back. */
  @Flag()
  canUndo: boolean;

  /** It was put back. */
  @Flag()
  isUndone: boolean;
}
