import { createHash } from 'node:crypto';
import path from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import fc from 'fast-check';
import {
  ODD_KEYS,
  ODD_QUERIES,
  ODD_SEGMENTS,
  Judge,
  spoils,
  spoilt,
  valueOf,
  type ApiDocument,
  type Operation,
  type Schema,
} from '../support/api-fuzz';
import { vietnamDay } from '../../src/catalog';
import { gtinCheckDigit } from '../../src/catalog/identifier/gtin.rules';
import { ReminderJob } from '../../src/catalog/document/reminder.job';
import { ExchangeJob } from '../../src/catalog/exchange/exchange.job';
import { newId } from '../../src/shared/kernel';
import { PhotoRefresh } from '../../src/selling/listing/photo-refresh.job';
import { MANDATE, PASSWORD, type Answer, type Json, type Person } from '../support/app';
import { SecretBoxes } from '../../src/shared/secret';
import { Jobs, LaneRunner, type Job } from '../../src/sync';
import { pdf } from '../support/paper-files';
import { card, openMarket, until, type Goods, type Market } from '../support/market';
import { check, goodRow, HEADINGS, listForm, sendList, xlsx } from '../support/sheet-files';
import { tradersOf } from '../support/trade';

/** The same numbers make the same requests: a failure prints it. */
const SEED = Number(process.env.FUZZ_SEED ?? 20261122);
const VALID_RUNS = 6;
const SPOILT_RUNS = Number(process.env.FUZZ_RUNS ?? 8);

