import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { toVnd } from '../../shared/kernel';
import {
  type Call,
  type HttpAnswer,
  type HttpClient,
  type HttpRequest,
  type ListingDraft,
  type ListingRef,
  type PlatformAdapter,
  type PlatformDescription,
  PlatformError,
  type PlatformFailure,
  type RemoteOrder,
} from '../contract';
import { HttpLine } from '../gateway/http-line';
import { FaultyLine, type LineFault } from './faulty-line';
import type { ConformanceHarness, Remote } from './harness';
import { WebhookCatcher } from './webhook-catcher';

/** A silent platform is given up after this, so that checks of silence stay quick. */
const TIMEOUT_MS = 800;
/** Units: requests, and simulated milliseconds. */
const RESTS_AFTER = 30;
const RESTS_MS = 30_000;

/** The adapter under test at a fresh fake, and the shorthand that checks are written in. One per check. */
export class Bench {
  private readonly clients: HttpLine[];
  private token: string | null = null;
  private names = 0;
  private sent = 0;
  private rests = 0;
  private planned: { readonly at: number; readonly fault: LineFault } | null = null;
  private requests: HttpRequest[] = [];
  private catcher: WebhookCatcher | null = null;

  private constructor(
    readonly adapter: PlatformAdapter,
    readonly harness: ConformanceHarness,
    readonly remote: Remote,
    private readonly line: FaultyLine,
  ) {
    const options = { allowLoopback: true, timeoutMs: TIMEOUT_MS };
    this.clients = [
      new HttpLine({ ...options, timeoutMs: 10_000, baseUrl: remote.baseUrl }),
      new HttpLine({ ...options, baseUrl: line.baseUrl }),
    ];
  }

  static async open(adapter: PlatformAdapter, harness: ConformanceHarness): Promise<Bench> {
    const remote = await harness.start();
    return new Bench(adapter, harness, remote, await FaultyLine.to(remote.baseUrl));
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.close();
    await this.catcher?.close();
    await this.line.close();
    await this.remote.stop();
  }

  get description(): PlatformDescription {
    return this.adapter.describe();
  }

  /** Real HTTP; the request that `breakRequest` named goes over the faulty line. */
  readonly http: HttpClient = {
    send: (request: HttpRequest): Promise<HttpAnswer> => {
      const [straight, faulty] = this.clients;
      assert(straight && faulty);
      const isChosen = this.planned !== null && this.requests.length === this.planned.at;
      if (isChosen && this.planned) this.line.next(this.planned.fault);
      this.requests.push(request);
      this.sent += 1;
      return (isChosen ? faulty : straight).send(request);
    },
  };

  /** The `at`-th request from now (0 is the next) meets the fault. */
  breakRequest(at: number, fault: LineFault): void {
    this.planned = { at, fault };
    this.requests = [];
  }

  /** Ends it; answers the request that met the fault, or null when there were fewer. */
  mend(): HttpRequest | null {
    const met = this.planned ? (this.requests[this.planned.at] ?? null) : null;
    this.planned = null;
    return met;
  }

  /** Logged in. Now and then time passes on the fake first, so that its limit of calls is met by no check that is about something else. */
  async call(): Promise<Call> {
    const credentials = this.remote.credentials;
    if (this.sent >= RESTS_AFTER) {
      this.sent = 0;
      await this.remote.pass(RESTS_MS);
      if (++this.rests % 60 === 0) this.token = null; // half an hour has passed: tokens may live no longer than one
    }
    this.token ??= (await this.adapter.login({ http: this.http, credentials })).token;
    return { http: this.http, token: this.token, credentials, at: await this.remote.now() };
  }

  /** After this the next `call()` logs in again. */
  forgetToken(): void {
    this.token = null;
  }

  /** Content that is right for this platform, with a photo that it knows. */
  async draft(changes: Partial<ListingDraft> = {}): Promise<ListingDraft> {
    const number = ++this.names;
    return {
      sku: `KIEM-THU-${number}`,
      title: `Mật ong bạc hà kiểm thử số ${number}`,
      description: 'Mật ong nguyên chất.\nBảo quản nơi khô ráo.',
      unit: 'chai',
      price: toVnd(350_000),
      weightGrams: 750,
      lengthCm: 10,
      widthCm: 10,
      heightCm: 22,
      shelfLifeDays: 365,
      originVi: 'Tuyên Quang',
      makerVi: 'HTX Kiểm Thử',
      ocop: {
        stars: 4,
        certificateNumber: '12/QĐ-UBND',
        issuedBy: 'UBND tỉnh Tuyên Quang',
        issuedOn: '2025-03-12',
        expiresOn: '2099-03-12',
      },
      photos: [await this.photo()],
      ...this.harness.draft,
      ...changes,
    };
  }

  private async photo(): Promise<ListingDraft['photos'][number]> {
    if (this.description.capabilities.photoMode === 'url') {
      assert(this.remote.photoUrl, 'the harness of a platform with photoMode url needs photoUrl');
      return { sha256: createHash('sha256').update(String(this.names)).digest('hex'), url: this.remote.photoUrl() };
    }
    assert(this.harness.photo, 'the harness of a platform with photoMode upload needs a photo');
    const { bytes, format } = await this.harness.photo();
    const { uploadedRef } = await this.adapter.uploadPhoto(await this.call(), { bytes, format, fileName: `anh.${format}` });
    return { sha256: createHash('sha256').update(bytes).digest('hex'), uploadedRef };
  }

