import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { SecretBoxes } from '../../shared/secret';
import { messagePlace, Outbox } from '../message/outbox';
import { Codes, type CodeOrder } from './codes';

describe('one-time codes', () => {
  let database: TestDatabase;
  let clock: FakeClock;
  let boxes: SecretBoxes;
  let codes: Codes;
  let subject: string;
  let phone: string;
  let numbers = 0;
  beforeAll(async () => {
    database = await openDatabase([], 5);
    boxes = new SecretBoxes(Buffer.alloc(32, 7));
  });
  afterAll(async () => {
    await database.transactions.onApplicationShutdown();
    await database.drop();
  });
  beforeEach(() => {
    clock = new FakeClock();
    codes = new Codes(database.transactions, clock, boxes, new Outbox(database.transactions, clock, boxes, null));
    subject = newId();
    phone = `+8491234${String(++numbers).padStart(4, '0')}`;
  });

  /** Sends one and answers what the message says. */
  const send = async (over: Partial<CodeOrder> = {}): Promise<string> => {
    await database.transactions.run((tx) =>
      codes.send(tx, { purpose: 'proposal', subject, content: 'giá 85000', phone, askedFrom: `address of ${phone}`, ...over }),
    );
    const [last] = await rows<{ id: string; box: Buffer }>(
      database.db,
      'select id, box from message where recipient_hash = $1 order by id desc limit 1',
      [boxes.keyedHash('phone', phone)],
    );
    return last ? (/ma (\d{6}) /.exec((boxes.open(messagePlace(last.id), last.box) as { text: string }).text)?.[1] ?? '') : '';
  };
  const use = (code: string, over: object = {}): Promise<{ codeId: string }> =>
    database.transactions.run((tx) => codes.check(tx, { purpose: 'proposal', subject, content: 'giá 85000', code, ...over }));
  const another = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  it('is good once', async () => {
    const code = await send();
    expect(await use(code)).toEqual({ codeId: expect.any(String) });
    await expect(use(code)).rejects.toMatchObject({ kind: { code: 'code-wrong' } });
  });

  it('confirms this purpose, this subject and this content only', async () => {
    const code = await send();
    for (const other of [{ content: 'giá 95000' }, { content: undefined }, { purpose: 'consent' }, { subject: newId() }])
      await expect(use(code, other)).rejects.toMatchObject({ kind: { code: 'code-wrong' } });
    await use(code);
  });

  it('is good until its tenth minute, and not at it', async () => {
    const [code, later] = [await send(), newId()];
    const second = await send({ subject: later });
    clock.advance(599_999);
    await use(code);
    clock.advance(1);
    await expect(use(second, { subject: later })).rejects.toMatchObject({ facts: { triesLeft: 0 } });
  });

  it('bears five tries, also when each of them was undone, and when all come at the same time', async () => {
    const code = await send();
    for (const triesLeft of [4, 3, 2, 1]) await expect(use(another(code))).rejects.toMatchObject({ facts: { triesLeft } });
    await use(code);

    clock.advance(600_000);
    const second = await send();
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => use(another(second))));
    expect(tries.map((one) => one.status)).toEqual(Array.from({ length: 12 }, () => 'rejected'));
    await expect(use(second)).rejects.toMatchObject({ facts: { triesLeft: 0 } });
  });

  it('one of many who use it at the same time gets through', async () => {
    const code = await send();
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => use(code)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('is good again when what it confirmed was undone', async () => {
    const code = await send();
    const undone = database.transactions.run(async (tx) => {
      await codes.check(tx, { purpose: 'proposal', subject, content: 'giá 85000', code });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await use(code);
  });

  it('is replaced by the next one', async () => {
    const [first, second] = [await send(), await send()];
    if (first !== second) await expect(use(first)).rejects.toMatchObject({ kind: { code: 'code-wrong' } });
    await use(second);
  });

  it('is sent three times in ten minutes, also when all ask at once, and those who are known are counted apart', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 6 }, () => send({ subject: newId() })));
    expect(asked.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
    await expect(send()).rejects.toMatchObject({ kind: { code: 'too-many-requests' }, facts: { retryAfterSeconds: 600 } });
    await send({ isFromKnown: true });
    clock.advance(599_999);
    await expect(send()).rejects.toMatchObject({ facts: { retryAfterSeconds: 1 } });
    clock.advance(1);
    await send();
  });

  it('leaves nothing readable in the database', async () => {
    const code = await send();
    const stored = await rows<{ text: string }>(
      database.db,
      'select row_to_json(c)::text as text from one_time_code c union all select row_to_json(m)::text from message m',
    );
    const all = stored.map(({ text }) => text).join();
    expect(all).not.toContain(code);
    expect(all).not.toContain(phone.slice(3));
    expect(all).not.toContain(Buffer.from(code).toString('hex'));
  });

  it('to a number that nobody has counts like another one and is never right', async () => {
    const nobody = async (): Promise<string> => send({ isNobody: true });
    expect([await nobody(), await nobody(), await nobody()]).toEqual(['', '', '']);
    await expect(nobody()).rejects.toMatchObject({ kind: { code: 'too-many-requests' } });
    await expect(use('000000')).rejects.toMatchObject({ facts: { triesLeft: 4 } });
  });
});
