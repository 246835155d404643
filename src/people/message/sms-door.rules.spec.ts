import { isRightSecret, readReceivedSms } from './sms-door.rules';

const names = ['id', 'from', 'text'] as const;

describe('the door for short messages', () => {
  it('knows its secret, and without one knows nobody', () => {
    expect(isRightSecret('bí mật', 'bí mật')).toBe(true);
    for (const given of ['bí mậ', 'bí mật ', '', undefined, ['bí mật']]) expect(isRightSecret('bí mật', given)).toBe(false);
    expect(isRightSecret(undefined, undefined)).toBe(false);
  });

  it('reads JSON and forms, under the names of the gateway', () => {
    const sms = { id: '7', from: '+84912345678', text: 'KHÔNG' };
    expect(readReceivedSms(JSON.stringify({ ...sms, id: 7 }), 'application/json; charset=utf-8', names)).toEqual(sms);
    expect(
      readReceivedSms('MsgId=7&Phone=%2B84912345678&Body=KH%C3%94NG', 'application/x-www-form-urlencoded', ['MsgId', 'Phone', 'Body']),
    ).toEqual(sms);
  });

  it('takes 200 characters of id and 40 of number, cuts the text at 1600, and replaces what cannot be stored', () => {
    const read = (over: object) => readReceivedSms(JSON.stringify({ id: 'a', from: 'b', text: 'c', ...over }), 'application/json', names);
    expect(read({ id: 'a'.repeat(200), from: 'b'.repeat(40), text: 'c'.repeat(1601) })?.text).toHaveLength(1600);
    expect([read({ id: 'a'.repeat(201) }), read({ from: 'b'.repeat(41) }), read({ id: {} }), read({ from: null })]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(read({ text: 'x\0y\ud800' })).toMatchObject({ text: 'x\ufffdy\ufffd' });
    for (const body of ['', '{', '[]', 'null', '7']) expect(readReceivedSms(body, 'application/json', names)).toBeNull();
  });
});
