import fs from 'node:fs';
import path from 'node:path';
import { FaultyLine } from '../../src/platform/conformance/faulty-line';
import { openMarket, PLATFORMS, type Market, type PlatformCode } from '../support/market';
import { tradersOf, type Traders } from '../support/trade';

/** The line to the platform, on both: a whole day of trade meets it. */
const LINE: Readonly<Record<string, Record<string, unknown>>> = {
  'bad-gateway': { times: 8, probability: 0.3 },
  'connection-reset': { times: 8, probability: 0.3 },
  'timeout-before': { times: 8, probability: 0.3, holdMs: 0 },
  'timeout-after': { times: 8, probability: 0.3, holdMs: 0 },
  slow: { times: 10, probability: 0.3, ms: 300 },
  'ip-refused': { times: 3, probability: 0.4 },
  'webhook-duplicate': { copies: 2 },
  // A day has few webhooks: the first ones meet it for certain.
  'webhook-reorder': { times: 4, holdMs: 200 },
  'webhook-delay': { times: 4, ms: 200 },
  'webhook-drop': { times: 4 },
  'token-expired': { times: 5, probability: 0.4 },
  // Last, because for a while afterwards we call less often.
  busy: { times: 6, probability: 0.4, retryAfter: 1 },
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

  it.each(['cut-json', 'renamed-fields', 'page-200', 'empty-200'] as const)(
    '[AD2] %s: an answer that is not understood is asked for again, and never taken for "nothing there"',
    async (fault) => {
      const honey = await market.listed(24);
      await Promise.all(
        PLATFORMS.map(async (platform) => {
          const line = await FaultyLine.to(market.sandbox[platform].url);
          const meet = async (act: () => Promise<unknown>): Promise<void> => {
            await market.quiet();
            line.next(fault);
            await act();
          };
          try {
            await moveTo(platform, line.baseUrl);
            const order = await traders.sell(platform, honey, 2);
            await meet(() => market.poll(platform));
            const id = await traders.known(platform, order);
            await meet(() => traders.act(honey, id, 'confirm'));
            expect(await traders.acted(id, 'confirm')).toMatchObject({ state: 'done' });
          } finally {
            await moveTo(platform, market.sandbox[platform].url);
            await line.close();
          }
        }),
      );
      await traders.settled();
    },
  );

  it.each(PLATFORMS)('every fault of the practice platform %s is met by a test', async (platform) => {
    const { knobs } = await market.look<{ knobs: Record<string, string> }>(platform, '/faults');
    const tests = [
      ...files('test/flow').filter(
        (file) => /faults(-\w+)?\.flow\.spec\.ts$/.test(file) && !file.includes(platform === 'voso' ? 'postmart' : 'voso'),
      ),
      ...files(`src/adapters/${platform}`).filter((file) => file.endsWith('.spec.ts')),
    ].map((file) => fs.readFileSync(file, 'utf8'));
    // As a text of its own or as a key of the table above.
    const isMet = (knob: string): boolean =>
      tests.some((text) => text.includes(`'${knob}'`) || new RegExp(`^ +${knob}: \\{`, 'm').test(text));
    expect(Object.keys(knobs).length).toBeGreaterThan(20);
    expect(Object.keys(knobs).filter((knob) => !isMet(knob))).toEqual([]);
  });

  async function moveTo(platform: PlatformCode, baseUrl: string): Promise<void> {
    const credentials =
      platform === 'voso'
        ? { partnerUsername: 'lensan', partnerPassword: 'thuc-hanh', username: 'htx-thuc-hanh', password: 'thuc-hanh' }
        : { password: 'thuc-hanh' };
    const moved = await market.operator.call('PATCH', `/api/v1/connections/${market.shops.get(platform)}`, {
      body: { baseUrl, credentials },
    });
    if (moved.status !== 200) throw new Error(`cannot move ${platform}: ${moved.text}`);
  }

  async function fired(platform: 'voso' | 'postmart', knob: string): Promise<number> {
    const { active } = await market.look<{ active: Record<string, { fired: number }> }>(platform, '/faults');
    return active[knob]?.fired ?? 0;
  }
});

function files(folder: string): string[] {
  const root = path.join(__dirname, '../..', folder);
  return fs.readdirSync(root).map((name) => path.join(root, name));
}
