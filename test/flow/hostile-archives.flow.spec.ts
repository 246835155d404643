import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rows, Transactions } from '../../src/shared/db';
import { openApp, type Person, type TestApp } from '../support/app';
import { exported, takeIn, unzip, zip, type Files } from '../support/archive-files';
import { fullProducer } from '../support/archive-scene';
import { until } from '../support/market';
import { HOSTILE_ARCHIVES, type Neighbour } from '../support/hostile-archives';

const TABLES = [
  'producer',
  'product',
  'pack',
  'photo',
  'certificate',
  'document',
  'harvest_lot',
  'pool',
  'stock_move',
  'product_version',
  'membership',
];

describe('an archive that somebody made up', () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lensan-hostile-archives-'));
  let app: TestApp;
  let mai: Person;
  let files: Files;
  let neighbour: Neighbour;
  beforeAll(async () => {
    const source = await openApp();
    const owner = await source.person('producer');
    files = await unzip(await exported(source, owner, await fullProducer(source, owner)));
    await source.close();

    app = await openApp({ DATA_DIR: dataDir });
    mai = await app.person('producer');
    const hoa = await app.person('producer');
    const made = await hoa.post(`/api/v1/producers/${await app.producer(hoa, '08')}/products`, {
      ...{ name: 'Chè dây', ocopSet: 12 },
      packs: [{ sku: 'CHE-1', unit: 'hộp', weightGrams: 200, lengthCm: 10, widthCm: 10, heightCm: 10, priceVnd: 180_000 }],
    });
    neighbour = { productId: String(made.body.id), sku: 'CHE-1' };
  });
  afterAll(async () => {
    await app?.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  const written = async (): Promise<unknown> =>
    rows(
      app.app.get(Transactions).reader,
      TABLES.map((table) => `select '${table}' as of, count(*)::int as n from ${table}`).join(' union all '),
    );

  /** Files of archives that were sent. */
  const left = (): string[] =>
    ['incoming', 'intakes'].flatMap((name) => {
      const folder = path.join(dataDir, 'archives', name);
      return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    });

  it.each(HOSTILE_ARCHIVES.map(([name, code, make]) => ({ name, code, make })))(
    '[N22] $name: refused ($code), and nothing is written',
    async ({ code, make }) => {
      const before = await written();
      const { status, body } = await takeIn(mai, await make(files, neighbour));
      const type = String(body.type).replace('urn:problem:', '');
      const pointer = body.errors?.[0]?.pointer as string | undefined;
      const seen = type === 'archive-refused' ? [body.reason, ...(pointer === undefined ? [] : [pointer])].join(' ') : type;
      expect(body.reason === 'schema' ? body.reason : seen).toBe(code);
      expect(status).toBe(code === 'already-exists' ? 409 : 422);
      expect(await written()).toEqual(before);
      await until('no file is left', () => Promise.resolve(left().length === 0));
    },
  );

  it('is one that is taken in when nothing is wrong with it, also when another program packed it', async () => {
    const taken = await takeIn(mai, await zip(files, { compress: true }));
    expect([taken.status, taken.body.products]).toEqual([201, 2]);
  });
});