  /** Published, approved, with stock. */
  async live(quantity = 10): Promise<{ readonly ref: ListingRef; readonly draft: ListingDraft }> {
    const draft = await this.draft();
    const submitted = await this.adapter.publish(await this.call(), draft, `intent-${draft.sku}`);
    await this.remote.review(draft.sku, { approve: true });
    const seen = await this.adapter.readListing(await this.call(), { sku: draft.sku, ...submitted });
    assert(seen, 'an approved listing is not found');
    const ref: ListingRef = { sku: draft.sku, ...idsOf(submitted), ...idsOf(seen) };
    const [result] = await this.adapter.setStock(await this.call(), [{ ref, quantity }]);
    assert(result?.ok, `stock of an approved listing is refused: ${JSON.stringify(result)}`);
    return { ref, draft };
  }

  /** An order of a live listing, as the adapter reads it. */
  async ordered(quantity = 2): Promise<{ readonly order: RemoteOrder; readonly ref: ListingRef; readonly draft: ListingDraft }> {
    const { ref, draft } = await this.live();
    const order = await this.order(await this.remote.order([{ sku: draft.sku, quantity }]));
    return { order, ref, draft };
  }

  async order(orderId: string): Promise<RemoteOrder> {
    const order = await this.adapter.readOrder(await this.call(), orderId);
    assert(order, `order ${orderId} is not found`);
    return order;
  }

  /** Confirmed, and handed over where that is its own call. */
  async underWay(): Promise<RemoteOrder> {
    const { order } = await this.ordered();
    await this.adapter.actOnOrder(await this.call(), order, { kind: 'confirm' });
    if (this.description.capabilities.shipIsSeparate) {
      await this.adapter.actOnOrder(await this.call(), await this.order(order.orderId), { kind: 'ship' });
    }
    return this.order(order.orderId);
  }

  /** Every order that the adapter lists for the period; `between` is done after each page. */
  async listed(since: Date, until: Date, between: () => Promise<void> = async () => undefined): Promise<RemoteOrder[]> {
    const orders: RemoteOrder[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 500; pages++) {
      const page = await this.adapter.listOrders(await this.call(), { since, until, ...(cursor === undefined ? {} : { cursor }) });
      orders.push(...page.orders);
      if (page.next === undefined) return orders;
      cursor = page.next;
      await between();
    }
    return assert.fail('the list of orders does not end');
  }

  /** Real deliveries of the platform, caught from now on. */
  async webhooks(): Promise<WebhookCatcher> {
    this.catcher ??= await WebhookCatcher.open();
    await this.remote.sendWebhooksTo(this.catcher.url);
    return this.catcher;
  }
}

export function idsOf({
  externalId,
  caseId,
}: {
  readonly externalId?: string;
  readonly caseId?: string;
}): Pick<ListingRef, 'externalId' | 'caseId'> {
  return { ...(externalId === undefined ? {} : { externalId }), ...(caseId === undefined ? {} : { caseId }) };
}

/** The failure that `work` ends in. Fails when it succeeds, or when anything but PlatformError is thrown. */
export async function failureOf(work: Promise<unknown>, doing: string): Promise<PlatformFailure> {
  const ended = await outcomeOf(work, doing);
  assert(ended instanceof PlatformError, `${doing}: it should have been refused, but was answered ${JSON.stringify(ended)}`);
  return ended.failure;
}

/** The answer, or the PlatformError. Fails when anything else is thrown. */
export async function outcomeOf<T>(work: Promise<T>, doing: string): Promise<T | PlatformError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof PlatformError) {
      checkFailure(error, doing);
      return error;
    }
    return assert.fail(
      `${doing}: something else than PlatformError was thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}

export async function expectKind(work: Promise<unknown>, kinds: readonly string[], doing: string): Promise<PlatformFailure> {
  const failure = await failureOf(work, doing);
  const shown = failure.kind === 'conflict' ? `conflict/${failure.reason}` : failure.kind;
  assert(kinds.includes(shown) || kinds.includes(failure.kind), `${doing}: expected ${kinds.join(' or ')}, got ${JSON.stringify(failure)}`);
  return failure;
}

/** What every refusal must hold, whatever its kind. */
function checkFailure({ failure, platformText }: PlatformError, doing: string): void {
  assert.equal(typeof platformText, 'string', `${doing}: platformText is missing`);
  if (failure.kind === 'rejected') {
    assert(failure.issues.length > 0, `${doing}: rejected without an issue`);
    for (const issue of failure.issues) assert(issue.adviceVi.trim() !== '', `${doing}: an issue without advice`);
  }
  if (failure.kind === 'rate-limited' && failure.retryAfterMs !== undefined) {
    assert(Number.isFinite(failure.retryAfterMs) && failure.retryAfterMs >= 0, `${doing}: retryAfterMs ${failure.retryAfterMs}`);
  }
}
