import { guessSets } from './set-guess.rules';

describe('guessing the OCOP set from a name', () => {
  it.each([
    ['Mật ong rừng U Minh', 4],
    ['Chè Shan tuyết Suối Giàng', 11],
    ['Trà Diệp Hạ Châu', 12],
    ['Cà phê rang xay', 13],
    ['Nước mắm cá cơm', 9],
    ['Chuối ép sấy dẻo An Xuân', 7],
    ['Hạt tiêu đen Sơn Thành', 10],
    ['Rượu vang Đà Lạt', 15],
    ['Miến dong Na Rì', 6],
    ['Thịt trâu gác bếp', 8],
    ['GẠO NẾP TÚ LỆ', 3],
    ['Khăn thổ cẩm', 22],
  ])('%s', (name, set) => {
    expect(guessSets(name)[0]).toBe(set);
  });

  it('does not guess from a part of a word, nor from nothing', () => {
    expect(guessSets('')).toEqual([]);
    expect(guessSets('Xyz')).toEqual([]);
    expect(guessSets('Chera')).toEqual([]);
  });

  it('offers three at most', () => {
    expect(guessSets('Rau củ sấy dẻo trộn mật ong và trà gừng').length).toBe(3);
  });
});
