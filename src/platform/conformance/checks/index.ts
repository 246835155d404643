import type { Check } from '../check';
import { accountChecks } from './account.checks';
import { faultChecks } from './fault.checks';
import { listingChecks } from './listing.checks';
import { orderChecks } from './order.checks';
import { stockChecks } from './stock.checks';
import { webhookChecks } from './webhook.checks';

/** Everything that the contract demands of an adapter. */
export const checks: readonly Check[] = [
  ...accountChecks,
  ...listingChecks,
  ...stockChecks,
  ...orderChecks,
  ...webhookChecks,
  ...faultChecks,
];
