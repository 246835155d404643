import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows, Transactions } from '../../shared/db';
import { noteChange } from '../../shared/http';
import { faultText, faultTrace, newId, Problem, problems, redactText, storable } from '../../shared/kernel';
import { CallCancelled, PlatformError, type OrderAct, type OrderStage, type PlatformAccount, type RemoteOrder } from '../../platform';
import type { Hold } from '../../sync';
import { OrderImport } from './order-import.service';
import { isFinal, mayAct, type OrderActKind } from './order.rules';

interface ActRow {
  readonly id: string;
  readonly orderId: string;
  readonly platformOrderId: string;
  readonly kind: OrderActKind;
  readonly content: OrderAct;
  readonly state: 'wanted' | 'pending';
  /** Of a pending act, where the platform gave it one. */
  readonly caseId: string | null;
  readonly attempts: number;
}

/** What becomes of an act after an attempt. */
type Verdict =
  | { readonly state: 'done' | 'pending' | 'refused'; readonly text?: string; readonly caseId?: string }
  | { readonly state: 'again'; readonly text: string; readonly afterMs?: number };

const LONGEST_WAIT_MS = 60_000;
/** A cancellation that the platform has not decided after so many looks is shown as refused; if it is granted later, the order says so by itself. */
const MAX_PENDING_LOOKS = 40;

/** What people want done with an order: a row first, the platform afterwards, until it is done or a person reads why not. */
@Injectable()
export class OrderActs {
  private readonly log = new Logger(OrderActs.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly orders: OrderImport,
  ) {}

  /** Throws: illegal-move when the order's stage does not allow it; already-exists when the same act is under way. */
  async want(tx: EntityManager, orderId: string, act: OrderAct, actorId: string): Promise<{ actId: string; connectionId: string }> {
    const [order] = await rows<{ stage: OrderStage; connectionId: string }>(
      tx,
      `select stage, connection_id as "connectionId" from market_order where id = $1 for update`,
      [orderId],
    );
    if (!order) throw new Problem(problems.notFound);
    if (!mayAct(order.stage, act.kind)) throw new Problem(problems.illegalMove, undefined, { stage: order.stage, act: act.kind });
    const actId = newId();
    const added = await rows(
      tx,
      `insert into order_act (id, order_id, connection_id, kind, content, actor_id) values ($1, $2, $3, $4, $5, $6)
       on conflict (order_id, kind) where state in ('wanted', 'pending') do nothing returning id`,
      [actId, orderId, order.connectionId, act.kind, JSON.stringify(act), actorId],
    );
    if (added.length === 0) throw new Problem(problems.alreadyExists, 'Việc này đang được gửi sang sàn.');
    noteChange(tx, { of: 'order', id: orderId, field: 'act', before: order.stage, after: act.kind });
    return { actId, connectionId: order.connectionId };
  }

  async connectionsWithDue(): Promise<string[]> {
    const due = await rows<{ id: string }>(
      this.transactions.reader,
      `select distinct a.connection_id as id from order_act a join connection c on c.id = a.connection_id where a.state in ('wanted', 'pending') and a.due_at <= now() and not c.is_paused`,
    );
    return due.map((row) => row.id);
  }

  /** Carries out what is due at this account. Answers how many acts were due. Throws: LaneLost when another worker attends to the account by now. */
  async carryOut(account: PlatformAccount, hold: Hold): Promise<number> {
    const due = await rows<ActRow>(
      this.transactions.reader,
      `select a.id, a.order_id as "orderId", o.platform_order_id as "platformOrderId", a.kind, a.content, a.state, a.case_id as "caseId", a.attempts
         from order_act a join market_order o on o.id = a.order_id
        where a.connection_id = $1 and a.state in ('wanted', 'pending') and a.due_at <= now() order by a.created_at limit 50`,
      [account.connectionId],
    );
    for (const act of due) {
      if (!hold.isHeld()) return 0;
      await this.begin(act, hold);
      try {
        await this.carryOutOne(account, act);
      } catch (error) {
        if (error instanceof CallCancelled || !hold.isHeld()) throw error; // cut off by our own stop
        await this.putOff(act, error);
      }
    }
    return due.length;
  }

  /** Counted before the call: after a crash in the middle we know that the outcome is unknown and look first. */
  private async begin(act: ActRow, hold: Hold): Promise<void> {
    await this.transactions.run(async (tx) => {
      await hold.fence(tx);
      await rows(tx, 'update order_act set attempts = attempts + 1 where id = $1', [act.id]);
    });
  }

