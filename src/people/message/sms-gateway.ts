import type { Sms } from './sms-template.rules';

/** What a gateway said. */
export type SmsAnswer =
  | { readonly is: 'sent'; readonly gatewayId: string | null }
  /** It did not take the message; another try may help. */
  | { readonly is: 'refused'; readonly reason: string }
  /** It may have taken it. */
  | { readonly is: 'unknown'; readonly reason: string };

/** The way out for short messages. Sends once and says what came of it; waiting and repeating are the outbox's. */
export abstract class SmsGateway {
  /** As the health page names it. */
  abstract readonly name: 'practice' | 'http';

  abstract send(sms: Sms): Promise<SmsAnswer>;
}

/** Injects `SmsGateway | null`: null when none is set up, and messages wait. */
export const SMS_GATEWAY = Symbol('sms gateway');
