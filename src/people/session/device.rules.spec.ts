import { deviceName, shortAddress } from './device.rules';

describe('a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36',
      'Chrome trên Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari trên iPhone',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0',
      'Edge trên Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/127 Chrome/121 Safari/537.36',
      'Cốc Cốc trên Windows',
    ],
    ['node', 'Thiết bị không rõ'],
    [undefined, 'Thiết bị không rõ'],
  ])('%s', (userAgent, name) => expect(deviceName(userAgent)).toBe(name));

  it('shows where it is only roughly', () => {
    expect(['113.160.5.77', '::ffff:113.160.5.77', '2402:800:6105:aa:1:2:3:4', 'x'].map(shortAddress)).toEqual([
      ...['113.160.5.x', '113.160.5.x', '2402:800:6105::x', ''],
    ]);
  });
});
