import fs from 'node:fs';
import path from 'node:path';
import { ACCESS, RIGHTS, type Access } from '../../src/people';
import { ROLES, RouteList } from '../../src/shared/http';
import { newId } from '../../src/shared/kernel';
import { agreedOf, ask, callersOf, faultOf, pathOf, type Agreed, type Caller, type Verdict } from '../support/access-cells';
import { oneOfEach, type Ids } from '../support/access-scene';
import { openMarket, type Market } from '../support/market';
import { tradersOf } from '../support/trade';

/** Words in the names of what the other producer of the province has, and of what one of another province has. */
const [OTHER, FAR] = ['NGUOIKHACZQ', 'TINHKHACZQ'] as const;

const agreed = agreedOf(fs.readFileSync(path.join(__dirname, '../../docs/access.txt'), 'utf8'));
const rights = RIGHTS.filter((right) => agreed.some((each) => each.right === right));
/** Logging out would end the session that the other cells need, and this program has no sign-in service: people.flow and oidc.flow ask them. */
const ELSEWHERE = ['DELETE /api/v1/session', 'GET /api/v1/session/oidc', 'GET /api/v1/session/oidc/callback'];
const cells = agreed.filter(({ route }) => !ELSEWHERE.includes(route) && !route.startsWith('GET /api/openapi.')); // this program serves no document
/** Cells that the list has no words for, because what stands in the path is no producer. */
const NARROWER: Readonly<Record<string, Verdict>> = {
  'GET /api/v1/provinces/:code/papers for the office of another province': '404 not-found',
  'GET /api/v1/provinces/:code/officers for the office of another province': '404 not-found',
  'GET /api/v1/provinces/:code/coverage for the office of another province': '404 not-found',
  ...Object.fromEntries(
    ['', '/template', '/:listId', '/:listId/rows', '/:listId/report'].map((part) => [
      `GET /api/v1/provinces/:code/certificate-lists${part} for the office of another province`,
      '404 not-found' as const,
    ]),
  ),
};
const reads = cells.filter(({ method }) => method === 'GET');

/** Parts of a path that no producer has for itself. */
const SHARED: ReadonlySet<string> = new Set([
  ...[
    'version',
    'other',
    'platform',
    'old-places/:code',
    'communes/:code',
    'code',
    'connectionId',
    'connections/:id',
    'accountId',
    'hintId',
  ],
]);

