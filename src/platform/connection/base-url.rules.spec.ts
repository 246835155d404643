import { readBaseUrl, refuseAddress } from './base-url.rules';

describe('the address of a platform', () => {
  it.each(['8.8.8.8', '171.244.0.1', '2402:800::1', '1.1.1.1'])('%s may be called', (address) => {
    expect(refuseAddress(address, false)).toBeNull();
  });

  it.each([
    ...[
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.0.1',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...['::', 'fc00::1', 'fd12::1', 'fe80::1', 'ff02::1', '64:ff9b::a00:1', '2002:a00:1::', '::ffff:10.0.0.1', '::ffff:169.254.169.254'],
  ])('%s is inside, and refused even where loopback is allowed', (address) => {
    expect(refuseAddress(address, false)).not.toBeNull();
    expect(refuseAddress(address, true)).not.toBeNull();
  });

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('%s is this machine: refused unless allowed', (address) => {
    expect(refuseAddress(address, false)).not.toBeNull();
    expect(refuseAddress(address, true)).toBeNull();
  });

  it('what is no IP address is refused', () => {
    expect(refuseAddress('san.vn', true)).not.toBeNull();
  });

  it.each([
    ['https://api.san.vn', 'https://api.san.vn'],
    ['HTTPS://API.San.vn/v2/', 'https://api.san.vn/v2'],
    ['http://171.244.0.1:8080', 'http://171.244.0.1:8080'],
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
