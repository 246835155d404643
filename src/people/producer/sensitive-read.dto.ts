import { ApiProperty } from '@nestjs/swagger';
import { OneOf, ROLES, type Role } from '../../shared/http';
import { READ_KINDS, type ReadKind } from './producer-secret.entity';

/** One look at what is kept encrypted, or at whole files. Several of the same within a quarter of an hour are one. */
export class SensitiveReadDto {
  id: string;
  accountId: string;
  name: string;
  @OneOf(ROLES)
  role: Role;
  /** What was there to be seen. */
  @ApiProperty({ type: 'string', enum: READ_KINDS, isArray: true })
  kinds: ReadKind[];
  @ApiProperty({ type: 'string', format: 'date-time' })
  readAt: string;
}
