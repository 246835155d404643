import { ApiProperty } from '@nestjs/swagger';
import { OneOf, ROLES, type Role } from '../../shared/http';
import type { SecretKind } from './producer-secret.entity';

/** One look at what is kept encrypted. */
export class SensitiveReadDto {
  id: string;
  accountId: string;
  name: string;
  @OneOf(ROLES)
  role: Role;
  /** What was there to be seen. */
  @ApiProperty({ type: 'string', enum: ['personal-number', 'bank-account'], isArray: true })
  kinds: SecretKind[];
  @ApiProperty({ type: 'string', format: 'date-time' })
  readAt: string;
}
