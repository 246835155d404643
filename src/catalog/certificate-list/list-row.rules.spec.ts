import type { RawCell } from '../exchange/cell.rules';
import { readHeadings } from '../exchange/heading.rules';
import { Places } from '../exchange/place-finder.rules';
import { LIST_COLUMNS } from './list.columns';
import { fateOf, makerKey, PaperReader, type Candidate, type ReadPaper } from './list-row.rules';

const HEADINGS = ['Chủ thể', 'Xã/Phường', 'San pham', 'SỐ SAO', 'Số quyết định', 'Ngày cấp', 'Hiệu lực đến'];
const GOOD = ['Hợp tác xã Mật ong', 'Xã Đồng Văn', 'Mật ong', '4 sao', '125/QĐ-UBND', '12/03/2026', ''];

describe('a row of a decision', () => {
  const headings = readHeadings([HEADINGS], LIST_COLUMNS);
  const provinces = [
    { code: '08', name: 'Tuyên Quang', kind: 'tinh' as const },
    { code: '66', name: 'Đắk Lắk', kind: 'tinh' as const },
  ];
  const communes = [
    { code: '00712', provinceCode: '08', name: 'Đồng Văn', kind: 'xa' as const },
    { code: '24133', provinceCode: '66', name: 'Ea Kao', kind: 'phuong' as const },
  ];
  const reader = (): PaperReader => {
    if (!headings) throw new Error('no headings');
    const provinceOf = new Map(communes.map(({ code, provinceCode }) => [code, provinceCode]));
    return new PaperReader(headings, new Places(provinces, communes, '08'), provinceOf, '08', '2026-11-22');
  };
  const codes = ['maker', 'commune', 'product', 'stars', 'number', 'issuedOn', 'expiresOn'];
  const read = (over: Readonly<Record<number, string>> = {}, by = reader(), number = 2): ReadPaper => {
    const cells = GOOD.map((text, at) => over[at] ?? text).map((text, at) => [codes[at] ?? '', { kind: 'text', text }] as const);
    return by.read({ number, cells: new Map<string, RawCell>(cells.filter(([, { text }]) => text !== '')) });
  };

  it('finds its headings without marks, and says what is decided', () => {
    expect(headings?.missing).toEqual([]);
    expect(read().paper).toEqual({
      ...{ makerKey: 'htx mat ong', communeCode: '00712', productKey: 'mat ong', stars: 4, number: '125/QĐ-UBND' },
      ...{ issuedOn: '2026-03-12', expiresOn: '2029-03-12' },
    });
    expect(makerKey('HTX  Mật-Ong')).toBe(makerKey('Hợp tác xã mật ong'));
  });

  it('names the cell of what cannot be taken: another province, five stars, a day to come, an empty cell, the same again', () => {
    expect(read({ 1: 'Phường Ea Kao, Đắk Lắk' }).faultVi).toBe(
      'Ô B2 (Xã, phường, đặc khu): “Phường Ea Kao, Đắk Lắk” không thuộc tỉnh này.',
    );
    expect(read({ 3: '5' }).faultVi).toContain('Ô D2 (Số sao): Giấy 5 sao do Bộ quyết định');
    expect(read({ 5: '12/03/2027' }).faultVi).toContain('Ô F2 (Ngày quyết định): Ngày quyết định chưa đến');
    expect(read({ 6: '12/03/2026' }).faultVi).toContain('Ô G2 (Có hiệu lực đến): Phải sau');
    expect(read({ 4: '' }).faultVi).toBe('Ô E2 (Số quyết định): Ô này trống.');
    const by = reader();
    expect(read({}, by).paper).not.toBeNull();
    expect(read({ 0: 'HTX mật ong' }, by, 3)).toMatchObject({ paper: null, faultVi: 'Trùng với dòng 2.' });
  });

  it('is matched only when one producer and one product can be meant', () => {
    const one: Candidate = {
      ...{ producerId: 'a', producerName: 'HTX A', communeName: 'Đồng Văn', productId: 'p' },
      ...{ obstacleVi: null, known: null },
    };
    expect(fateOf([one])).toEqual({ fate: 'matched', messageVi: '', productId: 'p' });
    expect(fateOf([])).toMatchObject({ fate: 'no-producer', productId: null });
    expect(fateOf([{ ...one, productId: null }]).fate).toBe('no-product');
    expect(fateOf([one, { ...one, productId: 'q' }]).fate).toBe('doubtful');
    expect(fateOf([one, { ...one, producerId: 'b', producerName: 'HTX B', productId: null }])).toMatchObject({
      ...{ fate: 'doubtful', productId: null },
      messageVi: expect.stringContaining('HTX A (Đồng Văn); HTX B (Đồng Văn)'),
    });
    expect(fateOf([{ ...one, known: 'submitted' }])).toMatchObject({ fate: 'known', messageVi: expect.stringContaining('đang chờ') });
    expect(fateOf([{ ...one, obstacleVi: 'Không được.' }])).toMatchObject({ fate: 'faulty', messageVi: 'Không được.' });
  });
});
