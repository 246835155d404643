import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { platforms as registry } from '../../../test/support/judge';
import { PlatformRegistry, type PlatformAdapter } from '../../platform';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { PlatformRule } from './platform-rule.entity';
import { PlatformRuleLoader } from './platform-rule.loader';
import { PlatformRules } from './platform-rule.service';
import { RuleReader } from './rule.reader';

/** The same adapter with another smallest photo. */
const changed = (adapter: PlatformAdapter, minEdgePx: number): PlatformAdapter => {
  const description = adapter.describe();
  return { ...adapter, code: adapter.code, describe: () => ({ ...description, photoRule: { ...description.photoRule, minEdgePx } }) };
};

describe('what platforms demand, as data', () => {
  let database: TestDatabase;
  let operator: string;
  const clock = new FakeClock();
  const adapters = registry.all().map(({ adapter }) => adapter);
  const rules = new PlatformRules(clock, registry, new RuleReader());
  const load = (known: PlatformRegistry) =>
    database.transactions.run((tx) => new PlatformRuleLoader(database.transactions, known, clock).load(tx));
  beforeAll(async () => {
    database = await openDatabase([PlatformRule]);
    operator = newId();
    await rows(
      database.db,
      `insert into account (id, phone_box, name, role, password_hash) values ($1, '+84912345678', 'Quản trị', 'operator', '')`,
      [operator],
    );
  });
  afterAll(() => database.drop());

  it('[IM3] comes from the descriptions, one version each, also when several processes start together', async () => {
    const loads = await Promise.all(Array.from({ length: 6 }, () => load(registry)));
    expect(loads.filter((codes) => codes.length > 0)).toHaveLength(1);
    const { items } = await rules.list(database.db, { limit: 100 });
    expect(items.map(({ platform, version, origin }) => ({ platform, version, origin }))).toEqual(
      expect.arrayContaining(adapters.map(({ code }) => ({ platform: code, version: 1, origin: 'adapter' }))),
    );
    expect(items).toHaveLength(adapters.length);
    for (const { code, describe } of adapters) {
      const { photoRule, textRule, requires, categoryForSet } = describe();
      expect(await rules.of(database.db, code)).toMatchObject({ photoRule, textRule, requires, categoryForSet, version: 1 });
    }
  });

  it('gets a new version when a description has changed, and keeps the older', async () => {
    const [first, ...others] = adapters;
    const next = new PlatformRegistry([changed(first!, 700), ...others]); // there are two
    expect(await Promise.all([load(next), load(next)])).toEqual(expect.arrayContaining([[first!.code], []]));
    expect(await rules.of(database.db, first!.code)).toMatchObject({ version: 2, photoRule: { minEdgePx: 700 } });
    expect(await load(registry)).toEqual([first!.code]);
    expect(await rules.of(database.db, first!.code)).toMatchObject({ version: 3, photoRule: { minEdgePx: 500 } });
    expect(await rows(database.db, 'select 1 from platform_rule where platform = $1', [first!.code])).toHaveLength(3);
  });

  it('[IM3] takes an override for its period alone, and only one that makes sense', async () => {
    const lay = (over: object) =>
      database.transactions.run((tx) =>
        rules.lay(tx, { platform: 'voso', noteVi: 'Thông báo của sàn', effectiveFrom: '2026-12-01', ...over }, operator),
      );
    const laid = await lay({ photoRule: { minEdgePx: 800 }, effectiveTo: '2026-12-31' });
    const edge = async (day: string) => (await rules.of(database.db, 'voso', day)).photoRule.minEdgePx;
    expect([await edge('2026-11-30'), await edge('2026-12-01'), await edge('2026-12-31'), await edge('2027-01-01')]).toEqual([
      500, 800, 800, 500,
    ]);
    expect(await rules.of(database.db, 'voso', '2026-11-30')).toMatchObject({ goodUntil: '2026-12-01' });
    await lay({ textRule: { descriptionMinChars: 100 }, effectiveFrom: '2026-12-10' });
    expect(await rules.of(database.db, 'voso', '2026-12-10')).toMatchObject({
      photoRule: { minEdgePx: 800 },
      textRule: { descriptionMinChars: 100 },
    });
    await database.transactions.run((tx) => rules.end(tx, laid.id, '2026-12-05', operator));
    expect([await edge('2026-12-05'), await edge('2026-12-06')]).toEqual([800, 500]);

    await expect(lay({ photoRule: { minEdgePx: 9_000 } })).rejects.toMatchObject({ errors: [{ pointer: '/photoRule/minEdgePx' }] });
    await expect(lay({ photoRule: { minCount: 9 } })).rejects.toMatchObject({ errors: [{ pointer: '/photoRule/minCount' }] });
    await expect(lay({ textRule: { descriptionMinChars: 50_000 } })).rejects.toMatchObject({
      errors: [{ pointer: '/textRule/descriptionMinChars' }],
    });
    await expect(lay({ platform: 'lazada', ageGate: true })).rejects.toMatchObject({ errors: [{ pointer: '/platform' }] });
    await expect(lay({})).rejects.toMatchObject({ errors: [{ pointer: '' }] });
    await expect(lay({ ageGate: true, effectiveTo: '2026-11-01' })).rejects.toMatchObject({ errors: [{ pointer: '/effectiveTo' }] });
    await expect(database.transactions.run((tx) => rules.end(tx, laid.id, '2026-12-09', operator))).rejects.toMatchObject({
      kind: { code: 'illegal-move' },
    });
    expect((await rules.list(database.db, { limit: 100, platform: 'voso' })).items.filter((one) => one.origin === 'operator')).toHaveLength(
      2,
    );
  });
});
