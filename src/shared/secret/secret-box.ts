import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

const VERSION = 1;
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES + IV_BYTES + TAG_BYTES;

/** A box that cannot be opened: another key, another row, or damaged. Says nothing of the content. */
export class BoxUnreadable extends Error {}

/**
 * Encrypts what must not be readable in the database (AES-256-GCM). Layout: version 1 byte, key id 4, iv 12, tag 16, cipher text. `place` (column and row)
 * is authenticated too, so a box that is copied to another row does not open there.
 */
export class SecretBoxes {
  private readonly keyId: Buffer;

  /** `key`: 32 bytes. */
  constructor(private readonly key: Buffer) {
    if (key.length !== 32) throw new Error('the secret key must have 32 bytes');
    this.keyId = createHash('sha256').update('len-san key id').update(key).digest().subarray(0, KEY_ID_BYTES);
  }

  seal(place: string, content: unknown): Buffer {
    const iv = randomBytes(IV_BYTES);
    const head = Buffer.concat([Buffer.from([VERSION]), this.keyId]);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.concat([head, Buffer.from(place)]));
    const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
    return Buffer.concat([head, iv, cipher.getAuthTag(), text]);
  }

  /** Throws: BoxUnreadable. */
  open(place: string, box: Buffer): unknown {
    const head = box.subarray(0, 1 + KEY_ID_BYTES);
    if (box.length < HEAD_BYTES || head[0] !== VERSION) throw new BoxUnreadable(`${place}: not a box`);
    if (!head.subarray(1).equals(this.keyId))
      throw new BoxUnreadable(`${place}: sealed with another key; SECRET_KEY or the key file was changed`);
    const iv = box.subarray(head.length, head.length + IV_BYTES);
    const tag = box.subarray(head.length + IV_BYTES, HEAD_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.concat([head, Buffer.from(place)])).setAuthTag(tag);
    try {
      return JSON.parse(Buffer.concat([decipher.update(box.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8'));
    } catch (cause) {
      throw new BoxUnreadable(`${place}: damaged, or not of this place`, { cause });
    }
  }

  /** By which equal things are found and told apart without being stored. `kind` keeps hashes of different kinds apart. */
  keyedHash(kind: string, text: string): Buffer {
    return createHmac('sha256', this.key).update(`hash ${kind}\0`).update(text).digest();
  }

  /** A short name by which a person tells secrets apart without seeing them. Keyed, so that guesses cannot be tried against it. */
  fingerprint(secret: string): string {
    return createHmac('sha256', this.key).update('fingerprint').update(secret).digest('hex').slice(0, 12);
  }
}
