import { readBaseUrl } from './base-url.rules';

describe('the address of a platform', () => {
  it.each([
    ['https://api.san.vn', 'https://api.san.vn'],
    ['HTTPS://API.San.vn/v2/', 'https://api.san.vn/v2'],
    ['http://171.244.0.1:8080', 'http://171.244.0.1:8080'],
    ['https://api.san.vn:1024', 'https://api.san.vn:1024'],
    ['http://api.san.vn:443', 'http://api.san.vn:443'],
  ])('%s is read as %s', (text, url) => {
    expect(readBaseUrl(text, false)).toMatchObject({ url });
  });

  it.each([
    ...[
      'ftp://api.san.vn',
      'javascript:alert(1)',
      'api.san.vn',
      'https://ai@api.san.vn',
      'https://ai:mk@api.san.vn',
      'https://api.san.vn/?a=1',
      'https://api.san.vn/#a',
    ],
    ...['http://171.244.0.1:25', 'https://api.san.vn:22'],
    // The same places written otherwise: URL turns them all into the plain form.
    ...[
      'http://127.1',
      'http://0x7f.0.0.1',
      'http://2130706433',
      'http://[::1]',
      'http://0',
      'http://[::ffff:7f00:1]',
      'http://169.254.169.254',
    ],
  ])('%s is refused', (text) => {
    expect(readBaseUrl(text, false)).toHaveProperty('refusal');
  });
});
