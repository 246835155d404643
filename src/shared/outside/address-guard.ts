import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { refuseAddress } from './address.rules';

/** A name leads to an address that must not be called. */
export class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED';
}

/** Resolves `host` and refuses when any of its addresses must not be called. Throws: AddressRefused, or the resolver's error. */
export async function checkHost(host: string, allowLoopback: boolean): Promise<void> {
  for (const { address } of await promisify(lookup)(host, { all: true })) {
    const refusal = refuseAddress(address, allowLoopback);
    if (refusal) throw new AddressRefused(refusal);
  }
}

/**
 * Name resolution for the sockets themselves: the address that was checked is the one that is connected to, so a name that answers differently
 * the second time (DNS rebinding) gains nothing.
 */
export function guardedLookup(allowLoopback: boolean, resolve: typeof lookup = lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      for (const { address } of found) {
        const refusal = refuseAddress(address, allowLoopback);
        if (refusal) return done(new AddressRefused(refusal), '', 0);
      }
      const first = found[0];
      if (!first) return done(Object.assign(new Error(`no address for ${host}`), { code: 'ENOTFOUND' }), '', 0);
      if (options.all) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}
