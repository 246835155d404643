import { rows, Transactions } from '../../src/shared/db';
import { createLogger } from '../../src/shared/http';
import { FakeClock } from '../../src/shared/kernel';
import { openApp, type Person, type TestApp } from '../support/app';

const CHECK = '/api/v1/reference/check';

describe('checking while somebody types', () => {
  const logged: string[] = [];
  let app: TestApp;
  let mai: Person;
  beforeAll(async () => {
    app = await openApp({}, { clock: new FakeClock(), log: createLogger('trace', { write: (line) => void logged.push(line) }) });
    mai = await app.person('producer');
  });
  afterAll(() => app.close());

  it.each([
    ['personal-number', '054 185 000101', '054185000101'],
    ['historic-id-card', '221234567', '221234567'],
    ['tax-code', '9900000016', '9900000016'],
    ['legacy-tax-code', '0100109106-001', '0100109106-001'],
    ['registration-number', '41A8001234', '41A8001234'],
    ['phone', '0912 345 678', '+84912345678'],
    ['bank', '970405', '970405'],
    ['bank-account', '0000 000001', '0000000001'],
    ['holder-name', 'Nguyễn Thị Đào', 'NGUYEN THI DAO'],
    ['gtin', '8930000000002', '8930000000002'],
    ['planting-area', 'vn-tgor-0001', 'VN-TGOR-0001'],
    ['label-date', 'NSX: 02/04/26', '2026-04-02'],
    ['sheet-code', '08-01090-1-2026', '08-01090-1-2026'],
    ['decision-number', '1234/QĐ-UBND', '1234/QĐ-UBND'],
  ])('%s %s is stored as %s', async (kind, value, stored) => {
    const answer = await mai.post(CHECK, { kind, value });
    expect([answer.status, answer.body.isValid, answer.body.value]).toEqual([200, true, stored]);
  });

  it('says in Vietnamese why something cannot be right, and what to look at again', async () => {
    const wrong = await mai.post(CHECK, { kind: 'gtin', value: '8930000000006' });
    expect(wrong.body).toEqual({
      kind: 'gtin',
      isValid: false,
      value: null,
      shown: null,
      findings: [{ level: 'error', code: 'gtin-check-digit', messageVi: 'Số cuối của mã vạch phải là 2; xin so lại với bao bì.' }],
    });
    const doubtful = await mai.post(CHECK, { kind: 'tax-code', value: '0100109105' });
    expect(doubtful.body).toMatchObject({ isValid: true, findings: [{ level: 'warning', code: 'tax-code-checksum' }] });
    const compared = await mai.post(CHECK, { kind: 'personal-number', value: '054185000101', birthYear: 1986 });
    expect(compared.body.findings).toMatchObject([{ code: 'personal-number-birth-year-differs' }]);
    const household = await mai.post(CHECK, { kind: 'tax-code', value: '9900000016', producerKind: 'household' });
    expect(household.body.findings).toMatchObject([{ code: 'tax-code-before-2025' }]);
  });

  it('is for people who are logged in, and refuses other questions by field', async () => {
    expect((await app.call('POST', CHECK, { body: { kind: 'gtin', value: '8930000000002' } })).status).toBe(401);
    for (const [body, pointer] of [
      [{ kind: 'colour', value: 'red' }, '/kind'],
      [{ kind: 'gtin', value: '' }, '/value'],
      [{ kind: 'gtin', value: 'x'.repeat(601) }, '/value'],
      [{ kind: 'gtin', value: 8930000000002 }, '/value'],
      [{ kind: 'gtin', value: '8930000000002', colour: 'red' }, '/colour'],
    ] as const) {
      const answer = await mai.post(CHECK, body);
      expect([answer.status, answer.body.errors.map((one: { pointer: string }) => one.pointer)]).toEqual([400, [pointer]]);
    }
    expect((await mai.post(CHECK, { kind: 'gtin', value: 'x'.repeat(600) })).status).toBe(200);
  });

  it('keeps nothing of what was typed: no row and no line in the log', async () => {
    const value = '049068000777';
    expect((await mai.post(CHECK, { kind: 'personal-number', value })).body.value).toBe(value);
    const tables = await rows<{ name: string }>(
      app.app.get(Transactions).reader,
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    const found = await rows(
      app.app.get(Transactions).reader,
      tables.map(({ name }) => `select 1 from ${name} as t where t::text like '%${value}%'`).join(' union all '),
    );
    expect(tables.length).toBeGreaterThan(20);
    expect(found).toEqual([]);
    expect(logged.filter((line) => line.includes(CHECK))).not.toEqual([]);
    expect(logged.filter((line) => line.includes(value))).toEqual([]);
  });
});
