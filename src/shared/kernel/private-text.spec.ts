import { faultText, faultTrace, redactText } from './private-text';

describe('a text that is logged or stored', () => {
  it.each([
    'Gọi 0912 345 678 trước khi giao',
    '+84912345678',
    'số 0912.345.678.',
    '{"msg":"Hết\\n0912345678"}',
    'CCCD 001085012349',
    'tài khoản 1234 5678 9012',
    'STK: 1903456789012',
    'thư hoa.nguyen@example.vn nhé',
    'postgres://lensan:bi-mat-1@db.example.vn/lensan',
    'authorization: Bearer abc.def.ghi',
    'ls_abcdefghijklmnopqrstuvwxyz0123456789',
    'eyJhbGciOi.eyJzdWIi.abc-def_1',
    'password=bi-mat-1 token: bi-mat-2',
    '{"TOKEN":"bi-mat-1","personalNumber":"abc"}',
    '{"msg":"{\\"password\\":\\"bi mat\\",\\"sdt\\":\\"abc\\"}"}',
  ])('[SP5] %s: hides what is personal or secret', (text) => {
    expect(redactText(text)).toContain('***');
    expect(redactText(text)).not.toMatch(/345 ?678|345\.678|01234|9012|hoa\.nguyen|abc|bi.mat|eyJ/);
  });

  it.each([
    '01912345-678a-7000-8000-0123456789ab',
    'order 250112-0042 of shop 7, 18.000 đồng',
    '2026-11-22T03:04:05.678Z',
    'GTIN 8934567890123',
    '{"route":"/api/v1/tokens/:tokenId","ms":12}',
    'POST /webhooks/voso/01890000-0000-7000-8000-000000000000',
  ])('%s stays as it is', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('stays JSON', () => {
    const line = JSON.stringify({
      token: 'a"b\\',
      msg: 'x\ny "0912345678"',
      phone: '',
      nested: JSON.stringify({ secret: 'a"b', phone: 84912345678 }),
      id: 84912345678,
    });

    expect(JSON.parse(redactText(line))).toEqual({
      token: '***',
      msg: 'x\ny "***"',
      phone: '',
      nested: '{"secret":"***","phone":***}',
      id: '***',
    });
  });

  it('is looked through quickly, whatever somebody wrote', () => {
    const started = performance.now();
    for (const part of ['a', '0', 'eyJ-', '0912 ', '"key":"', '\\"key\\":\\"', 'stk ', 'a.', '://a:'])
      redactText(part.repeat(20_000 / part.length));

    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('the words of an error', () => {
  it('are not those of the database, which quote the values', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "Lê Thị Bưởi"'), { driverError: { code: '22P02' } });

    expect(faultText(error)).toBe('database: 22P02');
    expect(faultTrace(error)).not.toContain('Bưởi');
    const facts = { code: '23505', constraint: 'a_unique', table: 'a', column: 'b', detail: 'Key (b)=(Bưởi)' };
    expect(faultText(Object.assign(new Error('x'), facts))).toBe('database: 23505 a_unique a.b');
    expect(faultText(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))).toBe('write EPIPE');
    expect(faultText(Object.assign(new Error('column "a" does not exist'), { code: '42703' }))).toBe('column "a" does not exist');
  });

  it('are not those of a parser, and an object that was thrown says nothing', () => {
    const parsing = (): unknown => JSON.parse('{"name":"Lê Thị Bưởi"');
    let caught: unknown;
    try {
      parsing();
    } catch (error) {
      caught = error;
    }
    expect(faultTrace(new Error('đọc thư 0912345678', { cause: caught }))).not.toMatch(/Bưởi|0912345678/);
    expect(faultText({ phone: '0912345678' })).toBe('thrown: object');
    const endless = new Error('a');
    endless.cause = endless;
    expect(faultTrace(endless)).toContain('caused by Error: a');
  });
});
