import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { findNearPhotos, PhotoService } from '../../src/catalog';
import type { PhotoRule } from '../../src/platform';
import { Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { openApp, type Answer, type Person, type TestApp } from '../support/app';
import { scene } from '../support/scene';
import { hostileFiles, jpeg, noisyJpeg, turnedJpeg } from '../support/photo-files';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('photos', () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-photo-flow-'));
  let app: TestApp;
  let mai: Person;
  let producerId: string;
  let photos: string;
  beforeAll(async () => {
    app = await openApp({ DATA_DIR: dataDir });
    mai = await app.person('producer');
    producerId = await app.producer(mai);
    photos = `/api/v1/producers/${producerId}/photos`;
  });
  afterAll(async () => {
    await app.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  const upload = (
    who: Person,
    file: Buffer,
    options: { to?: string; key?: string; name?: string; field?: string } = {},
  ): Promise<Answer> => {
    const form = new FormData();
    form.append(options.field ?? 'file', new Blob([new Uint8Array(file)], { type: 'image/jpeg' }), options.name ?? 'anh.jpg');
    return who.post(options.to ?? photos, form, options.key === undefined ? {} : { key: options.key });
  };

  const bytesOf = async (url: string, who?: Person): Promise<{ status: number; headers: Headers; bytes: Buffer }> => {
    const answer = await fetch(url.startsWith('http') ? url : `${app.url}${url}`, { headers: who ? { cookie: who.cookie } : {} });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  const product = async (photoIds: string[]): Promise<string> => {
    const made = await mai.post(`/api/v1/producers/${producerId}/products`, {
      ...{ name: 'Mật ong bạc hà', description: 'Mật ong.', ocopSet: 4, communeCode: '01273', shelfLifeDays: 365 },
      packs: [{ unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 }],
    });
    const set = await mai.call('PUT', `/api/v1/producers/${producerId}/products/${made.body.id}/photos`, { body: { photoIds } });
    if (set.status !== 200) throw new Error(set.text);
    return made.body.id as string;
  };

  const rule: PhotoRule = { formats: ['jpeg'], maxBytes: 200_000, minEdgePx: 500, maxEdgePx: 1500, minCount: 1, maxCount: 8, version: 1 };

  it('[IM1] the same bytes twice are one photo, also when twenty copies arrive together', async () => {
    const file = await jpeg(1200, 900);
    const copies = await Promise.all(Array.from({ length: 20 }, () => upload(mai, file)));
    expect(new Set(copies.map((copy) => copy.status))).toEqual(new Set([201]));
    expect(new Set(copies.map((copy) => copy.body.id)).size).toBe(1);
    expect(copies[0]?.body).toMatchObject({ sha256: sha256(file), width: 1200, height: 900, format: 'jpeg', bytes: file.length });
    expect((await upload(mai, file, { name: 'ten-khac.png' })).body.id).toBe(copies[0]?.body.id);
    expect(fs.readdirSync(path.join(dataDir, 'photos', 'incoming'))).toEqual([]);
    expect(fs.readdirSync(path.join(dataDir, 'photos', 'original', producerId))).toEqual([sha256(file)]);
  });

  it('the same bytes of another producer are another photo, and stay out of reach', async () => {
    const file = await jpeg(700, 700);
    const mine = await upload(mai, file);
    const lan = await app.person('producer');
    const ofLan = `/api/v1/producers/${await app.producer(lan)}/photos`;
    const hers = await upload(lan, file, { to: ofLan });
    expect(hers.status).toBe(201);
    expect(hers.body.id).not.toBe(mine.body.id);
    for (const url of [`${photos}/${mine.body.id}/original`, `${ofLan}/${mine.body.id}/original`, `${ofLan}/${mine.body.id}/preview`]) {
      expect((await bytesOf(url, lan)).status).toBe(404);
    }
    expect((await upload(lan, file)).status).toBe(404);
    expect((await bytesOf(`${photos}/${mine.body.id}/original`)).status).toBe(401);
  });

  it('a repeated upload with its key is replayed, another photo under that key is refused', async () => {
    const key = newId();
    const first = await upload(mai, await jpeg(640, 480, '#111111'), { key });
    const again = await upload(mai, await jpeg(640, 480, '#111111'), { key });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect((await upload(mai, await jpeg(640, 480, '#222222'), { key })).body.type).toBe('urn:problem:idempotency-key-reused');
  });

  it('[IM4] refuses hostile files with a reason in Vietnamese and keeps nothing of them', async () => {
    const kept = (): string[] => fs.readdirSync(path.join(dataDir, 'photos', 'original', producerId)).sort();
    const before = kept();
    for (const [name, reason, file] of await hostileFiles()) {
      const { status, body } = await upload(mai, file);
      expect({ name, status, type: body.type, reason: body.reason, detail: body.detail }).toEqual({
        ...{ name, status: 422, type: 'urn:problem:photo-refused', reason },
        detail: expect.stringMatching(/[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/),
      });
    }
    expect(kept()).toEqual(before);
    expect(fs.readdirSync(path.join(dataDir, 'photos', 'incoming'))).toEqual([]);
  });

  it('says what is wrong with an upload that is none', async () => {
    expect((await mai.post(photos, { file: 'x' })).body.type).toBe('urn:problem:unsupported-media');
    expect((await upload(mai, await jpeg(), { field: 'anh' })).body.errors).toMatchObject([{ pointer: '/file' }]);
    expect((await mai.post(photos, new FormData())).status).toBe(400);
    const cut = await mai.post(photos, Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc'), {
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(cut.status).toBe(400);
    expect((await mai.post(photos, Buffer.from('abc'), { headers: { 'content-type': 'multipart/form-data' } })).status).toBe(400);
  });

  it('[IM2] gives the world an upright rendition without place or device, and keeps the original to its people', async () => {
    const file = await turnedJpeg(6);
    const { body: photo } = await upload(mai, file);
    expect(photo).toMatchObject({ width: 600, height: 400 });
    const original = await bytesOf(`${photos}/${photo.id}/original`, mai);
    expect(original.bytes.equals(file)).toBe(true);
    expect(original.headers.get('content-disposition')).toContain('attachment');
    expect(original.headers.get('cache-control')).toContain('no-store');
    const preview = await bytesOf(`${photos}/${photo.id}/preview`, mai);
    const upright = await sharp(preview.bytes).metadata();
    expect({ width: upright.width, height: upright.height, exif: upright.exif }).toEqual({ width: 600, height: 400 });

    const [rendition] = await app.app.get(PhotoService).renditionsFor(await product([photo.id]), { ...rule, minEdgePx: 300 });
    const seen = await bytesOf(rendition?.url ?? '');
    expect(seen.status).toBe(200);
    expect(sha256(seen.bytes)).toBe(rendition?.sha256);
    expect(seen.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(seen.headers.get('content-type')).toBe('image/jpeg');
    const { width, height, orientation, exif, icc, xmp } = await sharp(seen.bytes).metadata();
    expect({ width, height, orientation, exif, icc, xmp }).toEqual({ width: 600, height: 400 });
    expect(seen.bytes.includes('SecretModel')).toBe(false);
  });

  it('serves renditions only: no master, no original, no list, no path', async () => {
    const file = await jpeg(900, 900, '#445566');
    const { body: photo } = await upload(mai, file);
    const preview = await bytesOf(`${photos}/${photo.id}/preview`, mai);
    for (const name of [
      `${sha256(file)}.jpg`,
      `${sha256(preview.bytes)}.jpg`,
      '',
      'x.jpg',
      '..%2f..%2foriginal',
      `${'0'.repeat(64)}.jpg`,
      `${'A'.repeat(64)}.jpg`,
    ]) {
      expect([name, (await bytesOf(`/photos/${name}`)).status]).toEqual([name, 404]);
    }
  });

  it('[IM5] makes the same bytes under the same name each time, within the rule, in the order of the product', async () => {
    const ids = [];
    for (const file of [await noisyJpeg(2400, 1800), await jpeg(400, 400), await jpeg(1000, 2000)])
      ids.push((await upload(mai, file)).body.id as string);
    const productId = await product(ids);
    const service = app.app.get(PhotoService);
    const [once, again] = await Promise.all([service.renditionsFor(productId, rule), service.renditionsFor(productId, rule)]);
    expect(once.map((one) => one.sha256)).toEqual(again.map((one) => one.sha256));
    expect(once).toHaveLength(2); // the middle one is too small
    for (const one of once) {
      const bytes = await one.bytes();
      const { width, height } = await sharp(bytes).metadata();
      expect(sha256(bytes)).toBe(one.sha256);
      expect(bytes.length).toBeLessThanOrEqual(rule.maxBytes);
      expect(Math.max(width, height)).toBeLessThanOrEqual(1500);
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(500);
    }
    fs.rmSync(path.join(dataDir, 'photos', 'rendition'), { recursive: true });
    expect((await service.renditionsFor(productId, rule)).map((one) => one.sha256)).toEqual(once.map((one) => one.sha256));
    expect(await service.renditionsFor(productId, { ...rule, maxCount: 1 })).toHaveLength(1);
  });

  it("orders a product's photos, and takes no one else's", async () => {
    const first = (await upload(mai, await jpeg(800, 801))).body.id as string;
    const second = (await upload(mai, await jpeg(800, 802))).body.id as string;
    const path = `/api/v1/producers/${producerId}/products/${await product([first, second])}`;
    const turned = await mai.call('PUT', `${path}/photos`, { body: { photoIds: [second, first] } });
    expect(turned.body).toMatchObject({ photoIds: [second, first], version: 3 });
    expect((await mai.get(path)).body.photoIds).toEqual([second, first]);
    const lan = await app.person('producer');
    const hers = (await upload(lan, await jpeg(), { to: `/api/v1/producers/${await app.producer(lan)}/photos` })).body.id as string;
    expect((await mai.call('PUT', `${path}/photos`, { body: { photoIds: [first, hers] } })).body.errors).toMatchObject([
      { pointer: '/photoIds/1' },
    ]);
    for (const photoIds of [[first, first], [], Array.from({ length: 11 }, () => newId()), ['x']]) {
      expect((await mai.call('PUT', `${path}/photos`, { body: { photoIds } })).status).toBe(400);
    }
    expect((await mai.get(path)).body.photoIds).toEqual([second, first]);
  });

  it('[IM3] says before publishing which photo is too small for which platform, with what was measured', async () => {
    const small = (await upload(mai, await jpeg(300, 200))).body.id as string;
    const good = (await upload(mai, await jpeg(1300, 1200))).body.id as string;
    const path = `/api/v1/producers/${producerId}/products/${await product([small])}`;
    const { body } = await mai.get(`${path}/readiness`);
    for (const one of body.items) {
      expect(one.gaps).toContainEqual(
        expect.objectContaining({
          code: 'photo-too-small',
          field: 'photoIds',
          messageVi: expect.stringContaining('300×200'),
          who: 'producer',
        }),
      );
    }
    expect((await mai.get(`${path}/photos/check`)).body.items).toHaveLength(2);
    await mai.call('PUT', `${path}/photos`, { body: { photoIds: [small, good] } });
    for (const one of (await mai.get(`${path}/photos/check`)).body.items) {
      expect(one).toMatchObject({ isFit: true, ruleVersion: 1, reasons: [{ code: 'cover', value: 2, limit: 1 }] });
      expect(one.photos).toMatchObject([
        { photoId: small, isFit: false, shown: null, reasons: [{ code: 'short-edge', value: 200, limit: 500 }] },
        { photoId: good, isFit: true, shown: { width: 1300, height: 1200 }, reasons: [] },
      ]);
    }
    const lan = await app.person('producer');
    const ofLan = `/api/v1/producers/${await app.producer(lan)}`;
    expect((await lan.get(`${path}/photos/check`)).status).toBe(404);
    expect((await lan.get(`${path.replace(`/api/v1/producers/${producerId}`, ofLan)}/photos/check`)).status).toBe(404);
  });

  it('[IM5] two platforms that get the same picture share it, and one with fewer bytes gets its own', async () => {
    const { body: photo } = await upload(mai, await noisyJpeg(2300, 1700, 80));
    const productId = await product([photo.id]);
    const service = app.app.get(PhotoService);
    const made = async (over: Partial<PhotoRule>): Promise<string | undefined> =>
      (await service.renditionsFor(productId, { ...rule, maxBytes: 9_000_000, ...over }))[0]?.sha256;
    const [voso, postmart] = [await made({ maxEdgePx: 5000, maxBytes: 8_000_000 }), await made({ maxEdgePx: 2048, version: 7 })];
    expect(voso).toBe(postmart);
    const count = async (): Promise<number> =>
      app.app
        .get(Transactions)
        .reader.query('select count(*)::int as n from rendition where photo_id = $1', [photo.id])
        .then(([row]: { n: number }[]) => row?.n ?? 0);
    expect(await count()).toBe(1);
    expect(await made({ maxEdgePx: 2048, maxBytes: 300_000 })).not.toBe(voso);
    expect(await count()).toBe(2);
    expect(await made({ maxEdgePx: 2048 })).toBe(voso);
  });

  it('[IM6] hints at what could be better, and takes the photo all the same', async () => {
    const dark = await upload(mai, await (await scene({ light: 0.25, blur: 12 })).jpeg().toBuffer());
    expect(dark.status).toBe(201);
    expect(dark.body.hints).toMatchObject([
      { code: 'too-dark', value: expect.any(Number), limit: 35, messageVi: expect.stringContaining('%') },
      { code: 'blurred', value: expect.any(Number), limit: 150 },
    ]);
    expect((await mai.get(`${photos}/${dark.body.id}`)).body).toEqual(dark.body);
    const onItsSide = await sharp(await (await scene({ wall: '#f4e9d8' })).png().toBuffer())
      .rotate(90)
      .jpeg()
      .toBuffer(); // else it is near the one above
    expect((await upload(mai, onItsSide)).body.hints).toEqual([]);
    const lan = await app.person('producer');
    expect((await lan.get(`/api/v1/producers/${await app.producer(lan)}/photos/${dark.body.id}`)).status).toBe(404);
  });

  it('names the photo that a new one nearly repeats, of the same producer only', async () => {
    const mine = { wall: '#113355', jar: '#ddbb33', share: 0.6 };
    const first = await upload(mai, await (await scene(mine)).jpeg({ quality: 90 }).toBuffer());
    const again = await upload(mai, await (await scene({ ...mine, width: 1400, height: 1050 })).jpeg({ quality: 50 }).toBuffer());
    expect(again.body.nearPhotoIds).toEqual([first.body.id]);
    expect(again.body.hints).toMatchObject([
      { code: 'near-duplicate', limit: 7, messageVi: expect.stringMatching(/gần giống ảnh đã gửi ngày/) },
    ]);
    const lan = await app.person('producer');
    const hers = await upload(lan, await (await scene(mine)).jpeg({ quality: 80 }).toBuffer(), {
      to: `/api/v1/producers/${await app.producer(lan)}/photos`,
    });
    expect(hers.body).toMatchObject({ nearPhotoIds: [], hints: [] });
    const db = app.app.get(Transactions).reader;
    const [{ look, owner }] = await db.query('select look, producer_id as owner from photo where id = $1', [hers.body.id]);
    const near = await findNearPhotos(db, look, { notOf: owner });
    expect(near.map((photo) => photo.photoId)).toEqual(expect.arrayContaining([first.body.id, again.body.id]));
  });

  it('[OL3] of two phones that each put a photo on one product, the second is told what stands there now', async () => {
    const [first, second] = [await upload(mai, await jpeg(1001, 900)), await upload(mai, await jpeg(1002, 900))];
    const productId = await product([first.body.id]);
    const path = `/api/v1/producers/${producerId}/products/${productId}`;
    const { version } = (await mai.get(path)).body;
    const put = (photoIds: string[]): Promise<Answer> => mai.call('PUT', `${path}/photos`, { body: { version, photoIds } });
    expect((await put([first.body.id, second.body.id])).status).toBe(200);
    expect(await put([second.body.id])).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:stale-version', current: { photoIds: [first.body.id, second.body.id] } },
    });
  });
});
