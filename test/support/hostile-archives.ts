import { createHash } from 'node:crypto';
import type { Json } from './app';
import { withData, withSums, zip, type Files } from './archive-files';

const MEGABYTE = 1024 * 1024;
const DIRECTORY_ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
const LOCAL_ENTRY = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** Another name of the same length, wherever the name stands. */
function renamed(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

/** Writes into each entry of the directory at the end. */
function forged(bytes: Buffer, forge: (entry: Buffer, name: string) => void): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(DIRECTORY_ENTRY); at !== -1; at = copy.indexOf(DIRECTORY_ENTRY, at + 46))
    forge(copy.subarray(at), copy.toString('latin1', at + 46, at + 46 + copy.readUInt16LE(at + 28)));
  return copy;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const photoOf = (files: Files): string => [...files.keys()].find((name) => name.startsWith('photos/')) ?? '';
const without = (files: Files, name: string): Map<string, Buffer> => new Map([...files].filter(([each]) => each !== name));
const changed = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte)));
const text = (files: Files): string => String(files.get('data.json'));
const extraPhoto = (bytes: Buffer): [string, Buffer] => [`photos/${sha256(bytes)}.jpeg`, bytes];

export interface Neighbour {
  readonly productId: string;
  readonly sku: string;
}

export type Hostile = readonly [name: string, code: string, make: (files: Files, neighbour: Neighbour) => Promise<Buffer> | Buffer];

const data = (name: string, pointer: string, change: (data: Json) => unknown): Hostile => [
  name,
  `content ${pointer}`,
  (files) => zip(withData(files, change)),
];

