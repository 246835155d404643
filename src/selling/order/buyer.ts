import { masked, normalisePhone } from '../../people';
import type { Receiver } from '../../platform';
import { BoxUnreadable, type SealedColumn, type SecretBoxes } from '../../shared/secret';

/** What an order says of a person. Lies encrypted, and is opened for those who pack and send. */
export interface Buyer {
  readonly receiver: Receiver;
  /** What the buyer wrote. */
  readonly note: string | null;
}

const placeOf = (orderId: string): string => `market_order.buyer:${orderId}`;

export const sealedBuyers: SealedColumn = {
  table: 'market_order',
  column: 'buyer_box',
  key: { id: 'uuid' },
  place: ({ id = '' }) => placeOf(id),
  indexes: [
    { column: 'buyer_phone_index', of: (content) => valueOf(PHONE, phoneOf((content as Buyer).receiver)) }, // sealed below
    { column: 'buyer_name_index', of: (content) => valueOf(NAME, nameOf((content as Buyer).receiver.name)) },
  ],
};

/** Of numbers, of accounts and producers too. */
const PHONE = 'phone';
const NAME = 'buyer-name';

const valueOf = (kind: string, value: string | null): { kind: string; value: string } | null => (value === null ? null : { kind, value });

/** null: the platform hides a part of it. */
const phoneOf = ({ phone }: Receiver): string | null => normalisePhone(phone) ?? (/^[+\d]{8,}$/.test(phone) ? phone : null);
const nameOf = (name: string): string => name.normalize('NFC').trim().toLowerCase();

export interface SealedBuyer {
  readonly box: Buffer;
  readonly phoneIndex: Buffer | null;
  readonly nameIndex: Buffer | null;
}

/** What `buyer_phone_index` and `buyer_name_index` may be for what somebody typed. */
export const hashesOfBuyer = (
  boxes: SecretBoxes,
  { phone, name }: { readonly phone?: string; readonly name?: string },
): { phone: Buffer[]; name: Buffer[] } => ({
  phone: phone === undefined ? [] : boxes.keyedHashes(PHONE, normalisePhone(phone) ?? phone),
  name: name === undefined ? [] : boxes.keyedHashes(NAME, nameOf(name)),
});

export function sealBuyer(boxes: SecretBoxes, orderId: string, { receiver, note }: Buyer): SealedBuyer {
  const phone = phoneOf(receiver);
  return {
    box: boxes.seal(placeOf(orderId), { receiver, note } satisfies Buyer),
    phoneIndex: phone === null ? null : boxes.keyedHash(PHONE, phone),
    nameIndex: boxes.keyedHash(NAME, nameOf(receiver.name)),
  };
}

/** null: it does not open any more (another key). */
export function openBuyer(boxes: SecretBoxes, orderId: string, box: Buffer): Buyer | null {
  try {
    return boxes.open(placeOf(orderId), box) as Buyer; // sealed above
  } catch (error) {
    if (error instanceof BoxUnreadable) return null;
    throw error;
  }
}

const HIDDEN = '•••';

/** Enough to tell one order from the next in a list; nothing by which a person is found. */
export function maskedBuyer({ receiver }: Buyer): Buyer {
  const lastName = receiver.name.trim().split(/\s+/).pop() ?? '';
  return { receiver: { ...receiver, name: `${HIDDEN} ${lastName}`.trim(), phone: masked(receiver.phone), address: HIDDEN }, note: null };
}

export const UNREADABLE_BUYER: Buyer = {
  receiver: { name: 'không đọc được', phone: '', address: '', addressScheme: 'unknown' },
  note: null,
};
