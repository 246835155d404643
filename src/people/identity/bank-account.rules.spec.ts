import fc from 'fast-check';
import { bankOf, buildVietQr, checkBank, checkBankAccount, checkHolderName, checkVietQr, readVietQr } from './bank-account.rules';

const VECTOR = '00020101021238540010A00000072701240006970436011001234567890208QRIBFTTA530370454061500005802VN62120808DH0001236304B160';

describe('a bank account', () => {
  it.each([
    ...[
      '970405',
      '970436',
      '970415',
      '970418',
      '970422',
      '970407',
      '970416',
      '970432',
      '970423',
      '970403',
      '970437',
      '970441',
      '970443',
      '970449',
    ],
    ...[
      '970426',
      '970448',
      '970440',
      '970431',
      '970428',
      '970412',
      '970409',
      '970425',
      '970452',
      '970429',
      '970427',
      '970433',
      '970419',
      '970438',
    ],
    ...['970430', '970400', '970454', '970446', '970414', '970406', '546034', '546035', '963388', '971025'],
  ])('may be with bank %s', (bin) => {
    expect(checkBank(bin)).toMatchObject({ value: bin, shown: expect.any(String) });
  });

  it('names its bank, and no bank has an unknown number', () => {
    expect(bankOf('970405')?.name).toBe('Agribank');
    for (const bin of ['970499', '97040', 'agribank', '']) expect(checkBank(bin).value).toBeNull();
  });

  it.each([
    ['0000000001', '0000000001'],
    ['0123 4567.89', '0123456789'],
    ['lensan2026', 'LENSAN2026'],
    ['123456', '123456'],
    ['12345', null],
    ['1'.repeat(19), '1'.repeat(19)],
    ['1'.repeat(20), null],
    ['số tài khoản', null],
  ])('%j is stored as %j', (typed, value) => {
    expect(checkBankAccount(typed).value).toBe(value);
  });

  it('that looks like the number of a card is warned about', () => {
    expect(checkBankAccount('9704050012345678').findings).toMatchObject([{ level: 'warning', code: 'bank-account-looks-like-card' }]);
  });

  it('has a holder in capital letters without marks', () => {
    expect(checkHolderName('Nguyễn Thị  Đào', ['HTX Sơn Hoà', 'Nguyễn Thị Đào'])).toEqual({ value: 'NGUYEN THI DAO', findings: [] });
    expect(checkHolderName('HTX Nông nghiệp Xuân Phước', ['HTX Xuân Phước'])).toMatchObject({
      value: 'HTX NONG NGHIEP XUAN PHUOC',
      findings: [{ level: 'warning', code: 'holder-name-differs' }],
    });
    for (const typed of ['N', '汉字 tên', 'a'.repeat(71), '1']) expect(checkHolderName(typed).value).toBeNull();
    expect(checkHolderName('a'.repeat(70)).value).toHaveLength(70);
  });
});

describe('a VietQR code', () => {
  const transfer = { bankBin: '970436', account: '0123456789', amountVnd: 150_000, purpose: 'DH000123' };

  it('is the text that every bank app reads', () => {
    expect(buildVietQr(transfer)).toBe(VECTOR);
    expect(readVietQr(VECTOR)).toEqual(transfer);
    expect(checkVietQr(VECTOR)).toMatchObject({ value: VECTOR, shown: 'Vietcombank, 0123456789', findings: [] });
  });

  it('is read back as it was made, and not at all when any character was changed', () => {
    const transfers = fc.record(
      {
        bankBin: fc.constantFrom('970405', '970436', '970422'),
        account: fc.stringMatching(/^[0-9A-Z]{6,19}$/),
        amountVnd: fc.integer({ min: 1, max: 999_999_999 }),
        purpose: fc.stringMatching(/^[A-Za-z0-9]{1,25}$/),
      },
      { requiredKeys: ['bankBin', 'account'] },
    );
    fc.assert(
      fc.property(transfers, fc.nat(), (wanted, where) => {
        const text = buildVietQr(wanted);
        expect(readVietQr(text)).toEqual(wanted);
        const at = where % text.length;
        const changed = text.slice(0, at) + (text[at] === '7' ? '8' : '7') + text.slice(at + 1);
        expect(readVietQr(changed)).toBeNull();
        expect(readVietQr(text.slice(0, -1))).toBeNull();
      }),
    );
  });

  it('takes no part of a đồng and nothing below one', () => {
    for (const amountVnd of [0, -1, 0.5, Number.NaN, 2 ** 53]) expect(() => buildVietQr({ ...transfer, amountVnd })).toThrow(RangeError);
  });

  it('carries a purpose without marks, of 25 characters at most', () => {
    expect(readVietQr(buildVietQr({ ...transfer, purpose: 'Đơn hàng mật ong bạc hà số 12' }))?.purpose).toBe('Don hang mat ong bac ha s');
  });

  it('of something else is no VietQR code, whatever was pasted', () => {
    fc.assert(fc.property(fc.string({ maxLength: 700 }), (text) => expect(readVietQr(text)).toBeNull()));
    fc.assert(fc.property(fc.stringMatching(/^000201[0-9A-Z]{10,300}$/), (text) => expect(checkVietQr(text).value).toBeNull()));
  });
});
