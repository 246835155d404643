import fs from 'node:fs';
import path from 'node:path';
import { ENV_NAMES, readEnv } from './env';

describe('the environment', () => {
  const example = Object.fromEntries(
    fs
      .readFileSync(path.resolve(__dirname, '../.env.example'), 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => line.split('=', 2)),
  ) as Record<string, string>;

  it('.env.example names every setting, once, with its default', () => {
    expect(Object.keys(example).sort()).toEqual([...ENV_NAMES].sort());
    expect(readEnv(example)).toEqual(readEnv({}));
  });

  it('names every wrong setting at once', () => {
    expect(() => readEnv({ PORT: '80.5', ROLE: 'boss', SECRET_KEY: 'abc', TRUST_PROXY: 'maybe' })).toThrow(
      /(?=.*PORT)(?=.*ROLE)(?=.*SECRET_KEY)(?=.*TRUST_PROXY)/,
    );
  });

  it('takes the command line before the environment', () => {
    expect(readEnv({ PORT: '4000' }, { PORT: '5000' }).PORT).toBe(5000);
  });
});