interface Target {
  /** `POST /api/v1/…` with the names of the parameters. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Says in its query which version it starts from. */
const CLEAR = 'DELETE /api/v1/producers/{producerId}/products/{productId}/overrides/{platform}';

const END_SESSION = 'DELETE /api/v1/sessions/{sessionId}';

/** Of a lot that is on sale for ever. */
const NO_DAYS = { expiresOn: null, preorderFrom: null, preorderTo: null };

/** Tables in which the program keeps its own accounts of who calls, and whose rows a refused request may write. */
const BOOKKEEPING = [
  'exchange',
  'login_session',
  'lane',
  'product_recheck',
  'product_recheck_day',
  'login_try',
  'known_address',
  'request_rate',
  'pace',
];

/** What needs more than a body to be taken: a public photo's name, the headers of tus, an archive, a code out of a message, a proposal, a bag, a list of the office's own. The flow specs of those do that. */
const ELSEWHERE =
  /^GET \/photos\/|\/uploads(\/\{uploadId\})?$|\/archives(\/\{(archive|intake)Id\}(\/file)?)?$|\/(with-code|password\/reset|claims\/\w+)$|\/consents\/code(\/confirm)?$|\/practice\/products\/\{|^GET .*\/(claims|officer\/bag)$|\/proposals\/\{|\/certificate-lists\/\{listId\}\/run$/;

/** Numbers that the document cannot describe. */
const UNCHECKED = Object.fromEntries(
  ['taxCode', 'legacyTaxCode', 'registrationNumber', 'phone', 'personalNumber', 'bankAccount', 'communeCode'].map((name) => [
    name,
    undefined,
  ]),
);

describe('every operation of the document', () => {
  let market: Market;
  let operator: Person;
  /** Who changes the own password. */
  let keeper: Person;
  /** Who has a list of households. */
  let visitor: Person;
  let targets: readonly Target[];
  let goods: Goods;
  let signed: Buffer;
  let packId: string;
  const judge = new Judge();
  const ids: Record<string, string> = {};
  const own: Record<string, string> = {};
  /** Producers to be merged, and the one into which they are. */
  const doubles: string[] = [];
  let left: string;

  beforeAll(async () => {
    process.stdout.write(`fuzz seed ${SEED}\n`);
    market = await openMarket({ settings: { LOG_LEVEL: process.env.TEST_LOG ?? 'silent' } });
    operator = market.operator;
    keeper = await market.app.person('producer');
    visitor = await market.app.person('officer');
    own.officerId = (await market.app.person('officer')).accountId;
    own.nextOfficerId = (await market.app.person('officer')).accountId;
    const document = (await SwaggerParser.dereference(path.join(__dirname, '../../docs/openapi.json'))) as unknown as ApiDocument; // its own type is wider
    targets = Object.entries(document.paths).flatMap(([route, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${route}`,
        method: method.toUpperCase(),
        path: route,
        operation,
      })),
    );
    await seed();
  });
  afterAll(() => market?.close());

  it('[AP1] takes what the document allows, and answers as it says', async () => {
    const never: string[] = [];
    const faults: string[] = [];
    for (const target of targets) {
      let taken = 0;
      await fc.assert(
        fc.asyncProperty(bodyOf(target), async (generated) => {
          const answer = await send(target, await sensible(target, generated));
          if (answer.status < 300) taken += 1;
          const fault = faultIn(target, answer);
          if (fault) faults.push(`${target.name} ${JSON.stringify(generated)?.slice(0, 300)}: ${fault}`);
        }),
        { numRuns: target.operation.requestBody ? VALID_RUNS : 2, seed: SEED, endOnFailure: true },
      );
      if (taken === 0 && !ELSEWHERE.test(target.name)) never.push(target.name);
    }
    expect(faults).toEqual([]);
    expect(never).toEqual([]);
  });

  it('[AP3] refuses what it does not allow, with a stable code, and writes nothing then', async () => {
    await quiet();
    await watch();
    const faults: string[] = [];
    const note = async (target: Target, what: string, answer: Answer): Promise<void> => {
      const fault = faultIn(target, answer);
      if (fault) faults.push(`${target.name} ${what.slice(0, 300)}: ${fault}`);
      const written = await market.rows<{ name: string }>('delete from fuzz_write returning name');
      if (answer.status >= 400 && written.length > 0)
        faults.push(`${target.name} ${what.slice(0, 300)}: ${answer.status}, and wrote ${written.map(({ name }) => name).join()}`);
      if (answer.status < 400 && target.method !== 'GET') await still();
    };
    for (const target of targets) {
      const json = jsonOf(target);
      if (json) {
        await fc.assert(
          fc.asyncProperty(bodyOf(target), spoils, async (generated, spoil) => {
            const { body, contentType } = spoilt(await sensible(target, generated), spoil);
            const answer = await send(target, body, { contentType });
            await note(target, `${contentType} ${String(body)}`, answer);
            const doubt = accepted(answer, json, body);
            if (doubt) faults.push(`${target.name} ${String(body).slice(0, 300)}: ${doubt}`);
          }),
          { numRuns: target.name.endsWith('/session') ? 12 : SPOILT_RUNS, seed: SEED + 1, endOnFailure: true },
        );
      }
      const body = await sensible(target, {});
      for (const parameter of target.path.match(/\{\w+\}/g) ?? []) {
        for (const odd of ODD_SEGMENTS) {
          const answer = await send(target, body, { path: addressOf(target).replace(idOf(target, parameter), odd) });
          await note(target, `${parameter} = ${odd}`, answer);
        }
      }
      if (target.method === 'GET')
        for (const query of ODD_QUERIES)
          await note(target, query, await send(target, undefined, { path: `${addressOf(target)}?${query}` }));
      else if (needsKey(target)) for (const key of ODD_KEYS) await note(target, `key ${key}`, await send(target, body, { key }));
    }
    expect(faults).toEqual([]);
  }, 420_000);

  it.each(['voso', 'postmart'] as const)('[AP3] the door of %s takes anything that is thrown at it', async (platform) => {
    const before = await market.rows('select id from delivery');
    const valid = {
      DATA: { ORDER_NUMBER: 'V1', ORDER_STATUS: 1 },
      TOKEN: 'x',
      data: [{ originalId: 'PM1', itemCode: null, status: 1 }],
      sendDate: '2026-11-22T00:00:00',
      signature: 'eA==',
    };
    await fc.assert(
      fc.asyncProperty(spoils, async (spoil) => {
        const { body, contentType } = spoilt(valid, spoil);
        const answer = await market.app.call('POST', `/webhooks/${platform}/${market.shops.get(platform)}`, {
          body,
          key: null,
          headers: { 'content-type': contentType || 'application/json' },
        });
        expect([400, 401, 413, 415]).toContain(answer.status);
        expect(answer.body.type).toMatch(/^urn:problem:/);
      }),
      { numRuns: 60, seed: SEED, endOnFailure: true },
    );
    expect(await market.rows('select id from delivery')).toHaveLength(before.length);
  });

  // What is asked of every answer.

  function faultIn({ operation }: Target, answer: Answer): string | null {
    if (answer.status >= 500) return `${answer.status} ${answer.text.slice(0, 300)}`;
    const declared = operation.responses[String(answer.status)] ?? (answer.status >= 400 ? operation.responses['default'] : undefined);
    if (!declared) return `${answer.status} is not in the document: ${answer.text.slice(0, 200)}`;
    const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (answer.status >= 400) {
      if (type !== 'application/problem+json') return `${answer.status} is no problem but ${type}`;
      if (answer.body.status !== answer.status) return `says ${answer.body.status} within ${answer.status}`;
      if (!/[\u00c0-\u1ef9]/.test(answer.body.title)) return `no Vietnamese title: ${answer.body.title}`;
    }
    if (!declared.content) return answer.text === '' ? null : `a body where the document has none: ${answer.text.slice(0, 100)}`;
    const content = declared.content[type] ?? declared.content['*/*'];
    const schema = content?.schema;
    if (!content) return `${type} is not in the document`;
    if (!schema || !/json/.test(type)) return null;
    const fault = judge.fault(schema, answer.body);
    return fault && `${answer.status} does not fit: ${fault}: ${answer.text.slice(0, 300)}`;
  }

  /** A body that the document forbids must not be taken. */
  function accepted(answer: Answer, schema: Schema, body: string | Uint8Array): string | null {
    if (answer.status >= 400 || typeof body !== 'string' || body === '') return null;
    try {
      const fault = judge.fault(schema, JSON.parse(body.replace(/^\ufeff/, '')));
      return fault && `${answer.status} although ${fault}`;
    } catch {
      return `${answer.status} although it is no JSON`;
    }
  }

  // How requests are made.

  const jsonOf = ({ operation }: Target): Schema | undefined => operation.requestBody?.content['application/json']?.schema;
  const bodyOf = (target: Target): fc.Arbitrary<Json> => valueOf(jsonOf(target) ?? {});
  const needsKey = ({ operation }: Target): boolean => (operation.parameters ?? []).some(({ name }) => name === 'Idempotency-Key');

  function idOf(target: Target, parameter: string): string {
    const name = parameter.slice(1, -1);
    return (
      own[`${target.name} ${name}`] ??
      ids[name === 'id' ? (target.path.includes('/certificates/') ? 'certificateId' : 'connectionId') : name] ??
      'missing'
    );
  }
  const addressOf = (target: Target): string => target.path.replace(/\{\w+\}/g, (parameter) => idOf(target, parameter));

  interface Sent {
    readonly path?: string;
    readonly contentType?: string;
    readonly key?: string | null;
  }

  async function send(target: Target, body: unknown, sent: Sent = {}): Promise<Answer> {
    const who = await callerOf(target.name);
    const where = sent.path ?? (target.name === END_SESSION ? await otherSession() : addressOf(target));
    const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
    const payload = target.operation.requestBody ? (raw ? body : JSON.stringify(body)) : undefined;
    const headers: Record<string, string> =
      payload === undefined || payload instanceof FormData ? {} : { 'content-type': sent.contentType ?? 'application/json' };
    const query = target.name === CLEAR || !sent.path ? await queryOf(target.name) : '';
    return who.call(target.method, `${where}${query}`, {
      body: payload,
      headers,
      ...(sent.key === undefined ? {} : { key: sent.key }),
    });
  }

  async function queryOf(name: string): Promise<string> {
    if (name === CLEAR) return `?version=${await versionOf()}`;
    if (name === 'GET /api/v1/provinces/{code}/mandates') return `?officerId=${own.officerId}`;
    if (name.endsWith('/old-places')) return '?q=ha';
    if (name.endsWith('/merge-preview')) return `?from=${doubles.at(-1)}`;
    if (name.includes('/breach-report')) return `?from=2026-11-20T00:00:00Z&to=2026-11-23T00:00:00Z&accountId=${operator.accountId}`;
    return '';
  }

  /** Of a bar code; another one for each request. */
  const numberOf = (request: number): string => {
    const body = `8938500${String(request).padStart(5, '0')}`;
    return `${body}${gtinCheckDigit(body)}`;
  };
  const versionOf = async (): Promise<number> => (await operator.get(`${goods.home}/products/${goods.productId}`)).body.version;

  const callerOf = async (name: string): Promise<Person> =>
    name === 'PUT /api/v1/password'
      ? keeper
      : name.includes('/officer/')
        ? visitor
        : /^DELETE .*session$|^GET .*v1\/mandates$/.test(name)
          ? market.app.person('officer')
          : operator;
  const otherSession = async (): Promise<string> => {
    await market.app.logIn(operator);
    const { items } = (await operator.get('/api/v1/sessions')).body;
    return `/api/v1/sessions/${items.find((one: Json) => !one.isThis).id}`;
  };

  let made = 0;
  /** What the document cannot know: codes that exist, names that are free, versions, passwords. */
  async function sensible(target: Target, generated: Json): Promise<Json> {
    made += 1;
    const digits = String(made).padStart(6, '0');
    switch (target.name) {
      case 'POST /api/v1/session':
        return { phone: operator.phone, password: PASSWORD };
      case 'POST /api/v1/session/codes':
        return { phone: keeper.phone };
      case 'POST /api/v1/password/codes':
        return { phone: operator.phone };
      case 'POST /api/v1/claims':
        return { phone: `0913${digits}` };
      case 'PUT /api/v1/password':
        return { oldPassword: PASSWORD, newPassword: PASSWORD };
      case 'POST /api/v1/accounts':
        return { ...generated, phone: `0977${digits}`, role: 'officer', provinceCode: undefined };
      case 'PUT /api/v1/accounts/{accountId}/areas':
        return { areas: [{ provinceCode: '08', communeCode: null }] };
      case 'POST /api/v1/producers/{producerId}/merges':
        for (const from of doubles) {
          const shown = await operator.get(`/api/v1/producers/${left}/merge-preview?from=${from}`);
          if (shown.status === 200) return { from, fingerprint: shown.body.fingerprint };
        }
        return generated;
      case 'POST /api/v1/producers/{producerId}/mandates':
        return { ...generated, ...MANDATE, officerId: own.officerId, textVersion: 1 };
      case 'POST /api/v1/producers/{producerId}/mandates/{mandateId}/handover':
        return { officerId: own.nextOfficerId, officerUnit: 'extension', proof: MANDATE.proof };
      case 'PUT /api/v1/producers/{producerId}/consents/{consentId}/evidence': {
        const form = new FormData();
        form.append('file', new Blob([new Uint8Array(signed)], { type: 'application/pdf' }), 'giay.pdf');
        return form;
      }
      case 'POST /api/v1/producers/{producerId}/consents':
        return { consents: [{ purpose: 'report-named', textVersion: 1, agreed: true }], proof: MANDATE.proof };
      case 'POST /api/v1/producers/{producerId}/consents/{consentId}/withdraw':
        return { method: 'phone' };
      case 'POST /api/v1/erasures':
        return { requestId: own.leaving };
      case 'POST /api/v1/requests':
        return { ...generated, orderId: undefined, accountId: undefined, producerId: goods.producerId, receivedOn: undefined };
      case 'POST /api/v1/producers/{producerId}/requests':
        return { ...generated, receivedOn: undefined };
      case 'POST /api/v1/public-holidays':
        return { ...generated, day: '2030-01-01' };
      case 'POST /api/v1/consent-texts':
        return {
          purpose: 'training-records',
          textVi: `Tôi đồng ý để ghi lại việc tập huấn ${digits}.`,
          requiresNew: generated.requiresNew ?? false,
        };
      case 'POST /api/v1/connections':
        return {
          ...generated,
          platform: 'voso',
          name: `Gian ${digits}`,
          baseUrl: market.sandbox.voso.url,
          credentials: { username: 'htx-thuc-hanh', password: 'thuc-hanh' },
          webhookSecrets: ['bi-mat-thuc-hanh-a'],
        };
      case 'PATCH /api/v1/connections/{id}':
        return { name: `Gian ${digits}`, ...(generated.isPractice === undefined ? {} : { isPractice: generated.isPractice }) };
      case 'POST /api/v1/producers':
        return {
          ...generated,
          mandate: undefined,
          kind: generated.kind ?? 'cooperative',
          name: generated.name ?? 'HTX',
          provinceCode: '08',
          ...UNCHECKED,
        };
      case 'PATCH /api/v1/producers/{producerId}':
        return {
          ...generated,
          version: (await operator.get(goods.home)).body.version,
          kind: undefined,
          provinceCode: undefined,
          ...UNCHECKED,
        };
      case 'POST /api/v1/attribute-definitions':
        return { ...generated, code: `fuzz${digits}`, kind: 'text', choices: undefined, effectiveTo: undefined };
      case 'PATCH /api/v1/attribute-definitions/{id}':
        return { ...generated, choices: undefined, effectiveFrom: '2098-01-01' };
      case 'POST /api/v1/attribute-definitions/{id}/end':
        return { effectiveTo: '2098-01-01' };
      case 'POST /api/v1/producers/{producerId}/products':
        return {
          ...generated,
          name: generated.name ?? 'Mật ong',
          ocopSet: generated.ocopSet ?? 4,
          communeCode: undefined,
          traceUrl: `https://checkvn.mae.gov.vn/${digits}`,
          packs: (generated.packs ?? []).slice(0, 1).map((pack: Json) => ({ ...pack, sku: `F-${digits}`, gtin: numberOf(made) })),
        };
      case 'POST /api/v1/producers/{producerId}/products/{productId}/packs':
        return { ...generated, sku: `K-${digits}`, gtin: numberOf(made) };
      case 'PATCH /api/v1/producers/{producerId}/products/{productId}':
        // It stays fit to be published: that comes later.
        return { name: generated.name, shelfLifeDays: generated.shelfLifeDays ?? 365, version: await versionOf() };
      case 'PUT /api/v1/producers/{producerId}/products/{productId}/overrides/{platform}':
        return { shareWeight: generated.shareWeight, prices: [{ packId, priceVnd: 1_000 * made }], version: await versionOf() };
      case 'POST /api/v1/producers/{producerId}/products/{productId}/versions/{version}/restore':
        return { version: await versionOf() };
      case 'PATCH /api/v1/producers/{producerId}/products/{productId}/packs/{packId}':
        return { ...generated, version: await versionOf(), sku: undefined, factor: undefined, gtin: numberOf(made) };
      case 'PUT /api/v1/producers/{producerId}/products/{productId}/photos':
        return { photoIds: [ids.photoId] };
      case 'POST /api/v1/producers/{producerId}/products/{productId}/listings':
        return {};
      case 'POST /api/v1/producers/{producerId}/products/{productId}/certificates':
        return { ...generated, number: `QD ${digits}`, issuedOn: '2025-01-02', expiresOn: '2029-01-02', ocopSheetCode: '08-01090-1-2025' };
      case 'POST /api/v1/producers/{producerId}/documents':
        return { ...generated, scope: 'producer', productId: undefined, issuedOn: '2025-01-02', expiresOn: '2029-01-02' };
      case 'PUT /api/v1/producers/{producerId}/documents/{documentId}':
        return { ...generated, scope: 'producer', productId: undefined, issuedOn: '2025-01-02', expiresOn: '2029-01-02', version: 1 };
      case 'POST /api/v1/producers/{producerId}/documents/{documentId}/verify':
      case 'POST /api/v1/producers/{producerId}/documents/{documentId}/reject':
        return { ...generated, version: 1 };
      case 'POST /api/v1/producers/{producerId}/documents/{documentId}/revoke':
        return { ...generated, version: 2 };
      case 'PUT /api/v1/producers/{producerId}/products/{productId}/certificates/{id}':
        return {
          ...generated,
          number: `QD ${digits}`,
          issuedOn: '2025-01-02',
          expiresOn: '2029-01-02',
          ocopSheetCode: '08-01090-1-2025',
          version: 1,
        };
      case 'POST /api/v1/producers/{producerId}/products/{productId}/certificates/{id}/verify':
      case 'POST /api/v1/producers/{producerId}/products/{productId}/certificates/{id}/refuse':
        return { ...generated, version: undefined };
      case 'POST /api/v1/producers/{producerId}/products/{productId}/certificates/{id}/revoke':
        return { ...generated, version: undefined, revokedOn: undefined };
      case 'POST /api/v1/producers/{producerId}/products/{productId}/certificates/{id}/renewal':
        return { filedOn: '2025-06-01' };
      case 'PUT /api/v1/producers/{producerId}/documents/{documentId}/file':
      case 'PUT /api/v1/producers/{producerId}/products/{productId}/certificates/{id}/file': {
        const form = new FormData();
        form.append('file', new Blob([new Uint8Array(await pdf())], { type: 'application/pdf' }), 'giay.pdf');
        return form;
      }
      case 'POST /api/v1/producers/{producerId}/products/{productId}/lots':
        return { ...generated, name: `Lô ${digits}`, quantity: 1 + (made % 9), availableFrom: '2026-01-01', ...NO_DAYS };
      case 'PATCH /api/v1/producers/{producerId}/products/{productId}/lots/{lotId}':
        return { quantity: 100 + made, availableFrom: '2026-01-02', ...NO_DAYS };
      case 'POST /api/v1/producers/{producerId}/products/{productId}/lots/{lotId}/write-off':
        return { ...generated, units: 1 };
      case 'PUT /api/v1/producers/{producerId}/products/{productId}/stock':
        return { ...generated, onHand: 1_000 + made };
      case 'POST /api/v1/producers/{producerId}/products/{productId}/stock/adjustments':
        return { ...generated, change: 1 + (made % 5) };
      case 'POST /api/v1/producers/{producerId}/orders/{orderId}/confirm':
        return {};
      case 'POST /api/v1/connections/{connectionId}/deliveries/replay':
        return { from: generated.from ?? '2026-01-01T00:00:00Z' };
      case 'POST /api/v1/producers/{producerId}/products/imports': {
        const form = new FormData();
        form.append('file', new Blob([new Uint8Array(await xlsx([HEADINGS, goodRow(`Hàng ${digits}`)]))]), 'ds.xlsx');
        return form;
      }
      case 'POST /api/v1/provinces/{code}/certificate-lists':
        return listForm(`QĐ-${digits}`);
      case 'POST /api/v1/platform-rules':
        return { platform: 'voso', ageGate: true, noteVi: 'Để thử', effectiveFrom: '2026-01-01' };
      case 'POST /api/v1/platform-rules/{ruleId}/end':
        return { lastDay: '2027-01-01' };
      case 'POST /api/v1/rules':
        // About goods that are not sold here, so that the others stay fit to be published.
        return {
          ...generated,
          ...{ code: `fuzz-${digits}`, asks: 'document', asked: ['organic'], sets: [25], condition: [], effectiveTo: null },
        };
      case 'POST /api/v1/rules/{ruleId}/end':
        return { lastDay: '2027-01-01' };
      case 'POST /api/v1/rules/{ruleId}/suspend':
        return { ...generated, from: '2027-01-01' };
      case 'POST /api/v1/producers/{producerId}/photos': {
        const form = new FormData();
        form.append('file', new Blob([new Uint8Array(await card())], { type: 'image/jpeg' }), 'anh.jpg');
        return form;
      }
      default:
        return generated;
    }
  }

  // What the requests are about.

  async function seed(): Promise<void> {
    const traders = tradersOf(market);
    goods = await market.listed(500);
    const order = async (): Promise<string> => {
      const bought = await traders.sell('voso', goods);
      return traders.known('voso', bought);
    };
    const orders = '/api/v1/producers/{producerId}/orders/{orderId}';
    for (const act of ['confirm', 'refuse', 'cancel']) own[`POST ${orders}/${act} orderId`] = await order();
    own[`POST ${orders}/ship orderId`] = await brought('confirm');
    own[`GET ${orders}/label orderId`] = await brought('confirm', 'ship');
    for (const act of ['accept-return', 'deliver-again']) own[`POST ${orders}/${act} orderId`] = await brought('confirm', 'ship', 505);

    async function brought(...steps: (string | number)[]): Promise<string> {
      const platformId = await traders.sell('voso', goods);
      const id = await traders.known('voso', platformId);
      for (const step of steps) {
        if (typeof step === 'string') {
          await traders.act(goods, id, step);
          await traders.acted(id, step);
        } else {
          for (const status of [105, 200, 500, step]) await market.sim('voso', `/orders/${platformId}/advance`, { status, force: true });
          await market.orderAt('voso', platformId, 'picked-up');
        }
      }
      return id;
    }

    const spare = await operator.post('/api/v1/connections', {
      platform: 'voso',
      name: 'Gian để thử',
      baseUrl: market.sandbox.voso.url,
      credentials: { username: 'htx-thuc-hanh', password: 'thuc-hanh' },
      webhookSecrets: ['bi-mat-thuc-hanh-a'],
    });
    ids.connectionId = spare.body.id;
    await operator.post(`/api/v1/connections/${ids.connectionId}/pause`);
    own['GET /api/v1/connections/{connectionId}/deliveries connectionId'] = market.shops.get('voso') ?? '';
    const product = (await operator.get(`${goods.home}/products/${goods.productId}`)).body;
    packId = product.packs[0].id;
    const listings = (await operator.get(`${goods.home}/listings`)).body.items;
    const distinct = 'POST /api/v1/producers/{producerId}/products/{productId}/duplicates/{otherId}/distinct';
    for (const side of ['productId', 'otherId']) {
      const twins = { name: 'Trà shan tuyết hai lần', ocopSet: 11, communeCode: product.communeCode };
      const { id: _, sku: __, ...pack } = product.packs[0];
      own[`${distinct} ${side}`] = (await operator.post(`${goods.home}/products`, { ...twins, packs: [pack] })).body.id;
    }
    const maker = await market.app.person('operator'); // nobody verifies what they sent themselves
    const certificate = async (): Promise<string> =>
      (
        await maker.post(`${goods.home}/products/${goods.productId}/certificates`, {
          stars: 4,
          number: `QD-${(made += 1)}`,
          issuedBy: 'UBND tỉnh',
          issuedOn: '2025-03-12',
          expiresOn: '2029-03-11',
        })
      ).body.id;
    const attribute = async (code: string): Promise<string> => {
      const definition = { code, sets: [1], kind: 'text', level: 'optional', labelVi: 'Giống', source: 'thử', effectiveFrom: '2026-01-01' };
      return (await operator.post('/api/v1/attribute-definitions', definition)).body.id;
    };
    ids.lotId = (
      await operator.post(`${goods.home}/products/${goods.productId}/lots`, { name: 'Lô thử', quantity: 50, availableFrom: '2026-01-01' })
    ).body.id;
    left = await market.app.producer(operator);
    for (const route of ['GET /api/v1/producers/{producerId}/merge-preview', 'POST /api/v1/producers/{producerId}/merges'])
      own[`${route} producerId`] = left;
    for (let i = 0; i < 2 * VALID_RUNS; i++) doubles.push(await market.app.producer(operator));
    ids.version = String(product.version); // as it was when it could be published
    ids.other = '1';
    ids.platform = 'voso';
    const agreed = { purpose: 'id-image', textVersion: 1, agreed: true };
    for (const act of ['acknowledge', 'done', 'refuse']) {
      const asked = { kind: 'see', requesterName: 'Lan' };
      own[`POST /api/v1/requests/{requestId}/${act} requestId`] = (await operator.post(`${goods.home}/requests`, asked)).body.id;
    }
    const restricted = await market.app.producer(operator);
    own['POST /api/v1/producers/{producerId}/requests/{requestId}/lift producerId'] = restricted;
    own['POST /api/v1/producers/{producerId}/requests/{requestId}/lift requestId'] = (
      await operator.post(`/api/v1/producers/${restricted}/requests`, { kind: 'restrict', requesterName: 'Lan' })
    ).body.id;
    ids.messageId = newId();
    await market.rows(
      `insert into message (id, purpose, recipient_hash, box, is_secret, state, due_at, created_at, ended_at) values ($1, 'receipt', '', '', false, 'failed', now(), now(), now())`,
      [ids.messageId],
    );
    const leaving = { kind: 'delete', requesterName: 'Lan', producerId: await market.app.producer(operator) };
    own.leaving = (await operator.post('/api/v1/requests', leaving)).body.id;
    const erased = (await operator.post('/api/v1/requests', { ...leaving, producerId: await market.app.producer(operator) })).body.id;
    ids.erasureId = (await operator.post('/api/v1/erasures', { requestId: erased })).body.id;
    ids.consentId = (await operator.post(`${goods.home}/consents`, { consents: [agreed], proof: MANDATE.proof })).body.items[0].id;
    signed = await pdf();
    const paper = { ...MANDATE.proof, evidenceSha256: createHash('sha256').update(signed).digest('hex') };
    const consent = await operator.post(`${goods.home}/consents`, { consents: [{ ...agreed, purpose: 'training-records' }], proof: paper });
    for (const method of ['PUT', 'GET'])
      own[`${method} /api/v1/producers/{producerId}/consents/{consentId}/evidence consentId`] = consent.body.items[0].id;
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(signed)], { type: 'application/pdf' }), 'giay.pdf');
    await operator.call('PUT', `${goods.home}/consents/${consent.body.items[0].id}/evidence`, { body: form });
    own['PATCH /api/v1/attribute-definitions/{id} id'] = await attribute('toBeChanged');
    own['POST /api/v1/attribute-definitions/{id}/end id'] = await attribute('toBeEnded');
    const document = async (): Promise<string> =>
      (
        await maker.post(`${goods.home}/documents`, {
          ...{ type: 'gap', scope: 'producer', number: `GAP-${(made += 1)}`, issuer: 'Trung tâm', issuedOn: '2025-01-02' },
        })
      ).body.id;
    own['GET /api/v1/reference/old-places/{code}/successors code'] = '22111';
    own['GET /api/v1/reference/communes/{code}/historic-region code'] = '22111';
    const taxCode = '9900000016';
    const { version } = (await operator.get(goods.home)).body;
    await operator.call('PATCH', goods.home, { body: { version, taxCode } });
    const twin = await operator.post('/api/v1/producers', { kind: 'cooperative', name: 'HTX Trùng', provinceCode: '08', taxCode });
    const override = await operator.post('/api/v1/platform-rules', {
      ...{ platform: 'voso', ageGate: true, noteVi: 'Để thử', effectiveFrom: '2026-01-01' },
    });
    own['POST /api/v1/platform-rules/{ruleId}/end ruleId'] = override.body.id;
    for (const act of ['end', 'suspend']) {
      const rule = await operator.post('/api/v1/rules', {
        ...{ code: `fuzz-to-${act}`, topic: 'label', asks: 'block', asked: [], sets: [25], level: 'star', condition: [] },
        ...{ textVi: 'Quy tắc để thử.', source: 'Không có', effectiveFrom: '2026-01-01' },
      });
      own[`POST /api/v1/rules/{ruleId}/${act} ruleId`] = rule.body.id;
    }
    const reminder = async (): Promise<string> => {
      const { body } = await maker.post(`${goods.home}/documents`, {
        ...{
          type: 'gap',
          scope: 'producer',
          number: 'GAP-R',
          issuer: 'Trung tâm',
          issuedOn: '2025-01-02',
          expiresOn: vietnamDay(new Date()),
        },
      });
      await operator.post(`${goods.home}/documents/${body.id}/verify`, { version: 1 });
      await market.app.app.get(ReminderJob).run();
      return (await operator.get(`${goods.home}/reminders`)).body.items[0].id;
    };
    const mandate = async (): Promise<string> => {
      const { body } = await operator.post(`${goods.home}/mandates`, { ...MANDATE, officerId: own.officerId });
      return body.id;
    };
    own['PUT /api/v1/accounts/{accountId}/areas accountId'] = own.officerId ?? '';
    own['GET /api/v1/accounts/{accountId}/areas accountId'] = own.officerId ?? '';
    const [rendition] = await market.rows<{ sha256: string }>('select sha256 from rendition limit 1');
    Object.assign(ids, {
      producerId: goods.producerId,
      productId: goods.productId,
      packId,
      listingId: listings[0].id,
      orderId: own[`POST ${orders}/ship orderId`],
      photoId: product.photoIds[0],
      hintId: twin.body.duplicates[0].id,
      accountId: (await market.app.person('producer')).accountId,
      mandateId: await mandate(),
      tokenId: (await operator.post('/api/v1/tokens', { name: 'thử', expiresInDays: 1 })).body.token?.id ?? '',
      name: `${rendition?.sha256}.jpg`,
      code: '08',
      certificateId: await certificate(),
      documentId: await document(),
      reminderId: await reminder(),
    });
    for (const act of ['accept', 'refuse'])
      own[`POST /api/v1/producers/{producerId}/late-work/{lateWorkId}/${act} lateWorkId`] = await late(ids.mandateId ?? '');
    const departing = (await market.app.person('officer')).accountId;
    own['POST /api/v1/producers/{producerId}/mandates/{mandateId}/handover mandateId'] = (
      await operator.post(`${goods.home}/mandates`, { ...MANDATE, officerId: departing })
    ).body.id;
    const twinOf = `${goods.home}/products/${own[`${distinct} productId`]}`;
    const twinPack = (await operator.get(twinOf)).body.packs[0].id;
    await operator.call('PATCH', `${twinOf}/packs/${twinPack}`, { body: { version: 1, priceVnd: 123_000 } });
    own['POST /api/v1/producers/{producerId}/acts/{seq}/undo seq'] = (await operator.get(`${goods.home}/acts?limit=1`)).body.items[0].seq;
    const tokens = (await operator.get('/api/v1/tokens')).body.items;
    ids.tokenId = tokens[0].id;
    const imports = 'POST /api/v1/producers/{producerId}/products/imports/{importId}';
    for (const act of ['run', 'cancel'])
      own[`${imports}/${act} importId`] = (await check(operator, goods.producerId, await xlsx([HEADINGS, goodRow(`Hàng ${act}`)]))).id;
    ids.importId = own[`${imports}/cancel importId`] ?? '';
    ids.listId = await sendList(operator, '08', 'QĐ-1');
    const certificates = '/api/v1/producers/{producerId}/products/{productId}/certificates/{id}';
    own[`POST ${certificates}/verify id`] = await certificate();
    own[`POST ${certificates}/refuse id`] = await certificate();
    own[`PUT ${certificates} id`] = await certificate();
    for (const step of ['revoke', 'renewal']) {
      const id = (own[`POST ${certificates}/${step} id`] = await certificate());
      await operator.post(`${goods.home}/products/${goods.productId}/certificates/${id}/verify`);
    }
    const documents = '/api/v1/producers/{producerId}/documents/{documentId}';
    for (const route of [`PUT ${documents}`, `DELETE ${documents}`, `POST ${documents}/verify`, `POST ${documents}/reject`])
      own[`${route} documentId`] = await document();
    const revoked = (own[`POST ${documents}/revoke documentId`] = await document());
    await operator.post(`${goods.home}/documents/${revoked}/verify`, { version: 1 });
    for (const paper of [`documents/${ids.documentId}`, `products/${goods.productId}/certificates/${ids.certificateId}`]) {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(await card())], { type: 'image/jpeg' }), 'giay.jpg');
      await operator.call('PUT', `${goods.home}/${paper}/file`, { body: form });
    }
    own[`PUT ${documents}/file documentId`] = await document();
    own[`PUT ${certificates}/file id`] = await certificate();
    own['POST /api/v1/producers/{producerId}/listings/{listingId}/withdraw listingId'] = listings[1].id;
    await market.quiet();
  }

