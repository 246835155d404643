import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Id, Int, Maybe, MaybeNull, OneOf, PageQuery, Text } from '../../shared/http';
import type { Document } from './document.entity';
import {
  countsOn,
  DOCUMENT_SCOPES,
  DOCUMENT_STATES,
  DOCUMENT_TYPES,
  documentWarnings,
  PAPER_WARNINGS,
  type DocumentScope,
  type DocumentState,
  type DocumentType,
  type PaperWarningCode,
} from './document.rules';
import type { PaperFileType } from './paper-files';

export const PAPER_LIMITS = { numberChars: 100, nameChars: 200, reasonChars: { min: 5, max: 500 } } as const;
const TYPES = Object.keys(DOCUMENT_TYPES);
const MOST = 2_147_483_647;

class DocumentContent {
  @OneOf(TYPES)
  type: DocumentType;

  /** What it speaks for. */
  @OneOf(DOCUMENT_SCOPES)
  scope: DocumentScope;

  /** For scope product and batch, and only for them. */
  @Maybe()
  @Id()
  productId?: string;

  /** Name of the facility, number of the batch. */
  @Maybe()
  @Text(0, PAPER_LIMITS.nameChars)
  scopeName?: string;

  /** As printed. */
  @Text(1, PAPER_LIMITS.numberChars)
  number: string;

  /** The office or body, as printed. */
  @Text(2, PAPER_LIMITS.nameChars)
  issuer: string;

  @Day()
  issuedOn: string;

  /** Last day on which it is good. Absent: as usual for its kind. null: it has no end. */
  @MaybeNull()
  @Day()
  expiresOn?: string | null;
}

export class SubmitDocument extends DocumentContent {
  /** Made by the client. Absent: made here. */
  @Maybe()
  @Id()
  id?: string;

  /** A draft waits for nobody until it is submitted. */
  @Maybe()
  @OneOf(['draft', 'submitted'])
  state?: 'draft' | 'submitted';
}

/** All of it anew, as long as nobody has decided. */
export class ReplaceDocument extends DocumentContent {
  /** Version that the change starts from. */
  @Int(1, MOST)
  version: number;

  @Maybe()
  @OneOf(['draft', 'submitted'])
  state?: 'draft' | 'submitted';
}

export class VerifyPaper {
  /** Version that was looked at: a paper that was changed meanwhile is to be looked at again. */
  @Int(1, MOST)
  version: number;
}

export class RejectPaper extends VerifyPaper {
  /** What is wrong and what to do, for the screen. */
  @Text(PAPER_LIMITS.reasonChars.min, PAPER_LIMITS.reasonChars.max, { lines: true })
  reason: string;
}

export class DocumentQuery extends PageQuery {
  @Maybe()
  @OneOf(TYPES)
  type?: DocumentType;

  @Maybe()
  @OneOf(DOCUMENT_STATES)
  state?: DocumentState;

  @Maybe()
  @Id()
  productId?: string;

  /** Only those whose last day comes before this one. */
  @Maybe()
  @Day()
  endsBefore?: string;
}

export class PaperFileDto {
  /** Of the bytes, hex. */
  @Text(64, 64)
  sha256: string;

  @OneOf(['pdf', 'jpeg', 'png', 'webp', 'heic'])
  type: PaperFileType;

  @Int(1, MOST)
  bytes: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Of a PDF.' })
  pages: number | null;
}

export class PaperWarningDto {
  @OneOf(PAPER_WARNINGS)
  code: PaperWarningCode;

  @Text(1, 40)
  field: string;

  @Text(1, 500)
  messageVi: string;
}

export class DocumentDto {
  @Id()
  id: string;

  @Id()
  producerId: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  productId: string | null;

  @OneOf(TYPES)
  type: DocumentType;

  @Text(1, 200)
  typeVi: string;

  @OneOf(DOCUMENT_SCOPES)
  scope: DocumentScope;

  @Text(0, PAPER_LIMITS.nameChars)
  scopeName: string;

  @Text(1, PAPER_LIMITS.numberChars)
  number: string;

  @Text(2, PAPER_LIMITS.nameChars)
  issuer: string;

  @Day()
  issuedOn: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  expiresOn: string | null;

  @OneOf(DOCUMENT_STATES)
  state: DocumentState;

  /** Whether it counts today: verified and within its period. */
  @Flag()
  counts: boolean;

  /** Account of the person who decided. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  decidedBy: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  decidedByName: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  decidedAt: string | null;

  /** Why it was rejected or revoked. */
  @Text(0, PAPER_LIMITS.reasonChars.max)
  reasonVi: string;

  @ApiProperty({ type: () => PaperFileDto, nullable: true })
  file: PaperFileDto | null;

  @ApiProperty({ type: () => PaperWarningDto, isArray: true })
  warnings: PaperWarningDto[];

  @Int(1, MOST)
  version: number;

  @Flag()
  isDemonstration: boolean;

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;
}

/** A paper with the name of whoever decided on it. */
export type NamedDocument = Document & { readonly decidedByName: string | null };

export function fileOf(row: {
  readonly fileSha256: string | null;
  readonly fileType: PaperFileType | null;
  readonly fileBytes: number | null;
  readonly filePages: number | null;
}): PaperFileDto | null {
  if (row.fileSha256 === null || row.fileType === null || row.fileBytes === null) return null;
  return { sha256: row.fileSha256, type: row.fileType, bytes: row.fileBytes, pages: row.filePages };
}

export function toDocumentDto(document: NamedDocument, today: string): DocumentDto {
  const file = fileOf(document);
  return {
    id: document.id,
    producerId: document.producerId,
    productId: document.productId,
    type: document.type,
    typeVi: DOCUMENT_TYPES[document.type],
    scope: document.scope,
    scopeName: document.scopeName,
    number: document.number,
    issuer: document.issuer,
    issuedOn: document.issuedOn,
    expiresOn: document.expiresOn,
    state: document.state,
    counts: countsOn(document, today),
    decidedBy: document.decidedBy,
    decidedByName: document.decidedByName,
    decidedAt: document.decidedAt?.toISOString() ?? null,
    reasonVi: document.reasonVi,
    file,
    warnings: documentWarnings({ ...document, hasFile: file !== null }, today),
    version: document.version,
    isDemonstration: document.isDemonstration,
    createdAt: document.createdAt.toISOString(),
  };
}
