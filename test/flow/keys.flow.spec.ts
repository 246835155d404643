import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { SecretBoxes } from '../../src/shared/secret';
import { openApp, PASSWORD, type Person, type TestApp } from '../support/app';
import { until } from '../support/market';

const PERSONAL = '001085012349';
const [OLD, NEW] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
const MANY = 1_000;

describe('changing the key of a running program', () => {
  let app: TestApp;
  let mai: Person;
  let operator: Person;
  let producerId: string;
  beforeAll(async () => {
    app = await openApp({ SECRET_KEY: OLD, SECRET_KEYS_OLD: NEW });
    [mai, operator] = [await app.person('producer'), await app.person('operator')];
    producerId = await app.producer(mai);
  });
  afterAll(() => app?.close());

  const home = (): string => `/api/v1/producers/${producerId}`;
  const sql = <T>(text: string, values: readonly unknown[] = []): Promise<T[]> => rows<T>(app.app.get(Transactions).reader, text, values);
  const sealedWithNew = async (): Promise<number> => {
    const mark = new SecretBoxes(Buffer.from(NEW, 'hex')).mark;
    return (await sql<{ n: number }>('select count(*)::int as n from producer_secret where substring(box from 1 for 5) = $1', [mark]))[0]!
      .n;
  };

  /** `npm run keys:rotate` with the new key. */
  function command(...options: readonly string[]): { child: ChildProcess; ended: Promise<{ code: number | null; text: string }> } {
    const root = path.resolve(__dirname, '../..');
    const child = spawn(
      process.execPath,
      ['-r', path.join(root, 'scripts/register.js'), path.join(root, 'src/rotate-keys.ts'), ...options],
      {
        cwd: root,
        env: { PATH: process.env.PATH ?? '', DATABASE_URL: app.databaseUrl, SECRET_KEY: NEW, SECRET_KEYS_OLD: OLD },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += String(data)));
    return { child, ended: new Promise((resolve) => child.once('exit', (code) => resolve({ code, text }))) };
  }

  it('[SP5] goes on where it was killed, while people work, and afterwards the old key can go', async () => {
    const { body: producer } = await mai.get(home());
    const kept = { version: producer.version, personalNumber: PERSONAL };
    expect((await mai.call('PATCH', home(), { body: kept })).status).toBe(200);
    const boxes = new SecretBoxes(Buffer.from(OLD, 'hex'));
    const ids = Array.from({ length: MANY }, () => newId());
    await sql(
      `insert into producer (id, kind, name, province_code) select id, 'cooperative', 'HTX ' || id, '04' from unnest($1::uuid[]) as id returning 1`,
      [ids],
    );
    await sql(
      `insert into producer_secret (producer_id, kind, box, changed_at) select *, now() from unnest($1::uuid[], $2::text[], $3::bytea[]) returning 1`,
      [ids, ids.map(() => 'personal-number'), ids.map((id) => boxes.seal(`producer_secret.personal-number:${id}`, id))],
    );

    // Somebody holds a row in the middle, so that the command stands still there when it is killed.
    const holder = app.app.get(Transactions).reader.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('select from producer_secret where producer_id = $1 for update', [ids[MANY / 2]]);
    const killed = command();
    await until('some are sealed anew', async () => (await sealedWithNew()) > 0, 30_000);
    killed.child.kill('SIGKILL');
    await killed.ended;
    await holder.rollbackTransaction();
    await holder.release();
    const half = await sealedWithNew();
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(MANY);

    expect((await mai.get(`${home()}/sensitive`)).body.personalNumber).toBe(PERSONAL);
    const rest = await command().ended;
    expect(rest.text).toContain(`producer_secret.box: ${MANY + 1 - half} sealed anew, 0 not readable`);
    expect(rest.code).toBe(0);
    expect((await mai.get(`${home()}/sensitive`)).body.personalNumber).toBe(PERSONAL);

    // By the phone number people are still found, and it is still taken.
    await app.logIn(mai);
    const taken = await operator.post('/api/v1/accounts', { phone: mai.phone, name: 'Ai đó', password: PASSWORD, role: 'producer' });
    expect(taken).toMatchObject({ status: 409, body: { errors: [{ pointer: '/phone' }] } });

    // The same number at another producer is found although it was sealed before.
    const twin = await mai.post('/api/v1/producers', {
      kind: 'household',
      name: 'Hộ Lê Thị Na',
      provinceCode: '04',
      personalNumber: PERSONAL,
    });
    expect(twin.body.duplicates).toEqual([expect.objectContaining({ producerId, reasons: ['personal-number'] })]);
    const check = await command('--check').ended;
    expect(check).toMatchObject({ code: 1, text: expect.stringContaining('producer_secret.box: ') as string });

    expect((await command().ended).code).toBe(0);
    const later = await openApp({ DATABASE_URL: app.databaseUrl, SECRET_KEY: NEW });
    try {
      const again = await later.logIn(mai);
      expect((await again.get(`${home()}/sensitive`)).body.personalNumber).toBe(PERSONAL);
    } finally {
      await later.close();
    }
  }, 60_000);

  it('[SP2] what an upgrade left in plain is sealed before the program answers', async () => {
    const plain = `"+84${mai.phone.slice(1)}"`;
    await sql(`update account set phone_box = convert_to($2, 'UTF8'), phone_index = null where id = $1`, [mai.accountId, plain]);
    await sql(`insert into sealing_debt (sealed_column) values ('account.phone_box') returning 1`);
    const upgraded = await openApp({ DATABASE_URL: app.databaseUrl, SECRET_KEY: NEW });
    try {
      expect((await (await upgraded.logIn(mai)).get('/api/v1/session')).body.phone).toBe(JSON.parse(plain));
      expect(await sql(`select 1 from account where position('84912' in encode(phone_box, 'escape')) > 0`)).toEqual([]);
      expect(await sql('select 1 from sealing_debt')).toEqual([]);
    } finally {
      await upgraded.close();
    }
  });
});