describe('who may do what', () => {
  let market: Market;
  let callers: readonly Caller[];
  let own: Ids;
  let others: Ids;

  beforeAll(async () => {
    market = await openMarket({ platforms: ['voso'] });
    const owner = await market.app.person('producer');
    const goods = await market.register(500, { owner });
    await market.publish(goods);
    await market.live(goods);
    const traders = tradersOf(market);
    own = await oneOfEach(market, owner, goods, 'CUAMINH');
    own.set('orderId', await traders.known('voso', await traders.sell('voso', goods)));
    callers = await callersOf(market.app, owner, goods.producerId, rights);

    const other = await market.app.person('producer');
    const otherGoods = await market.register(7, { owner: other, name: `Mật ong ${OTHER}` });
    await market.publish(otherGoods);
    others = await oneOfEach(market, other, otherGoods, OTHER);
    const registered = { kind: 'cooperative', name: `HTX ${FAR}`, provinceCode: '66' };
    const far = await other.post('/api/v1/producers', registered);
    await other.post(`/api/v1/producers/${far.body.id}/products`, { name: `Cà phê ${FAR}`, ocopSet: 10, packs: [] });
    const { version } = (await other.get(otherGoods.home)).body;
    await other.call('PATCH', otherGoods.home, { body: { version, name: `HTX ${OTHER}` } });
    await market.quiet();
  });
  afterAll(() => market?.close());

  const expectedOf = (caller: Caller, route: Agreed): Verdict | null =>
    NARROWER[`${route.route} for ${caller.name}`] ?? caller.expects(route);

  /** Every fault of one route; with `stopAtFirst` one is enough. */
  async function faultsOf(route: Agreed, stopAtFirst = false): Promise<{ count: number; faults: string[] }> {
    const { path: address, isExact } = pathOf(route, own);
    const asked = callers.flatMap((caller) => {
      const expected = expectedOf(caller, route);
      return expected === null ? [] : [{ caller, expected }];
    });
    const faults: string[] = [];
    const step = stopAtFirst ? 1 : asked.length;
    for (let at = 0; at < asked.length && (faults.length === 0 || !stopAtFirst); at += step) {
      const tried = asked.slice(at, at + step).map(async ({ caller, expected }) => {
        const fault = faultOf(expected, await ask(market.app, route, address, caller.headers(route)), isExact);
        return fault === null ? [] : [`${route.route}: ${caller.name}: ${fault}`];
      });
      faults.push(...(await Promise.all(tried)).flat());
    }
    return { count: asked.length, faults };
  }

  it('[SP1] the agreed list has a line for every route of the program, and no line without a route', () => {
    // The console's files are for everybody and known to no controller.
    const routes = market.app.app
      .get(RouteList)
      .all()
      .filter((route) => !/^GET \/app(\/\*)?$/.test(route));
    expect([...new Set(routes)].sort()).toEqual([...cells.map(({ route }) => route), ...ELSEWHERE].sort());
  });

  it('[SP1] every route answers everybody as agreed', async () => {
    const faults: string[] = [];
    const loose = cells.filter((route) => !pathOf(route, own).isExact).map(({ route }) => route);
    let count = 0;
    for (const route of cells) {
      const tried = await faultsOf(route);
      count += tried.count;
      faults.push(...tried.faults);
    }
    process.stdout.write(
      `access: ${count} cells: ${cells.length} routes, ${callers.length} callers; without anything to find: ${loose.join(', ')}\n`,
    );
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(1_500);
  });

  it('[SP1] opens no route a little without being seen', async () => {
    const table = ACCESS as Record<string, Access>; // for the length of this test
    const unseen: string[] = [];
    let count = 0;
    for (const route of cells.filter(({ route }) => table[route])) {
      const access = table[route.route] as Access;
      if ('public' in access) continue;
      const { sessionOnly, ...anywhere } = access;
      const opened: readonly (readonly [string, Access])[] = [
        ['everybody', { public: true }],
        ...(access.allow.length < ROLES.length ? [['every role', { right: 'profile.read', ...access, allow: ROLES }] as const] : []),
        ...(access.right !== undefined ? RIGHTS.filter((right) => right !== access.right).slice(0, 1) : []).map(
          (right) => [`the right ${right}`, { ...access, right }] as const,
        ),
        ...(sessionOnly ? [['tokens', anywhere] as const] : []),
        ['nobody', { ...access, allow: [] }],
      ];
      try {
        for (const [whom, wider] of opened) {
          count += 1;
          table[route.route] = wider;
          if ((await faultsOf(route, true)).faults.length === 0) unseen.push(`${route.route} for ${whom}`);
        }
      } finally {
        table[route.route] = access;
      }
    }
    process.stdout.write(`access: ${count} changes of the table, each seen\n`);
    expect(unseen).toEqual([]);
  });

  it('[SP1] no answer shows what belongs to somebody else', async () => {
    const mayRead: Readonly<Record<string, readonly string[]>> = {
      'the operator': [OTHER, FAR],
      'the office of the province': [OTHER],
      'the office of another province': [FAR],
    };
    const more: Readonly<Record<string, string>> = {
      'GET /api/v1/products/search': '?q=m%E1%BA%ADt%20ong&limit=100',
      'GET /api/v1/producers': '?limit=100',
    };
    const leaks: string[] = [];
    const shown = new Set<string>();
    for (const route of reads) {
      const address = pathOf(route, own).path + (more[route.route] ?? '');
      for (const caller of callers) {
        if (expectedOf(caller, route) !== 'in') continue;
        const { text } = await ask(market.app, route, address, caller.headers(route));
        for (const word of [OTHER, FAR].filter((each) => text.includes(each))) {
          if (mayRead[caller.name]?.includes(word)) shown.add(`${caller.name} ${route.route}`);
          else leaks.push(`${route.route} shows ${caller.name} the word ${word}`);
        }
      }
    }
    expect(leaks).toEqual([]);
    // Else nothing was looked for.
    for (const list of ['producers', 'products/search', 'provinces/:code/papers'])
      expect([...shown]).toContain(`the operator GET /api/v1/${list}`);
  });

  it('every answer tells browsers to guess nothing, to keep nothing private, and to open no file as a page', async () => {
    const faults: string[] = [];
    let files = 0;
    for (const route of reads) {
      if (route.pattern === '/healthz' || route.pattern === '/readyz') continue; // for machines
      const operator = callers.find(
        ({ name }) => name === (route.roles.includes('operator') ? 'the operator' : 'an officer with every right'),
      ) as Caller;
      const { status, headers } = await ask(market.app, route, pathOf(route, own).path, operator.headers(route));
      const [type, kept, disposition] = ['content-type', 'cache-control', 'content-disposition'].map((name) => String(headers[name] ?? ''));
      const isPublic = route.pattern === '/' || route.pattern.startsWith('/photos/');
      if (headers['x-content-type-options'] !== 'nosniff') faults.push(`${route.route}: may be guessed to be something else`);
      if (!/script-src 'self'|default-src 'none'/.test(String(headers['content-security-policy'])))
        faults.push(`${route.route}: lets scripts in`);
      if (headers['referrer-policy'] !== 'no-referrer') faults.push(`${route.route}: tells others where somebody comes from`);
      if (headers['strict-transport-security'] !== undefined) faults.push(`${route.route}: asks for https where there is none`);
      if (!isPublic && !/no-store|private/.test(kept ?? '')) faults.push(`${route.route}: ${status} may be kept (${kept})`);
      if (/json|^$|text\/html|^image\//.test(type ?? '')) continue;
      files += 1;
      if (!disposition?.startsWith('attachment')) faults.push(`${route.route}: opens ${type} as a page`);
    }
    expect(faults).toEqual([]);
    expect(files).toBeGreaterThan(2);
  });

  it('[PD1] a login of two producers sees in a call for the one nothing of the other', async () => {
    const both = await market.app.person('producer');
    for (const ids of [own, others]) {
      const joined = await market.operator.call('PUT', `/api/v1/producers/${ids.get('producerId')}/members/${both.accountId}`, {});
      expect(joined.status).toBe(200);
    }
    const session = (await both.get('/api/v1/session')).body;
    expect(session.producers.map(({ id }: { id: string }) => id).sort()).toEqual([own.get('producerId'), others.get('producerId')].sort());
    const partsOf = (ids: Ids): string[] => [...ids].flatMap(([name, id]) => (SHARED.has(name) ? [] : [id]));
    const leaks: string[] = [];
    let shown = 0;
    for (const route of reads.filter(({ isOfProducer }) => isOfProducer)) {
      for (const [mine, theirs] of [
        [own, others],
        [others, own],
      ] as const) {
        const answer = await both.get(`${pathOf(route, mine).path}`);
        if (answer.status !== 200) continue;
        if (partsOf(mine).some((id) => answer.text.includes(id))) shown += 1;
        const leaked = partsOf(theirs).filter((id) => answer.text.includes(id));
        if (leaked.length > 0 || (mine === own && answer.text.includes(OTHER))) leaks.push(`${route.route}: ${leaked.join(' ')}`);
      }
    }
    expect(leaks).toEqual([]);
    expect(shown).toBeGreaterThan(40); // else nothing was looked for
  });

  it('[SP1] what is asked of one producer cannot be reached through another', async () => {
    const parts = [
      'productId',
      'packId',
      'photoId',
      'documentId',
      'certificates/:id',
      'lotId',
      'listingId',
      'importId',
      'mandateId',
      'uploadId',
      'reminderId',
    ];
    const faults: string[] = [];
    let count = 0;
    const operator = callers.find(({ name }) => name === 'the operator') as Caller; // may do everything, so only the path can stop it
    for (const route of cells.filter(({ isOfProducer, pattern }) => isOfProducer && pattern.split('/:').length > 2)) {
      for (const part of parts.filter((each) => pathOf(route, own).path !== pathOf(route, new Map([...own, [each, '-']])).path)) {
        const theirs = others.get(part);
        if (theirs === undefined) throw new Error(`the other producer has no ${part}`);
        const address = pathOf(route, new Map([...own, [part, theirs]])).path;
        const headers = { ...operator.headers(route), 'idempotency-key': newId(), 'tus-resumable': '1.0.0' };
        const seen = await ask(market.app, route, address, headers);
        count += 1;
        if (seen.status !== 404 && !([400, 415].includes(seen.status) && route.method !== 'GET'))
          faults.push(`${route.route}, ${part} of another: ${seen.status} ${seen.code}`);
        if (seen.text.includes(OTHER)) faults.push(`${route.route}, ${part} of another: shows ${OTHER}`);
      }
    }
    process.stdout.write(`access: ${count} paths with an id of another producer\n`);
    expect(faults).toEqual([]);
  });

  it('[SP1] a producer that does not exist and one of somebody else cannot be told apart', async () => {
    const stranger = await market.app.person('producer');
    const other = await stranger.get(`/api/v1/producers/${own.get('producerId')}`);
    const none = await stranger.get(`/api/v1/producers/${newId()}`);
    expect({ ...other.body, instance: '' }).toEqual({ ...none.body, instance: '' });
  });

  it('[SP1] a membership of somebody who is not of the producer opens nothing, whoever wrote it', async () => {
    const producerId = own.get('producerId');
    for (const stranger of [await market.app.person('officer'), await market.app.person('province', '66')]) {
      const wrong = [producerId, stranger.accountId];
      await market.rows('insert into membership (producer_id, account_id) values ($1, $2)', wrong);
      expect((await stranger.get(`/api/v1/producers/${producerId}`)).status).toBe(404);
      expect((await stranger.get('/api/v1/producers')).text).not.toContain(producerId);
      await market.rows('delete from membership where producer_id = $1 and account_id = $2', wrong);
    }
  });
});
