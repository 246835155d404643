import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Id, Int, Maybe, MaybeNull, OneOf, Pattern, Text } from '../../shared/http';
import type { Certificate } from './certificate.entity';
import {
  CERTIFICATE_PHASES,
  CERTIFICATE_STATES,
  certificatePhase,
  certificateWarnings,
  lastDay,
  OCOP_AUTHORITIES,
  REVOCATION_GROUNDS,
  SHEET_CODE,
  type CertificatePhase,
  type CertificateState,
  type OcopAuthority,
  type RevocationGround,
} from './certificate.rules';
import { fileOf, PAPER_LIMITS, PaperFileDto, PaperWarningDto } from './document.dto';

const AUTHORITIES = Object.keys(OCOP_AUTHORITIES);
const GROUNDS = Object.keys(REVOCATION_GROUNDS);
const MOST = 2_147_483_647;
const { min: REASON_MIN, max: REASON_MAX } = PAPER_LIMITS.reasonChars;

class CertificateContent {
  @Int(3, 5)
  stars: 3 | 4 | 5;

  /** Number of the decision, as printed. */
  @Text(1, 60)
  number: string;

  /** Number of the certificate itself, when it has one. */
  @MaybeNull()
  @Text(1, 60)
  certificateNumber?: string | null;

  @MaybeNull()
  @OneOf(AUTHORITIES)
  authority?: OcopAuthority | null;

  /** The authority, as printed: UBND tỉnh … */
  @Text(3, 200)
  issuedBy: string;

  /** Day of the decision. */
  @Day()
  issuedOn: string;

  /** Last day on which it is good. Absent: 36 months after the decision. */
  @Maybe()
  @Day()
  expiresOn?: string;

  /** Code of the rating sheet: 08-01090-1-2026, before 2026 with the district: 83-829-28780-3-2022. */
  @MaybeNull()
  @Pattern(SHEET_CODE, 25, 'Mã phiếu có dạng tỉnh-xã-số-năm (08-01090-1-2026) hoặc tỉnh-huyện-xã-số-năm (83-829-28780-3-2022).')
  ocopSheetCode?: string | null;

  /** Hundredths of a point: 7850 is 78,5. */
  @MaybeNull()
  @Int(0, 10_000)
  points?: number | null;
}

export class SubmitCertificate extends CertificateContent {
  /** Made by the client. Absent: made here. */
  @Maybe()
  @Id()
  id?: string;
}

/** All of it anew, as long as nobody has decided. */
export class ReplaceCertificate extends CertificateContent {
  /** Version that the change starts from. */
  @Int(1, MOST)
  version: number;
}

export class DecideCertificate {
  /** Version that was looked at: a certificate that was changed meanwhile is to be looked at again. Absent: whatever it is now. */
  @Maybe()
  @Int(1, MOST)
  version?: number;
}

export class RefuseCertificate extends DecideCertificate {
  /** What is wrong and what to do, for the screen. */
  @Text(REASON_MIN, REASON_MAX, { lines: true })
  reason: string;
}

export class RevokeCertificate extends RefuseCertificate {
  @OneOf(GROUNDS)
  ground: RevocationGround;

  /** First day on which it is good no more. Absent: today. */
  @Maybe()
  @Day()
  revokedOn?: string;
}

export class FileRenewal extends DecideCertificate {
  /** Day on which the dossier of the renewal was complete; null: there is none, or it was turned down. */
  @MaybeNull()
  @Day()
  filedOn?: string | null;
}

export class CertificateDto {
  @Id()
  id: string;

  @Int(3, 5)
  stars: number;

  @Text(1, 60)
  number: string;

  @ApiProperty({ type: 'string', nullable: true })
  certificateNumber: string | null;

  @ApiProperty({ type: 'string', enum: AUTHORITIES, nullable: true })
  authority: OcopAuthority | null;

  @Text(3, 200)
  issuedBy: string;

  @Day()
  issuedOn: string;

  @Day()
  expiresOn: string;

  /** Last day as things stand: a filed renewal lets it run on. */
  @Day()
  lastDay: string;

  @ApiProperty({ type: 'string', nullable: true })
  ocopSheetCode: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  points: number | null;

  @OneOf(CERTIFICATE_STATES)
  state: CertificateState;

  /** Where it stands today. */
  @OneOf(CERTIFICATE_PHASES)
  phase: CertificatePhase;

  /** Account of the person who decided. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  verifiedBy: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  verifiedByName: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  verifiedAt: string | null;

  /** Why it was refused or revoked. */
  @Text(0, REASON_MAX)
  reasonVi: string;

  @ApiProperty({ type: 'string', enum: GROUNDS, nullable: true })
  revocationGround: RevocationGround | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  revokedOn: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  renewalFiledOn: string | null;

  @ApiProperty({ type: () => PaperFileDto, nullable: true })
  file: PaperFileDto | null;

  @ApiProperty({ type: () => PaperWarningDto, isArray: true })
  warnings: PaperWarningDto[];

  @Int(1, MOST)
  version: number;

  @Flag()
  isDemonstration: boolean;
}

export class CertificateList {
  /** Newest first. */
  @ApiProperty({ type: () => CertificateDto, isArray: true })
  items: CertificateDto[];
}

/** A certificate with the name of whoever decided on it. */
export type NamedCertificate = Certificate & { readonly verifiedByName: string | null };

export function toCertificateDto(certificate: NamedCertificate, today: string): CertificateDto {
  const file = fileOf(certificate);
  return {
    id: certificate.id,
    stars: certificate.stars,
    number: certificate.number,
    certificateNumber: certificate.certificateNumber,
    authority: certificate.authority,
    issuedBy: certificate.issuedBy,
    issuedOn: certificate.issuedOn,
    expiresOn: certificate.expiresOn,
    lastDay: lastDay(certificate),
    ocopSheetCode: certificate.ocopSheetCode,
    points: certificate.points,
    state: certificate.state,
    phase: certificatePhase(certificate, today),
    verifiedBy: certificate.verifiedBy,
    verifiedByName: certificate.verifiedByName,
    verifiedAt: certificate.verifiedAt?.toISOString() ?? null,
    reasonVi: certificate.reasonVi,
    revocationGround: certificate.revocationGround,
    revokedOn: certificate.revokedOn,
    renewalFiledOn: certificate.renewalFiledOn,
    file,
    warnings: certificateWarnings({ ...certificate, hasFile: file !== null }),
    version: certificate.version,
    isDemonstration: certificate.isDemonstration,
  };
}
