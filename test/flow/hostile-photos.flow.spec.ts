import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { openApp, type Person, type TestApp } from '../support/app';
import { until } from '../support/market';
import { freePort } from '../support/port';
import { hostileFiles, jpeg, loopingTiff, pngOverfull, pngProfileBomb, withExif, zip } from '../support/photo-files';
import { startProgram, type Program } from '../support/program';

const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("//x")</script></svg>');

/** Beside those of `hostileFiles`: what only a whole upload shows, and odd files that are fine. */
async function more(): Promise<(readonly [name: string, expected: string, file: Buffer])[]> {
  const good = await jpeg();
  const png = await sharp(good).png().toBuffer();
  const app1 = (length: number): Buffer =>
    Buffer.concat([Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1'), Buffer.alloc(length, 0x41)]);
  let swollen = good;
  for (let i = 0; i < 150; i++) swollen = withExif(swollen, app1(60_000)); // 9 MB of EXIF
  const scan = progressiveScans(await sharp(good).jpeg({ progressive: true }).toBuffer(), 2_000);
  return [
    ['SVG with a script', 'not-a-photo', SVG],
    ['SVG behind a JPEG mark', 'damaged', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]), SVG])],
    ['55 MB', 'too-many-bytes', Buffer.concat([good, Buffer.alloc(55 * 1024 * 1024)])],
    ['GIF with a zip (GIFAR)', 'animated', Buffer.concat([Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), zip()])],
    ['JPEG with a script behind', 'foreign-content', Buffer.concat([good, Buffer.from('<script>alert(1)</script>')])],
    ['zip that unpacks to 50 MB', 'not-a-photo', Buffer.concat([zip(), deflateSync(Buffer.alloc(50_000_000))])],
    ['JPEG of 2,000 scans', 'damaged', scan],
    ['PNG with EXIF in a circle', 'looping-metadata', withPngExif(png, loopingTiff())],
    ['random bytes', 'not-a-photo', randomBytes(100_000)],
    ['PNG that unpacks to more than it says', 'taken or damaged', pngOverfull()],
    ['colour profile of 200 MB', 'taken or damaged', await pngProfileBomb()],
    ['9 MB of EXIF', 'taken', swollen],
    ['1 × 1', 'taken', await jpeg(1, 1)],
    ['CMYK', 'taken', await sharp(good).toColourspace('cmyk').jpeg().toBuffer()],
    ['16-bit PNG', 'taken', await sharp(good).toColourspace('rgb16').png().toBuffer()],
    ['PNG named jpg', 'taken', png],
  ];
}

/** The last scan of a progressive JPEG again and again: each costs a walk over the whole picture. */
function progressiveScans(file: Buffer, times: number): Buffer {
  const start = file.lastIndexOf(Buffer.from([0xff, 0xda]));
  const scan = file.subarray(start, -2);
  return Buffer.concat([file.subarray(0, -2), ...Array.from({ length: times }, () => scan), file.subarray(-2)]);
}

function withPngExif(png: Buffer, tiff: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(tiff.length, 0);
  head.write('eXIf', 4, 'latin1');
  return Buffer.concat([png.subarray(0, 33), head, tiff, Buffer.alloc(4), png.subarray(33)]);
}

const memoryMb = (pid: number, what: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(fs.readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) / 1024;

const itHasProc = fs.existsSync('/proc/self/status') ? it : it.skip;

describe('hostile photos at the program as it runs', () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-hostile-'));
  const secret = randomBytes(32).toString('hex');
  let app: TestApp;
  let mai: Person;
  let photos: string;
  let program: Program | undefined;
  beforeAll(async () => {
    app = await openApp({ DATA_DIR: dataDir, SECRET_KEY: secret });
    mai = await app.person('producer');
    photos = `/api/v1/producers/${await app.producer(mai)}/photos`;
  });
  afterAll(async () => {
    await program?.kill();
    await app.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  itHasProc('[IM4] each is answered with its reason, four at a time, in less than 300 MB, and the program lives', async () => {
    const port = await freePort();
    const started = startProgram({
      ...{ DATABASE_URL: app.databaseUrl, DATA_DIR: dataDir, SECRET_KEY: secret, PORT: String(port), ROLE: 'web', LOG_LEVEL: 'silent' },
    });
    program = started;
    const ready = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
    await until('the program is up', ready, 60_000);
    const upload = async (file: Buffer): Promise<{ status: number; body: { reason?: string; type?: string } }> => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(file)], { type: 'image/jpeg' }), 'anh.jpg');
      const headers = { cookie: mai.cookie, 'x-requested-with': 'len-san', 'idempotency-key': randomBytes(12).toString('hex') };
      const answer = await fetch(`http://127.0.0.1:${port}${photos}`, { method: 'POST', headers, body: form });
      return { status: answer.status, body: (await answer.json()) as { reason?: string; type?: string } };
    };
    expect((await upload(await jpeg(640, 480))).status).toBe(201); // what every process needs for its first photo
    const before = memoryMb(started.pid, 'VmRSS');
    const files = [...(await hostileFiles()), ...(await more())];
    expect(files.length).toBeGreaterThanOrEqual(40);
    const found = new Map<string, string>();
    const waiting = [...files];
    const hand = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [name, expected, file] = next;
        const { status, body } = await upload(file);
        const outcome =
          status === 201
            ? 'taken'
            : status === 422 && body.type === 'urn:problem:photo-refused'
              ? String(body.reason)
              : `${status} ${body.type}`;
        found.set(name, expected.split(' or ').includes(outcome) ? expected : outcome);
      }
    };
    await Promise.all([hand(), hand(), hand(), hand()]);

    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(files.map(([name, expected]) => [name, expected])));
    expect(memoryMb(started.pid, 'VmHWM') - before).toBeLessThan(300);
    expect(await ready()).toBe(true);
    expect((await upload(await jpeg(641, 480))).status).toBe(201);
    expect(started.errors()).toBe('');
    expect(fs.readdirSync(path.join(dataDir, 'photos', 'incoming'))).toEqual([]);
  });
});
