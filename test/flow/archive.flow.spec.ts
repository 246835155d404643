import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { StockService } from '../../src/selling';
import { rows, Transactions } from '../../src/shared/db';
import { FakeClock, newId } from '../../src/shared/kernel';
import { openApp, type Json, type Person, type TestApp } from '../support/app';
import { exported, sendArchive, takeIn, unzip } from '../support/archive-files';
import { fullProducer } from '../support/archive-scene';
import { until } from '../support/market';

describe('the archive of a producer', () => {
  let here: TestApp;
  let there: TestApp;
  let third: TestApp;
  let mai: Person;
  let operator: Person;
  let producerId: string;
  let first: Buffer;
  beforeAll(async () => {
    [here, there, third] = [await openApp(), await openApp(), await openApp()];
    mai = await here.person('producer');
    operator = await there.person('operator');
    producerId = await fullProducer(here, mai);
    first = await exported(here, mai, producerId);
  });
  afterAll(async () => {
    await here?.close();
    await there?.close();
    await third?.close();
  });

  const seen = async (person: Person): Promise<Json> => {
    const home = `/api/v1/producers/${producerId}`;
    const { items } = (await person.get(`${home}/products`)).body;
    const products = await Promise.all(
      (items as { id: string }[]).map(async ({ id }) => ({
        product: (await person.get(`${home}/products/${id}`)).body,
        certificates: (await person.get(`${home}/products/${id}/certificates`)).body.items.map(
          ({ verifiedBy: _, ...paper }: Json) => paper,
        ),
        versions: (await person.get(`${home}/products/${id}/versions`)).body.items.map(({ changedBy: _, ...version }: Json) => version),
        stock: (await person.get(`${home}/products/${id}/stock`)).body,
        lots: (await person.get(`${home}/products/${id}/lots`)).body,
      })),
    );
    const documents = (await person.get(`${home}/documents`)).body.items.map(({ decidedBy: _, ...paper }: Json) => paper);
    return { producer: (await person.get(home)).body, products, documents };
  };

  it('[N22] goes into another installation by an operator, and comes out of it with the same bytes', async () => {
    const files = await unzip(first);
    const data: Json = JSON.parse(String(files.get('data.json')));
    expect(
      Object.fromEntries(Object.entries(data).map(([name, found]) => [name, Array.isArray(found) ? found.length : typeof found])),
    ).toEqual({
      ...{
        schema: 'string',
        schemaVersion: 'number',
        producer: 'object',
        products: 2,
        packs: 3,
        photos: 3,
        productPhotos: 2,
        overrides: 0,
        versions: 4,
      },
      ...{ certificates: 2, documents: 2, lots: 1, stock: 1 },
    });
    expect([...files.keys()].filter((name) => /^(?:photos|papers)\//.test(name))).toHaveLength(5);

    const taken = await takeIn(operator, first);
    expect([taken.status, taken.body]).toEqual([201, { producerId, products: 2, photos: 3, papers: 4, keptDecisions: true }]);
    const second = await exported(there, operator, producerId);
    expect(String((await unzip(second)).get('data.json'))).toBe(String(files.get('data.json')));
    expect(createHash('sha256').update(second).digest('hex')).toBe(createHash('sha256').update(first).digest('hex'));
  });

  it('[BI6] gives the other installation the same products, papers, versions and stock, with who decided', async () => {
    const theirs = await seen(operator);
    expect(theirs).toEqual(await seen(mai));
    expect(theirs.products[0].certificates[0]).toMatchObject({ state: 'verified', verifiedByName: expect.stringMatching(/^province/) });
    expect(theirs.documents[0].decidedByName).toMatch(/^province/);
    expect(theirs.products[0].stock.onHand).toBe(65);
    expect(await there.app.get(StockService).findDrift(there.app.get(Transactions).reader)).toEqual([]);
    const bytes = async (app: TestApp, person: Person): Promise<string> => {
      const at = `/api/v1/producers/${producerId}/photos/${theirs.products[0].product.photoIds[0]}/original`;
      const answer = await fetch(`${app.url}${at}`, { headers: { cookie: person.cookie } });
      expect(answer.status).toBe(200);
      return Buffer.from(await answer.arrayBuffer()).toString('base64');
    };
    expect(await bytes(there, operator)).toBe(await bytes(here, mai));
  });

  it('is refused where it is already, and nothing is written', async () => {
    const again = await takeIn(operator, first);
    expect([again.status, again.body.type]).toEqual([409, 'urn:problem:already-exists']);
    const count = await rows(there.app.get(Transactions).reader, 'select id from producer');
    expect(count).toHaveLength(1);
  });

  it('leaves papers to be decided when others than operators take it in, who then belong to it', async () => {
    const hoa = await third.person('producer');
    const key = newId();
    const taken = await takeIn(hoa, first, key);
    expect([taken.status, taken.body.keptDecisions]).toEqual([201, false]);
    expect((await takeIn(hoa, first, key)).body).toEqual(taken.body);
    const theirs = await seen(hoa);
    expect(
      theirs.products.flatMap(({ certificates }: Json) => certificates).map(({ state, verifiedByName }: Json) => [state, verifiedByName]),
    ).toEqual([
      ['submitted', null],
      ['submitted', null],
    ]);
    expect(theirs.documents.map(({ state }: Json) => state).sort()).toEqual(['draft', 'submitted']);
    expect((await (await third.person('producer')).get(`/api/v1/producers/${producerId}`)).status).toBe(404);
  });

  it('tells only its sender and operators how far it is', async () => {
    const [hoa, stranger, boss] = [await third.person('producer'), await third.person('producer'), await third.person('operator')];
    const sent = await sendArchive(hoa, Buffer.from('nothing of the kind'));
    expect([sent.status, sent.body.state, sent.body.progress, sent.body.result]).toEqual([
      202,
      'waiting',
      { filesTotal: null, filesDone: 0, percent: 0 },
      null,
    ]);
    const at = `/api/v1/producers/archives/${sent.body.id}`;
    const refused = await until('it is looked at', async () => {
      const { body } = await hoa.get(at);
      return body.state !== 'waiting' && body;
    });
    expect(refused).toMatchObject({
      state: 'refused',
      problem: { code: 'archive-refused', reason: 'not-an-archive', pointer: null },
      result: null,
    });
    expect((await boss.get(at)).body).toEqual(refused);
    expect((await stranger.get(at)).status).toBe(404);
    expect((await (await third.person('officer')).get(at)).status).toBe(403);
  });

  it('is for the producer’s own people and operators alone, and holds no secret', async () => {
    const home = `/api/v1/producers/${producerId}/archives`;
    const ordered = await mai.post(home);
    for (const other of [await here.person('producer'), await here.person('officer'), await here.person('province', '04')]) {
      expect((await other.post(home)).status).toBe(404);
      expect((await other.get(`${home}/${ordered.body.id}`)).status).toBe(404);
      expect((await other.get(`${home}/${ordered.body.id}/file`)).status).toBe(404);
    }
    const office = await here.person('province', '08');
    expect((await office.get(`${home}/${ordered.body.id}/file`)).status).toBe(403);
    expect((await takeIn(office, first)).status).toBe(403);
    const own = await here.producer(mai, '08');
    expect((await mai.get(`/api/v1/producers/${own}/archives/${ordered.body.id}/file`)).status).toBe(404);
    expect(first.includes('password')).toBe(false);
    expect(first.includes(mai.accountId)).toBe(false);
  });
});

describe('a finished archive', () => {
  const clock = new FakeClock(new Date('2026-11-22T02:00:00Z'));
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-archive-kept-'));
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp({ DATA_DIR: dataDir }, { clock });
  });
  afterAll(async () => {
    await app?.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });
  const kept = (): string[] =>
    fs
      .readdirSync(path.join(dataDir, 'archives'))
      .filter((name) => name.endsWith('.zip'))
      .map((name) => name.slice(0, 36))
      .sort();

  it('is kept for a week, and only the newest of a producer', async () => {
    const mai = await app.person('producer');
    const one = await app.producer(mai);
    const other = await app.producer(mai);
    const make = async (person: Person, producerId: string): Promise<string> => {
      const home = `/api/v1/producers/${producerId}/archives`;
      const ordered = await person.post(home);
      expect([ordered.status, ordered.body.state, ordered.body.keptUntil]).toEqual([202, 'making', null]);
      const ready = await until('an archive', async () => {
        const { body } = await person.get(`${home}/${ordered.body.id}`);
        return body.state === 'ready' && body;
      });
      expect(ready.keptUntil).toBe(new Date(clock.now().getTime() + 7 * 86_400_000).toISOString());
      return String(ordered.body.id);
    };
    const old = await make(mai, one);
    const newer = await make(mai, one);
    await until('the older file gone', () => Promise.resolve(kept().join() === newer));
    expect((await mai.get(`/api/v1/producers/${one}/archives/${old}`)).status).toBe(404);

    clock.advance(7 * 86_400_000 - 1_000);
    const operator = await app.person('operator');
    const second = await make(operator, other);
    const third = await make(operator, other); // the job has tidied once more behind the one before
    await until('the one before gone', () => Promise.resolve(!kept().includes(second)));
    expect(kept()).toEqual([newer, third].sort());
    clock.advance(2_000);
    await make(operator, other);
    await until('the week over', () => Promise.resolve(!kept().includes(newer)));
    const gone = await operator.get(`/api/v1/producers/${one}/archives/${newer}/file`);
    expect([gone.status, gone.body.type]).toEqual([404, 'urn:problem:not-found']);
  });
});
