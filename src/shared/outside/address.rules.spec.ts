import { refuseAddress } from './address.rules';

describe('addresses', () => {
  it.each(['8.8.8.8', '171.244.0.1', '2402:800::1', '1.1.1.1', '::ffff:8.8.8.8', '100.63.255.255', '100.128.0.0', '172.32.0.0'])(
    '%s may be called',
    (address) => {
      expect(refuseAddress(address, false)).toBeNull();
    },
  );

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
    ...[
      '::7f00:1',
      '::ffff:0:127.0.0.1',
      '64:ff9b:1::1',
      '2001:0:1::',
      '100::1',
      'fec0::1',
      '3fff::1',
      '4000::1',
      '192.0.0.8',
      '192.88.99.1',
      '240.0.0.1',
      'fe80::1%eth0',
    ],
  ])('%s is inside, and refused even where loopback is allowed', (address) => {
    expect(refuseAddress(address, false)).not.toBeNull();
    expect(refuseAddress(address, true)).not.toBeNull();
  });

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('%s is this machine: refused unless allowed', (address) => {
    expect(refuseAddress(address, false)).not.toBeNull();
    expect(refuseAddress(address, true)).toBeNull();
  });

  it.each(['san.vn', '', '0x7f.1', '2130706433', '127.1', '8.8.8.8:80', '[::1]'])('%j is no IP address, and refused', (text) => {
    expect(refuseAddress(text, true)).not.toBeNull();
  });
});
