import { knownColumns, MANDATORY_COLUMNS } from './column.rules';
import { readHeadings } from './heading.rules';

const columns = knownColumns([]);
const labels = MANDATORY_COLUMNS.map(({ labelVi }) => labelVi);
const placesOf = (rows: readonly (readonly string[])[]) =>
  Object.fromEntries([...(readHeadings(rows, columns)?.at ?? [])].map(([at, { code }]) => [code, at]));

describe('where the columns are', () => {
  it('goes by the row of codes, whatever stands below it', () => {
    const found = readHeadings([MANDATORY_COLUMNS.map(({ code }) => code), labels.map(() => 'đổi tên')], columns);
    expect(found).toMatchObject({ lastRow: 2, missing: [], unknown: [], double: [] });
    expect(found?.at.get(1)?.code).toBe('name');
  });

  it('goes by the Vietnamese names, in any order, in capitals, without marks, in NFD, below other lines', () => {
    const found = readHeadings([['HTX Đồng Văn'], [], [...labels].reverse().map((text) => text.normalize('NFD').toUpperCase())], columns);
    expect(found).toMatchObject({ lastRow: 3, missing: [] });
    expect(placesOf([['GIA BAN', 'ten san pham']])).toEqual({ priceVnd: 1, name: 2 });
    expect(placesOf([['Tên hàng *', 'ĐVT', 'Đơn giá']])).toEqual({ name: 1, unit: 2, priceVnd: 3 });
  });

  it('names what is unknown, missing or there twice', () => {
    const found = readHeadings([['Tên sản phẩm', 'Màu', 'Giá bán', 'Tên hàng']], columns);
    expect(found?.unknown).toEqual([{ cell: 'B1', text: 'Màu' }]);
    expect(found?.double).toEqual(['“Tên sản phẩm” (A1 và D1)']);
    expect(found?.missing).toContain('Bộ sản phẩm OCOP');
  });

  it('is nowhere in a table of something else', () => {
    expect(readHeadings([['a', 'b'], ['Tên sản phẩm']], columns)).toBeNull();
    expect(readHeadings([], columns)).toBeNull();
  });
});
