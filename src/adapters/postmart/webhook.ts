import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Delivery, RawDelivery } from '../../platform/contract';
import { batchOf, eventsOf, signedText } from './webhook.rules';

/**
 * RSA-SHA256 over the first record, with the platform's public keys (PEM, or the bare base64 that is printed in its documents); several while it changes its key.
 * The vendor's other form, RSA *encryption* of the same text, is refused: whoever has the receiver's public key can make it, so it proves nothing.
 */
export function openDelivery({ headers, body }: RawDelivery, secrets: readonly string[]): Delivery | null {
  const batch = batchOf(body);
  const text = batch && signedText(batch);
  if (!batch || text === null) return null;
  const signature = Buffer.from(batch.signature, 'base64');
  const isAuthentic = secrets.some((secret) => {
    const key = publicKeyOf(secret);
    return key !== null && verify('sha256', Buffer.from(text, 'utf8'), key, signature);
  });
  if (!isAuthentic) return null;
  return { key: keyOf(body), events: eventsOf(batch), acknowledgement: acknowledgement(headers['ems-transaction'] ?? '') };
}

/**
 * The bytes themselves: a retry repeats them. `ems-transaction` is not part of the key, because nobody signs it: with it, a forger could take the key of
 * a delivery that is still to come, or make endless new ones of an old body.
 */
function keyOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

/** HTTP 200 alone is a failure there; the body has to repeat the header (from EMS). */
function acknowledgement(transaction: string): Delivery['acknowledgement'] {
  return { status: 200, contentType: 'application/json', body: JSON.stringify({ code: 'success', transaction }) };
}

/** null for what is no RSA key of at least 2048 bits: a secret typed wrongly opens nothing, and must not break the door. */
function publicKeyOf(secret: string): KeyObject | null {
  try {
    const key = secret.includes('-----BEGIN')
      ? createPublicKey(secret)
      : createPublicKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 ? key : null;
  } catch {
    return null;
  }
}
