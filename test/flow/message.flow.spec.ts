import { Logger } from '@nestjs/common';
import { readEnv } from '../../config/env';
import { IncomingMessages, Outbox, type Letter } from '../../src/people';
import { Undelivered } from '../../src/people/message/undelivered';
import { gatewayOf } from '../../src/people/message/http-sms.gateway';
import { startSandbox, type PhoneMessage, type Sandbox } from '../../src/sandbox';
import { rows } from '../../src/shared/db';
import { FakeClock } from '../../src/shared/kernel';
import { SecretBoxes } from '../../src/shared/secret';
import { openDatabase, type TestDatabase } from '../support/database';

const boxes = new SecretBoxes(Buffer.alloc(32, 3));
const clock = new FakeClock();
let database: TestDatabase;
let numbers = 0;
const newNumber = (): string => `+8491299${String(++numbers).padStart(4, '0')}`;
beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await openDatabase([], 5);
});
afterAll(() => database.drop());

describe('short messages on their way out', () => {
  let sandbox: Sandbox;
  let phone: string;
  beforeAll(async () => {
    sandbox = await startSandbox({ voso: false, postmart: false });
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => {
    phone = newNumber();
  });

  const outboxTo = (url: string): Outbox =>
    new Outbox(database.transactions, clock, boxes, gatewayOf(readEnv({ SMS_GATEWAY: 'practice', SMS_URL: url })));
  const outbox = (): Outbox => outboxTo(sandbox.phones.url);
  const put = (over: Partial<Letter> = {}): Promise<string> =>
    database.transactions.run((tx) => outbox().put(tx, { to: phone, text: 'Mã 123456', purpose: 'code', isSecret: true, ...over }));
  const next = (...faults: string[]): Promise<unknown> =>
    fetch(`${sandbox.phones.url}/__sim/faults`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ next: faults }) },
    });
  const received = async (): Promise<readonly PhoneMessage[]> =>
    (await (await fetch(`${sandbox.phones.url}/__sim/messages?phone=${encodeURIComponent(phone)}`)).json()) as PhoneMessage[];
  const row = async (id: string): Promise<object | undefined> =>
    (
      await rows<object>(
        database.db,
        'select state, tries, reason, gateway_id as "gatewayId", box is null as "isWiped" from message where id = $1',
        [id],
      )
    )[0];

  it('are sent once, without marks, and what was secret is wiped', async () => {
    const [secret, open] = [await put(), await put({ text: 'Chị Lan đã đổi giá', isSecret: false })];
    await Promise.all([outbox().sendDue(), outbox().sendDue(), outbox().sendDue()]);
    expect((await received()).map(({ text }) => text).sort()).toEqual(['Chi Lan da doi gia', 'Ma 123456']);
    expect(await row(secret)).toMatchObject({ state: 'sent', tries: 1, isWiped: true, gatewayId: expect.stringMatching(/^SMS/) });
    expect(await row(open)).toMatchObject({ state: 'sent', isWiped: false });
  });

  it('are taken by one sender each: nobody waits for one that another has taken', async () => {
    const [taken, free] = [await put(), await put({ text: 'tin sau', isSecret: false })];
    const other = database.dataSource.createQueryRunner();
    try {
      await other.startTransaction();
      await other.query('select 1 from message where id = $1 for update', [taken]);
      await Promise.all([outbox().sendDue(), outbox().sendDue()]);
    } finally {
      await other.rollbackTransaction();
      await other.release();
    }
    expect(await row(free)).toMatchObject({ state: 'sent', tries: 1 });
    expect(await row(taken)).toMatchObject({ state: 'queued', tries: 0 });
    await outbox().sendDue();
  });

  it('of a transaction that was undone are not sent', async () => {
    const undone = database.transactions.run(async (tx) => {
      await outbox().put(tx, { to: phone, text: 'x', purpose: 'receipt' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await outbox().sendDue();
    expect(await received()).toEqual([]);
  });

  it('are tried five times when they are refused, each time later, and then fail with the reason', async () => {
    const id = await put();
    await next('refuse', 'refuse', 'refuse', 'refuse', 'refuse');
    for (const wait of [5_000, 20_000, 60_000, 300_000]) {
      await outbox().sendDue();
      expect(await row(id)).toMatchObject({ state: 'queued', reason: 'HTTP 503', isWiped: false });
      clock.advance(wait - 1);
      await outbox().sendDue();
      clock.advance(1);
    }
    expect(await row(id)).toMatchObject({ tries: 4 });
    await outbox().sendDue();
    expect(await row(id)).toMatchObject({ state: 'failed', tries: 5, isWiped: true });
  });

  it('that reached nobody are the operator’s, page by page, who has them sent again; not what was wiped or is too late', async () => {
    const undelivered = new Undelivered(database.transactions, clock, boxes, outbox());
    const again = (id: string): Promise<unknown> => database.transactions.run((tx) => undelivered.sendAgain(tx, id));
    const soon = new Date(clock.now().getTime() + 3_600_000);
    const [open, secret, late] = [
      await put({ isSecret: false, text: 'Chị Lan' }),
      await put(),
      await put({ isSecret: false, notAfter: soon }),
    ];
    const ids = [late, secret, open];
    for (const id of [open, secret, late]) {
      const end = `update message set state = 'failed', tries = 5, reason = 'HTTP 503', ended_at = $2, box = case when is_secret then null else box end where id = $1`;
      await database.db.query(end, [id, clock.now()]);
      await expect(again(secret)).rejects.toThrow('illegal-move');
      clock.advance(1000);
    }
    const own = async (cursor?: string): Promise<readonly { id: string }[]> => {
      const { items, next: more } = await undelivered.list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      return more === undefined ? items : [...items, ...(await own(more))];
    };
    const found = (await own()).filter(({ id }) => ids.includes(id));
    expect(found).toMatchObject([
      { id: late, canSendAgain: true },
      { id: secret, recipientMasked: null, canSendAgain: false },
      { id: open, recipientMasked: `•••${phone.slice(-3)}`, state: 'failed', reason: 'HTTP 503', tries: 5, canSendAgain: true },
    ]);
    expect(JSON.stringify(found)).not.toContain(phone.slice(3));
    await again(open);
    await expect(again(open)).rejects.toThrow('illegal-move'); // it is under way
    await outbox().sendDue();
    expect((await received()).map(({ text }) => text)).toEqual(['Chi Lan']);
    expect(await row(open)).toMatchObject({ state: 'sent', tries: 1, reason: null });
    clock.advance(soon.getTime() - clock.now().getTime());
    await expect(again(late)).rejects.toThrow('illegal-move');
    await expect(again('00000000-0000-7000-8000-000000000000')).rejects.toThrow('not-found');
  });

  it('that may have gone out are not sent again', async () => {
    const id = await put();
    await next('take-and-drop');
    await outbox().sendDue();
    clock.advance(600_000);
    await outbox().sendDue();
    expect(await row(id)).toMatchObject({ state: 'unknown', tries: 1 });
    expect(await received()).toHaveLength(1);
  });

  it('wait while nobody is reached, and are not sent when they are of no use any more', async () => {
    const id = await put({ notAfter: new Date(clock.now().getTime() + 30_000) });
    const gone = await startSandbox({ voso: false, postmart: false });
    await gone.stop();
    await outboxTo(gone.phones.url).sendDue();
    expect(await row(id)).toMatchObject({ state: 'queued', reason: expect.stringContaining('ECONNREFUSED') });
    clock.advance(29_999);
    expect(await row(id)).toMatchObject({ state: 'queued' });
    clock.advance(1);
    await outbox().sendDue();
    expect(await row(id)).toMatchObject({ state: 'failed', reason: 'too late' });
    expect(await received()).toEqual([]);
  });

  it('that a killed sender had taken are unknown after a minute, not before', async () => {
    const id = await put();
    await database.db.query(`update message set state = 'sending', tries = 1, due_at = $2 where id = $1`, [
      id,
      new Date(clock.now().getTime() + 60_000),
    ]);
    clock.advance(59_999);
    await outbox().sendDue();
    expect(await row(id)).toMatchObject({ state: 'sending' });
    clock.advance(1);
    await outbox().sendDue();
    expect(await row(id)).toMatchObject({ state: 'unknown' });
  });

  it('wait without a gateway, and that is said', async () => {
    const none = new Outbox(database.transactions, clock, boxes, null);
    const before = (await none.state()).waiting;
    const id = await put();
    await none.sendDue();
    expect(await none.state()).toEqual({ gateway: 'none', waiting: before + 1 });
    expect(await row(id)).toMatchObject({ state: 'queued', tries: 0 });
    await outbox().sendDue();
  });

  it('believe an answer only when it says what success says', async () => {
    const http = (settings: object): Outbox =>
      new Outbox(
        database.transactions,
        clock,
        boxes,
        gatewayOf(
          readEnv({
            ...{ SMS_GATEWAY: 'http', SMS_URL: `${sandbox.phones.url}/messages`, SMS_BODY: '{"id":"{id}","to":"{to}","text":"{text}"}' },
            ...{ SMS_SUCCESS: '"id":"SMS\\d+"', ...settings },
          }),
        ),
      );
    const id = await put();
    await next('say-no');
    await http({}).sendDue();
    expect(await row(id)).toMatchObject({ state: 'queued', reason: 'the answer is not the one of success' });
    clock.advance(5_000);
    await http({ SMS_ID: '"id":"(\\w+)"' }).sendDue();
    expect(await row(id)).toMatchObject({ state: 'sent', gatewayId: expect.stringMatching(/^SMS\d+$/) });
  });

  it('need settings that make sense', () => {
    const gateway = (settings: Record<string, string>) => () => gatewayOf(readEnv(settings));
    const http = { SMS_GATEWAY: 'http', SMS_URL: 'https://x.vn/?to={to0}&t={text}' };
    expect(gateway(http)).not.toThrow();
    expect(gateway({ SMS_GATEWAY: 'http' })).toThrow('SMS_URL');
    expect(gateway({ ...http, SMS_URL: 'https://x.vn/' })).toThrow('{to}, {text}');
    expect(gateway({ ...http, SMS_URL: 'http://x.vn/?to={to0}&t={text}' })).toThrow('https');
    expect(gateway({ ...http, SMS_HEADERS: '{"authorization":"khoá' })).toThrow(/^SMS_HEADERS must be a JSON object of texts$/);
    expect(gateway({ ...http, SMS_SUCCESS: '(' })).toThrow('SMS_SUCCESS');
  });
});

describe('short messages that came', () => {
  it('have one effect each, wait while their reader fails, and stay when nobody understands them', async () => {
    const incoming = new IncomingMessages(database.transactions, clock, boxes);
    const read: string[] = [];
    let fails = true;
    incoming.register({
      name: 'test',
      async read(tx, { from, text }) {
        if (!text.startsWith('con')) return false;
        await tx.query(
          `insert into message (id, purpose, recipient_hash, is_secret, state, due_at, created_at) values (gen_random_uuid(), 'effect', '', false, 'sent', now(), now())`,
        );
        if (fails) throw new Error('hỏng\0');
        read.push(`${from} ${text}`);
        return true;
      },
    });
    const from = newNumber();
    await incoming.store({ id: 'g1', from: `0${from.slice(3)}`, text: 'CÒN  20' });
    await incoming.store({ id: 'g1', from, text: 'CÒN 20' });
    await incoming.store({ id: 'g2', from: 'VIETTEL', text: 'Quảng cáo' });
    await incoming.readDue();
    expect(read).toEqual([]);
    fails = false;
    clock.advance(1_999);
    await incoming.readDue();
    expect(read).toEqual([]);
    clock.advance(1);
    await Promise.all([incoming.readDue(), incoming.readDue()]);
    expect(read).toEqual([`${from} con 20`]);
    expect(await rows(database.db, `select gateway_id as id, state, reader, attempts from incoming_message order by gateway_id`)).toEqual([
      { id: 'g1', state: 'done', reader: 'test', attempts: 1 },
      { id: 'g2', state: 'done', reader: null, attempts: 0 },
    ]);
    expect(await rows(database.db, `select 1 from message where purpose = 'effect'`)).toHaveLength(1);
  });
});
