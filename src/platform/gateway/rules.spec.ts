import fc from 'fast-check';
import { explainFailure } from './explain.rules';
import { type Level, takeCall } from './pacing.rules';
import { mayRepeat, renewsAt, repeatAfterMs, REPEATS } from './retry.rules';

describe('pace', () => {
  it('lets a burst through at once, then one call every so often, in the order in which they came', () => {
    const pace = { callsPerSecond: 4, burst: 3 };
    let level: Level = { calls: 3, at: 0 };
    const waits = Array.from({ length: 6 }, () => {
      const taken = takeCall(level, pace, 0);
      level = taken.level;
      return taken.waitMs;
    });

    expect(waits).toEqual([0, 0, 0, 250, 500, 750]);
  });

  it('never lets more through than the burst and what has filled since', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (gaps, callsPerSecond, burst) => {
          let now = 0;
          let level: Level = { calls: burst, at: 0 };
          const goes = gaps.map((gap) => {
            now += gap;
            const taken = takeCall(level, { callsPerSecond, burst }, now);
            level = taken.level;
            return now + taken.waitMs;
          });
          goes.forEach((from, first) => {
            const within = goes.filter((at, index) => index >= first && at <= from + 1_000).length;
            expect(within).toBeLessThanOrEqual(burst + callsPerSecond + 1);
          });
        },
      ),
    );
  });
});

describe('repetition', () => {
  it('only of what may be done twice, only without a usable answer, and only so often', () => {
    const lost = { kind: 'unavailable', outcome: 'unknown' } as const;

    expect(mayRepeat(lost, 0, true)).toBe(true);
    expect(mayRepeat({ kind: 'malformed' }, 0, true)).toBe(true);
    expect(mayRepeat(lost, 0, false)).toBe(false);
    expect(mayRepeat(lost, REPEATS, true)).toBe(false);
    for (const kind of ['unauthorised', 'not-found', 'rate-limited'] as const) expect(mayRepeat({ kind }, 0, true)).toBe(false);
  });

  it('waits longer each time, never the same for all', () => {
    expect([repeatAfterMs(0, 0), repeatAfterMs(0, 1), repeatAfterMs(1, 0), repeatAfterMs(1, 1)]).toEqual([100, 300, 400, 1200]);
  });
});

describe('renewal', () => {
  const at = (ms: number): Date => new Date(1_000_000 + ms);

  it('comes a minute before the end of a long life, and a tenth before that of a short one', () => {
    expect(renewsAt(at(0), at(3_600_000))).toEqual(at(3_540_000));
    expect(renewsAt(at(0), at(5_000))).toEqual(at(4_500));
    expect(renewsAt(at(0), at(-5))).toEqual(at(-5));
  });
});

describe('a failure', () => {
  it('is explained by a Vietnamese sentence, whatever its kind', () => {
    const failures = [
      { kind: 'unavailable', outcome: 'unknown' },
      { kind: 'unavailable', outcome: 'not-applied' },
      { kind: 'rate-limited' },
      { kind: 'unauthorised' },
      { kind: 'forbidden', reason: 'account-locked' },
      { kind: 'forbidden', reason: 'caller-refused' },
      { kind: 'rejected', issues: [] },
      { kind: 'not-found' },
      { kind: 'conflict', reason: 'stale' },
      { kind: 'malformed' },
    ] as const;

    const texts = failures.map(explainFailure);
    expect(new Set(texts).size).toBe(failures.length);
    for (const text of texts) expect(text).toMatch(/^\p{Lu}.*\.$/u);
  });
});
