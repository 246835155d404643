/** A short message on a phone. */
export interface PhoneMessage {
  readonly id: string;
  /** E.164. */
  readonly phone: string;
  /** in: the phone got it; out: its owner wrote it. */
  readonly way: 'in' | 'out';
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
  /** Of what the owner wrote: whether the program took it. */
  readonly isDelivered?: boolean;
}
