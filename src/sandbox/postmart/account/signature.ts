import type { KeyObject } from 'node:crypto';
import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, publicEncrypt, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NoticeRecord } from '../state';

/** What is signed: the first record only, as the sibling does it; records 2…n are not covered. */
export function signedText(sendDate: string, first: NoticeRecord): string {
  return `MYVNP${sendDate}${first['itemCode'] ?? ''}${first['status'] ?? ''}`;
}

/** The platform's RSA-2048 key pair: made at the first start, kept in the state folder or else by the process, not touched by a reset. */
export class SigningKey {
  private readonly privateKey: KeyObject;
  readonly publicPem: string;

  constructor(stateDir: string | undefined) {
    this.privateKey = stateDir ? keyInFile(stateDir) : keyOfProcess();
    this.publicPem = createPublicKey(this.privateKey).export({ type: 'spki', format: 'pem' }).toString();
  }

  /** Mode `rsa-sha256`, the documented one. Base64. */
  sign(text: string): string {
    return sign('sha256', Buffer.from(text, 'utf8'), this.privateKey).toString('base64');
  }
}

/** Mode `rsa-encrypt`, the vendor's sample: proves nothing, because whoever has the receiver's public key can do the same. Base64. */
export function encryptForReceiver(text: string, receiverPublicPem: string): string {
  const key = { key: receiverPublicPem, padding: constants.RSA_PKCS1_PADDING };
  return publicEncrypt(key, Buffer.from(text, 'utf8')).toString('base64');
}

const freshKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

let kept: KeyObject | undefined;

/** Of all platforms that keep nothing: to make a key takes 150 ms. */
const keyOfProcess = (): KeyObject => (kept ??= freshKey());

function keyInFile(stateDir: string): KeyObject {
  const file = join(stateDir, 'postmart-key.pem');
  if (existsSync(file)) return createPrivateKey(readFileSync(file));
  const key = freshKey();
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return key;
}
