/**
 * Who may import whom. `npm run deps` checks it. Every rule has a name and says what to do instead.
 *
 *   app.module → adapters                insight → selling → catalog → sync → platform → people → shared
 *   adapters → platform/contract, shared/kernel            sandbox → shared/kernel
 */

/** From the ground up: a folder may import those before it. */
const LAYERS = ['shared', 'people', 'platform', 'sync', 'catalog', 'selling', 'insight'];
const SPEC = '\\.spec\\.ts$';
/** Tests and what only tests use. */
const TEST_CODE = [SPEC, '-test-kit\\.ts$'];

const downwards = LAYERS.map((layer, at) => {
  const above = LAYERS.slice(at + 1);
  return {
    name: `downwards-only-from-${layer}`,
    comment:
      `${layer} lies below ${above.join(', ') || 'the program'}: import downwards only. What goes upwards is a row in the database and a wake-up, ` +
      'or an interface that the upper folder fills in.',
    severity: 'error',
    from: { path: `^src/${layer}/` },
    to: { path: [...above.map((other) => `^src/${other}/`), '^src/(adapters|sandbox|demo|program)/', '^src/(app\\.module|main)\\.ts$'] },
  };
});

/** Inside selling: order → listing → stock, and the lanes that carry it out on top. */
const SELLING = ['stock', 'listing', 'order', 'settlement', 'lane'];
const insideSelling = SELLING.slice(0, -1).map((part, at) => ({
  name: `selling-downwards-only-from-${part}`,
  comment: `Inside selling the way is lane → settlement → order → listing → stock. Let the upper part call ${part}, or put what both need below.`,
  severity: 'error',
  from: { path: `^src/selling/${part}/`, pathNot: SPEC },
  to: { path: SELLING.slice(at + 1).map((other) => `^src/selling/${other}/`) },
}));

