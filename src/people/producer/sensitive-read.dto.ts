import { ApiProperty } from '@nestjs/swagger';
import { OneOf, ROLES, type Role } from '../../shared/http';
import { SECRET_KINDS, type SecretKind } from './producer-secret.entity';

/** One look at what is kept encrypted. */
export class SensitiveReadDto {
  id: string;
  accountId: string;
  name: string;
  @OneOf(ROLES)
  role: Role;
  /** What was there to be seen. */
  @ApiProperty({ type: 'string', enum: SECRET_KINDS, isArray: true })
  kinds: SecretKind[];
  @ApiProperty({ type: 'string', format: 'date-time' })
  readAt: string;
}
