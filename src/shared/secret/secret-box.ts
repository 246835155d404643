import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** 2: the key of the cipher is derived. 1: the secret key itself was it; such boxes still open, and are sealed anew at the first start after an upgrade. */
const VERSION = 2;
const FIRST_VERSION = 1;
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const MARK_BYTES = 1 + KEY_ID_BYTES;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = MARK_BYTES + IV_BYTES + TAG_BYTES;

/** A box that cannot be opened: another key, another row, or damaged. Says nothing of the content. */
export class BoxUnreadable extends Error {}

interface Ring {
  readonly id: Buffer;
  readonly secret: Buffer;
  readonly cipherKey: Buffer;
  readonly indexKey: Buffer;
}

/**
 * Encrypts what must not be readable in the database (AES-256-GCM). Layout: version 1 byte, key id 4, iv 12, tag 16, cipher text. `place` (column and row)
 * is authenticated too, so a box that is copied to another row does not open there. Each box names its key: those of older keys open as long as the key is
 * given. Random ivs allow 2^32 boxes a key (NIST SP 800-38D, 8.3), which is another reason to change keys now and then.
 */
export class SecretBoxes {
  private readonly rings: readonly [Ring, ...Ring[]];

  /** 32 bytes each; the first one seals, all of them open. */
  constructor(newest: Buffer, ...older: readonly Buffer[]) {
    this.rings = [ringOf(newest), ...older.filter((key) => !key.equals(newest)).map(ringOf)];
  }

  /** What every box begins with that is sealed as boxes are sealed now. */
  get mark(): Buffer {
    return Buffer.concat([Buffer.from([VERSION]), this.rings[0].id]);
  }

  seal(place: string, content: unknown): Buffer {
    const iv = randomBytes(IV_BYTES);
    const mark = this.mark;
    const cipher = createCipheriv('aes-256-gcm', this.rings[0].cipherKey, iv).setAAD(Buffer.concat([mark, Buffer.from(place)]));
    const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
    return Buffer.concat([mark, iv, cipher.getAuthTag(), text]);
  }

  /** Throws: BoxUnreadable. */
  open(place: string, box: Buffer): unknown {
    const mark = box.subarray(0, MARK_BYTES);
    if (box.length < HEAD_BYTES || (mark[0] !== VERSION && mark[0] !== FIRST_VERSION)) throw new BoxUnreadable(`${place}: not a box`);
    const ring = this.rings.find(({ id }) => mark.subarray(1).equals(id));
    if (!ring) throw new BoxUnreadable(`${place}: sealed with another key; SECRET_KEY or the key file was changed`);
    const iv = box.subarray(MARK_BYTES, MARK_BYTES + IV_BYTES);
    const tag = box.subarray(MARK_BYTES + IV_BYTES, HEAD_BYTES);
    const key = mark[0] === VERSION ? ring.cipherKey : ring.secret;
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.concat([mark, Buffer.from(place)])).setAuthTag(tag);
    try {
      return JSON.parse(Buffer.concat([decipher.update(box.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8'));
    } catch (cause) {
      throw new BoxUnreadable(`${place}: damaged, or not of this place`, { cause });
    }
  }

  /**
   * By which equal values are found without opening anything: keyed, so that guesses cannot be tried against it (a phone number has only 10^9 values).
   * `kind` keeps the same value of two things apart.
   */
  keyedHash(kind: string, value: string): Buffer {
    return hashWith(this.rings[0], kind, value);
  }

  /** One for each key, newest first: what to look for while keys are being changed. */
  keyedHashes(kind: string, value: string): Buffer[] {
    return this.rings.map((ring) => hashWith(ring, kind, value));
  }

  /** A short name by which a person tells secrets apart without seeing them. Keyed, so that guesses cannot be tried against it. */
  fingerprint(secret: string): string {
    return this.keyedHash('fingerprint', secret).toString('hex').slice(0, 12);
  }
}

function ringOf(secret: Buffer): Ring {
  if (secret.length !== KEY_BYTES) throw new Error('the secret key must have 32 bytes');
  const derived = (use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `len-san ${use}`, KEY_BYTES));
  const id = createHash('sha256').update('len-san key id').update(secret).digest().subarray(0, KEY_ID_BYTES);
  return { id, secret, cipherKey: derived('boxes'), indexKey: derived('blind index') };
}

function hashWith({ indexKey }: Ring, kind: string, value: string): Buffer {
  return createHmac('sha256', indexKey).update(`${kind}\0${value}`).digest();
}
