import { faultOfBody, MAX_DEPTH, MAX_ITEMS, MAX_VALUES } from './body.rules';

describe('what no body may hold', () => {
  const parsed = (text: string): unknown => JSON.parse(text);

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
    'a field named %s',
    (name) => {
      expect(faultOfBody(parsed(`{"packs":[{"${name}":1}]}`))?.pointer).toBe('/packs/0'); // where it stands, not what it is called
    },
  );

  it.each([
    ['NUL', '{"a":"x\\u0000"}', '/a'],
    ['half a pair', '{"a":{"b/c":"\\ud800"}}', '/a/b~1c'],
    ['a name that cannot be stored', '{"\\udc00":1}', ''],
  ])('%s', (_, text, pointer) => {
    expect(faultOfBody(parsed(text))).toMatchObject({ pointer });
  });

  it('more levels than any DTO has, however many', () => {
    const nested = (depth: number): unknown => parsed(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    expect(faultOfBody(nested(MAX_DEPTH))).toBeNull();
    expect(faultOfBody(nested(MAX_DEPTH + 2))).not.toBeNull();
    expect(faultOfBody(nested(5_000))).not.toBeNull();
  });

  it('longer lists and more values than any DTO has', () => {
    const list = (length: number): { packs: unknown[] } => ({ packs: Array.from({ length }, () => ({})) });
    expect(faultOfBody(list(MAX_ITEMS))).toBeNull();
    expect(faultOfBody(list(MAX_ITEMS + 1))).toMatchObject({ pointer: '/packs' });
    const fields = (count: number): unknown => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, n]));
    expect(faultOfBody(fields(MAX_VALUES))).toBeNull();
    expect(faultOfBody(fields(MAX_VALUES + 1))).not.toBeNull();
  });
});
