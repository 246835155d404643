import { credentialOf, isFromOwnPage, newSecret, secretHash, TOKEN_PREFIX } from './credential.rules';

describe('who a request says it is', () => {
  const cookie = newSecret();
  const token = newSecret(TOKEN_PREFIX);

  it('a token wins over a cookie, and a broken header is nobody', () => {
    expect(credentialOf(`Bearer ${token}`, cookie)).toEqual({ kind: 'token', hash: secretHash(token) });
    expect(credentialOf(undefined, cookie)).toEqual({ kind: 'session', hash: secretHash(cookie) });
    for (const header of ['', 'Bearer', `Basic ${token}`, `Bearer ${cookie}`, `Bearer ${token} x`, `Bearer ${'ls_'.repeat(100)}`])
      expect(credentialOf(header, cookie)).toBeNull();
  });

  it('a cookie of another form is nobody, without asking the database', () => {
    for (const text of [undefined, '', 'abc', `${cookie}A`, `${cookie.slice(1)}!`]) expect(credentialOf(undefined, text)).toBeNull();
  });

  it('two secrets are never the same', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newSecret())).size).toBe(1000);
  });
});

describe('a request with a cookie', () => {
  const from = (method: string, requestedWith?: string, origin?: string): boolean =>
    isFromOwnPage({ method, requestedWith, origin, ownOrigins: ['https://len-san.vn'] });

  it('may read from anywhere, and write only from our own page', () => {
    expect(from('GET')).toBe(true);
    expect(from('POST')).toBe(false);
    expect(from('DELETE', undefined, 'https://xau.vn')).toBe(false);
    expect(from('POST', undefined, 'null')).toBe(false);
    expect(from('POST', undefined, 'https://len-san.vn.xau.vn')).toBe(false);
    expect(from('POST', 'XMLHttpRequest')).toBe(false);
    expect(from('POST', undefined, 'https://len-san.vn')).toBe(true);
    expect(from('PUT', 'len-san')).toBe(true);
  });
});
