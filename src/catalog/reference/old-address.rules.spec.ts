import { becameOf, fitting, readOldAddress, toneKey } from './old-address.rules';
import { nameKey, type OldPlace } from './old-place.rules';
import type { Commune } from './place.rules';

const place = (ward: string, district = 'Huyện Phú Ninh', province = 'Tỉnh Quảng Nam'): OldPlace => ({
  ...{ code: ward, provinceCode: '49', ward, district, province },
});
const meant = (line: string, places: readonly OldPlace[]): string[] => {
  const address = readOldAddress(line);
  return address ? fitting(address, places).map((one) => one.code) : [];
};

describe('an old address', () => {
  it.each([
    ['xã Xuân Phước, huyện Đồng Xuân, tỉnh Phú Yên', 'xuan phuoc', 'xa', ['dong xuan', 'phu yen']],
    ['Thôn 2, Xuân Phước, H. Đồng Xuân, T. Phú Yên', 'xuan phuoc', null, ['dong xuan', 'phu yen']],
    ['P.9, TP. Tuy Hoà, Phú Yên', '9', 'phuong', ['tuy hoa', 'phu yen']],
    ['P9, TP Tuy Hòa, Phú Yên', '9', 'phuong', ['tuy hoa', 'phu yen']],
    ['Phường 09 - TP.Tuy Hòa - Phú Yên', '9', 'phuong', ['tuy hoa', 'phu yen']],
    ['TT La Hai; Đồng Xuân; Phú Yên, Việt Nam', 'la hai', 'thi tran', ['dong xuan', 'phu yen']],
    ['phường Xuân Đài, TX Sông Cầu', 'xuan dai', 'phuong', ['song cau']],
    ['Phan Rang-Tháp Chàm', 'phan rang-thap cham', null, []],
    ['thị xã Sông Cầu', 'song cau', null, []],
    ['Tân Tiến, Quận 1, Tỉnh Tuyên Quang', 'tan tien', null, ['1', 'tuyen quang']],
  ])('%s', (line, ward, wardKind, outer) => {
    expect(readOldAddress(line)).toMatchObject({ ward, wardKind, outer });
  });

  it.each(['', ' , ; ', 'Việt Nam'])('%j says nothing', (line) => {
    expect(readOldAddress(line)).toBeNull();
  });

  it('means the place with the right marks, where marks were written; else it may be both', () => {
    const places = [place('Xã Tam Dân'), place('Xã Tam Đàn')];
    expect(meant('xã Tam Dân, Phú Ninh, Quảng Nam', places)).toEqual(['Xã Tam Dân']);
    expect(meant('Tam Đàn, Phú Ninh, Quảng Nam', places)).toEqual(['Xã Tam Đàn']);
    expect(meant('tam dan, phu ninh, quang nam', places)).toEqual(['Xã Tam Dân', 'Xã Tam Đàn']);
  });

  it('means the place of the right kind, district and province', () => {
    const places = [
      place('Xã La Hai'),
      place('Thị trấn La Hai'),
      place('Xã La Hai', 'Huyện Khác'),
      place('Xã La Hai', 'Huyện Phú Ninh', 'Tỉnh Khác'),
    ];
    expect(meant('TT La Hai, Phú Ninh, Quảng Nam', places)).toEqual(['Thị trấn La Hai']);
    expect(meant('La Hai, Phú Ninh, Quảng Nam', places)).toEqual(['Xã La Hai', 'Thị trấn La Hai']);
    expect(meant('xã La Hai, Khác, Quảng Nam', places)).toHaveLength(1);
    expect(meant('xã La Hai, Quảng Nam', places)).toHaveLength(2);
    expect(meant('xã La Hai, Quảng Trị', places)).toEqual([]);
  });

  it('has its tones compared apart from where they stand', () => {
    expect(toneKey('Hoà')).toBe(toneKey('HÒA'));
    expect(toneKey('thuỷ')).toBe(toneKey('thủy'.normalize('NFD')));
    expect(toneKey('Dân')).not.toBe(toneKey('Đàn'));
    expect(nameKey('Thị trấn Hoà Hiệp Trung')).toBe('hoa hiep trung');
  });
});

describe('what became of an old place', () => {
  const commune = (code: string): Commune => ({ code, provinceCode: '66', name: `Xã ${code}`, kind: 'xa' });
  it.each([
    [[], 'not-found'],
    [[{ commune: commune('1'), isChecked: true }], 'one'],
    [[{ commune: commune('1'), isChecked: false }], 'confirm'],
    [[commune('1'), commune('2')].map((one) => ({ commune: one, isChecked: true })), 'question'],
  ])('%j is %s, and never a guess', (successors, outcome) => {
    const became = becameOf(place('Xã A'), successors);
    expect(became.outcome).toBe(outcome);
    expect(became.questionVi === null).toBe(outcome === 'one' || outcome === 'not-found');
  });
});
