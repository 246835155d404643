import { BadDemoOption, readDemoOptions } from './demo-options.rules';

describe('options of the demonstration', () => {
  it('are few, and --help is answered with null', () => {
    expect(readDemoOptions([])).toMatchObject({ story: false, first: 40 });
    expect(readDemoOptions(['--story', '--products', '12', '--port', '8080'])).toMatchObject({ story: true, products: 12, port: 8080 });
    expect(readDemoOptions(['--help'])).toBeNull();
  });

  it('take practice platforms that run already, both or none', () => {
    const urls = ['--voso-url', 'http://127.0.0.1:4010/', '--postmart-url', 'http://127.0.0.1:4020'];
    expect(readDemoOptions(urls)?.practice).toEqual({ voso: 'http://127.0.0.1:4010', postmart: 'http://127.0.0.1:4020' });
    expect(() => readDemoOptions(urls.slice(0, 2))).toThrow(BadDemoOption);
  });

  it.each([['--prot', '1'], ['--port'], ['--port', 'tám'], ['--port', '70000'], ['--products', '0'], ['--voso-port', '-1'], ['chay']])(
    '[MJ4] refuse %s %s',
    (...args) => {
      expect(() => readDemoOptions(args)).toThrow(BadDemoOption);
    },
  );
});
