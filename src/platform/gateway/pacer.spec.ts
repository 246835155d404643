import { Pacer } from './pacer';
import { eased, type Ease, shareNow } from './pacing.rules';

describe('a platform that says "too many"', () => {
  const full: Ease = { share: 1, at: 0 };

  it('is asked half as often, and slowly more again', () => {
    const once = eased(full, 10_000);
    expect(once.share).toBe(0.5);
    expect(shareNow(once, 40_000)).toBe(1);
    expect(eased(once, 16_000).share).toBeCloseTo(0.3, 2);
  });

  it('says it once for all the calls that were on their way together', () => {
    const once = eased(full, 10_000);
    expect(eased(once, 10_400)).toBe(once);
  });

  it('is never given up', () => {
    let ease = full;
    for (let at = 0; at < 100_000; at += 2_000) ease = eased(ease, at);
    expect(ease.share).toBeGreaterThanOrEqual(0.25);
  });

  it('holds up everybody who comes next, for as long as it was told and not for ever', async () => {
    let now = 0;
    const cut = new AbortController();
    const pacer = new Pacer({ callsPerSecond: 10, burst: 100 }, () => now);
    pacer.slowDown(3_600_000);
    const turn = pacer.turn(cut.signal);
    cut.abort();
    await expect(turn).rejects.toThrow(); // it had to wait
    now = 6_000;
    await pacer.turn(new AbortController().signal);
  });
});
