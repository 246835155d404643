import { until } from '../../../test/support/market';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../db';
import { newId } from '../kernel';
import { Rotation, SecretBoxes, type SealedColumn } from '.';

const old = Buffer.alloc(32, 1);
const fresh = Buffer.alloc(32, 2);
const column: SealedColumn = {
  table: 'paper',
  column: 'box',
  key: { shelf: 'text', id: 'uuid' },
  place: ({ shelf, id }) => `paper:${shelf}:${id}`,
  indexes: [{ column: 'number_index', of: (content, { shelf }) => (shelf === 'a' ? { kind: 'number', value: String(content) } : null) }],
};

describe('changing the key', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
    await database.db.query('create table paper (shelf text, id uuid, box bytea, number_index bytea, primary key (shelf, id))');
  });
  afterAll(() => database.drop());
  beforeEach(() => database.db.query('truncate paper'));

  async function fill(boxes: SecretBoxes, count: number): Promise<void> {
    const made = Array.from({ length: count }, (_, at) => ({ shelf: at % 2 === 0 ? 'a' : 'b', id: newId(), content: `số ${at}` }));
    await database.db.query('insert into paper (shelf, id, box) select * from unnest($1::text[], $2::uuid[], $3::bytea[])', [
      made.map(({ shelf }) => shelf),
      made.map(({ id }) => id),
      made.map(({ shelf, id, content }) => boxes.seal(column.place({ shelf, id }), content)),
    ]);
  }

  const contents = async (boxes: SecretBoxes): Promise<unknown[]> =>
    (await rows<{ shelf: string; id: string; box: Buffer }>(database.db, 'select shelf, id, box from paper'))
      .map(({ box, ...key }) => boxes.open(column.place(key), box))
      .sort();

  it('[SP5] seals every box anew, over many transactions, with its index; afterwards the old key is not needed', async () => {
    await fill(new SecretBoxes(old), 450);
    const before = await contents(new SecretBoxes(old));
    const rotation = new Rotation(database.transactions, new SecretBoxes(fresh, old));

    expect(await rotation.count(column)).toEqual({ newest: 0, older: 450 });
    expect(await rotation.run(column)).toEqual({ sealed: 450, unreadable: 0 });
    expect(await rotation.count(column)).toEqual({ newest: 450, older: 0 });
    expect(await rotation.run(column)).toEqual({ sealed: 0, unreadable: 0 });
    expect(await contents(new SecretBoxes(fresh))).toEqual(before);
    const index = new SecretBoxes(fresh).keyedHash('number', 'số 4');
    expect(await rows(database.db, 'select shelf from paper where number_index = $1', [index])).toEqual([{ shelf: 'a' }]);
    expect(await rows(database.db, `select count(number_index)::int as n from paper where shelf = 'b'`)).toEqual([{ n: 0 }]);
  });

  it('leaves what it cannot read, says so, and seals the rest', async () => {
    await fill(new SecretBoxes(Buffer.alloc(32, 9)), 210);
    await fill(new SecretBoxes(old), 210);

    expect(await new Rotation(database.transactions, new SecretBoxes(fresh, old)).run(column)).toEqual({ sealed: 210, unreadable: 210 });
  });

  it('seals what lies in plain after an upgrade, and only then', async () => {
    await database.db.query(`insert into paper (shelf, id, box) values ('a', gen_random_uuid(), convert_to('"số 1"', 'UTF8'))`);
    const rotation = new Rotation(database.transactions, new SecretBoxes(fresh));

    expect(await rotation.run(column)).toEqual({ sealed: 0, unreadable: 1 });
    expect(await rotation.run(column, { takesPlain: true })).toEqual({ sealed: 1, unreadable: 0 });
    expect(await contents(new SecretBoxes(fresh))).toEqual(['số 1']);
  });

  it('waits for whoever is changing a row, and then seals what they wrote', async () => {
    await fill(new SecretBoxes(old), 3);
    const boxes = new SecretBoxes(fresh, old);
    const [row] = await rows<{ shelf: string; id: string }>(database.db, 'select shelf, id from paper limit 1');
    const place = column.place({ shelf: row!.shelf, id: row!.id });
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('update paper set box = $2 where id = $1', [row!.id, new SecretBoxes(old).seal(place, 'mới')]);
    const running = new Rotation(database.transactions, boxes).run(column);
    const isWaiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await until('it waits', async () => (await rows(database.db, isWaiting)).length > 0);
    await runner.commitTransaction();
    await runner.release();

    expect(await running).toEqual({ sealed: 3, unreadable: 0 });
    expect(await contents(new SecretBoxes(fresh))).toContain('mới');
  });
});
