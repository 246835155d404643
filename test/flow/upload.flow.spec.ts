import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Upload } from 'tus-js-client';
import { UploadService } from '../../src/catalog';
import { Transactions } from '../../src/shared/db';
import { openApp, type Answer, type Person, type TestApp } from '../support/app';
import { jpeg, noisyJpeg, zip } from '../support/photo-files';
import { until } from '../support/market';
import { freePort } from '../support/port';
import { startProgram, type Program } from '../support/program';

const TUS = { 'tus-resumable': '1.0.0' };
const PART = { ...TUS, 'content-type': 'application/offset+octet-stream' };

describe('uploads in parts', () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-upload-'));
  const secret = randomBytes(32).toString('hex');
  let app: TestApp;
  let mai: Person;
  let producerId: string;
  let uploads: string;
  let photo: Buffer;
  beforeAll(async () => {
    app = await openApp({ DATA_DIR: dataDir, SECRET_KEY: secret });
    mai = await app.person('producer');
    producerId = await app.producer(mai);
    uploads = `/api/v1/producers/${producerId}/uploads`;
    photo = await noisyJpeg(2000, 1500, 85);
  });
  afterAll(async () => {
    await app.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  const announce = async (bytes: number, metadata = '', who = mai): Promise<string> => {
    const made = await who.call('POST', uploads, {
      headers: { ...TUS, 'upload-length': String(bytes), ...(metadata ? { 'upload-metadata': metadata } : {}) },
    });
    expect([made.status, made.text]).toEqual([201, '']);
    return made.headers.get('location') ?? '';
  };
  const send = (to: string, offset: number, part: Buffer, who = mai): Promise<Answer> =>
    who.call('PATCH', to, { headers: { ...PART, 'upload-offset': String(offset) }, body: new Uint8Array(part) });
  const offsetOf = async (at: string): Promise<number> =>
    Number((await mai.call('HEAD', at, { headers: TUS })).headers.get('upload-offset'));
  const viaTus = (file: Buffer, port: number, options: { uploadUrl?: string } = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const base = `http://127.0.0.1:${port}`;
      const upload = new Upload(file, {
        ...(options.uploadUrl ? { uploadUrl: base + options.uploadUrl } : { endpoint: base + uploads }),
        headers: { cookie: mai.cookie, 'x-requested-with': 'len-san' },
        metadata: { purpose: 'photo' },
        retryDelays: Array.from({ length: 20 }, () => 50),
        onError: reject,
        onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('upload-result') ?? ''),
      });
      upload.start();
    });
  const appPort = (): number => Number(new URL(app.url).port);
  const kept = (): string[] => fs.readdirSync(path.join(dataDir, 'uploads'));

  it('[OL2] takes parts over days and lines, says what is missing, and makes the photo of the whole', async () => {
    const at = await announce(photo.length);
    const [a, b] = [photo.length >> 2, photo.length >> 1];
    expect((await send(at, 0, photo.subarray(0, a))).headers.get('upload-offset')).toBe(String(a));
    expect((await mai.get(at)).body).toMatchObject({
      state: 'open',
      bytes: photo.length,
      receivedBytes: a,
      missingBytes: photo.length - a,
      photoId: null,
    });
    expect((await send(at, a, photo.subarray(a, b))).status).toBe(204);
    expect(await offsetOf(at)).toBe(b);
    expect((await mai.get(uploads)).body.items).toContainEqual(expect.objectContaining({ missingBytes: photo.length - b }));

    const last = await send(at, b, photo.subarray(b));
    expect(last.status).toBe(204);
    const { photoId } = (await mai.get(at)).body;
    expect(last.headers.get('upload-result')).toBe(photoId);
    expect((await mai.get(`/api/v1/producers/${producerId}/photos/${photoId}`)).body).toMatchObject({ bytes: photo.length, width: 2000 });
    expect(kept()).toEqual([]);

    // Whoever lost the last answer hears that all has arrived, and sends nothing again.
    const again = await mai.call('HEAD', at, { headers: TUS });
    expect([again.status, again.headers.get('upload-offset'), again.headers.get('upload-result')]).toEqual([
      200,
      String(photo.length),
      photoId,
    ]);
  });

  it('[OL2] takes several photos at once, their parts in any order, and the same photo once', async () => {
    const files = [await jpeg(900, 901), await jpeg(900, 902), await jpeg(900, 902)];
    const ways = await Promise.all(files.map((file) => announce(file.length)));
    const results: (string | null)[] = [];
    for (const from of ['start', 'end'])
      for (const i of [2, 0, 1]) {
        const file = files[i] ?? Buffer.alloc(0);
        const half = file.length >> 1;
        const answer =
          from === 'start' ? await send(ways[i] ?? '', 0, file.subarray(0, half)) : await send(ways[i] ?? '', half, file.subarray(half));
        expect(answer.status).toBe(204);
        if (from === 'end') results[i] = answer.headers.get('upload-result');
      }
    expect(results[1]).toBe(results[2]);
    expect(results[0]).not.toBe(results[1]);
  });

  it('[OL2] goes on by itself over a line that breaks, and sends little twice', async () => {
    const file = await noisyJpeg(2600, 2000, 90);
    const line = await breakingLine(appPort(), 900_000, 4);
    try {
      const photoId = await viaTus(file, line.port);
      expect((await mai.get(`/api/v1/producers/${producerId}/photos/${photoId}`)).body.bytes).toBe(file.length);
      expect(line.broken()).toBe(4);
      expect(line.bytes()).toBeGreaterThan(file.length);
      expect(line.bytes()).toBeLessThan(file.length * 1.15);
    } finally {
      line.close();
    }
  });

  it('[OL2] goes on after kill -9 of the program, where it stopped', async () => {
    const file = await noisyJpeg(2600, 2000, 91);
    const port = await freePort();
    const start = async (): Promise<Program> => {
      const program = startProgram({
        ...{ DATABASE_URL: app.databaseUrl, DATA_DIR: dataDir, SECRET_KEY: secret, PORT: String(port), ROLE: 'web', LOG_LEVEL: 'silent' },
      });
      await until(
        'the program is up',
        () =>
          fetch(`http://127.0.0.1:${port}/readyz`).then(
            (answer) => answer.ok,
            () => false,
          ),
        60_000,
      );
      return program;
    };
    let program = await start();
    try {
      const at = await announce(file.length);
      const sent = file.length >> 1;
      const request = http.request(`http://127.0.0.1:${port}${at}`, {
        method: 'PATCH',
        headers: { ...PART, 'upload-offset': '0', 'content-length': file.length, cookie: mai.cookie, 'x-requested-with': 'len-san' },
      });
      const cut = new Promise((resolve) => request.once('error', resolve));
      request.write(file.subarray(0, sent));
      const onDisk = (): number => fs.statSync(path.join(dataDir, 'uploads', path.basename(at))).size;
      await until('half of it has arrived', () => Promise.resolve(onDisk() >= sent - 65_536 * 3));
      await program.kill();
      await cut;

      program = await start();
      const arrived = await offsetOf(at);
      expect(sent - arrived).toBeLessThan(200_000);
      const line = await breakingLine(port, Infinity, 0);
      const photoId = await viaTus(file, line.port, { uploadUrl: at });
      expect(line.bytes()).toBeLessThan(file.length - arrived + 10_000);
      line.close();
      expect((await mai.get(`/api/v1/producers/${producerId}/photos/${photoId}`)).body.bytes).toBe(file.length);
    } finally {
      await program.kill();
    }
  });

  it('finishes what had all its bytes when the program died before the photo was made', async () => {
    const file = await jpeg(1000, 1001);
    const at = await announce(file.length);
    await send(at, 0, file.subarray(0, 100));
    fs.appendFileSync(path.join(dataDir, 'uploads', path.basename(at)), file.subarray(100)); // what a killed program leaves
    const { body } = await mai.get(at);
    expect(body).toMatchObject({ state: 'done', missingBytes: 0, photoId: expect.any(String) });
  });

  it('refuses a complete file that is no photo, and says why whenever asked', async () => {
    const at = await announce(zip().length);
    const refused = await send(at, 0, zip());
    expect([refused.status, refused.body.type, refused.body.reason]).toEqual([422, 'urn:problem:photo-refused', 'not-a-photo']);
    expect((await mai.get(at)).body).toMatchObject({
      state: 'refused',
      photoId: null,
      reasonVi: expect.stringContaining('không phải ảnh'),
    });
    expect(kept().some((name) => name.startsWith(path.basename(at)))).toBe(false);
  });

  it('keeps a document until somebody fetches it', async () => {
    const file = Buffer.from('%PDF-1.7 giấy');
    const at = await announce(file.length, `purpose ${Buffer.from('document').toString('base64')}`);
    expect((await send(at, 0, file)).headers.get('upload-result')).toBe('done');
    const chunks: Buffer[] = [];
    for await (const chunk of await app.app.get(UploadService).documentFile(producerId, path.basename(at))) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(file)).toBe(true);
  });

  it('says what is wrong with a request, by the protocol and in Vietnamese', async () => {
    const at = await announce(1000);
    const cases: [string, Answer, number, string][] = [
      ['another place', await send(at, 10, Buffer.alloc(10)), 409, 'upload-offset'],
      ['more than announced', await send(at, 0, Buffer.alloc(1001)), 413, 'too-large'],
      ['no offset', await mai.call('PATCH', at, { headers: PART, body: new Uint8Array(3) }), 400, 'bad-request'],
      ['no protocol', await mai.call('POST', uploads, { headers: { 'upload-length': '3' } }), 412, 'tus-version'],
      ['no length', await mai.call('POST', uploads, { headers: TUS }), 400, 'bad-request'],
      ['no length yet', await mai.call('POST', uploads, { headers: { ...TUS, 'upload-defer-length': '1' } }), 400, 'bad-request'],
      ['nothing', await mai.call('POST', uploads, { headers: { ...TUS, 'upload-length': '0' } }), 400, 'bad-request'],
      [
        'too much',
        await mai.call('POST', uploads, { headers: { ...TUS, 'upload-length': String(15 * 1024 * 1024 + 1) } }),
        413,
        'too-large',
      ],
      [
        'parallel parts',
        await mai.call('POST', uploads, { headers: { ...TUS, 'upload-length': '3', 'upload-concat': 'partial' } }),
        400,
        'bad-request',
      ],
      [
        'unknown purpose',
        await mai.call('POST', uploads, { headers: { ...TUS, 'upload-length': '3', 'upload-metadata': 'purpose eA==' } }),
        400,
        'bad-request',
      ],
      [
        'bad metadata',
        await mai.call('POST', uploads, { headers: { ...TUS, 'upload-length': '3', 'upload-metadata': 'a b c' } }),
        400,
        'bad-request',
      ],
      ['JSON', await mai.call('PATCH', at, { headers: { ...TUS, 'upload-offset': '0' }, body: {} }), 415, 'unsupported-media'],
      ['unknown', await mai.call('PATCH', `${uploads}/${producerId}`, { headers: { ...PART, 'upload-offset': '0' } }), 404, 'not-found'],
    ];
    expect(cases.map(([what, { status, body }]) => [what, status, body?.type])).toEqual(
      cases.map(([what, , status, code]) => [what, status, `urn:problem:${code}`]),
    );
    await announce(15 * 1024 * 1024);
    expect((await mai.get(at)).body.receivedBytes).toBe(0);
    const able = await app.call('OPTIONS', uploads);
    expect([able.status, able.headers.get('tus-version'), able.headers.get('tus-extension')]).toEqual([
      204,
      '1.0.0',
      'creation,creation-with-upload,termination,expiration',
    ]);
  });

  it('belongs to its producer: nobody else reads, goes on with or ends it', async () => {
    const at = await announce(1000);
    const lan = await app.person('producer');
    const ofLan = `/api/v1/producers/${await app.producer(lan)}/uploads/${path.basename(at)}`;
    for (const where of [at, ofLan]) {
      expect((await lan.get(where)).status).toBe(404);
      expect((await send(where, 0, Buffer.alloc(9), lan)).status).toBe(404);
      expect((await lan.call('DELETE', where, { headers: TUS })).status).toBe(404);
    }
    expect((await app.call('HEAD', at, { headers: TUS })).status).toBe(401);
    expect((await mai.call('DELETE', at, { headers: TUS })).status).toBe(204);
    expect((await mai.get(at)).status).toBe(404);
  });

  it('holds at most 100 open files of a producer, and throws away what nobody went on with', async () => {
    const owner = await app.person('producer');
    const his = await app.producer(owner);
    const post = (): Promise<Answer> =>
      owner.call('POST', `/api/v1/producers/${his}/uploads`, { headers: { ...TUS, 'upload-length': '10' } });
    for (let i = 0; i < 99; i++) expect((await post()).status).toBe(201);
    const both = await Promise.all([post(), post()]);
    expect(both.map((answer) => answer.status).sort()).toEqual([201, 429]);
    const db = app.app.get(Transactions).reader;
    const [first] = kept().filter((name) => !name.endsWith('.json'));
    expect(first).toBeDefined();
    await db.query(`update upload set expires_at = now() - interval '1 second' where producer_id = $1`, [his]);
    await app.app.get(UploadService).removeExpired();
    const [left] = await db.query('select count(*)::int as n from upload where producer_id = $1', [his]);
    expect(left.n).toBe(0);
    const ids = await db.query('select id from upload');
    expect(
      kept()
        .filter((name) => !name.endsWith('.json'))
        .every((name) => ids.some((row: { id: string }) => row.id === name)),
    ).toBe(true);
    expect((await post()).status).toBe(201);
  });
});

/** A line to `port` that breaks after so many bytes, so many times, and counts what goes up. */
async function breakingLine(
  port: number,
  everyBytes: number,
  times: number,
): Promise<{ port: number; bytes(): number; broken(): number; close(): void }> {
  let total = 0;
  let broken = 0;
  const server: Server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    let here = 0;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    client.on('data', (chunk) => {
      total += chunk.length;
      here += chunk.length;
      upstream.write(chunk);
      if (here > everyBytes && broken < times) {
        broken += 1;
        client.removeListener('close', end); // what has passed arrives; the rest is lost
        client.destroy();
        upstream.end();
      }
    });
    upstream.on('data', (chunk) => client.write(chunk));
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo; // a TCP server's address is no text
  return { port: own, bytes: () => total, broken: () => broken, close: () => server.close() };
}
