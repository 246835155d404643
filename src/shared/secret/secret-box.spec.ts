import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BoxUnreadable, SecretBoxes } from './secret-box';
import { loadSecretKey } from './secret-key';

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

  it('a keyed hash tells things and their kinds apart and depends on the key', () => {
    const hash = boxes.keyedHash('phone', 'a');
    expect(boxes.keyedHash('phone', 'a')).toEqual(hash);
    for (const other of [
      boxes.keyedHash('phone', 'b'),
      boxes.keyedHash('code', 'a'),
      new SecretBoxes(Buffer.alloc(32, 2)).keyedHash('phone', 'a'),
    ])
      expect(other.equals(hash)).toBe(false);
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
    expect(loadSecretKey('ab'.repeat(32), dir)).toEqual(Buffer.alloc(32, 0xab));
    expect(fs.readdirSync(dir)).toEqual([]);
  });

  it('is made once, readable by the owner alone, and found again', () => {
    const folder = path.join(dir, 'data');
    const key = loadSecretKey(undefined, folder);

    expect(key).toHaveLength(32);
    expect(loadSecretKey(undefined, folder)).toEqual(key);
    expect(fs.statSync(path.join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(folder)).toEqual(['secret.key']);
  });

  it('that is no key stops the program instead of being replaced', () => {
    fs.writeFileSync(path.join(dir, 'secret.key'), 'hỏng');

    expect(() => loadSecretKey(undefined, dir)).toThrow(/64 hex digits/);
    expect(fs.readFileSync(path.join(dir, 'secret.key'), 'utf8')).toBe('hỏng');
  });
});
