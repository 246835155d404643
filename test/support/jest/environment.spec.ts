import fs from 'node:fs/promises';
import ProcessEnvironment from './environment';

describe('the world of a test file', () => {
  it('is that of its process, as it was before the file', async () => {
    const { setTimeout: timer, console: lines } = globalThis;
    const environment = new ProcessEnvironment();
    process.env.LEFT_BEHIND = '1';
    Object.assign(globalThis, { leftBehind: 1, setTimeout: () => 0, console: {} });

    await environment.teardown();

    expect(process.env.LEFT_BEHIND).toBeUndefined();
    expect(globalThis).not.toHaveProperty('leftBehind');
    expect(globalThis.setTimeout).toBe(timer);
    expect(globalThis.console).toBe(lines);
  });

  it('has one Error, whoever throws it', async () => {
    await expect(fs.readFile('/not/there')).rejects.toBeInstanceOf(Error);
  });
});
