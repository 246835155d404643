import { Int, Text, type Role } from '../../shared/http';
import { Password } from '../account/account.dto';

export class LogIn {
  /** Vietnamese phone number in any usual form. */
  @Text(1, 25)
  phone: string;

  @Password(1)
  password: string;
}

/** A producer that the person belongs to, or helps by mandate. */
export class OwnProducerDto {
  id: string;
  name: string;
  provinceCode: string;
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
}

export class TokenDto {
  id: string;
  name: string;
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
