import { Int, Maybe, SomeOf, Text, type Role } from '../../shared/http';
import { Password } from '../account/account.dto';
import { PASSWORD_MIN } from '../account/passwords';
import { SixDigits } from '../code/code.dto';
import { TOKEN_RIGHTS, type TokenRight } from './credential.rules';

export class LogIn {
  /** Vietnamese phone number in any usual form. */
  @Text(1, 25)
  phone: string;

  @Password(1)
  password: string;
}

export class LogInWithCode {
  @Text(1, 25)
  phone: string;

  @SixDigits()
  code: string;
}

export class ResetPassword extends LogInWithCode {
  @Password(PASSWORD_MIN)
  password: string;
}

export class ChangePassword {
  @Password(1)
  oldPassword: string;

  @Password(PASSWORD_MIN)
  newPassword: string;
}

export class SessionDto {
  id: string;
  /** Such as `Chrome trên Android`. */
  device: string;
  /** Without its last part. */
  address: string;
  createdAt: string;
  /** Up to a minute behind. */
  lastUsedAt: string;
  /** It ends then, or four hours after its last use. */
  expiresAt: string;
  /** The one that asks. */
  isThis: boolean;
}

export class SessionList {
  /** The last used first; at most 100. */
  items: SessionDto[];
}

/** A producer that the person belongs to, or helps by mandate. */
export class OwnProducerDto {
  id: string;
  name: string;
  provinceCode: string;
  /** The person only tries things out with it. */
  isPractice: boolean;
}

export class WhoDto {
  accountId: string;
  name: string;
  /** null when it cannot be read any more: another key. */
  phone: string | null;
  role: Role;
  provinceCode: string | null;
  /** At most 200; `GET /api/v1/producers` gives all. */
  producers: OwnProducerDto[];
}

/** Longest life of a token. Units: days. */
export const TOKEN_DAYS_MAX = 365;

export class CreateToken {
  /** What it is for; shown in the list. */
  @Text(1, 80)
  name: string;

  @Int(1, TOKEN_DAYS_MAX)
  expiresInDays: number;

  /** read: whatever its account may read; write: whatever it may read and write; else what the single right of a mandate allows. Left out: read. */
  @Maybe()
  @SomeOf(TOKEN_RIGHTS)
  rights?: TokenRight[];
}

export class TokenDto {
  id: string;
  name: string;
  rights: TokenRight[];
  createdAt: string;
  expiresAt: string;
}

export class NewTokenDto extends TokenDto {
  /** The secret, shown this once. null in the answer to a repeated request: we do not keep it. */
  token: string | null;
}

export class TokenPage {
  items: TokenDto[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
}