/** What somebody might send, and what it is refused with: the reason, or the code of another problem, or `content` and the JSON pointer. */
export const HOSTILE_ARCHIVES: readonly Hostile[] = [
  ['no bytes', 'empty', () => Buffer.alloc(0)],
  ['no .zip', 'not-an-archive', () => Buffer.from('đây không phải tệp zip'.repeat(100))],
  ['a .zip that lacks its end', 'not-an-archive', async (files) => (await zip(files)).subarray(0, -100)],
  [
    'a name that leads out of the folder',
    'unsafe-name',
    async (files) => renamed(await zip([...files, ['xx/evil.js', Buffer.from('x')]]), 'xx/evil.js', '../evil.js'),
  ],
  [
    'a name from the root',
    'unsafe-name',
    async (files) => renamed(await zip([...files, ['xetc/passwd', Buffer.from('x')]]), 'xetc/passwd', '/etc/passwd'),
  ],
  [
    'a name with backslashes',
    'unsafe-name',
    async (files) => renamed(await zip([...files, ['..xevil.js', Buffer.from('x')]]), '..xevil.js', '..\\evil.js'),
  ],
  ['a symbolic link', 'special-entry', (files) => zip(files, { modes: { [photoOf(files)]: 0o120777 } })],
  ['one name twice', 'double-entry', (files) => zip([...files, [photoOf(files), Buffer.from('x')]])],
  ['a file that nothing names', 'extra-file', (files) => zip(withSums(new Map([...files, extraPhoto(Buffer.from('x'))])))],
  ['a file of another kind', 'extra-file', (files) => zip(withSums(new Map([...files, ['run.exe', Buffer.from('MZ')]])))],
  ['a folder', 'extra-file', (files) => zip([...files, ['photos/x', Buffer.alloc(0)]])],
  ['a photo that is not there', 'missing-file', (files) => zip(withSums(without(files, photoOf(files))))],
  ['no data.json', 'missing-file', (files) => zip(without(files, 'data.json'))],
  ['no checksums', 'missing-file', (files) => zip(without(files, 'checksums.txt'))],
  ['a photo with one bit changed', 'checksum', (files) => zip(new Map([...files, [photoOf(files), changed(files.get(photoOf(files))!)]]))],
  [
    'another photo under its name, checksums and all',
    'checksum',
    (files) => zip(withSums(new Map([...files, [photoOf(files), Buffer.from('x')]]))),
  ],
  [
    'data changed by hand',
    'checksum',
    (files) => zip(new Map([...files, ['data.json', Buffer.from(text(files).replace('"stars": 4', '"stars": 5'))]])),
  ],
  ['checksums that are none', 'checksum', (files) => zip(new Map([...files, ['checksums.txt', Buffer.from('../../etc/passwd\n')]]))],
  [
    'ten thousand files and one',
    'too-many-entries',
    () => zip(Array.from({ length: 10_001 }, (_, at) => [`photos/${String(at).padStart(64, '0')}.jpeg`, Buffer.alloc(0)] as const)),
  ],
  [
    'thirty megabytes out of thirty kilobytes',
    'bomb',
    (files) => zip(new Map([...files, ['data.json', Buffer.alloc(30 * MEGABYTE, 0x20)]]), { compress: true }),
  ],
  ['a data.json of 33 MB', 'bomb', (files) => zip(new Map([...files, ['data.json', Buffer.alloc(33 * MEGABYTE, 0x20)]]))],
  ['a photo of 16 MB', 'bomb', (files) => zip([...files, extraPhoto(Buffer.alloc(16 * MEGABYTE))])],
  [
    'a gigabyte in files that are each within bounds',
    'bomb',
    async () =>
      forged(
        await zip(
          Array.from({ length: 100 }, (_, at) => [`photos/${String(at).padStart(64, '0')}.jpeg`, Buffer.from('x')] as const),
          { compress: true },
        ),
        (entry) => {
          entry.writeUInt32LE(MEGABYTE, 20);
          entry.writeUInt32LE(14 * MEGABYTE, 24);
        },
      ),
  ],
  [
    'more inside than the directory says',
    'damaged',
    async (files) =>
      forged(await zip(new Map([...files, ['data.json', Buffer.alloc(30 * MEGABYTE, 0x20)]]), { compress: true }), (entry, name) => {
        if (name === 'data.json') entry.writeUInt32LE(1_000, 24);
      }),
  ],
  [
    'a password',
    'damaged',
    async (files) =>
      forged(await zip(files), (entry) => {
        entry.writeUInt16LE(entry.readUInt16LE(8) | 1, 8);
      }),
  ],
  [
    'entries whose own headings are gone',
    'damaged',
    async (files) => {
      const bytes = await zip(files);
      bytes.fill(0, bytes.indexOf(LOCAL_ENTRY), bytes.indexOf(LOCAL_ENTRY) + 4);
      return bytes;
    },
  ],
  ['broken JSON', 'json', (files) => zip(withData(files, () => text(files).slice(0, -20)))],
  ['JSON that is not UTF-8', 'json', (files) => zip(withSums(new Map([...files, ['data.json', Buffer.from(text(files), 'utf16le')]])))],
  ['a million brackets', 'too-deep', (files) => zip(withData(files, () => '['.repeat(1_000_000) + ']'.repeat(1_000_000)))],
  ['a version of tomorrow', 'schema', (files) => zip(withData(files, (all) => ({ ...all, schemaVersion: 3 })))],
  ['something else than an archive', 'schema', (files) => zip(withData(files, () => '[]'))],
  data('a text of ten megabytes', '/products/0/description', (all) => void (all.products[0].description = 'x'.repeat(10 * MEGABYTE))),
  data('text that is not NFC', '/producer/name', (all) => void (all.producer.name = 'Hợp tác xã'.normalize('NFD'))),
  data('a NUL', '/producer/name', (all) => void (all.producer.name = 'HTX\0')),
  data('half a character', '/producer/name', (all) => void (all.producer.name = 'HTX \ud800')),
  data('a field that is not known', '/packs/0', (all) => void (all.packs[0].producerId = all.producer.id)),
  [
    'a field that reaches into the program',
    'content /packs/0',
    (files) => zip(withData(files, (all) => JSON.stringify(all).replace('"packs":[{', '"packs":[{"__proto__":{"id":1},'))),
  ],
  data('a table that is not known', '', (all) => void (all.accounts = [])),
  data('a table that is none', '/packs', (all) => void (all.packs = { length: 3 })),
  data('a price below nothing', '/packs/0/priceVnd', (all) => void (all.packs[0].priceVnd = -1)),
  data('a day that there is not', '/certificates/0/expiresOn', (all) => void (all.certificates[0].expiresOn = '2028-02-30')),
  data('a bar code with a wrong form', '/packs/0/gtin', (all) => void (all.packs[0].gtin = '893')),
  data('one bar code on two packs', '/packs/1/gtin', (all) => void (all.packs[1].gtin = all.packs[0].gtin)),
  data('one pack twice', '/packs/3', (all) => void all.packs.push(all.packs[0])),
  data('a pack of somebody else’s product', '/packs/0/productId', (all) => void (all.packs[0].productId = all.producer.id)),
  data('somebody else’s photo', '/productPhotos/0/photoId', (all) => void (all.productPhotos[0].photoId = all.producer.id)),
  data('a version that is yet to come', '/versions/0/version', (all) => void (all.versions[0].version = 9_999)),
  data('a version with something else in it', '/versions/0/state', (all) => void (all.versions[0].state.packs[0].sku = { $ne: 1 })),
  data('a photo that is smaller than it says', '/photos/0/width', (all) => void (all.photos[0].width += 1)),
  data('units in a lot without a store', '/lots/0/productId', (all) => void (all.stock = [])),
  ['what the database forbids', 'content', (files) => zip(withData(files, (all) => void (all.certificates[0].expiresOn = '2001-01-01')))],
  [
    'a photo that is none',
    'photo-refused',
    (files) => {
      const bytes = Buffer.from('<svg onload="alert(1)"/>');
      const name = photoOf(files);
      const old = name.slice(7, 71);
      const [path] = extraPhoto(bytes);
      const kept = new Map([...without(files, name), [path, bytes]]);
      return zip(withData(kept, (all) => JSON.stringify(all).replaceAll(old, sha256(bytes))));
    },
  ],
  [
    'a product of somebody else',
    'already-exists',
    (files, { productId }) => zip(withData(files, (all) => JSON.stringify(all).replaceAll(all.products[0].id, productId))),
  ],
  ['a SKU of somebody else', 'already-exists', (files, { sku }) => zip(withData(files, (all) => void (all.packs[0].sku = sku)))],
];
