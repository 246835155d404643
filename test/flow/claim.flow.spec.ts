import { Objections, Receipts } from '../../src/people';
import { rows, Transactions } from '../../src/shared/db';
import { FakeClock, newId } from '../../src/shared/kernel';
import { MessagePost } from '../../src/sync';
import { PASSWORD, mandateOf, openApp, type Answer, type Json, type Person, type TestApp } from '../support/app';
import { until } from '../support/market';
import { codeTo, smsTo } from '../support/sms';

const MINUTE = 60_000;
const SECRET = 'bí mật của cổng tin nhắn'.normalize('NFD').replace(/[^ -~]/g, '');
let phones = 0;
const newPhone = (): string => `09345${String(++phones).padStart(5, '0')}`;

/** 9 in the morning in Vietnam. */
const clock = new FakeClock(new Date('2026-11-23T02:00:00Z'));
let app: TestApp;
let officer: Person;
beforeAll(async () => {
  app = await openApp({ SMS_SECRET: SECRET }, { clock });
});
afterAll(() => app.close());
beforeEach(async () => {
  officer = await app.person('officer');
});

const call = (method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> =>
  app.call(method, `/api/v1${path}`, { body, headers });
const codeOf = ({ status, body }: Answer): [number, string] => [status, String(body?.type ?? '').replace('urn:problem:', '')];
const sql = (text: string, values: unknown[] = []): Promise<Json[]> => rows<Json>(app.app.get(Transactions).reader, text, values);
const register = async (phone: string, name = `Hộ ${newId().slice(-6)}`): Promise<string> => {
  const made = await officer.post<Json>('/api/v1/producers', {
    ...{ kind: 'household', name, provinceCode: '04', phone },
    ...mandateOf(officer),
  });
  expect([made.status, made.text]).toEqual([201, expect.any(String)]);
  return made.body.id as string;
};

describe('a household that an officer registered', () => {
  const confirm = async (phone: string, over: object = {}): Promise<Answer> =>
    call('POST', '/claims/confirm', { phone, code: await codeTo(app, phone), password: PASSWORD, name: 'Vàng Thị Lan', ...over });
  const asUser = (answer: Answer): Record<string, string> => ({
    ...{ cookie: (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '', 'x-requested-with': 'len-san' },
  });

  it('[PD8] claims its record by a code to its phone; the officer helps on until the mandate ends', async () => {
    const phone = newPhone();
    const producerId = await register(phone);
    const [asked, nobody] = [await call('POST', '/claims', { phone }), await call('POST', '/claims', { phone: newPhone() })];
    expect([asked.status, nobody.status, nobody.body]).toEqual([202, 202, asked.body]);

    const code = await codeTo(app, phone);
    expect(codeOf(await confirm(phone, { code: code === '000000' ? '000001' : '000000' }))).toEqual([422, 'code-wrong']);
    const claimed = await confirm(phone);
    expect([claimed.status, claimed.body]).toMatchObject([201, { claimed: [{ id: producerId }], offered: [] }]);
    const home = await call('GET', `/producers/${producerId}`, undefined, asUser(claimed));
    expect(home.body).toMatchObject({ id: producerId });
    expect((await officer.get(`/api/v1/producers/${producerId}`)).status).toBe(200);
    expect((await call('POST', '/session', { phone, password: PASSWORD })).status).toBe(201);
    expect(await sql(`select what, actor_role from act where producer_id = $1 order by seq`, [producerId])).toMatchObject([
      { what: 'POST /api/v1/producers', actor_role: 'officer' },
      { what: 'POST /api/v1/claims/confirm', actor_role: 'producer' },
    ]);

    // What has people is theirs to share, not to be claimed.
    await call('POST', '/claims', { phone });
    expect((await smsTo(app, phone)).filter((text) => text.includes('ma '))).toHaveLength(1);
  });

  it('[PD8] that shares a number with others chooses its own by name', async () => {
    const phone = newPhone();
    const [first, second] = [await register(phone, 'Hộ Vàng A Páo'), await register(phone, 'Hộ Vàng A Sinh')];
    await call('POST', '/claims', { phone });
    const proven = await confirm(phone);
    expect(proven.body).toMatchObject({ claimed: [], offered: [{ name: 'Hộ Vàng A Páo' }, { name: 'Hộ Vàng A Sinh' }] });
    const user = asUser(proven);
    expect((await call('GET', '/claims', undefined, user)).body.items).toHaveLength(2);
    expect((await call('GET', `/producers/${second}`, undefined, user)).status).toBe(404);

    const foreign = await register(newPhone());
    const accept = (producerIds: string[], headers = user): Promise<Answer> => call('POST', '/claims/accept', { producerIds }, headers);
    expect(codeOf(await accept([second, foreign]))).toEqual([404, 'not-found']);
    const both = await Promise.all([accept([second]), accept([second])]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 404]);
    expect((await call('GET', `/producers/${second}`, undefined, user)).status).toBe(200);
    expect((await call('GET', `/producers/${first}`, undefined, user)).status).toBe(404);

    clock.advance(30 * MINUTE - 1000);
    expect((await call('GET', '/claims', undefined, user)).body.items).toMatchObject([{ id: first }]);
    clock.advance(1000);
    expect((await call('GET', '/claims', undefined, user)).body.items).toEqual([]);
    expect(codeOf(await accept([first]))).toEqual([403, 'forbidden']);
  });

  it('is not claimed by an officer, nor with a password that is too short, nor twice', async () => {
    await register(officer.phone);
    await call('POST', '/claims', { phone: officer.phone });
    expect(codeOf(await confirm(officer.phone))).toEqual([409, 'illegal-move']);
    const phone = newPhone();
    await register(phone);
    await call('POST', '/claims', { phone });
    expect((await confirm(phone, { password: 'ngắn' })).body).toMatchObject({ status: 400, errors: [{ pointer: '/password' }] });
    const twice = await Promise.all([confirm(phone), confirm(phone)]);
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('keeps its number: an officer may enter one, and not change it', async () => {
    const id = await register(newPhone());
    const change = (phone: string): Promise<Answer> => officer.call('PATCH', `/api/v1/producers/${id}`, { body: { version: 1, phone } });
    expect(codeOf(await change(newPhone()))).toEqual([403, 'forbidden']);
  });
});

describe('receipts', () => {
  const makeDue = (): Promise<void> => app.app.get(Receipts).makeDue();
  const edit = async (producerId: string, hamlet: string): Promise<void> => {
    const { version } = (await officer.get<Json>(`/api/v1/producers/${producerId}`)).body;
    const saved = await officer.call('PATCH', `/api/v1/producers/${producerId}`, { body: { version, hamlet } });
    expect(saved.status).toBe(200);
  };
  const answer = async (from: string, text: string, id = newId()): Promise<Answer> => {
    const said = await app.call('POST', '/webhooks/sms', { body: { id, from, text }, headers: { 'x-sms-secret': SECRET } });
    await until('the message was read', async () => (await sql(`select 1 from incoming_message where state = 'waiting'`)).length === 0);
    return said;
  };

  it('[N4] tell a producer once a day what an officer did, after the visit, and the rest the day after', async () => {
    const phone = newPhone();
    const producerId = await register(phone);
    for (const hamlet of ['Thôn 1', 'Thôn 2']) await edit(producerId, hamlet);
    clock.advance(10 * MINUTE - 1000);
    await makeDue();
    expect(await smsTo(app, phone)).toEqual([]);
    clock.advance(1000);
    await Promise.all([makeDue(), makeDue()]);
    expect(await smsTo(app, phone)).toEqual([
      `Len San: can bo officer ${officer.phone.slice(-2).replace(/^0/, '')} da sua ho so chu the, dang ky chu the (3 viec). Tra loi KHONG neu khong dong y.`,
    ]);

    await edit(producerId, 'Thôn 3');
    clock.advance(2 * 60 * MINUTE);
    await makeDue();
    expect(await smsTo(app, phone)).toHaveLength(1);
    clock.advance(22 * 60 * MINUTE);
    await makeDue();
    expect((await smsTo(app, phone)).at(-1)).toMatch(/da sua ho so chu the\. Tra loi KHONG/);
  });

  it('[N4] answered with KHÔNG end that officer’s mandates at once, once, and the province sees it', async () => {
    officer = await app.person('officer');
    const phone = newPhone();
    const producerId = await register(phone, 'Hộ Giàng Thị Mẩy');
    const { version } = (await officer.get<Json>(`/api/v1/producers/${producerId}`)).body;
    const bankAccount = { bankBin: '970436', account: '0011223344556', holder: 'GIANG THI MAY' };
    const proposed = await officer.call('PATCH', `/api/v1/producers/${producerId}`, { body: { version, bankAccount } });
    const proposals = (): Promise<unknown> =>
      sql('select state, decided_at is not null as decided from proposal where producer_id = $1', [producerId]);
    expect([proposed.status, await proposals()]).toEqual([202, [{ state: 'open', decided: false }]]);
    clock.advance(10 * MINUTE);
    await makeDue();
    const raised: string[] = [];
    app.app.get(Objections).onRaised(async (tx, objection) => {
      await tx.query('select 1');
      raised.push(objection.officerId);
    });

    expect((await answer(newPhone(), 'KHONG')).status).toBe(200);
    expect((await officer.get(`/api/v1/producers/${producerId}`)).status).toBe(200);

    const id = newId();
    expect((await answer(phone, 'Không.', id)).status).toBe(200);
    expect((await answer(phone, 'Không.', id)).status).toBe(200);
    expect(codeOf(await officer.get(`/api/v1/producers/${producerId}`))).toEqual([403, 'mandate-ended']);
    expect(raised).toEqual([officer.accountId]);
    expect(await proposals()).toEqual([{ state: 'frozen', decided: true }]); // frozen itself, not only as long as its mandate is over
    expect((await smsTo(app, phone)).filter((text) => text.startsWith('Len San: da dung moi quyen'))).toHaveLength(1);

    const [office, elsewhere] = [await app.person('province', '04'), await app.person('province', '66')];
    expect((await office.get('/api/v1/objections')).body.items).toMatchObject([
      { producerId, producerName: 'Hộ Giàng Thị Mẩy', officerId: officer.accountId, mandatesStopped: 1 },
    ]);
    expect((await elsewhere.get('/api/v1/objections')).body.items).toEqual([]);
  });

  it('are switched off and on by the household, not by who is told of', async () => {
    officer = await app.person('officer');
    const phone = newPhone();
    const producerId = await register(phone);
    const operator = await app.person('operator');
    const setting = `/api/v1/producers/${producerId}/receipts`;
    expect((await officer.get(setting)).body).toEqual({ isOn: true });
    expect((await officer.call('PUT', setting, { body: { isOn: false } })).status).toBe(403);
    expect((await operator.call('PUT', setting, { body: { isOn: false } })).body).toEqual({ isOn: false });
    clock.advance(10 * MINUTE);
    await makeDue();
    expect(await smsTo(app, phone)).toEqual([]);
    expect((await operator.call('PUT', setting, { body: { isOn: true } })).body).toEqual({ isOn: true });
    await makeDue();
    expect(await smsTo(app, phone)).toHaveLength(1);
  });

  it('that reached nobody are shown to the operator, who sends them again, which the household can read', async () => {
    const phone = newPhone();
    const producerId = await register(phone);
    clock.advance(10 * MINUTE);
    await makeDue();
    const [message] = await sql(
      `update message set state = 'failed', reason = 'HTTP 503', ended_at = created_at where producer_id = $1 returning id`,
      [producerId],
    );
    const operator = await app.person('operator');
    const list = (await operator.get('/api/v1/messages/undelivered')).body.items;
    expect(list.find((one: Json) => one.id === message.id)).toMatchObject({
      purpose: 'receipt',
      producerId,
      recipientMasked: `•••${phone.slice(-3)}`,
    });
    const again = `/api/v1/messages/${message.id}/send-again`;
    expect(codeOf(await officer.post(again))).toEqual([403, 'forbidden']);
    expect((await operator.post(again)).body).toEqual({ id: message.id, state: 'queued' });
    expect(codeOf(await operator.post(again))).toEqual([409, 'illegal-move']);
    const { items } = (await operator.get(`/api/v1/producers/${producerId}/acts?limit=1`)).body;
    expect(items[0].sentenceVi).toContain('gửi lại một tin nhắn');
  });

  it('the door takes no message without the secret, and none that is none', async () => {
    const send = (body: unknown, secret: string): Promise<Answer> =>
      app.call('POST', '/webhooks/sms', { body, headers: { 'x-sms-secret': secret } });
    const sms = { id: newId(), from: newPhone(), text: 'KHONG' };
    expect(codeOf(await send(sms, `${SECRET}x`))).toEqual([401, 'webhook-not-authentic']);
    expect(codeOf(await send({ ...sms, id: '' }, SECRET))).toEqual([400, 'bad-request']);
    expect(await sql('select 1 from incoming_message where gateway_id = $1', [sms.id])).toEqual([]);
    expect(app.app.get(MessagePost)).toBeDefined();
  });
});

describe('a household that agrees by a code to its phone', () => {
  const DAY = 24 * 60 * MINUTE;
  const proof = { method: 'otp-sms', signerName: 'Vàng Thị Mỷ', signerRelation: 'self' };
  const mandate = { officerUnit: 'extension', rights: ['profile.read', 'product.create'], proof };
  const household = { kind: 'household', name: 'Hộ Vàng Thị Mỷ', provinceCode: '04', mandate };
  const one = (purpose: string, more: object = {}): object => ({ purpose, textVersion: 1, agreed: true, ...more });
  const visit = async (phone: string, by = officer): Promise<string> => {
    const made = await by.post<Json>('/api/v1/producers', { ...household, phone });
    expect([made.status, made.text]).toEqual([201, expect.any(String)]);
    return `/api/v1/producers/${made.body.id as string}`;
  };
  const awaited = async (home: string): Promise<boolean[]> =>
    (await officer.get(`${home}/consents`)).body.items.map(({ awaitsCode, counts }: Json) => {
      expect(counts).toBe(!awaitsCode);
      return awaitsCode as boolean;
    });
  const confirm = (home: string, code: string, by = officer): Promise<Answer> => by.post(`${home}/consents/code/confirm`, { code });
  const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  it('[PD8] [SP4] [N3] is read to, gets a message that says who asks for what, and counts from the code on, which is kept as the proof', async () => {
    const phone = newPhone();
    expect(await officer.post('/api/v1/producers', household)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/phone' }] } });
    const home = await visit(phone);
    const more = await officer.post(`${home}/consents`, { consents: [one('register-profile'), one('training-records')], proof });
    expect([more.status, await awaited(home)]).toEqual([201, [true, true, true]]);
    expect((await officer.get(`${home}/mandates`)).body.items).toMatchObject([{ awaitsCode: true, counts: true, endsSoon: true }]);

    const sent = await officer.post(`${home}/consents/code`, {});
    expect(sent).toMatchObject({ status: 202, body: { phoneMasked: expect.stringContaining(phone.slice(-3)) } });
    expect(sent.body.consentIds).toHaveLength(3);
    const [text = ''] = await smsTo(app, phone);
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/de dong y: officer \d+ xin lam thay, luu ho so, ghi tap huan cho Ho Vang Thi My\./);
    const code = await codeTo(app, phone);
    expect((await confirm(home, wrong(code))).body).toMatchObject({ type: 'urn:problem:code-wrong', triesLeft: 4 });
    expect(await awaited(home)).toEqual([true, true, true]);

    expect((await confirm(home, code)).body.items).toHaveLength(3);
    expect(await awaited(home)).toEqual([false, false, false]);
    expect((await officer.get(`${home}/mandates`)).body.items).toMatchObject([{ awaitsCode: false, evidenceDueAt: null, endsSoon: false }]);
    expect(codeOf(await confirm(home, code))).toEqual([409, 'illegal-move']); // nothing waits any more
    const kept = await sql(`select code_id, code_phone from consent where producer_id = $1`, [home.split('/').at(-1)]);
    for (const row of kept) expect(row).toEqual({ code_id: expect.any(String), code_phone: sent.body.phoneMasked });
    const acts = await sql('select what, changes from act where producer_id = $1 order by seq desc limit 1', [home.split('/').at(-1)]);
    expect(acts).toMatchObject([
      { what: 'POST /api/v1/producers/:producerId/consents/code/confirm', changes: [{ field: 'code', after: 'confirmed' }, {}, {}] },
    ]);
    const [{ id }] = (await officer.get(`${home}/consents`)).body.items;
    expect((await officer.get(`${home}/consents/${id}/print`)).text).toContain(`gửi đến số ${String(sent.body.phoneMasked)}`);
  });

  it('[N3] confirms what was read and nothing that is written down later, by nobody else, in ten minutes', async () => {
    const [phone, other] = [newPhone(), await app.person('operator')];
    const home = await visit(phone);
    await officer.post(`${home}/consents/code`, {});
    const early = await codeTo(app, phone);
    await officer.post(`${home}/consents`, { consents: [one('bank-account')], proof });
    expect(codeOf(await confirm(home, early))).toEqual([422, 'code-wrong']);
    expect(await awaited(home)).toEqual([true, true]);

    await officer.post(`${home}/consents/code`, {});
    const code = await codeTo(app, phone);
    expect(codeOf(await confirm(home, code, other))).toEqual([409, 'illegal-move']);
    await other.post(`${home}/consents`, { consents: [one('id-image')], proof });
    expect(codeOf(await confirm(home, code, other))).toEqual([422, 'code-wrong']);
    clock.advance(10 * MINUTE);
    expect(codeOf(await confirm(home, code))).toEqual([422, 'code-wrong']);
    for (let i = 0; i < 3; i++) await officer.post(`${home}/consents/code`, {});
    expect(await officer.post(`${home}/consents/code`, {})).toMatchObject({ status: 429, body: { retryAfterSeconds: expect.any(Number) } });
  });

  it('[SP4] that never gives the code gives nothing: not after three days, not for what is published, not on the number of an officer', async () => {
    const phone = newPhone();
    const home = await visit(phone);
    clock.advance(3 * DAY - 1000);
    officer = await app.logIn(officer);
    expect((await officer.get(home)).status).toBe(200);
    expect((await officer.get('/api/v1/producers')).body.items).toHaveLength(1);
    clock.advance(1000);
    expect(codeOf(await officer.get(home))).toEqual([403, 'mandate-ended']);
    expect((await officer.get('/api/v1/producers')).body.items).toEqual([]);
    expect((await officer.post(`${home}/consents/code`, {})).status).toBe(202); // the one thing that may still be done
    expect((await confirm(home, await codeTo(app, phone))).status).toBe(200);
    expect((await officer.get(home)).status).toBe(200);

    const own = await visit(officer.phone);
    expect((await officer.post(`${own}/consents/code`, {})).body.detail).toContain('số của cán bộ');
    const paperless = { ...mandate, officerId: officer.accountId };
    expect(await officer.post(`${home}/mandates`, paperless)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/proof/method' }] },
    });
  });
});
