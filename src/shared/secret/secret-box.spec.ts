import { createCipheriv, createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BoxUnreadable, SecretBoxes } from './secret-box';
import { loadSecretKeys } from './secret-key';

const boxes = new SecretBoxes(Buffer.alloc(32, 1));

describe('a box', () => {
  it('gives back what was put in, and shows nothing of it', () => {
    const box = boxes.seal('here', { password: 'mật khẩu' });

    expect(boxes.open('here', box)).toEqual({ password: 'mật khẩu' });
    expect(box.toString('utf8')).not.toContain('password');
  });

  it('is another one every time, so that equal secrets do not show', () => {
    expect(boxes.seal('here', 'x').equals(boxes.seal('here', 'x'))).toBe(false);
  });

  it('opens in its own place only', () => {
    expect(() => boxes.open('there', boxes.seal('here', 'x'))).toThrow(BoxUnreadable);
  });

  it('with any changed byte opens nowhere', () => {
    const box = boxes.seal('here', 'mật khẩu');
    for (let at = 0; at < box.length; at++) {
      const changed = Buffer.from(box);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => boxes.open('here', changed)).toThrow(BoxUnreadable);
    }
  });

  it('that is cut is unreadable, at any length', () => {
    const box = boxes.seal('here', 'x');
    for (let length = 0; length < box.length; length++) expect(() => boxes.open('here', box.subarray(0, length))).toThrow(BoxUnreadable);
  });

  it('of another key says so', () => {
    expect(() => new SecretBoxes(Buffer.alloc(32, 2)).open('here', boxes.seal('here', 'x'))).toThrow(/another key/);
  });

  it('[SP5] of an earlier key opens as long as that key is given, and new ones take the newest', () => {
    const [old, fresh] = [Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
    const box = new SecretBoxes(old).seal('here', 'x');
    const both = new SecretBoxes(fresh, old);

    expect(both.open('here', box)).toBe('x');
    expect(both.mark.equals(new SecretBoxes(fresh).mark)).toBe(true);
    expect(new SecretBoxes(fresh).open('here', both.seal('here', 'y'))).toBe('y');
    expect(() => new SecretBoxes(fresh).open('here', box)).toThrow(/another key/);
  });

  it('of the first form, whose key was not derived, still opens', () => {
    const key = Buffer.alloc(32, 1);
    const id = createHash('sha256').update('len-san key id').update(key).digest().subarray(0, 4);
    const mark = Buffer.concat([Buffer.from([1]), id]);
    const iv = Buffer.alloc(12, 9);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.concat([mark, Buffer.from('here')]));
    const text = Buffer.concat([cipher.update('"cũ"', 'utf8'), cipher.final()]);

    expect(boxes.open('here', Buffer.concat([mark, iv, cipher.getAuthTag(), text]))).toBe('cũ');
  });

  it('an index is equal for equal values of one thing, and nobody without the key can make it', () => {
    const other = new SecretBoxes(Buffer.alloc(32, 2));

    expect(boxes.keyedHash('phone', '+84912345678')).toEqual(boxes.keyedHash('phone', '+84912345678'));
    expect(boxes.keyedHash('phone', '+84912345678')).not.toEqual(boxes.keyedHash('phone', '+84912345679'));
    expect(boxes.keyedHash('phone', '+84912345678')).not.toEqual(boxes.keyedHash('personal-number', '+84912345678'));
    expect(boxes.keyedHash('phone', '+84912345678')).not.toEqual(other.keyedHash('phone', '+84912345678'));
    expect(new SecretBoxes(Buffer.alloc(32, 2), Buffer.alloc(32, 1)).keyedHashes('phone', '1')).toEqual([
      other.keyedHash('phone', '1'),
      boxes.keyedHash('phone', '1'),
    ]);
  });

  it('a fingerprint tells secrets apart and depends on the key', () => {
    expect(boxes.fingerprint('a')).toBe(boxes.fingerprint('a'));
    expect(boxes.fingerprint('a')).not.toBe(boxes.fingerprint('b'));
    expect(boxes.fingerprint('a')).not.toBe(new SecretBoxes(Buffer.alloc(32, 2)).fingerprint('a'));
  });
});

describe('the key', () => {
  let dir: string;
  beforeEach(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-key-'));
  });
  afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

  it('is the one of the setting', () => {
    expect(loadSecretKeys({ SECRET_KEY: 'ab'.repeat(32), DATA_DIR: dir })).toEqual([Buffer.alloc(32, 0xab)]);
    expect(fs.readdirSync(dir)).toEqual([]);
  });

  it('is made once, readable by the owner alone, and found again', () => {
    const folder = path.join(dir, 'data');
    const keys = loadSecretKeys({ DATA_DIR: folder });

    expect(keys).toEqual([expect.objectContaining({ length: 32 })]);
    expect(loadSecretKeys({ DATA_DIR: folder })).toEqual(keys);
    expect(fs.statSync(path.join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(folder)).toEqual(['secret.key']);
  });

  it('comes with its predecessors: further lines of the file, and the setting', () => {
    fs.writeFileSync(path.join(dir, 'secret.key'), `${'aa'.repeat(32)}\n${'bb'.repeat(32)}\n`);
    const old = `${'cc'.repeat(32)}, ${'dd'.repeat(32)}`;

    expect(loadSecretKeys({ DATA_DIR: dir, SECRET_KEYS_OLD: old }).map((key) => key[0])).toEqual([0xaa, 0xbb, 0xcc, 0xdd]);
    expect(loadSecretKeys({ SECRET_KEY: 'ee'.repeat(32), SECRET_KEYS_OLD: old, DATA_DIR: dir }).map((key) => key[0])).toEqual([
      ...[0xee, 0xcc, 0xdd],
    ]);
  });

  it('that is no key stops the program instead of being replaced', () => {
    fs.writeFileSync(path.join(dir, 'secret.key'), 'hỏng');

    expect(() => loadSecretKeys({ DATA_DIR: dir })).toThrow(/64 hex digits/);
    expect(fs.readFileSync(path.join(dir, 'secret.key'), 'utf8')).toBe('hỏng');
  });
});
