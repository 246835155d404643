import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { ReminderService, type OpenReminder } from './reminder.service';

const DAY = 86_400_000;

describe('reminders', () => {
  let database: TestDatabase;
  let clock: FakeClock;
  let reminders: ReminderService;
  let producerId: string;
  let productId: string;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    clock = new FakeClock(new Date('2026-11-22T02:00:00Z'));
    reminders = new ReminderService(clock);
    [producerId, productId] = [newId(), newId()];
    await run(`insert into producer (id, kind, name, province_code) values ($1, 'cooperative', 'HTX', '04')`, [producerId]);
    await run(`insert into product (id, producer_id, name, ocop_set) values ($1, $2, 'Mật ong', 4)`, [productId, producerId]);
  });

  const run = (sql: string, values: readonly unknown[] = []): Promise<unknown> => rows(database.db, sql, values);
  const licence = async (expiresOn: string, number = '1/2025'): Promise<string> => {
    const id = newId();
    await run(
      `insert into document (id, producer_id, type, scope, number, issuer, issued_on, expires_on, state) values ($1, $2, 'gap', 'producer', $3, 'TT', '2024-01-01', $4, 'verified')`,
      [id, producerId, number, expiresOn],
    );
    return id;
  };
  const certificate = async (expiresOn: string, number = '1/QĐ-UBND'): Promise<string> => {
    const id = newId();
    await run(
      `insert into certificate (id, product_id, stars, number, issued_by, issued_on, expires_on, state) values ($1, $2, 4, $3, 'UBND tỉnh', '2024-01-01', $4, 'verified')`,
      [id, productId, number, expiresOn],
    );
    return id;
  };
  const bringUp = (): Promise<number> => database.transactions.run((tx) => reminders.bringUp(tx));
  const open = (): Promise<OpenReminder[]> => reminders.open(database.db, producerId);
  const days = async (): Promise<string[]> => (await open()).map(({ kind, daysBefore }) => `${kind} ${daysBefore}`);
  const all = (): Promise<{ kind: string; days: number; isOpen: boolean }[]> =>
    rows(
      database.db,
      `select kind, days_before as days, closed_at is null as "isOpen" from reminder where producer_id = $1 order by days_before desc`,
      [producerId],
    );
  const passUntil = async (day: string): Promise<void> => {
    // One second before the day begins in Vietnam, and then the second in which it does.
    clock.advance(Date.parse(`${day}T00:00:00+07:00`) - 1_000 - clock.now().getTime());
    await bringUp();
  };

  it('[CC4] come 90, 30 and 7 days before the end and on the last day, with the first second of that day in Vietnam', async () => {
    await licence('2027-03-31');
    const seen: string[][] = [];
    for (const day of ['2026-12-31', '2027-03-01', '2027-03-24', '2027-03-31']) {
      await passUntil(day);
      seen.push(await days());
      clock.advance(1_000);
      await bringUp();
      seen.push(await days());
    }
    expect(seen).toEqual([[], ['end 90'], ['end 90'], ['end 30'], ['end 30'], ['end 7'], ['end 7'], ['end 0']]);
    expect(await all()).toHaveLength(4);
  });

  it('[CC4] tell of the renewal of a certificate 180, 150 and 120 days before its end', async () => {
    await certificate('2027-11-30');
    const seen: string[][] = [];
    for (const day of ['2027-06-03', '2027-07-03', '2027-08-02', '2027-09-01']) {
      await passUntil(day);
      clock.advance(1_000);
      await bringUp();
      seen.push(await days());
    }
    expect(seen).toEqual([['renewal 180'], ['renewal 150'], ['renewal 120'], ['end 90']]);
  });

  it('[CC4] are made once each, however many workers look at the same time', async () => {
    await licence('2026-12-01');
    await certificate('2027-01-01');
    await Promise.all(Array.from({ length: 8 }, () => bringUp()));
    const made = (await all()).map(({ kind, days: before }) => `${kind} ${before}`).sort();
    // The licence ends in 9 days, the certificate in 40.
    expect(made).toEqual(['end 30', 'end 90', 'end 90', 'renewal 120', 'renewal 150', 'renewal 180']);
    expect(await bringUp()).toBe(0);
    expect(await days()).toEqual(['end 30', 'end 90']);
  });

  it('[CC4] that fell due while nothing ran are made up for, and only the latest of a paper stays open', async () => {
    await licence('2027-03-31');
    clock.advance(Date.parse('2027-04-10T00:00:00+07:00') - clock.now().getTime());
    expect(await bringUp()).toBe(4);
    expect(await days()).toEqual(['end 0']);
    expect((await open())[0]?.messageVi).toMatch(/đã hết hạn ngày 31\/03\/2027/);
  });

  it('[CC4] end when a paper that lasts longer is verified, and begin anew when the end is another', async () => {
    const id = await licence('2026-12-20');
    const paper = await certificate('2026-12-10');
    await bringUp();
    expect(await days()).toEqual(['end 30', 'end 30']);
    await licence('2029-12-20', '2/2026');
    await run(`update certificate set renewal_filed_on = '2026-08-01' where id = $1`, [paper]);
    await bringUp();
    expect(await days()).toEqual([]);
    await run(`update document set state = 'revoked' where number = '2/2026'`);
    await run(`update document set expires_on = '2026-11-25' where id = $1`, [id]);
    await bringUp();
    expect(await days()).toEqual(['end 7']);
  });

  it('can be put away by the own people, and the next one comes all the same', async () => {
    await licence('2026-12-25');
    await bringUp();
    const [one] = await open();
    const account = newId();
    await run(`insert into account (id, phone_box, name, password_hash, role) values ($1, $2, 'Mai', 'x', 'producer')`, [account, account]);
    const dismiss = (producer: string): Promise<void> =>
      database.transactions.run((tx) => reminders.dismiss(tx, producer, one?.id ?? '', account));
    await expect(dismiss(newId())).rejects.toMatchObject({ kind: { code: 'not-found' } });
    await dismiss(producerId);
    await bringUp();
    expect(await days()).toEqual([]);
    clock.advance(30 * DAY);
    await bringUp();
    expect(await days()).toEqual(['end 7']);
  });
});
