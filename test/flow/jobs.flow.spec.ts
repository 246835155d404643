import { Transactions, rows } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { Jobs } from '../../src/sync';
import { openApp, type TestApp } from '../support/app';
import { until } from '../support/market';

describe('scheduled work', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app?.close());

  it('is known to the queue with its time, and removes what is too old when it is done', async () => {
    const db = app.app.get(Transactions).reader;
    const known = await rows<{ identifier: string }>(db, 'select identifier from graphile_worker._private_known_crontabs');
    expect(known.map(({ identifier }) => identifier)).toEqual(expect.arrayContaining(['exchange', 'reminders', 'tidy']));
    const { accountId } = await app.person('operator');
    const key = (): string => `k-${newId()}`;
    const insert = (days: number): Promise<unknown> =>
      rows(db, `insert into idempotent_request (account_id, key, created_at) values ($1, $2, now() - $3 * interval '1 day')`, [
        accountId,
        key(),
        days,
      ]);
    await insert(29);
    await insert(31);
    await app.app.get(Jobs).soon('tidy');
    await until(
      'the old one gone',
      async () => (await rows(db, 'select 1 from idempotent_request where account_id = $1', [accountId])).length === 1,
    );
  });
});
