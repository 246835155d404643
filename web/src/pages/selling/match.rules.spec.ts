import { matches } from './match.rules';

it.each([
  ['Trà Diệp Hạ Châu', 'tra chau', true],
  ['Trà Diệp Hạ Châu', 'Diệp', true],
  ['Đường thốt nốt', 'duong', true],
  ['Đường thốt nốt', '', true],
  ['Đường thốt nốt', 'muoi', false],
])('%s is found by "%s": %s', (text, sought, isFound) => expect(matches(text, sought)).toBe(isFound));
