import type { Section, SimCore, WebhookAnswer, WebhookMessage, WebhookPolicy } from '../core';
import type { SigningKey } from './account/signature';
import { encryptForReceiver, signedText } from './account/signature';
import { isFields } from './fields';
import { springDate } from './refusal';
import type { Customer, NoticeRecord, PostmartState, WebhookSetting } from './state';

const TIMER = 'postmart-notices';
/** Changes within this time travel in one batch. Units: simulated milliseconds. */
const BATCH_MS = 50;
const BATCH_SIZE = 20;
const MINUTE = 60_000;

/** 1, 5, 15, 30, 60 minutes, then every 3 hours, within 24 hours (a guess). */
export const RETRY_DELAYS_MS: readonly number[] = [...[1, 5, 15, 30, 60].map((m) => m * MINUTE), ...Array<number>(7).fill(180 * MINUTE)];
/** Answers after which the knob `stop-on-4xx` switches the endpoint off. Source: KiotViet. */
const STOPPING = new Set([400, 401, 403, 404, 405]);

/** Collects what changed, and tells the shop in signed batches. Orders and products never share a batch. */
export class Notices {
  constructor(
    private readonly core: SimCore,
    private readonly section: Section<PostmartState>,
    private readonly key: SigningKey,
  ) {
    core.clock.on(TIMER, (customerCode) => this.send(String(customerCode)));
  }

  add(customerCode: string, kind: 'orders' | 'products', record: NoticeRecord): void {
    // Nothing is kept for an endpoint that may not be called: missed events are not resent, only polling recovers them.
    if (!this.endpointOf(customerCode)) return;
    const waiting = (this.section.data.notices[customerCode] ??= { orders: [], products: [] });
    waiting[kind].push(record);
    this.core.clock.schedule(TIMER, BATCH_MS, customerCode, `${TIMER}:${customerCode}`);
  }

  readonly policy: WebhookPolicy = {
    order: 'parallel',
    timeoutMs: 5000,
    retryDelaysMs: RETRY_DELAYS_MS,
    isAcknowledged,
    mayDeliver: (message) => this.endpointOf(message.queue) !== null,
    afterAttempt: (message, answer) => this.switchOff(message, answer),
  };

  private send(customerCode: string): void {
    const waiting = this.section.data.notices[customerCode];
    const customer = this.section.data.customers[customerCode];
    if (!waiting || !customer) return;
    delete this.section.data.notices[customerCode];
    for (const kind of ['orders', 'products'] as const) {
      for (let from = 0; from < waiting[kind].length; from += BATCH_SIZE) {
        this.enqueue(customer, kind, waiting[kind].slice(from, from + BATCH_SIZE));
      }
    }
  }

  private enqueue(customer: Customer, kind: 'orders' | 'products', records: NoticeRecord[]): void {
    const webhook = this.endpointOf(customer.customerCode);
    const first = records[0];
    if (!webhook || !first) return;
    const about = {
      type: kind === 'orders' ? 'order' : 'product',
      id: String(first['originalId'] ?? first['caseId'] ?? ''),
      status: String(first['status'] ?? first['caseStatus'] ?? ''),
    };
    const sendDate = springDate(this.core.clock.now());
    const signature = this.signatureOf(webhook, signedText(sendDate, first), this.core.faults.take('wrong-signature', about) !== null);
    if (kind === 'orders') records.push(...this.forged(about));
    const transaction = this.core.random.hex(32);
    let body = JSON.stringify({ data: records, sendDate, signature });
    // JSON.stringify cannot write this number exactly, and a reader's JSON.parse cannot read it exactly: that is the trap.
    if (kind === 'orders' && this.core.faults.take('big-number', about))
      body = body.replace(/"orderHdrId":"(\d+)"/g, '"orderHdrId":900719925474$1');
    this.core.webhooks.enqueue({
      queue: customer.customerCode,
      url: webhook.url,
      headers: { 'ems-transaction': transaction },
      body,
      about,
    });
  }

  private signatureOf(webhook: WebhookSetting, text: string, isWrong: boolean): string {
    const signed = isWrong ? `${text}?` : text;
    if (webhook.mode === 'rsa-encrypt' && webhook.receiverPublicKey) return encryptForReceiver(signed, webhook.receiverPublicKey);
    return this.key.sign(signed);
  }

  /** A second record that nobody signed and that is not true: the newest order that is not delivered, as delivered. */
  private forged(about: Readonly<Record<string, string>>): NoticeRecord[] {
    const fault = this.core.faults.take('forged-record', about);
    if (!fault) return [];
    const victim = fault.text('originalId', Object.keys(this.section.data.orders).at(-1) ?? 'PM0000000000');
    return [
      {
        orderHdrId: '1',
        originalId: victim,
        itemCode: 'EX000000000VN',
        saleOrderCode: null,
        orderState: 'DELIVERED',
        status: 14,
        codAmount: 0,
        totalFee: 0,
      },
    ];
  }

  private endpointOf(customerCode: string): WebhookSetting | null {
    const webhook = this.section.data.customers[customerCode]?.webhook;
    return webhook && webhook.isApproved && webhook.isEnabled ? webhook : null;
  }

  private switchOff(message: WebhookMessage, answer: WebhookAnswer | null): void {
    const webhook = this.section.data.customers[message.queue]?.webhook;
    if (!webhook || !answer || !STOPPING.has(answer.status)) return;
    if (this.core.faults.take('stop-on-4xx', message.about)) webhook.isEnabled = false;
  }
}

/** HTTP 200 and exactly `{"code":"success","transaction":"<ems-transaction>"}` (from EMS); 200 with another body is a failure. */
export function isAcknowledged(answer: WebhookAnswer, message: Pick<WebhookMessage, 'headers'>): boolean {
  if (answer.status !== 200) return false;
  try {
    const body: unknown = JSON.parse(answer.body);
    return isFields(body) && body['code'] === 'success' && body['transaction'] === message.headers['ems-transaction'];
  } catch {
    return false; // not JSON
  }
}
