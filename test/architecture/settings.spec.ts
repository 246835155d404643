import { getMetadataStorage } from 'class-validator';
import { Env, ENV_NAMES } from '../../config/env';
import { read } from '../support/source-tree';

describe('the settings', () => {
  const checked = new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(Env, '', false, false)
      .map(({ propertyName }) => propertyName),
  );

  it('are checked, and known by name, one and all', () => {
    expect([...checked].sort()).toEqual([...ENV_NAMES].sort());
  });

  it('are shown in .env.example, each below a line that explains it', () => {
    const lines = read('.env.example').split('\n');
    const shown = lines.flatMap((line, at) => (/^[A-Z_]+=/.test(line) ? [{ name: line.split('=', 1)[0] ?? '', at }] : []));
    expect(shown.map(({ name }) => name).sort()).toEqual([...checked].sort());
    for (const { name, at } of shown) expect([name, lines[at - 1]]).toEqual([name, expect.stringMatching(/^#/)]);
  });
});