  /** What our own books refuse holds up neither the other acts nor the account: it waits, a person reads why, and the platform is looked at first the next time. */
  private async putOff(act: ActRow, error: unknown): Promise<void> {
    const text = faultText(error);
    this.log.error(`${act.kind} of order ${act.platformOrderId}: ${faultTrace(error)}`);
    await this.record(this.transactions.reader, act, { state: 'again', text: storable(text) });
  }

  private async carryOutOne(account: PlatformAccount, act: ActRow): Promise<void> {
    const verdict = await this.attempt(account, act).catch((error: unknown) => verdictOf(error));
    // Read back in every case: what the platform says now is what counts, also when it refused.
    const now = verdict.state === 'again' ? null : await account.readOrder(act.platformOrderId).catch(() => null);
    await this.transactions.run(async (tx) => {
      if (now) await this.orders.take(tx, account.connectionId, now, 'act');
      await this.record(tx, act, verdict);
    });
  }

  private async attempt(account: PlatformAccount, act: ActRow): Promise<Verdict> {
    if (act.state === 'pending' || act.attempts > 0) {
      const order = await account.readOrder(act.platformOrderId);
      if (order && isReached(act.kind, order)) return { state: 'done' };
      if (act.state === 'pending') return this.lookAgain(account, act, order);
    }
    const order = await account.readOrder(act.platformOrderId);
    if (!order) return { state: 'refused', text: 'sàn không có đơn này' };
    const result = await account.actOnOrder(order, act.content);
    return { state: result.done === 'yes' ? 'done' : 'pending', caseId: result.caseId };
  }

  /** The order shows that something was granted; only the case shows that it was refused. */
  private async lookAgain(account: PlatformAccount, act: ActRow, order: RemoteOrder | null): Promise<Verdict> {
    if (order === null) return { state: 'refused', text: 'sàn không còn đơn này' };
    if (isFinal(order.stage) || act.attempts >= MAX_PENDING_LOOKS) return { state: 'refused', text: order.platformState };
    const verdict = act.caseId === null ? null : await account.readCase(act.caseId);
    if (verdict?.decided === 'refused') return { state: 'refused', text: verdict.platformText };
    return { state: 'pending' };
  }

  private async record(db: EntityManager, act: ActRow, verdict: Verdict): Promise<void> {
    // A look that failed changes nothing: what is pending must not be asked for a second time.
    const state = verdict.state === 'again' ? act.state : verdict.state;
    const caseId = 'caseId' in verdict ? (verdict.caseId ?? null) : null;
    const backOff = Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(act.attempts, 10));
    const wait = verdict.state === 'again' ? (verdict.afterMs ?? backOff) : backOff;
    await rows(
      db,
      `update order_act set state = $2, platform_text = coalesce($3, platform_text), case_id = coalesce($5, case_id), done_at = case when $2 in ('done', 'refused') then now() end,
         due_at = now() + $4 * interval '1 millisecond' where id = $1`,
      [act.id, state, verdict.text === undefined ? null : redactText(verdict.text).slice(0, 500), wait, caseId],
    );
  }
}

function isReached(kind: OrderActKind, order: RemoteOrder): boolean {
  switch (kind) {
    case 'confirm':
      return order.stage !== 'awaiting-seller' && order.stage !== 'cancelled' && order.stage !== 'unknown';
    case 'ship':
      return order.parcelCode !== undefined && order.stage !== 'confirmed';
    case 'refuse':
    case 'cancel':
      return order.stage === 'cancelled';
    case 'accept-return':
      return order.stage === 'returned' || order.stage === 'partly-returned';
    case 'deliver-again':
      return order.stage === 'delivered' || order.stage === 'completed';
  }
}

function verdictOf(error: unknown): Verdict {
  if (!(error instanceof PlatformError)) throw error;
  const { failure, platformText } = error;
  switch (failure.kind) {
    case 'conflict':
      return failure.reason === 'already-done' ? { state: 'done', text: platformText } : { state: 'refused', text: platformText };
    case 'rejected':
    case 'not-found':
      return { state: 'refused', text: platformText };
    case 'rate-limited':
      return { state: 'again', text: platformText, afterMs: failure.retryAfterMs ?? 500 };
    case 'unavailable':
    case 'unauthorised':
    case 'forbidden':
    case 'malformed':
      return { state: 'again', text: platformText };
  }
}
