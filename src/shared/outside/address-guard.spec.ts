import type { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { AddressRefused, checkHost, guardedLookup } from './address-guard';

/** A resolver that answers what the test says. */
function resolver(...addresses: string[]): typeof lookup {
  const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const fake = (_host: string, _options: object, done: (error: Error | null, found: LookupAddress[]) => void): void => done(null, found);
  return fake as unknown as typeof lookup; // only the form that the guard uses
}

function look(resolve: typeof lookup, all: boolean): Promise<unknown> {
  return new Promise((settle, reject) => {
    guardedLookup(false, resolve)('api.san.vn', { all }, (error, address, family) =>
      error ? reject(error) : settle(all ? address : [address, family]),
    );
  });
}

describe('name resolution of sockets', () => {
  it('hands on exactly what was checked', async () => {
    const both = resolver('171.244.0.1', '2402:800::1');

    expect(await look(both, false)).toEqual(['171.244.0.1', 4]);
    expect(await look(both, true)).toEqual([
      { address: '171.244.0.1', family: 4 },
      { address: '2402:800::1', family: 6 },
    ]);
  });

  it('refuses a name as soon as one of its addresses is inside, in either form', async () => {
    const rebinding = resolver('171.244.0.1', '169.254.169.254');

    await expect(look(rebinding, true)).rejects.toBeInstanceOf(AddressRefused);
    await expect(look(rebinding, false)).rejects.toBeInstanceOf(AddressRefused);
  });

  it('a name without an address is not found', async () => {
    await expect(look(resolver(), true)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('localhost is this machine', async () => {
    await expect(checkHost('localhost', false)).rejects.toBeInstanceOf(AddressRefused);
    await expect(checkHost('localhost', true)).resolves.toBeUndefined();
  });
});
