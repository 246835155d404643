import { KEPT_BODY, keptBody, keptJson, keptPath } from './redaction.rules';

const JSON_TYPE = 'application/json';
const kept = (value: unknown, secrets: string[] = []): string => keptBody(Buffer.from(JSON.stringify(value)), JSON_TYPE, secrets);

describe('what is kept of a call', () => {
  it.each([
    ['PASSWORD', { USERNAME: 'htx', PASSWORD: 'bi-mat-1' }],
    ['token', { data: { token: 'bi-mat-1' } }],
    ['TOKEN', { TOKEN: 'bi-mat-1', DATA: {} }],
    ['accessToken', { a: [{ accessToken: 'bi-mat-1' }] }],
    ['secretKey', { secretKey: 'bi-mat-1' }],
    ['signature', { signature: 'bi-mat-1' }],
    ['a list under a secret name', { tokens: ['bi-mat-1'] }],
    ['an object under a secret name', { credentialsSecret: { inner: 'bi-mat-1' } }],
  ])('%s is gone', (_name, body) => {
    expect(kept(body)).not.toContain('bi-mat-1');
  });

  it('a secret value is gone wherever it stands, also escaped', () => {
    const secret = 'mật"khẩu\\1';

    expect(kept({ message: `wrong: ${secret}` }, [secret])).not.toContain('khẩu');
    expect(keptJson({ note: secret }, [secret])).not.toContain('khẩu');
    expect(keptPath('/login', { user: secret }, [secret])).not.toContain('khẩu');
  });

  it.each([
    { receiverName: 'Lê Thị Bưởi', receiverPhone: '0912345678', receiverAddress: 'Thôn 1, Xuân Phước' },
    { RECEIVER_FULLNAME: 'Lê Thị Bưởi', RECEIVER_PHONE: '0912345678', RECEIVER_ADDRESS: 'Thôn 1, Xuân Phước' },
    { receiver: { name: 'Lê Thị Bưởi', phone: '0912345678', address: 'Thôn 1, Xuân Phước' } },
    { buyer: { fullName: 'Lê Thị Bưởi', mobile: '0912345678', street: 'Thôn 1, Xuân Phước' } },
    { fullName: 'Lê Thị Bưởi', phones: ['0912345678'], address: { street: 'Thôn 1, Xuân Phước', wardName: 'Xuân Phước' } },
    { receiverId: 7, note: 'Giao cho chị Lê Thị Bưởi, Xuân Phước', lines: [{ remark: 'gọi 0912345678' }] },
  ])('a receiver is not recognisable: %j', (body) => {
    const text = kept({ orders: [body] });

    for (const personal of ['Bưởi', '0912345678', 'Xuân Phước']) expect(text).not.toContain(personal);
  });

  it('phone numbers in notes are gone, order numbers stay', () => {
    const text = kept({ ORDER_NOTE: 'Gọi 0912 345 678 trước khi giao', ORDER_NUMBER: '0123400089', NOTE: 'Gọi +84912345678' });

    expect(text).not.toMatch(/345 ?678/);
    expect(text).toContain('0123400089');
  });

  it('what is needed to find a fault stays', () => {
    const body = {
      status: 400,
      error: true,
      message: 'Incorrect data: CATEGORY_ID',
      data: { PRODUCT_NAME: 'Mật ong', QUANTITY: 5, addressScheme: 'new' },
    };

    expect(JSON.parse(kept(body))).toEqual(body);
  });

  it('JSON that is cut off is masked all the same', () => {
    const text = keptBody(
      Buffer.from(
        '{"data":{"receiver":{"name":"Lê Thị Mai"},"note":"cho Lê Thị Sen","token":"bi-mat-1","PASSWORD":"bi-mat-2","phone":"0912345678","RECEIVER_FULLNAME":"Lê Thị Bư',
      ),
      JSON_TYPE,
      [],
    );

    for (const personal of ['bi-mat', '0912345678', 'Lê Thị']) expect(text).not.toContain(personal);
  });

  it('is of bounded length, and pictures are only named', () => {
    expect(kept({ message: 'x'.repeat(1_000_000) }).length).toBeLessThan(KEPT_BODY + 100);
    expect(keptBody(Buffer.alloc(5_000_000, 65), 'text/html', []).length).toBeLessThan(KEPT_BODY + 100);
    expect(keptBody(Buffer.alloc(5_000), 'image/jpeg', [])).toBe('[image/jpeg, 5000 bytes]');
  });

  it('holds no NUL, which PostgreSQL cannot keep', () => {
    expect(keptBody(Buffer.from('a\u0000b'), 'text/plain', [])).not.toContain('\u0000');
  });

  it('a query shows its names and hides its secrets', () => {
    expect(keptPath('/order', { id: 'A 1', token: 'bi-mat-1' }, [])).toBe('/order?id=A 1&token=***');
  });
});
