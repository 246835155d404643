import { foldVi } from '../../shared/kernel';
import { isTimeToTell, receiptText, saysNo } from './receipt.rules';

const price = 'PATCH /api/v1/producers/:producerId/products/:productId/packs/:packId';
const stock = 'PUT /api/v1/producers/:producerId/products/:productId/stock';

describe('a receipt', () => {
  it('[N4] names who, what and how to say no, in one short message', () => {
    const one = receiptText([{ officerName: 'Lò Văn Bình', what: price, count: 1 }]);
    expect(one).toBe('Len San: can bo Lo Van Binh da sua quy cach dong goi. Tra loi KHONG neu khong dong y.');
    const many = receiptText([
      { officerName: 'Nguyễn Thị Một Cái Tên Rất Dài Không Ai Có', what: price, count: 2 },
      { officerName: 'Nguyễn Thị Một Cái Tên Rất Dài Không Ai Có', what: stock, count: 40 },
      { officerName: 'Nguyễn Thị Một Cái Tên Rất Dài Không Ai Có', what: 'POST /api/v1/producers/:producerId/products/imports', count: 1 },
    ]);
    expect(many.length).toBeLessThanOrEqual(160);
    expect(many).toMatch(/^Len San: can bo .* \(43 viec\)\. Tra loi KHONG neu khong dong y\.$/);
    const two = receiptText(['A', 'B'].map((officerName) => ({ officerName, what: price, count: 1 })));
    expect(two).toContain('2 can bo da sua quy cach dong goi (2 viec)');
  });

  it('is sent by day only', () => {
    const at = (time: string): boolean => isTimeToTell(new Date(`2026-11-22T${time}+07:00`));
    expect(['06:59:59', '07:00:00', '20:59:59', '21:00:00', '00:00:00'].map(at)).toEqual([false, true, true, false, false]);
  });

  it.each(['KHONG', 'Không', 'khong.', ' KHÔNG! ', 'Không đồng ý', 'khong phai toi', 'ko'])('%s is a no', (text) => {
    expect(saysNo(foldVi(text))).toBe(true);
    expect(saysNo(foldVi(text.normalize('NFD')))).toBe(true);
  });

  it.each(['', 'không có gì', 'khong sao dau', 'CO', 'khongphai', 'con 20', 'OK'])('%s is none', (text) => {
    expect(saysNo(foldVi(text))).toBe(false);
  });
});
