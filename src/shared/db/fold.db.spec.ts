import fc from 'fast-check';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { foldVi } from '../kernel';
import { rows } from '.';

describe('folded text', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  const inDatabase = async (texts: readonly string[]): Promise<string[]> => {
    const found = await rows<{ folded: string }>(
      database.db,
      'select fold_vi(t) as folded from unnest($1::text[]) with ordinality as given (t, n) order by n',
      [texts],
    );
    return found.map((row) => row.folded);
  };

  it.each([
    ['Cam Cao Phong', 'cam cao phong'],
    ['Hoà Bình', 'hoa binh'],
    ['Hòa Bình', 'hoa binh'],
    ['Đắk Lắk', 'dak lak'],
    ['ĐẮK LẮK'.normalize('NFD'), 'dak lak'],
    ['  Mật\u00a0ong \t bạc\u200b hà\n', 'mat ong bac ha'],
    ['Ea H’Leo', "ea h'leo"],
    ['ƯƠNG ưỡng Ỹ ỵ', 'uong uong y y'],
    ['Ｎước mắm 500ml', 'nuoc mam 500ml'],
    ['', ''],
  ])('%j is %j, in the program and in the database', async (text, folded) => {
    expect(foldVi(text)).toBe(folded);
    expect(await inDatabase([text])).toEqual([folded]);
  });

  it('is the same in both for any text, and folding again changes nothing', async () => {
    const letters = [..."aAăâđĐeêioôơuưyỳỹÀẢÃÁẠ \t\u00a0\u200b0Zz‘’ʼ'ﬁß一я½\u0301"];
    const anyText = fc.oneof(fc.string({ unit: fc.constantFrom(...letters) }), fc.string({ unit: 'grapheme' }));
    const texts = fc.sample(anyText, 2000).filter((text) => !text.includes('\0'));
    const folded = texts.map(foldVi);
    expect(await inDatabase(texts)).toEqual(folded);
    expect(folded.map(foldVi)).toEqual(folded);
  });

  it('may stand in an index, which a search for part of a name then uses', async () => {
    await database.db.query(`
      create table pond (name text not null, folded text generated always as (fold_vi(name)) stored);
      insert into pond (name) select 'Hồ số ' || n from generate_series(1, 20000) n;
      create index on pond using gin (folded gin_trgm_ops); create index on pond (fold_vi(name)); analyze pond`);
    const plan = async (where: string): Promise<string> =>
      (await rows<{ 'QUERY PLAN': string }>(database.db, `explain select 1 from pond where ${where}`))
        .map((row) => row['QUERY PLAN'])
        .join('\n');
    expect(await plan(`folded like '%so 1234%'`)).toContain('Bitmap Index Scan');
    expect(await plan(`fold_vi(name) = fold_vi('HỒ SỐ 77')`)).toContain('pond_fold_vi_idx');
  });
});
