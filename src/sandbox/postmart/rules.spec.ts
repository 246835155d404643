import { BUCKET_SIZE, pour } from './account/bucket.rules';
import type { Bucket } from './account/bucket.rules';
import { labelPdf } from './order/label';
import { feesOf, mayAdvance, maskedPhone, stateAfter } from './order/parcel.rules';
import { destination, placeLists } from './places';
import { isInsideAddress, mayFetch, publicAddress } from './product/pictures';
import { stockRefusal } from './product/inventory';
import type { Product } from './state';
import { RETRY_DELAYS_MS, isAcknowledged } from './notices';

describe('the rules of the practice Postmart', () => {
  it('the bucket takes 80 calls at once, then 4 in a second, and refused calls do not fill it', () => {
    let bucket: Bucket | undefined;
    for (let call = 0; call < BUCKET_SIZE; call++) bucket = pour(bucket, 0).bucket;
    expect(bucket).toEqual({ level: 80, at: 0 });

    const refused = pour(bucket, 0);
    expect(refused).toMatchObject({ isFull: true, waitSeconds: 1, bucket: { level: 80 } });
    expect(pour(bucket, 249).isFull).toBe(true);
    expect(pour(bucket, 250).isFull).toBe(false);
    expect(pour(bucket, 10_000).bucket.level).toBe(41);
  });

  it('a parcel number moves the trade state, and money, pick-up trouble and unknown numbers do not', () => {
    const after = [6, 10, 23, 14, 21, 19, 20, 9, 22].map((status) => stateAfter('SELLER_CONFIRMED', status));
    expect(after).toEqual([
      'SHIPPING',
      'SHIPPING',
      'SHIPPING',
      'DELIVERED',
      'DELIVERED',
      'RETURNED',
      'PARTLY_RETURNED',
      'SELLER_CANCELED',
      'BUYER_CANCELED',
    ]);
    expect([2, 4, 5, 8, 28, 29, 551, -108].map((status) => stateAfter('PARTLY_CONFIRMED', status))).toEqual(
      Array(8).fill('PARTLY_CONFIRMED'),
    );
    expect(stateAfter('SELLER_CANCELED', 14)).toBe('SELLER_CANCELED');
  });

  it('nothing is scanned without a parcel, and a closed order takes money moves only', () => {
    expect(mayAdvance({ orderState: 'NEW', itemCode: null }, 6)).toBe(false);
    expect(mayAdvance({ orderState: 'NEW', itemCode: null }, 22)).toBe(true);
    expect(mayAdvance({ orderState: 'RETURNED', itemCode: 'EB1VN' }, 14)).toBe(false);
    expect(mayAdvance({ orderState: 'RETURNED', itemCode: 'EB1VN' }, 28)).toBe(true);
  });

  it('26740 is one ward before July 2025 and another one after', () => {
    expect(placeLists.getAllCommune.find((each) => each.communeCode === '26740')?.communeName).toBe('Phường Bến Nghé');
    expect(placeLists.getNewCommuneAll.find((each) => each.communeCode === '26740')?.communeName).toBe('Phường Sài Gòn');
    const colliding = destination('colliding');
    expect([colliding.old.communeCode, colliding.new.communeCode]).toEqual(['26740', '26740']);
    expect(colliding.text).toContain('Phường Bến Nghé');
  });

  it('a divided ward is converted to one of several, and every listed place belongs to a listed parent', () => {
    const split = destination('split');
    expect([split.old.communeCode, split.new.communeCode]).toEqual(['26737', '26740']);
    for (const { districtCode } of placeLists.getAllCommune) {
      expect(placeLists.getAllDistrict.some((each) => each.districtCode === districtCode)).toBe(true);
    }
    for (const { provinceCode } of placeLists.getNewCommuneAll) {
      expect(placeLists.getNewProvinceAll.some((each) => each.provinceCode === provinceCode)).toBe(true);
    }
  });

  it('a two-level address has the constant VNPOST as its district', () => {
    expect(destination('new').new).toMatchObject({ districtCode: 'VNPOST', communeCode: '26740', provinceCode: '79' });
    expect(destination('old').old).toMatchObject({ districtCode: '557', communeCode: '22078', provinceCode: '54' });
    expect(destination('mismatch').old.communeCode).not.toBe(destination('new').old.communeCode);
  });

  it.each([
    ['https://anh.example.vn/a.jpg', true],
    ['https://anh.example.vn:443/a.jpg', true],
    ['https://anh.example.vn:8443/a.jpg', false],
    ['http://anh.example.vn/a.jpg', false],
    ['https://203.0.113.7/a.jpg', false],
    ['https://[2001:db8::1]/a.jpg', false],
    ['https://u:p@anh.example.vn/a.jpg', false],
    ['http://127.0.0.1:3000/a.jpg', false],
    ['ftp://anh.example.vn/a.jpg', false],
  ])('a picture at %s is fetched: %s', (address, expected) => {
    expect(mayFetch(new URL(address), false)).toBe(expected);
  });

  it('loopback pictures are a switch of the practice platform', () => {
    expect(mayFetch(new URL('http://127.0.0.1:3000/a.jpg'), true)).toBe(true);
    expect(mayFetch(new URL('http://localhost:3000/a.jpg'), true)).toBe(true);
    expect(mayFetch(new URL('http://10.0.0.1/a.jpg'), true)).toBe(false);
    expect(mayFetch(new URL('file:///etc/passwd'), true)).toBe(false);
  });

  it('a name that leads inside is not dialled', async () => {
    await expect(publicAddress('localhost', false)).rejects.toThrow('inside');
    await expect(publicAddress('localhost', true)).resolves.toHaveProperty('address');
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:10.0.0.1',
    ]) {
      expect(isInsideAddress(address)).toBe(true);
    }
    for (const address of ['113.160.1.1', '172.32.0.1', '2405:4800::1']) expect(isInsideAddress(address)).toBe(false);
  });

  it('stock is refused with the first reason that fits', () => {
    const live: Product = {
      id: 'P1',
      customerCode: 'C00001',
      sku: 'A',
      productCode: 'PM1',
      caseId: 'CASE1',
      active: true,
      locked: false,
      deleted: false,
      rejections: 0,
      onHand: 10,
      reserved: 3,
      stockSentAt: '2026-11-21T04:00:00.000Z',
      createdAt: 0,
      updatedAt: 0,
      pictures: [],
      data: {} as Product['data'], // stock never looks at what is sold
    };
    const item = { sku: 'A', quantity: 3, sentAt: '2026-11-21T11:00:00.000+07:00' };
    expect(stockRefusal(live, item)).toBeNull();
    expect(stockRefusal(undefined, item)).toBe('SKU_NOT_FOUND');
    expect(stockRefusal({ ...live, locked: true }, item)).toBe('LOCKED');
    expect(stockRefusal({ ...live, productCode: null }, item)).toBe('NOT_APPROVED');
    expect(stockRefusal(live, { ...item, quantity: 2 })).toBe('QUANTITY_LESS_THAN_RESERVED');
    expect(stockRefusal(live, { ...item, sentAt: '2026-11-21T03:59:59.999Z' })).toBe('STALE_UPDATE');
    expect(stockRefusal(live, { ...item, sentAt: null })).toBeNull();
  });

  it('only HTTP 200 with the very transaction is an acknowledgement', () => {
    const message = { headers: { 'ems-transaction': 't1' } };
    expect(isAcknowledged({ status: 200, body: '{"code":"success","transaction":"t1"}' }, message)).toBe(true);
    expect(isAcknowledged({ status: 201, body: '{"code":"success","transaction":"t1"}' }, message)).toBe(false);
    expect(isAcknowledged({ status: 200, body: '{"code":"success","transaction":"t2"}' }, message)).toBe(false);
    expect(isAcknowledged({ status: 200, body: '{"code":"error","transaction":"t1"}' }, message)).toBe(false);
    expect(isAcknowledged({ status: 200, body: 'OK' }, message)).toBe(false);
  });

  it('retries widen and end within 24 hours', () => {
    expect(RETRY_DELAYS_MS.slice(0, 6).map((ms) => ms / 60_000)).toEqual([1, 5, 15, 30, 60, 180]);
    const whole = RETRY_DELAYS_MS.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
    expect(whole).toBeLessThanOrEqual(24);
    expect(whole).toBeGreaterThan(21);
  });

  it('a phone is masked and money is whole đồng', () => {
    expect(maskedPhone('0912345678')).toBe('0912***678');
    expect(maskedPhone('113')).toBe('***');
    expect(feesOf(350_001, 350_001, 2100)).toEqual({ mainFee: 28_000, vasFee: 3500, commission: 17_500 });
  });

  it('a label is a PDF whose table points at its objects', () => {
    const pdf = labelPdf({
      itemCode: 'EB123456789VN',
      originalId: 'PM1',
      sender: 'HTX (Đồng Văn)',
      receiver: 'Lê Thị Bưởi',
      phone: '0912345678',
      address: '15 Nguyễn Huệ, Phường Sài Gòn',
      codAmount: 350_000,
      lines: ['1 x Mật ong'],
    }).toString('latin1');
    expect(pdf.startsWith('%PDF-1.4\n')).toBe(true);
    expect(pdf).toContain('(Nguoi gui: HTX \\(Dong Van\\))');
    const table = Number(/startxref\n(\d+)\n%%EOF/.exec(pdf)?.[1]);
    expect(pdf.slice(table, table + 4)).toBe('xref');
    const starts = [...pdf.slice(table).matchAll(/^(\d{10}) 00000 n/gm)].map((row) => Number(row[1]));
    expect(starts).toHaveLength(5);
    starts.forEach((start, index) => expect(pdf.slice(start).startsWith(`${index + 1} 0 obj`)).toBe(true));
    const stream = /\/Length (\d+) >>\nstream\n/.exec(pdf);
    const begin = (stream?.index ?? 0) + (stream?.[0].length ?? 0);
    expect(pdf.slice(begin + Number(stream?.[1])).startsWith('\nendstream')).toBe(true);
  });
});
