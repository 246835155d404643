import { IdList, Text } from '../../shared/http';
import { Password } from '../account/account.dto';
import { PASSWORD_MIN } from '../account/passwords';
import { SixDigits } from '../code/code.dto';

export class ConfirmClaim {
  /** Vietnamese phone number in any usual form. */
  @Text(8, 25)
  phone: string;

  @SixDigits()
  code: string;

  /** For a new account; whoever has one keeps theirs. */
  @Password(PASSWORD_MIN)
  password: string;

  /** Of the person; for a new account. */
  @Text(1, 120)
  name: string;
}

/** Most producers on one number: in some villages one phone serves all. */
export const MOST_CLAIMS = 20;

export class AcceptClaims {
  /** Those of the offered ones that are one's own. */
  @IdList(1, MOST_CLAIMS)
  producerIds: string[];
}

/** A producer that has this number and no people of its own yet. */
export class OfferDto {
  id: string;
  name: string;
  provinceCode: string;
  communeCode: string | null;
}

export class OfferList {
  items: OfferDto[];
}

export class ClaimedDto {
  accountId: string;
  /** One's own from now on. */
  claimed: OfferDto[];
  /** Several have this number: `POST /api/v1/claims/accept` says which are one's own, within 30 minutes. */
  offered: OfferDto[];
}
