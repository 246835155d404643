import { applies, checks, runCheck } from '.';
import { mutations } from './mutations';
import { referenceAdapter, referenceHarness } from './reference';

/** Needs of platforms of the other sort; both practice platforms together meet every check. */
const NOT_OF_THE_REFERENCE = ['stock/below-reserved', 'orders/confirm-part'];

describe('the conformance kit', () => {
  it('has a name of its own for every check', () => {
    expect(new Set(checks.map((check) => check.id)).size).toBe(checks.length);
  });

  it('has a broken adapter for every check that applies to the reference platform', () => {
    const applying = checks.filter((check) => applies(check, referenceAdapter, referenceHarness)).map((check) => check.id);
    const caught = new Set(mutations.map((mutation) => mutation.caughtBy));

    expect(applying.filter((id) => !caught.has(id))).toEqual([]);
    expect(checks.map((check) => check.id).filter((id) => !applying.includes(id))).toEqual(NOT_OF_THE_REFERENCE);
  });

  it.each(mutations.map((mutation) => [mutation.caughtBy, mutation.wrong, mutation] as const))(
    '%s notices that %s',
    async (id, _wrong, mutation) => {
      const check = checks.find((each) => each.id === id);
      if (!check) throw new Error(`no check ${id}`);

      await expect(runCheck(check, mutation.broken(referenceAdapter), referenceHarness)).rejects.toThrow();
    },
  );
});
