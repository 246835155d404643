import type { EntityManager } from 'typeorm';

/** A message from somebody. */
export interface IncomingSms {
  readonly id: number;
  /** E.164; what the gateway says when it is no Vietnamese number. */
  readonly from: string;
  /** As `foldVi` writes it: without marks, in small letters. */
  readonly text: string;
  readonly receivedAt: Date;
}

/** Understands some messages. */
export interface SmsReader {
  readonly name: string;

  /** Has its effect in `tx` and answers true, or leaves the message to the next reader. */
  read(tx: EntityManager, sms: IncomingSms): Promise<boolean>;
}
