import { ApiProperty } from '@nestjs/swagger';
import { Id, Int, OneOf } from '../../shared/http';
import { UPLOAD_LIMITS } from './upload.limits';

export const PURPOSES = ['photo', 'document'] as const;
export type UploadPurpose = (typeof PURPOSES)[number];

export class UploadDto {
  @Id()
  id: string;

  @OneOf(PURPOSES)
  purpose: UploadPurpose;

  /** Of the whole file. */
  @Int(1, UPLOAD_LIMITS.bytes)
  bytes: number;

  @Int(0, UPLOAD_LIMITS.bytes)
  receivedBytes: number;

  @Int(0, UPLOAD_LIMITS.bytes)
  missingBytes: number;

  @OneOf(['open', 'done', 'refused'])
  state: 'open' | 'done' | 'refused';

  /** Once a photo is complete and taken in. */
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  photoId: string | null;

  /** Why it was refused. */
  @ApiProperty({ type: 'string', nullable: true })
  reasonVi: string | null;

  @ApiProperty({ type: 'string', format: 'date-time' })
  createdAt: string;

  /** Afterwards it is thrown away. */
  @ApiProperty({ type: 'string', format: 'date-time' })
  expiresAt: string;
}