module.exports = {
  forbidden: [
    ...downwards,
    ...insideSelling,
    {
      name: 'front-door',
      comment: 'Another folder is entered through its index.ts. Export there what you need, or ask whether it is yours to know.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/(people|platform|sync|catalog|selling|insight|sandbox|program|demo)/',
        pathNot: [
          '^src/$1/',
          '^src/[^/]+/index\\.ts$',
          '^src/platform/(contract|conformance)/index\\.ts$',
          '^src/sandbox/practice/index\\.ts$',
        ],
      },
    },
    {
      name: 'front-door-of-the-whole-program',
      comment:
        'app.module.ts wires modules and main.ts starts the program: both take folders through their index.ts, except program, which is theirs.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$', pathNot: '^src/metadata\\.ts$' }, // made from the code: it names every DTO and controller
      to: { path: '^src/', pathNot: ['^src/[^/]+/index\\.ts$', '^src/shared/[^/]+/index\\.ts$', '^src/program/', '^src/[^/]+\\.ts$'] },
    },
    {
      name: 'front-door-of-shared',
      comment:
        'shared/kernel, shared/db, shared/http, shared/outside and shared/secret are entered through their index.ts. (Only the program starts a database server.)',
      severity: 'error',
      from: { path: '^src/(?!shared/)', pathNot: ['^src/metadata\\.ts$'] },
      to: {
        path: '^src/shared/',
        pathNot: ['^src/shared/(kernel|db|http|outside|secret)/index\\.ts$', '^src/shared/db/embedded-postgres\\.ts$'],
      },
    },
    {
      name: 'front-door-inside-shared',
      comment: 'kernel, db, http, outside and secret meet through their index.ts as well.',
      severity: 'error',
      from: { path: '^src/shared/([^/]+)/' },
      to: { path: '^src/shared/', pathNot: ['^src/shared/$1/', '^src/shared/[^/]+/index\\.ts$'] },
    },
    {
      name: 'kernel-below-all',
      comment:
        'shared/kernel is what every folder may use, adapters and practice platforms too: it knows neither database, HTTP nor settings.',
      severity: 'error',
      from: { path: '^src/shared/kernel/', pathNot: SPEC },
      to: { path: ['^src/(?!shared/kernel/)', '^config/', '^node_modules/(?!uuid/)'] },
    },
    {
      name: 'only-the-program-starts-a-server',
      comment: 'The database server belongs to the program (and to tests and figures). Take Transactions instead.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(program|demo)/', SPEC] },
      to: { path: '^src/shared/db/embedded-postgres\\.ts$' },
    },
    {
      name: 'nobody-imports-the-program',
      comment: 'program, demo and main.ts stand on top. What others need of them belongs further down.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(program|demo)/', '^src/(app\\.module|main|rotate-keys|metadata)\\.ts$', SPEC] },
      to: { path: ['^src/(program|demo)/', '^src/(app\\.module|main|rotate-keys|metadata)\\.ts$'] },
    },
    {
      name: 'adapters-are-islands',
      comment:
        "An adapter sees its own folder, platform/contract and shared/kernel, and is handed an HttpClient. What two adapters need is the gateway's work.",
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: SPEC },
      to: {
        path: ['^src/', '^config/', '^migrations/'],
        pathNot: ['^src/adapters/$1/', '^src/platform/contract/index\\.ts$', '^src/shared/kernel/index\\.ts$'],
      },
    },
    {
      name: 'adapters-see-no-other-adapter-in-tests',
      comment: 'The tests of an adapter use the conformance kit and a practice platform, never another adapter.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/.*\\.spec\\.ts$' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'adapters-bring-no-library',
      comment: 'Adapters translate; they need no package. One that does (a signature scheme, say) is named here with its reason.',
      severity: 'error',
      from: { path: '^src/adapters/', pathNot: SPEC },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'adapters-only-through-their-list',
      comment: "Only src/adapters/index.ts names a platform's folder, one line each.",
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/adapters/'] },
      to: { path: '^src/adapters/[^/]+/' },
    },
    {
      name: 'adapters-only-into-the-app',
      comment: 'Only app.module.ts takes the list of adapters. Everybody else asks PlatformRegistry.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/app\\.module\\.ts$', '^src/adapters/'] },
      to: { path: '^src/adapters/index\\.ts$' },
    },
    {
      name: 'contract-stands-alone',
      comment: 'The contract is what adapter authors read: types and errors, and nothing but shared/kernel below it.',
      severity: 'error',
      from: { path: '^src/platform/contract/' },
      to: { pathNot: ['^src/platform/contract/', '^src/shared/kernel/index\\.ts$'] },
    },
    {
      name: 'conformance-sees-the-contract-only',
      comment:
        'The kit judges adapters by the contract, as an outsider would, over the very HTTP line they will get: nothing else of the gateway, no database.',
      severity: 'error',
      from: { path: '^src/platform/conformance/', pathNot: SPEC },
      to: {
        path: '^src/',
        pathNot: ['^src/platform/(conformance|contract)/', '^src/platform/gateway/http-line\\.ts$', '^src/shared/kernel/index\\.ts$'],
      },
    },
    {
      name: 'conformance-only-for-tests',
      comment: 'The kit is for *.spec.ts and the check command. The program must not depend on what it is judged by.',
      severity: 'error',
      from: { path: '^src/', pathNot: [SPEC, '^src/platform/conformance/'] },
      to: { path: '^src/platform/conformance/' },
    },
    {
      name: 'sandbox-is-an-island',
      comment: "Practice platforms are other people's servers: they see shared/kernel and nothing else of ours.",
      severity: 'error',
      from: { path: '^src/sandbox/', pathNot: SPEC },
      to: { path: ['^src/', '^config/', '^migrations/'], pathNot: ['^src/sandbox/', '^src/shared/kernel/index\\.ts$'] },
    },
    {
      name: 'practice-platforms-do-not-know-each-other',
      comment: 'What two practice platforms share lies in sandbox/core.',
      severity: 'error',
      from: { path: '^src/sandbox/([^/]+)/', pathNot: TEST_CODE },
      to: { path: '^src/sandbox/', pathNot: ['^src/sandbox/$1/', '^src/sandbox/core/', '^src/sandbox/storefront/'] },
    },
    {
      name: 'sandbox-only-for-practice',
      comment: 'Only the demonstration and tests start practice platforms. The program meets them over HTTP, like any platform.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(sandbox|demo)/', SPEC] },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'one-way-out',
      comment:
        'axios only in platform/gateway (and at practice platforms, which send webhooks and fetch pictures). Adapters get an HttpClient.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/platform/gateway/', '^src/sandbox/', ...TEST_CODE] },
      to: { path: '^node_modules/(axios|undici|got|node-fetch)/' },
    },
    {
      name: 'one-darkroom',
      comment:
        'sharp only in catalog/photo, which bounds its memory; practice platforms and the demonstration look at pictures of their own.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/catalog/photo/', '^src/(sandbox|demo)/', ...TEST_CODE] },
      to: { path: '^node_modules/(sharp|heic-decode)/' },
    },
    {
      name: 'queue-library-wrapped-once',
      comment: 'graphile-worker only in sync/jobs. Take what sync exports.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/sync/jobs/'] },
      to: { path: '^node_modules/graphile-worker/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'A *.rules.ts decides on plain values. Load before, save after, in the service; types may come from anywhere below.',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: [
          '\\.(service|store|reader|entity|controller|module|guard|filter|jobs|dto)\\.ts$',
          '^src/shared/(db|http)/',
          '^src/shared/kernel/clock\\.ts$',
          '^node_modules/(typeorm|pg|axios|sharp|fastify|pino|graphile-worker|@nestjs)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'rules-touch-nothing',
      comment:
        'A *.rules.ts opens no file, socket or process. (crypto for hashes, net for address arithmetic and util are plain functions.)',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|net|util)$' },
    },
    {
      name: 'no-database-in-the-shop-window',
      comment:
        'Controllers, DTOs, the contract and adapters never see typeorm: a controller translates, a service or reader asks the database.',
      severity: 'error',
      from: { path: ['\\.(controller|dto)\\.ts$', '^src/platform/contract/', '^src/adapters/'] },
      to: { path: '^node_modules/(typeorm|@nestjs/typeorm|pg)/' },
    },
    {
      name: 'entities-stay-home',
      comment: "An entity refers to another folder's entity by its id; the foreign key is in the migration.",
      severity: 'error',
      from: { path: '^src/([^/]+)/.*\\.entity\\.ts$' },
      to: { path: '^src/', pathNot: ['^src/$1/', '^src/shared/'] },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration must do tomorrow what it did when it was written: it imports nothing of ours.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: ['^src/', '^config/', '^test/', '^scripts/', '^bench/'] },
    },
    {
      name: 'migrations-only-for-the-data-source',
      comment: 'config/data-source.ts runs the migrations. Nobody else needs one.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^migrations/' },
    },
    {
      name: 'program-without-tests',
      comment: 'The program never imports test code, figures, scripts or the console. Only a spec uses test/support.',
      severity: 'error',
      from: { path: '^(src|config|migrations)/', pathNot: SPEC },
      to: { path: ['^(test|bench|scripts|web)/', SPEC] },
    },
    {
      name: 'specs-are-not-imported',
      comment: 'What two specs share lies in test/support or in a *-test-kit.ts beside them.',
      severity: 'error',
      from: {},
      to: { path: SPEC },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one thing, or both need a third. Imports of types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-dev-package-in-the-program',
      comment: 'devDependencies are absent where the program runs. Move the package in package.json, or do without.',
      severity: 'error',
      from: { path: '^(src|config|migrations)/.*\\.ts$', pathNot: [...TEST_CODE, '^src/platform/conformance/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-import-leads-somewhere',
      comment: 'This file or package does not exist, or is not in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'every-package-is-listed',
      comment: 'A package that only came along with another one may go away with it: list it in package.json.',
      severity: 'error',
      from: { pathNot: SPEC },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^(dist|\\.data|coverage|docs)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};
