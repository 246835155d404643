import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Id, Int, Maybe, OneOf, Text } from '../../shared/http';
import type { Certificate } from './certificate.entity';
import { CERTIFICATE_STATES, type CertificateState } from './certificate.rules';

export class SubmitCertificate {
  /** Made by the client. Absent: made here. */
  @Maybe()
  @Id()
  id?: string;

  @Int(3, 5)
  stars: 3 | 4 | 5;

  /** Number of the decision, as printed. */
  @Text(1, 60)
  number: string;

  /** The authority, as printed: UBND tỉnh … */
  @Text(3, 200)
  issuedBy: string;

  @Day()
  issuedOn: string;

  /** Last day on which it is good. */
  @Day()
  expiresOn: string;
}

export class CertificateDto {
  @Id()
  id: string;

  @Int(3, 5)
  stars: number;

  @Text(1, 60)
  number: string;

  @Text(3, 200)
  issuedBy: string;

  @Day()
  issuedOn: string;

  @Day()
  expiresOn: string;

  @OneOf(CERTIFICATE_STATES)
  state: CertificateState;

  /** Account of the person who decided. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  verifiedBy: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  verifiedAt: string | null;

  @Flag()
  isDemonstration: boolean;
}

export class CertificateList {
  /** Newest first. */
  @ApiProperty({ type: () => CertificateDto, isArray: true })
  items: CertificateDto[];
}

export function toCertificateDto(certificate: Certificate): CertificateDto {
  return {
    id: certificate.id,
    stars: certificate.stars,
    number: certificate.number,
    issuedBy: certificate.issuedBy,
    issuedOn: certificate.issuedOn,
    expiresOn: certificate.expiresOn,
    state: certificate.state,
    verifiedBy: certificate.verifiedBy,
    verifiedAt: certificate.verifiedAt?.toISOString() ?? null,
    isDemonstration: certificate.isDemonstration,
  };
}
