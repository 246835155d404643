import { oldProvinceCode } from './old-place.rules';

describe('a province of before July 2025', () => {
  it.each([
    ['02', '02'],
    ['Hà Giang', '02'],
    ['  tỉnh HA GIANG ', '02'],
    ['hà giang'.normalize('NFD'), '02'],
    ['Hoà Bình', '17'],
    ['Bà Rịa Vũng Tàu', '77'],
    ['Thừa Thiên Huế', '46'],
    ['thành phố Huế', '46'],
    ['03', null],
    ['Hà', null],
    ['Tây Bắc', null],
    ['%', null],
  ])('is known as %j: %s', (text, code) => expect(oldProvinceCode(text)).toBe(code));
});
