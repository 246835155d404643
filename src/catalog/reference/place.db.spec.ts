import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { PlaceLoader } from './place.loader';
import { PlaceReader } from './place.reader';
import { fullNameVi, originVi } from './place.rules';

describe('the places', () => {
  let database: TestDatabase;
  const places = new PlaceReader();
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  it('are loaded once, also when several processes start together', async () => {
    const loader = new PlaceLoader(database.transactions);
    const loads = await Promise.all(Array.from({ length: 6 }, () => database.transactions.run((tx) => loader.load(tx))));
    expect(loads.filter(Boolean)).toHaveLength(1);
    await loader.onModuleInit();
    const [count] = await rows<{ provinces: number; communes: number; loads: number }>(
      database.db,
      'select (select count(*)::int from province) provinces, (select count(*)::int from commune) communes, (select count(*)::int from place_load) loads',
    );
    expect(count).toEqual({ provinces: 34, communes: 3321, loads: 1 });
  });

  it('are loaded again over the old rows when the version changes', async () => {
    await database.db.query(`update place_load set source = 'older'; update province set name = 'Tên cũ' where code = '01'`);
    await new PlaceLoader(database.transactions).onModuleInit();
    expect((await places.provinces(database.db))[0]).toEqual({ code: '01', name: 'Hà Nội', kind: 'thanh-pho' });
    expect(await places.provinces(database.db)).toHaveLength(34);
  });

  it('carry the official codes where the package is wrong', async () => {
    expect(await places.hasCommune(database.db, '06970')).toBe(false);
    expect(await places.hasCommune(database.db, '23737')).toBe(false);
    const baChe = await places.origin(database.db, '06978', '01');
    expect(baChe && originVi(baChe.commune, baChe.province)).toBe('Xã Ba Chẽ, tỉnh Quảng Ninh');
    expect((await places.communes(database.db, '52')).find((one) => one.code === '23938')?.name).toBe('Ia Mơ');
  });

  it('follow the change of Đồng Nai in 2026', async () => {
    const origin = await places.origin(database.db, '26368', '75');
    expect(origin?.commune && fullNameVi(origin.commune)).toBe('Phường Long Thành');
    expect(origin && fullNameVi(origin.province)).toBe('Thành phố Đồng Nai');
  });

  it('sort as Vietnamese does', async () => {
    const names = (await places.communes(database.db, '01')).map((one) => one.name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'vi')));
    expect(names.length).toBeGreaterThan(100);
  });
});
