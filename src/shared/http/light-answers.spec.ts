import { isKnown } from './light-answers';

it.each([
  [undefined, false],
  ['W/"a"', true],
  ['"a"', true],
  ['"b", W/"a"', true],
  ['*', true],
  ['"b"', false],
  ['', false],
  ['a', false],
])('[OL4] a copy with the tags %s is the same: %s', (tags, isSame) => {
  expect(isKnown(tags, 'W/"a"')).toBe(isSame);
});
