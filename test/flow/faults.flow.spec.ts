import { openMarket, PLATFORMS, type Market } from '../support/market';
import { tradersOf, type Traders } from '../support/trade';

/** The line to the platform, on both: a whole day of trade meets it. */
const LINE: Readonly<Record<string, Record<string, unknown>>> = {
  busy: { times: 8, probability: 0.3, retryAfter: 1 },
  'bad-gateway': { times: 8, probability: 0.3 },
  'connection-reset': { times: 8, probability: 0.3 },
  'timeout-before': { times: 8, probability: 0.3, holdMs: 0 },
  'timeout-after': { times: 8, probability: 0.3, holdMs: 0 },
  slow: { times: 10, probability: 0.3, ms: 300 },
  'ip-refused': { times: 6, probability: 0.2 },
  'webhook-duplicate': { copies: 2 },
  'webhook-reorder': { times: 6, probability: 0.5, holdMs: 200 },
  'webhook-delay': { times: 6, probability: 0.5, ms: 200 },
  'webhook-drop': { probability: 0.5 },
  'token-expired': { times: 5, probability: 0.2 },
};

describe('a day of trade on a bad line', () => {
  let market: Market;
  let traders: Traders;
  beforeAll(async () => {
    market = await openMarket({ sandbox: { seed: 7 }, settings: { LOG_LEVEL: process.env.TEST_LOG ?? 'silent' } });
    traders = tradersOf(market);
  });
  afterAll(() => market?.close());

  it.each(Object.keys(LINE))('[AD2] %s: nothing is lost, doubled or forgotten', async (knob) => {
    for (const platform of PLATFORMS) expect(await market.fault(platform, knob, LINE[knob])).toMatchObject({ status: 200 });
    await traders.day();
    for (const platform of PLATFORMS) expect(await fired(platform, knob)).toBeGreaterThan(0);
    await traders.settled();
  });

  async function fired(platform: 'voso' | 'postmart', knob: string): Promise<number> {
    const { active } = await market.look<{ active: Record<string, { fired: number }> }>(platform, '/faults');
    return active[knob]?.fired ?? 0;
  }
});
