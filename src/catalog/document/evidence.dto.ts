import { ApiProperty } from '@nestjs/swagger';

export class EvidenceDto {
  consentId: string;

  /** Of the photo, as it was announced. */
  sha256: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  receivedAt: string;
}
