import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { ReminderJob } from '../../src/catalog/document/reminder.job';
import { rows, Transactions } from '../../src/shared/db';
import { FakeClock, newId } from '../../src/shared/kernel';
import { openApp, type Answer, type Person, type TestApp } from '../support/app';
import { until } from '../support/market';
import { hostilePapers, pdf } from '../support/paper-files';
import { hostileFiles, turnedJpeg } from '../support/photo-files';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('papers', () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-paper-flow-'));
  const clock = new FakeClock(new Date('2026-11-22T02:00:00Z'));
  let app: TestApp;
  let mai: Person;
  let office: Person;
  let producerId: string;
  let home: string;
  let productId: string;
  beforeAll(async () => {
    app = await openApp({ DATA_DIR: dataDir }, { clock });
    mai = await app.person('producer');
    office = await app.person('province', '04');
    producerId = await app.producer(mai, '04');
    home = `/api/v1/producers/${producerId}`;
    productId = await product(mai, home);
  });
  afterAll(async () => {
    await app.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  const product = async (who: Person, at: string): Promise<string> => {
    const made = await who.post(`${at}/products`, {
      ...{ name: 'Mật ong bạc hà', description: 'Mật ong.', ocopSet: 4, communeCode: '01273', shelfLifeDays: 365 },
      packs: [{ unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 }],
    });
    if (made.status !== 201) throw new Error(made.text);
    return made.body.id as string;
  };

  const licence = (over: object = {}): object => ({
    ...{ type: 'food-safety-certificate', scope: 'facility', scopeName: 'Xưởng Đồng Văn', number: '12/2025/NNPTNT' },
    ...{ issuer: 'Chi cục Quản lý chất lượng Cao Bằng', issuedOn: '2025-03-12' },
    ...over,
  });

  const submitted = async (over: object = {}): Promise<Answer['body']> => {
    const made = await mai.post(`${home}/documents`, licence(over));
    if (made.status !== 201) throw new Error(made.text);
    return made.body;
  };

  const upload = (who: Person, to: string, file: Buffer, name = 'giay.pdf'): Promise<Answer> => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(file)], { type: 'application/pdf' }), name);
    return who.call('PUT', to, { body: form });
  };

  const bytesOf = async (who: Person, at: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> => {
    const answer = await fetch(`${app.url}${at}`, { headers: { cookie: who.cookie } });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  it('[CC9] counts only once the province has verified it, and carries who did so and when', async () => {
    const made = await submitted();
    expect(made).toMatchObject({ state: 'submitted', counts: false, expiresOn: '2028-03-12', decidedBy: null, version: 1 });
    const at = `${home}/documents/${made.id}`;

    expect((await mai.post(`${at}/verify`, { version: 1 })).status).toBe(403);
    expect((await (await app.person('province', '08')).post(`${at}/verify`, { version: 1 })).status).toBe(404);
    const verified = await office.post(`${at}/verify`, { version: 1 });
    expect([verified.status, verified.body]).toEqual([
      200,
      expect.objectContaining({ state: 'verified', counts: true, decidedBy: office.accountId, version: 2 }),
    ]);
    expect(verified.body.decidedByName).toMatch(/^province/);
    expect(verified.body.decidedAt).toBe('2026-11-22T02:00:00.000Z');
    expect((await mai.get(at)).body).toEqual(verified.body);

    const revoked = await office.post(`${at}/revoke`, { version: 2, reason: 'Cơ sở ngừng hoạt động.' });
    expect(revoked.body).toMatchObject({ state: 'revoked', counts: false, reasonVi: 'Cơ sở ngừng hoạt động.' });
  });

  it('[CC9] is decided once: twice, or on another version than was looked at, is refused', async () => {
    const { id } = await submitted();
    const at = `${home}/documents/${id}`;
    const both = await Promise.all([
      office.post(`${at}/verify`, { version: 1 }),
      office.post(`${at}/reject`, { version: 1, reason: 'Mờ, không đọc được.' }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
    for (const move of ['verify', 'reject'])
      expect((await office.post(`${at}/${move}`, { version: 2, reason: move === 'reject' ? 'Mờ quá.' : undefined })).body.type).toBe(
        'urn:problem:illegal-move',
      );

    const other = await submitted();
    const path = `${home}/documents/${other.id}`;
    expect((await mai.call('PUT', path, { body: { ...licence({ number: '13/2025' }), version: 1 } })).body.version).toBe(2);
    const late = await office.post(`${path}/verify`, { version: 1 });
    expect(late).toMatchObject({ status: 409, body: { type: 'urn:problem:stale-version', current: { number: '13/2025', version: 2 } } });
    expect((await mai.get(path)).body.state).toBe('submitted');
    expect((await office.post(`${path}/reject`, { version: 2, reason: 'Mờ' })).body.errors).toMatchObject([{ pointer: '/reason' }]);
    expect((await office.post(`${path}/reject`, { version: 2, reason: 'Ảnh mờ, xin chụp lại.' })).body.reasonVi).toMatch(/^Ảnh mờ/);
    expect((await mai.call('PUT', path, { body: { ...licence(), version: 3 } })).body.type).toBe('urn:problem:illegal-move');
    expect((await mai.call('DELETE', path)).body.type).toBe('urn:problem:illegal-move');
  });

  it('[CC9] is not verified by whoever sent it or changed it last', async () => {
    const operator = await app.person('operator');
    const own = await operator.post(`${home}/documents`, licence());
    expect((await operator.post(`${home}/documents/${own.body.id}/verify`, { version: 1 })).status).toBe(403);
    const { id } = await submitted();
    await operator.call('PUT', `${home}/documents/${id}`, { body: { ...licence(), version: 1 } });
    expect((await operator.post(`${home}/documents/${id}/verify`, { version: 2 })).status).toBe(403);
    expect((await office.post(`${home}/documents/${id}/verify`, { version: 2 })).status).toBe(200);
  });

  it('names each wrong field, and writes nothing then', async () => {
    const count = async (): Promise<number> => (await mai.get(`${home}/documents?limit=100`)).body.items.length;
    const before = await count();
    const cases: readonly (readonly [object, string])[] = [
      [{ issuedOn: '2026-11-23' }, '/issuedOn'],
      [{ issuedOn: '2025-02-30' }, '/issuedOn'],
      [{ expiresOn: '2025-03-11' }, '/expiresOn'],
      [{ type: 'passport' }, '/type'],
      [{ scope: 'product' }, '/productId'],
      [{ productId }, '/productId'],
      [{ scopeName: '' }, '/scopeName'],
      [{ scope: 'batch', productId, scopeName: '' }, '/scopeName'],
      [{ number: '' }, '/number'],
      [{ number: 'x'.repeat(101) }, '/number'],
      [{ issuer: 'a\u0000b' }, '/issuer'],
      [{ colour: 'red' }, '/colour'],
    ];
    for (const [over, pointer] of cases) {
      const answer = await mai.post(`${home}/documents`, licence(over));
      expect([over, answer.status, answer.body.errors?.map((error: { pointer: string }) => error.pointer)]).toEqual([over, 400, [pointer]]);
    }
    expect((await mai.post(`${home}/documents`, licence({ scope: 'product', productId: newId() }))).status).toBe(404);
    expect(await count()).toBe(before);
    expect((await mai.post(`${home}/documents`, licence({ number: 'x'.repeat(100), issuedOn: '2026-11-22' }))).status).toBe(201);
  });

  it('warns of what is unusual and refuses nothing for it', async () => {
    const codes = async (over: object): Promise<string[]> =>
      (await submitted(over)).warnings.map((warning: { code: string }) => warning.code);
    expect(await codes({})).toEqual(['file-missing']);
    expect(await codes({ expiresOn: null })).toEqual(['end-missing', 'file-missing']);
    expect(await codes({ expiresOn: '2028-03-13' })).toEqual(['end-unusual', 'file-missing']);
    expect(await codes({ issuedOn: '2023-01-01' })).toEqual(['ended', 'file-missing']);
    expect(await codes({ type: 'self-declaration', scope: 'product', productId, number: 'số một' })).toEqual([
      'number-unusual',
      'file-missing',
    ]);
    expect(await codes({ type: 'self-declaration', scope: 'product', productId, number: '01/HTX/2026' })).toEqual(['file-missing']);
  });

  it('lists page by page, by kind, state, product and end', async () => {
    const owner = await app.person('producer');
    const at = `/api/v1/producers/${await app.producer(owner, '04')}`;
    const tea = await product(owner, at);
    for (let i = 0; i < 5; i++) await owner.post(`${at}/documents`, licence({ number: `${i}/2025` }));
    await owner.post(`${at}/documents`, licence({ type: 'test-report', scope: 'product', productId: tea, scopeName: '', expiresOn: null }));
    await owner.post(`${at}/documents`, licence({ state: 'draft', expiresOn: '2027-01-01' }));
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const { body } = await owner.get(`${at}/documents?limit=3${next ? `&cursor=${next}` : ''}`);
      seen.push(...body.items.map((one: { id: string }) => one.id));
      next = body.next;
    } while (next);
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
    const count = async (query: string): Promise<number> => (await owner.get(`${at}/documents?${query}`)).body.items.length;
    expect(await count('type=test-report')).toBe(1);
    expect(await count('state=draft')).toBe(1);
    expect(await count(`productId=${tea}`)).toBe(1);
    expect(await count('endsBefore=2027-01-02')).toBe(1);
    expect(await count('endsBefore=2027-01-01')).toBe(0);
    expect((await owner.get(`${at}/documents?state=lost`)).status).toBe(400);
    const ofTea = await owner.get(`${at}/products/${tea}/documents?limit=100`);
    expect(ofTea.body.items).toHaveLength(7);
    expect((await owner.get(`${at}/products/${productId}/documents`)).status).toBe(404);
  });

  it('[CC4] keeps the file privately: the same bytes are one file, and it is only ever saved, never shown in a page', async () => {
    const { id } = await submitted();
    const at = `${home}/documents/${id}`;
    const scan = await pdf(3);
    const put = await upload(mai, `${at}/file`, scan);
    expect([put.status, put.body]).toEqual([
      200,
      expect.objectContaining({ version: 2, warnings: [], file: { sha256: sha256(scan), type: 'pdf', bytes: scan.length, pages: 3 } }),
    ]);
    expect((await upload(mai, `${at}/file`, scan, 'khac.jpg')).body.version).toBe(2);
    expect(fs.readdirSync(path.join(dataDir, 'photos', 'paper', producerId))).toContain(sha256(scan));
    expect(fs.readdirSync(path.join(dataDir, 'photos', 'incoming-papers'))).toEqual([]);

    for (const who of [mai, office]) {
      const got = await bytesOf(who, `${at}/file`);
      expect([got.status, got.bytes.equals(scan)]).toEqual([200, true]);
      expect(got.headers.get('content-type')).toBe('application/pdf');
      expect(got.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(got.headers.get('x-content-type-options')).toBe('nosniff');
      expect(got.headers.get('cache-control')).toBe('private, no-store');
    }
    const lan = await app.person('producer');
    await app.producer(lan, '04');
    expect((await bytesOf(lan, `${at}/file`)).status).toBe(404);
    expect((await bytesOf(await app.person('province', '08'), `${at}/file`)).status).toBe(404);
    expect((await app.call('GET', `${at}/file`)).status).toBe(401);
    expect((await mai.get(`${at}/preview`)).status).toBe(404);

    await office.post(`${at}/verify`, { version: 2 });
    expect((await upload(mai, `${at}/file`, await pdf(2))).body.type).toBe('urn:problem:illegal-move');
  });

  it('takes a picture as well; what is shown of it is upright and says nothing of the camera', async () => {
    const { id } = await submitted();
    const at = `${home}/documents/${id}`;
    const picture = await turnedJpeg(6);
    expect((await upload(mai, `${at}/file`, picture)).body.file).toMatchObject({ type: 'jpeg', pages: null });
    expect((await bytesOf(mai, `${at}/file`)).bytes.equals(picture)).toBe(true);
    const preview = await bytesOf(office, `${at}/preview`);
    expect(preview.headers.get('content-disposition')).toMatch(/^attachment/);
    const { exif, orientation, format } = await sharp(preview.bytes).metadata();
    expect([exif, orientation, format]).toEqual([undefined, undefined, 'jpeg']);
  });

  it('refuses every hostile file with its reason, and keeps none of it', async () => {
    const { id } = await submitted();
    const at = `${home}/documents/${id}`;
    const kept = (): number => fs.readdirSync(path.join(dataDir, 'photos', 'paper', producerId)).length;
    const before = kept();
    const pictures = (await hostileFiles()).filter(
      ([, reason]) => !['too-many-bytes', 'not-a-photo', 'empty', 'animated'].includes(reason),
    );
    for (const [name, reason, file] of [...(await hostilePapers()), ...pictures]) {
      const { status, body } = await upload(mai, `${at}/file`, file);
      expect([name, status, body.type, body.reason]).toEqual([name, 422, 'urn:problem:paper-refused', reason]);
      expect(body.detail).toMatch(/\S{3}/);
    }
    const big = Buffer.alloc(10 * 1024 * 1024 + 1, 0x20);
    (await pdf()).copy(big);
    expect((await upload(mai, `${at}/file`, big)).body).toMatchObject({ type: 'urn:problem:paper-refused', reason: 'too-many-bytes' });
    expect((await upload(mai, `${at}/file`, Buffer.alloc(100 * 1024 * 1024))).body).toMatchObject({ reason: 'too-many-bytes' });
    expect((await mai.call('PUT', `${at}/file`, { body: {} })).status).toBe(415);
    expect((await mai.get(at)).body).toMatchObject({ version: 1, file: null });
    expect(kept()).toBe(before);
    expect(fs.readdirSync(path.join(dataDir, 'photos', 'incoming-papers'))).toEqual([]);
  });

  describe('certificates', () => {
    const paper = (over: object = {}): object => ({
      ...{ stars: 4, number: '123/QĐ-UBND', issuedBy: 'UBND tỉnh Cao Bằng', issuedOn: '2025-03-12' },
      ...over,
    });
    const certified = async (over: object = {}): Promise<{ at: string; body: Answer['body'] }> => {
      const certificates = `${home}/products/${await product(mai, home)}/certificates`;
      const made = await mai.post(certificates, paper(over));
      if (made.status !== 201) throw new Error(made.text);
      return { at: `${certificates}/${made.body.id}`, body: made.body };
    };

    it('[CC4] is a record of decision, authority, stars, points, sheet code, period and file', async () => {
      const { at, body } = await certified({
        ...{ certificateNumber: 'CB-17', authority: 'province', points: 8150, ocopSheetCode: '04-01273-1-2025' },
      });
      expect(body).toMatchObject({
        ...{
          stars: 4,
          number: '123/QĐ-UBND',
          certificateNumber: 'CB-17',
          authority: 'province',
          points: 8150,
          ocopSheetCode: '04-01273-1-2025',
        },
        ...{ expiresOn: '2028-03-12', lastDay: '2028-03-12', state: 'submitted', phase: 'submitted', file: null, version: 1 },
      });
      expect((await upload(mai, `${at}/file`, await pdf(2))).body).toMatchObject({
        version: 2,
        warnings: [],
        file: { type: 'pdf', pages: 2 },
      });
      expect((await bytesOf(office, `${at}/file`)).headers.get('content-disposition')).toMatch(/^attachment/);
      expect((await office.post(`${at}/verify`, { version: 1 })).body.type).toBe('urn:problem:stale-version');
      const verified = await office.post(`${at}/verify`, { version: 2 });
      expect(verified.body).toMatchObject({ state: 'verified', phase: 'certified', verifiedBy: office.accountId, version: 3 });
      expect(verified.body.verifiedByName).toMatch(/^province/);
      expect((await mai.call('PUT', at, { body: { ...paper(), version: 3 } })).body.type).toBe('urn:problem:illegal-move');
    });

    it('names what cannot be, and warns of what is unusual', async () => {
      const certificates = `${home}/products/${productId}/certificates`;
      for (const [over, pointer] of [
        [{ ocopSheetCode: '04-1273-1-2026' }, '/ocopSheetCode'],
        [{ ocopSheetCode: '04-01273-1-2027' }, '/ocopSheetCode'],
        [{ ocopSheetCode: '04-01273-0-2025' }, '/ocopSheetCode'],
        [{ points: 10_001 }, '/points'],
        [{ stars: 2 }, '/stars'],
        [{ authority: 'commune' }, '/authority'],
        [{ issuedOn: '2026-11-23' }, '/issuedOn'],
        [{ expiresOn: '2025-03-12' }, '/expiresOn'],
      ] as const)
        expect((await mai.post(certificates, paper(over))).body.errors).toMatchObject([{ pointer }]);
      const codes = async (over: object): Promise<string[]> =>
        (await certified(over)).body.warnings.map((warning: { code: string }) => warning.code);
      expect(await codes({ ocopSheetCode: '83-829-28780-3-2022', points: 7000 })).toEqual(['file-missing']);
      expect(await codes({ ocopSheetCode: '83-829-28780-3-2026', issuedOn: '2026-03-12' })).toEqual(['sheet-code-unusual', 'file-missing']);
      expect(await codes({ ocopSheetCode: '04-01273-1-2026' })).toEqual(['sheet-code-unusual', 'file-missing']); // younger than the decision
      expect(await codes({ points: 9000 })).toEqual(['points-unusual', 'file-missing']);
      expect(await codes({ stars: 5, authority: 'province' })).toEqual(['authority-unusual', 'file-missing']);
      expect(await codes({ stars: 5, authority: 'ministry-mae', points: 10_000 })).toEqual(['file-missing']);
      expect(await codes({ stars: 3, authority: 'district', issuedOn: '2025-07-01' })).toEqual(['authority-unusual', 'file-missing']);
      expect(await codes({ number: 'số 5', expiresOn: '2029-01-01' })).toEqual(['number-unusual', 'end-unusual', 'file-missing']);
    });

    it('is refused with a reason, revoked on a ground, and runs on while a renewal is decided', async () => {
      const refused = await certified();
      expect((await office.post(`${refused.at}/refuse`, {})).body.errors).toMatchObject([{ pointer: '/reason' }]);
      expect((await office.post(`${refused.at}/refuse`, { reason: 'Số không có thật.' })).body).toMatchObject({
        ...{ state: 'refused', reasonVi: 'Số không có thật.' },
      });

      const { at } = await certified({ issuedOn: '2023-10-01' });
      expect((await office.post(`${at}/renewal`, { filedOn: '2026-05-01' })).body.type).toBe('urn:problem:illegal-move');
      expect((await office.post(`${at}/verify`)).body).toMatchObject({ expiresOn: '2026-10-01', phase: 'expired' });
      for (const filedOn of ['2026-10-02', '2026-11-23', '2023-09-30'])
        expect((await office.post(`${at}/renewal`, { filedOn })).body.errors).toMatchObject([{ pointer: '/filedOn' }]);
      expect((await mai.post(`${at}/renewal`, { filedOn: '2026-10-01' })).status).toBe(403);
      expect((await office.post(`${at}/renewal`, { filedOn: '2026-10-01' })).body).toMatchObject({
        phase: 'extended',
        lastDay: '2027-03-30',
      });
      expect((await office.post(`${at}/renewal`, { filedOn: null })).body).toMatchObject({ phase: 'expired', lastDay: '2026-10-01' });

      const revoked = await certified();
      const reason = 'Không còn sản xuất.';
      await office.post(`${revoked.at}/verify`);
      expect((await office.post(`${revoked.at}/revoke`, { reason })).body.errors).toMatchObject([{ pointer: '/ground' }]);
      const answer = await office.post(`${revoked.at}/revoke`, { reason, ground: 'production-stopped' });
      expect(answer.body).toMatchObject({
        state: 'revoked',
        phase: 'revoked',
        revokedOn: '2026-11-22',
        revocationGround: 'production-stopped',
      });
      expect((await office.post(`${revoked.at}/verify`)).body.type).toBe('urn:problem:illegal-move');
    });

    it('[CC9] is verified only of producers that may hold one, and readiness says so until they may', async () => {
      const made = await mai.post('/api/v1/producers', { kind: 'household', name: 'Hộ Vàng Thị Mai', provinceCode: '04' });
      const own = `/api/v1/producers/${made.body.id}`;
      const productOfOwn = await product(mai, own);
      const at = `${own}/products/${productOfOwn}`;
      const sent = await mai.post(`${at}/certificates`, paper());
      const gaps = async (): Promise<string[][]> => {
        const { body } = await mai.get(`${at}/readiness`);
        return body.items.map((item: { gaps: { code: string }[] }) => item.gaps.map(({ code }) => code));
      };
      const stored = async (): Promise<boolean[]> => {
        const found = await rows<{ isUnfit: boolean }>(
          app.app.get(Transactions).reader,
          `select gaps @> '[{"code": "certificate-holder-unfit"}]' as "isUnfit" from product_readiness where product_id = $1`,
          [productOfOwn],
        );
        return found.map(({ isUnfit }) => isUnfit);
      };
      for (const codes of await gaps()) expect(codes).toContain('certificate-holder-unfit');
      await until('the verdicts are stored', async () => (await stored()).join() === 'true,true');
      const refused = await office.post(`${at}/certificates/${sent.body.id}/verify`, { version: 1 });
      expect([refused.status, refused.body.type, refused.body.reason]).toEqual([
        409,
        'urn:problem:illegal-move',
        'certificate-holder-unfit',
      ]);
      expect(refused.body.detail).toMatch(/chưa thể là chủ thể OCOP/);
      expect((await mai.get(`${at}/certificates`)).body.items).toMatchObject([{ state: 'submitted', version: 1, verifiedBy: null }]);
      // It can still be refused, and its owner can register.
      expect((await mai.call('PATCH', own, { body: { version: 1, registeredOn: '2020-05-20' } })).status).toBe(200);
      for (const codes of await gaps()) expect(codes).not.toContain('certificate-holder-unfit');
      await until('the verdicts follow', async () => (await stored()).join() === 'false,false');
      expect((await office.post(`${at}/certificates/${sent.body.id}/verify`, { version: 1 })).body).toMatchObject({ state: 'verified' });
    });

    it('[CC9] the province has one list of what waits, oldest first, of its own producers only', async () => {
      const province = '11';
      const there = await app.person('province', province);
      const owner = await app.person('producer');
      const at = `/api/v1/producers/${await app.producer(owner, province)}`;
      const tea = await product(owner, at);
      const sent: string[] = [];
      for (let i = 0; i < 3; i++) {
        clock.advance(1000);
        sent.push((await owner.post(`${at}/documents`, licence({ number: `${i}/2025` }))).body.id);
        clock.advance(1000);
        sent.push((await owner.post(`${at}/products/${tea}/certificates`, paper({ number: `${i}/QĐ-UBND` }))).body.id);
      }
      await owner.post(`${at}/documents`, licence({ state: 'draft' }));
      const list = `/api/v1/provinces/${province}/papers`;
      const seen: { id: string; kind: string; version: number; producerId: string }[] = [];
      let next: string | undefined;
      do {
        const { body } = await there.get(`${list}?limit=4${next ? `&cursor=${next}` : ''}`);
        seen.push(...body.items);
        next = body.next;
      } while (next);
      expect(seen.map(({ id }) => id)).toEqual(sent);
      expect(seen[1]).toMatchObject({
        kind: 'certificate',
        typeVi: 'Giấy chứng nhận OCOP',
        productName: 'Mật ong bạc hà',
        state: 'submitted',
        hasFile: false,
      });

      const [first] = seen;
      await there.post(`${at}/documents/${first?.id}/reject`, { version: first?.version, reason: 'Thiếu trang hai.' });
      expect((await there.get(list)).body.items.map((item: { id: string }) => item.id)).toEqual(sent.slice(1));
      expect((await there.get(`${list}?state=rejected`)).body.items).toMatchObject([{ id: sent[0], state: 'rejected' }]);
      expect((await office.get(list)).status).toBe(404);
      expect((await owner.get(list)).status).toBe(403);
      expect((await (await app.person('operator')).get(list)).body.items).toHaveLength(5);
      expect((await there.get('/api/v1/provinces/%00/papers')).status).toBe(404);
    });
  });

  it('[CC4] warns the producer of what ends soon, until it is seen to or put away', async () => {
    const owner = await app.person('producer');
    const at = `/api/v1/producers/${await app.producer(owner, '04')}`;
    const made = await owner.post(`${at}/documents`, licence({ issuedOn: '2024-01-01', expiresOn: '2026-12-01' }));
    const reminders = async (): Promise<Answer['body'][]> => (await owner.get(`${at}/reminders`)).body.items;
    const daily = (): Promise<void> => app.app.get(ReminderJob).run();
    await daily();
    expect(await reminders()).toEqual([]); // nobody has verified it
    await office.post(`${at}/documents/${made.body.id}/verify`, { version: 1 });
    await daily();
    const [one, ...more] = await reminders();
    expect(more).toEqual([]);
    expect(one).toMatchObject({ kind: 'end', daysBefore: 30, documentId: made.body.id, endsOn: '2026-12-01' });
    expect(one.messageVi).toMatch(/còn 9 ngày, đến hết ngày 01\/12\/2026\. Xin cấp giấy mới/);
    const dismiss = `${at}/reminders/${one.id}/dismiss`;
    expect((await office.post(dismiss)).status).toBe(403);
    expect((await mai.post(`${home}/reminders/${one.id}/dismiss`)).status).toBe(404);
    expect((await owner.post(dismiss)).body).toEqual({ items: [] });
    await daily();
    expect(await reminders()).toEqual([]);
  });
});