  /** What an officer did without a signal, and what waits. */
  async function late(mandateId: string): Promise<string> {
    const id = newId();
    const body = market.app.app.get(SecretBoxes).seal(`late_work.body:${id}`, Buffer.from('{"change": 1}').toString('base64'));
    await market.rows(
      `insert into late_work (id, producer_id, officer_id, mandate_id, key, fingerprint, method, route, url, body_box, captured_at, received_at)
       values ($5, $1, $2, $3, gen_random_uuid()::text, '', 'POST', 'POST /x', $4, $6, now(), now())`,
      [goods.producerId, own.officerId, mandateId, `${goods.home}/products/${goods.productId}/stock/adjustments`, id, body],
    );
    return id;
  }

  /** No shop is called any more and no schedule runs, so that only requests write. */
  async function quiet(): Promise<void> {
    await market.quiet();
    await market.app.app.get(Jobs).beforeApplicationShutdown();
    await still();
  }
  async function still(): Promise<void> {
    await market.rows('update connection set is_paused = true where not is_paused');
    for (const job of [ExchangeJob, PhotoRefresh]) await market.app.app.get<Job>(job).run(); // what the taken request asked for
    await until('shares planned and nothing under way', async () => {
      // Whatever makes a sweep write, in one look: each step hands on to the next in one transaction.
      const dirty = await market.rows(
        `select 1 from pool where dirty or plan_on <= (now() at time zone 'Asia/Ho_Chi_Minh')::date
         union all select 1 from readiness_due union all select 1 from product_recheck union all select 1 from publication_wish where is_due`,
      );
      const imports = await market.rows(`select 1 from product_import where state in ('checking', 'running')`);
      return dirty.length === 0 && imports.length === 0 && !market.app.app.get(LaneRunner).isBusy();
    });
    const [watched] = await market.rows<{ there: boolean }>(`select to_regclass('fuzz_write') is not null as there`);
    if (watched?.there) await market.rows('delete from fuzz_write');
  }

  /** From now on every row that is written and committed is noted with the name of its table. */
  async function watch(): Promise<void> {
    await market.rows('create table fuzz_write (name text)');
    await market.rows(
      `create function fuzz_note() returns trigger language plpgsql as $$ begin insert into fuzz_write values (tg_table_name); return null; end $$`,
    );
    const tables = await market.rows<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'fuzz_write'`,
    );
    for (const { name } of tables.filter((each) => !BOOKKEEPING.includes(each.name))) {
      await market.rows(
        `create trigger fuzz_watch after insert or update or delete on "${name}" for each row execute function fuzz_note()`,
      );
    }
  }
});
