import { fillTemplate, missingSlots } from './sms-template.rules';

const sms = { id: '7', to: '+84912345678', text: 'Ma "123" & {to} 50% +1' };

describe('the template of a gateway', () => {
  it('writes values so that they cannot leave their place', () => {
    expect(fillTemplate('https://x.vn/?p={to}&t={text}&r={id}', sms, 'url')).toBe(
      'https://x.vn/?p=%2B84912345678&t=Ma%20%22123%22%20%26%20%7Bto%7D%2050%25%20%2B1&r=7',
    );
    expect(JSON.parse(fillTemplate('{"p":"{to84}","n":"{to0}","t":"{text}"}', sms, 'json'))).toEqual({
      ...{ p: '84912345678', n: '0912345678', t: sms.text },
    });
  });

  it('without number or text is noticed', () => {
    expect(missingSlots(['https://x.vn/{to0}', '{"t":"{text}"}'])).toEqual([]);
    expect(missingSlots(['https://x.vn/'])).toEqual(['{to}', '{text}']);
  });
});
