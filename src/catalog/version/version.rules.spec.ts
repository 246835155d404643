import fc from 'fast-check';
import { diffVersions, planRestore, type RestorePlan, type Surroundings, type VersionPack, type VersionState } from './version.rules';

const pack = (id: string, over: Partial<VersionPack> = {}): VersionPack => ({
  ...{ id, sku: `SKU-${id}`, unit: 'chai', factor: 1, weightGrams: 500, lengthCm: 10, widthCm: 10, heightCm: 20, priceVnd: 100_000 },
  ...over,
});
const state = (over: Partial<VersionState> = {}): VersionState => ({
  ...{ name: 'Mật ong', description: 'Ngọt.', ocopSet: 4, communeCode: '01273', shelfLifeDays: 365, attributes: { a: 1 } },
  ...{ season: [], storageClass: 'ambient', minDaysLeftAtDispatch: 0 },
  ...{ packs: [pack('p1')], photoIds: ['f1', 'f2'] },
  ...over,
});
const around = (over: Partial<Surroundings> = {}): Surroundings => ({
  ...{ hasCommune: true, heldPackIds: new Set(), takenSkus: new Set(), knownPhotoIds: new Set(['f1', 'f2', 'f3']), maxPacks: 20 },
  gtinHolders: new Map(),
  attributeFault: () => null,
  ...over,
});
const after = (now: VersionState, plan: RestorePlan): VersionState => ({
  ...plan.fields,
  overrides: plan.overrides,
  photoIds: plan.photoIds,
  packs: [
    ...now.packs
      .filter(({ id }) => !plan.removedPackIds.includes(id))
      .map((old) => ({ ...(plan.changedPacks.find(({ id }) => id === old.id) ?? old), sku: old.sku, factor: old.factor })),
    ...plan.addedPacks,
  ],
});

const states: fc.Arbitrary<VersionState> = fc
  .record({
    name: fc.constantFrom('Mật ong', 'Cam'),
    description: fc.constantFrom('', 'Ngọt.'),
    ocopSet: fc.constantFrom(4, 5),
    communeCode: fc.constantFrom(null, '01273'),
    shelfLifeDays: fc.constantFrom(null, 30),
    season: fc.constantFrom([], [{ from: '10-01', to: '02-28' }]),
    storageClass: fc.constantFrom('ambient', 'cool'),
    minDaysLeftAtDispatch: fc.constantFrom(0, 3),
    traceUrl: fc.constantFrom(null, 'https://a.vn', 'https://b.vn'),
    attributes: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom<string | number | boolean>(1, 'x', true)),
    packs: fc.uniqueArray(
      fc
        .record({
          id: fc.constantFrom('p1', 'p2', 'p3'),
          priceVnd: fc.constantFrom(1000, 2000),
          gtin: fc.constantFrom(null, '96385074', '8938500012341'),
        })
        .map(({ id, ...over }) => pack(id, over)),
      { selector: ({ id }) => id },
    ),
    photoIds: fc.subarray(['f1', 'f2', 'f3']),
    overrides: fc.dictionary(
      fc.constantFrom('voso', 'postmart'),
      fc.record({
        title: fc.constantFrom(null, 'Mật ong rừng'),
        description: fc.constantFrom(null, ''),
        shareWeight: fc.constantFrom(null, 0, 3),
        prices: fc.dictionary(fc.constantFrom('p1', 'p2', 'p3'), fc.constantFrom(3000, 4000)),
      }),
    ),
  })
  // A price is always of a pack that the product has.
  .map((made) => ({
    ...made,
    overrides: Object.fromEntries(
      Object.entries(made.overrides).map(([platform, one]) => [
        platform,
        { ...one, prices: Object.fromEntries(Object.entries(one.prices).filter(([id]) => made.packs.some((each) => each.id === id))) },
      ]),
    ),
  }));

