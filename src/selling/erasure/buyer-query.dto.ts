import { Maybe, Text } from '../../shared/http';

export class BuyerQuery {
  /** The whole number, as the platform gave it. */
  @Maybe()
  @Text(6, 25)
  phone?: string;

  /** The whole name. */
  @Maybe()
  @Text(2, 120)
  name?: string;
}
