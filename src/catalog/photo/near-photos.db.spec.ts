import { rows } from '../../shared/db';
import { newId } from '../../shared/kernel';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { bitsApart, lookProbes, NEAR_BITS } from './look.rules';
import { findNearOwn, findNearPhotos } from './near-photos';

const PRODUCERS = 4;
const PHOTOS = 100_000;

describe('near photos', () => {
  let database: TestDatabase;
  const producers = Array.from({ length: PRODUCERS }, () => newId());
  const looks = new Map<string, { look: string; producerId: string }>();
  beforeAll(async () => {
    database = await openDatabase();
    await rows(
      database.db,
      `insert into producer (id, kind, name, province_code) select id, 'cooperative', 'HTX', '04' from unnest($1::uuid[]) as given (id)`,
      [producers],
    );
    await rows(
      database.db,
      `insert into photo (id, producer_id, sha256, format, bytes, width, height, measured, look, created_at)
       select gen_random_uuid(), ($1::uuid[])[1 + n % ${PRODUCERS}], encode(sha256(n::text::bytea), 'hex'), 'jpeg', 1, 1, 1,
         '{"brightPercent": 87, "darkPercent": 46, "sharpness": 366, "subjectPercent": 36}', case when n % 100 = 0 then null
         else ('x' || substr(md5((n / 10 * 10)::text), 1, 16))::bit(64) # (n % 10)::bit(64) end, now()
       from generate_series(1, ${PHOTOS}) n`,
      [producers],
    );
    await rows(database.db, 'analyze photo');
    for (const row of await rows<{ id: string; look: string | null; producerId: string }>(
      database.db,
      'select id, look, producer_id as "producerId" from photo',
    ))
      if (row.look !== null) looks.set(row.id, { look: row.look, producerId: row.producerId });
  });
  afterAll(() => database.drop());

  it('are exactly those with at most 7 other bits, of all producers or of all but one', async () => {
    for (const [, { look, producerId }] of [...looks].filter((_, i) => i % 19_000 === 7)) {
      const expected = [...looks].filter(([, other]) => bitsApart(look, other.look) <= NEAR_BITS);
      expect(expected.length).toBeGreaterThan(5);
      const found = await findNearPhotos(database.db, look, { limit: 1000 });
      expect(found.map((photo) => photo.photoId).sort()).toEqual(expected.map(([id]) => id).sort());
      expect(found.map((photo) => photo.bitsApart)).toEqual(found.map((photo) => photo.bitsApart).sort((a, b) => a - b));
      const others = await findNearPhotos(database.db, look, { notOf: producerId, limit: 1000 });
      expect(others.map((photo) => photo.photoId).sort()).toEqual(
        expected.flatMap(([id, other]) => (other.producerId === producerId ? [] : [id])).sort(),
      );
    }
    expect(await findNearPhotos(database.db, null)).toEqual([]);
  });

  it('of one producer do not name the photo itself', async () => {
    const [first] = looks;
    if (!first) throw new Error('no photo');
    const [id, { look, producerId }] = first;
    const found = await findNearOwn(database.db, { id, producerId, look });
    expect(found.length).toBeGreaterThan(0);
    for (const photo of found) {
      expect(photo.photoId).not.toBe(id);
      expect(photo.producerId).toBe(producerId);
    }
  });

  it('are found by the index: no scan of all photos', async () => {
    const [first] = looks.values();
    const plan = await rows<{ 'QUERY PLAN': string }>(
      database.db,
      `explain select id from photo p where p.look is not null and p.look_parts && $1::integer[]`,
      [lookProbes(first?.look ?? '')],
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toContain('photo_look_idx');
    expect(text).not.toContain('Seq Scan');
  });
});