describe('two versions', () => {
  it('[PR5] differ in named fields, each with its old and new value; packs go by their id', () => {
    const changed = state({
      name: 'Mật ong bạc hà',
      attributes: { b: 'x' },
      packs: [pack('p2'), pack('p1', { priceVnd: 120_000 })],
      photoIds: ['f2', 'f1'],
      overrides: { voso: { title: 'Mật', description: null, shareWeight: null, prices: { p1: 3000 } } },
    });
    expect(diffVersions(state(), changed).map(({ pointer, before, after: now }) => [pointer, before, now])).toEqual([
      ['/name', 'Mật ong', 'Mật ong bạc hà'],
      ['/attributes/a', 1, null],
      ['/attributes/b', null, 'x'],
      ['/packs/p1/priceVnd', 100_000, 120_000],
      ['/packs/p2', null, pack('p2')],
      ['/photoIds', ['f1', 'f2'], ['f2', 'f1']],
      ['/overrides/voso/title', null, 'Mật'],
      ['/overrides/voso/prices/p1', null, 3000],
    ]);
    for (const { labelVi } of diffVersions(state(), changed)) expect(labelVi.length).toBeGreaterThan(2);
  });

  it('[PR5] differ in nothing exactly when they are equal, and in the same fields both ways', () => {
    fc.assert(
      fc.property(states, states, (a, b) => {
        expect(diffVersions(a, structuredClone(a))).toEqual([]);
        const back = diffVersions(b, a).map(({ pointer, before, after: now }) => [pointer, now, before]);
        expect(diffVersions(a, b).map(({ pointer, before, after: now }) => [pointer, before, now])).toEqual(back);
      }),
    );
  });
});

describe('going back', () => {
  it('[PR5] makes the product what it was, when nothing stands in the way', () => {
    fc.assert(
      fc.property(states, states, (now, then) => {
        const plan = planRestore(now, then, around());
        expect(plan.notRestored).toEqual([]);
        expect(diffVersions(after(now, plan), then)).toEqual([]);
      }),
    );
  });

  it('[PR5] differs from what it was only where it says so', () => {
    const odds = fc.record({
      hasCommune: fc.boolean(),
      held: fc.subarray(['p1', 'p2', 'p3']),
      taken: fc.subarray(['SKU-p1', 'SKU-p2']),
      photos: fc.subarray(['f1', 'f2', 'f3']),
      maxPacks: fc.integer({ min: 1, max: 3 }),
      ended: fc.subarray(['a', 'b', 'c']),
      holder: fc.constantFrom('p3', 'p9'),
      numbers: fc.subarray(['96385074', '8938500012341']),
    });
    fc.assert(
      fc.property(states, states, odds, (now, then, { hasCommune, held, taken, photos, maxPacks, ended, holder, numbers }) => {
        const plan = planRestore(now, then, {
          ...{ hasCommune, maxPacks, heldPackIds: new Set(held), takenSkus: new Set(taken), knownPhotoIds: new Set(photos) },
          gtinHolders: new Map(numbers.map((gtin) => [gtin, holder])),
          attributeFault: (code) => (ended.includes(code) ? 'đã hết' : null),
        });
        const said = new Set(plan.notRestored.map(({ pointer }) => pointer));
        const differs = diffVersions(after(now, plan), then).map(({ pointer }) => pointer);
        expect(differs.every((pointer) => said.has(pointer))).toBe(true);
        const theirs = plan.removedPackIds.includes(holder) ? [] : numbers;
        for (const { gtin } of [...plan.changedPacks, ...plan.addedPacks]) expect(theirs).not.toContain(gtin);
        for (const id of held) expect(plan.removedPackIds).not.toContain(id);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves what an old version could not say as it is: bar codes and the address of the traceability', () => {
    const now = state({ traceUrl: 'https://a.vn', packs: [pack('p1', { gtin: '96385074' })] });
    const plan = planRestore(now, state({ name: 'Mật', packs: [pack('p1', { priceVnd: 1_000 }), pack('p2')] }), around());
    expect(plan.fields.traceUrl).toBe('https://a.vn');
    expect(plan.changedPacks).toEqual([pack('p1', { priceVnd: 1_000, gtin: '96385074' })]);
    expect(plan.addedPacks).toEqual([pack('p2', { gtin: null })]);
  });
});
