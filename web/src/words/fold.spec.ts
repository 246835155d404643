import { hasWords } from './fold';

it.each([
  ['Cam Cao Phong', 'cam cao phong', true],
  ['Trà Diệp Hạ Châu', 'tra chau', true],
  ['Trà Diệp Hạ Châu', 'Diệp', true],
  ['Đường thốt nốt', 'duong', true],
  ['Hộ Vàng Thị Mỷ', 'vang my', true],
  ['Hộ Vàng Thị Mỷ', 'ang', false],
  ['Cam sành CAM-01-KG', 'cam-01', true],
  ['Đường thốt nốt', '', true],
  ['Đường thốt nốt', 'muoi', false],
])('%s is found by "%s": %s', (text, typed, isFound) => expect(hasWords(text, typed)).toBe(isFound));
