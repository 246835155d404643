import { ApiProperty } from '@nestjs/swagger';

export class PracticeDto {
  /** The household to practise with; null: none was begun. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  producerId: string | null;
}
