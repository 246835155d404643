import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { until } from '../../../test/support/market';
import { rows } from '../../shared/db';
import { FakeClock, newId } from '../../shared/kernel';
import { ATTRIBUTE_SEED } from './attribute.seed';
import { Rule } from './rule.entity';
import { RuleLoader } from './rule.loader';
import { RuleReader } from './rule.reader';
import { RULE_SEED } from './rule.seed';
import { RuleService, type NewRule } from './rule.service';

const organic: NewRule = {
  ...{ code: 'organic-claim', topic: 'label', asks: 'document', asked: ['organic'], sets: [1, 4], level: 'conditional' },
  condition: [{ of: 'attribute', name: 'claimsOrganic', test: 'is-true' }],
  ...{ textVi: 'Cần chứng nhận hữu cơ.', source: 'Nghị định 109/2018/NĐ-CP', effectiveFrom: '2027-01-01' },
};

describe('rules as data', () => {
  let database: TestDatabase;
  let operator: string;
  const clock = new FakeClock();
  const service = new RuleService(clock);
  beforeAll(async () => {
    database = await openDatabase([Rule]);
    operator = newId();
    await rows(
      database.db,
      `insert into account (id, phone_box, name, role, password_hash) values ($1, '+84912345678', 'Quản trị', 'operator', '')`,
      [operator],
    );
  });
  afterAll(() => database.drop());
  function run<T>(work: Parameters<TestDatabase['transactions']['run']>[0]): Promise<T> {
    return database.transactions.run(work) as Promise<T>; // what the work answers
  }

  it('are loaded once, also when several processes start together', async () => {
    const loader = new RuleLoader(database.transactions);
    const loads = await Promise.all(Array.from({ length: 6 }, () => database.transactions.run((tx) => loader.load(tx))));
    expect(loads.filter((count) => count > 0)).toEqual([RULE_SEED.length + ATTRIBUTE_SEED.length]);
    expect(await database.transactions.run((tx) => loader.load(tx))).toBe(0);
    const { rules, definitions } = await new RuleReader().now(database.db);
    expect(rules).toHaveLength(RULE_SEED.length);
    expect(definitions).toHaveLength(ATTRIBUTE_SEED.length);
    const plain = (rule: object): object =>
      Object.fromEntries(Object.entries(rule).filter(([key, value]) => value !== null && key !== 'version'));
    const byCode = (list: readonly { code: string }[]) => [...list].sort((a, b) => (a.code < b.code ? -1 : 1)).map(plain);
    expect(byCode(rules)).toEqual(byCode(RULE_SEED));
  });

  it('[CC6] are added, replaced, suspended and ended while the program runs, and what was stays', async () => {
    const reader = new RuleReader();
    const before = await reader.now(database.db);
    const added = await run<{ id: string; version: number; state: string; revision: number }>((tx) => service.add(tx, organic, operator));
    expect(added).toMatchObject({ version: 1, state: 'coming' });
    expect(added.revision).toBeGreaterThan(before.revision);
    const newer = { ...organic, effectiveFrom: '2027-06-01', level: 'required' as const };
    await run((tx) => service.add(tx, newer, operator));
    const periods = async () => {
      const { rules } = await reader.now(database.db);
      return rules
        .filter((rule) => rule.code === organic.code)
        .map(({ version, level, effectiveFrom, effectiveTo }) => [version, level, effectiveFrom, effectiveTo]);
    };
    expect(await periods()).toEqual([
      [2, 'conditional', '2027-01-01', '2027-05-31'],
      [3, 'required', '2027-06-01', null],
    ]);
    const [last] = (await service.list(database.db, { limit: 100, day: '2027-07-01', state: 'in-force', set: 4 })).items.filter(
      (rule) => rule.code === organic.code,
    );
    const suspended = await run<{ id: string }>((tx) => service.suspend(tx, last?.id ?? '', '2027-08-01', 'Nghị quyết 1/2027', operator));
    expect((await service.list(database.db, { limit: 100, day: '2027-08-01', state: 'suspended' })).items.map((rule) => rule.code)).toEqual(
      expect.arrayContaining([organic.code, 'food-safety-2026']),
    );
    await run((tx) => service.end(tx, suspended.id, '2027-12-31', operator));
    expect((await service.list(database.db, { limit: 100, day: '2028-01-01', state: 'ended' })).items.map((rule) => rule.code)).toContain(
      organic.code,
    );
    await expect(run((tx) => service.end(tx, suspended.id, '2028-12-31', operator))).rejects.toMatchObject({
      kind: { code: 'illegal-move' },
    });
    expect(await reader.rulesAt(database.db, before.revision)).toEqual(before.rules);
    expect((await reader.rulesAt(database.db, added.revision)).filter((rule) => rule.code === organic.code)).toMatchObject([
      { version: 1, effectiveTo: null },
    ]);
  });

  it('whoever changes a version at the same time as somebody faster is told so, and nothing of it is kept', async () => {
    const version = await run<{ id: string }>((tx) => service.add(tx, { ...organic, code: 'contested' }, operator));
    let slower: Promise<unknown> = Promise.resolve();
    await run(async (tx) => {
      await service.end(tx, version.id, '2027-12-31', operator);
      // Sees the version as it was, and then waits for us.
      slower = run((other) => service.suspend(other, version.id, '2027-03-01', 'Nghị quyết 1/2027', operator)).catch(
        (error: unknown) => error,
      );
      await until('the slower one waits', async () => {
        const [waiting] = await rows<{ n: number }>(
          database.db,
          `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
        );
        return waiting?.n === 1;
      });
    });
    expect(await slower).toMatchObject({ kind: { code: 'illegal-move' } });
    const { rules } = await new RuleReader().now(database.db);
    expect(rules.filter((rule) => rule.code === 'contested')).toMatchObject([
      { version: 2, effectiveTo: '2027-12-31', suspendedFrom: null },
    ]);
  });

  it('are never changed in place', async () => {
    await expect(rows(database.db, `update rule set text_vi = 'khác' where code = 'label'`)).rejects.toMatchObject({
      constraint: 'rule_is_immutable',
    });
    await expect(rows(database.db, `delete from rule where code = 'label'`)).rejects.toMatchObject({ constraint: 'rule_is_immutable' });
  });

  it('refuses what the program cannot apply, and names the field', async () => {
    const refused = (over: Partial<NewRule>) => run((tx) => service.add(tx, { ...organic, code: 'wrong', ...over }, operator));
    await expect(refused({ asked: ['passport'] })).rejects.toMatchObject({ errors: [{ pointer: '/asked/0' }] });
    await expect(refused({ asked: [] })).rejects.toMatchObject({ errors: [{ pointer: '/asked' }] });
    await expect(refused({ asks: 'block' })).rejects.toMatchObject({ errors: [{ pointer: '/asked/0' }] });
    await expect(refused({ condition: [{ of: 'platform', name: 'phone', test: 'is-true' }] })).rejects.toMatchObject({
      errors: [{ pointer: '/condition/0' }],
    });
    await expect(refused({ effectiveTo: '2026-12-31' })).rejects.toMatchObject({ errors: [{ pointer: '/effectiveTo' }] });
    expect(await rows(database.db, `select 1 from rule where code = 'wrong'`)).toEqual([]);
  });

  it('come in pages, each once, and by set', async () => {
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await service.list(database.db, { limit: 7, cursor });
      all.push(...page.items.map((rule) => rule.id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength((await new RuleReader().now(database.db)).rules.length);
    const craft = await service.list(database.db, { limit: 100, set: 21 });
    expect(craft.items.every((rule) => rule.sets.includes(21))).toBe(true);
    expect(craft.items.map((rule) => rule.code)).toContain('timber');
  });

  it('two who change rules at the same time get two revisions, in the order in which they commit', async () => {
    const many = Array.from({ length: 8 }, (_, i) =>
      run<{ revision: number }>((tx) => service.add(tx, { ...organic, code: `many-${i}` }, operator)),
    );
    const revisions = (await Promise.all(many)).map((rule) => rule.revision);
    expect(new Set(revisions).size).toBe(8);
    const same = await Promise.allSettled(
      ['2027-02-01', '2027-03-01', '2027-04-01'].map((effectiveFrom) =>
        run((tx) => service.add(tx, { ...organic, code: 'same', effectiveFrom }, operator)),
      ),
    );
    expect(same.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    const { rules } = await new RuleReader().now(database.db);
    const periods = rules.filter((rule) => rule.code === 'same').sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
    periods.slice(1).forEach((rule, i) => expect(rule.effectiveFrom > (periods[i]?.effectiveTo ?? '9')).toBe(true));
  });
});
