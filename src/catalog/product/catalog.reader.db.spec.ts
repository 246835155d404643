import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { CertificateService } from '../document/certificate.service';
import { Certificate } from '../document/certificate.entity';
import { PlaceLoader } from '../reference/place.loader';
import { PlaceReader } from '../reference/place.reader';
import { AttributeDefinition } from './attribute.entity';
import { AttributeService } from './attribute.service';
import { CatalogReader } from './catalog.reader';
import { Pack } from './pack.entity';
import { Product } from './product.entity';
import { ProductSearch } from '../search/product-search';
import { ProductService } from './product.service';

describe('what a listing is drafted from', () => {
  const clock = new FakeClock(new Date('2026-11-21T02:00:00Z'));
  const places = new PlaceReader();
  const attributes = new AttributeService(clock);
  const products = new ProductService(clock, places, attributes, new ProductSearch(clock));
  const certificates = new CertificateService(clock);
  const reader = new CatalogReader(clock, places, attributes);
  const producerId = newId();
  const officeId = newId();
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openDatabase([Product, Pack, AttributeDefinition, Certificate]);
    await new PlaceLoader(database.transactions).onModuleInit();
    await rows(
      database.db,
      `insert into account (id, phone_box, name, password_hash, role, province_code) values ($1, '+84912000001', 'Sở', 'x', 'province', '04')`,
      [officeId],
    );
    await rows(
      database.db,
      `insert into producer (id, kind, name, province_code, is_demonstration) values ($1, 'cooperative', 'HTX Bạc Hà', '04', true)`,
      [producerId],
    );
  });
  afterAll(() => database.drop());

  const register = (communeCode: string | null) =>
    database.transactions.run((tx) =>
      products.create(
        tx,
        producerId,
        {
          ...{ name: 'Mật ong bạc hà', description: 'Ngọt.', ocopSet: 4, communeCode, shelfLifeDays: 365 },
          packs: [{ unit: 'hộp', factor: 6, weightGrams: 4500, lengthCm: 30, widthCm: 20, heightCm: 22, priceVnd: 2_000_000 }],
        },
        null,
      ),
    );

  it('has every field of the pack, its product, its maker and its place', async () => {
    const { product, packs } = await register('01273');
    const [pack] = packs;
    expect(await reader.draftSource(database.db, pack!.id)).toEqual({
      ...{
        producerId,
        productId: product.id,
        productVersion: 1,
        packId: pack!.id,
        sku: pack!.sku,
        factor: 6,
        ocopSet: 4,
        isDemonstration: true,
        overrides: {},
      },
      ...{
        name: 'Mật ong bạc hà',
        description: 'Ngọt.',
        label: [],
        unit: 'hộp',
        price: 2_000_000,
        weightGrams: 4500,
        lengthCm: 30,
        widthCm: 20,
        heightCm: 22,
      },
      ...{ shelfLifeDays: 365, ocop: null, originVi: 'Phường Thục Phán, tỉnh Cao Bằng', makerVi: 'HTX Bạc Hà' },
    });
    const bare = await register(null);
    expect((await reader.draftSource(database.db, bare.packs[0]!.id)).originVi).toBe('Tỉnh Cao Bằng');
  });

  it('claims stars only while a verified certificate is valid', async () => {
    const { product, packs } = await register('01273');
    const paper = { stars: 4 as const, number: '9/QĐ', issuedBy: 'UBND tỉnh Cao Bằng', issuedOn: '2025-03-12', expiresOn: '2026-11-22' };
    const { id } = await database.transactions.run((tx) => certificates.submit(tx, producerId, product.id, paper, null));
    const claim = async (): Promise<unknown> => (await reader.draftSource(database.db, packs[0]!.id)).ocop;
    expect(await claim()).toBeNull();

    await database.transactions.run((tx) =>
      certificates.decide(
        tx,
        { producerId, productId: product.id, id },
        { to: 'verified' },
        { accountId: officeId, role: 'province', provinceCode: '04' },
      ),
    );
    expect(await claim()).toEqual({
      stars: 4,
      certificateNumber: '9/QĐ',
      issuedBy: paper.issuedBy,
      issuedOn: '2025-03-12',
      expiresOn: '2026-11-22',
    });

    clock.advance(38 * 3_600_000); // 23:00 in Vietnam on its last day
    expect(await claim()).not.toBeNull();
    clock.advance(3_600_000);
    expect(await claim()).toBeNull();
  });

  it('is "not found" for a pack that is not there', async () => {
    await expect(reader.draftSource(database.db, newId())).rejects.toMatchObject({ kind: { code: 'not-found' } });
  });
});
