import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Transactions } from '../../shared/db';
import { Clock, Problem, problems } from '../../shared/kernel';
import {
  type ConnectionRow,
  credentialsPlace,
  findConnection,
  setTrouble,
  type Trouble,
  webhookSecretsPlace,
} from '../connection/connection.store';
import { SecretBoxes } from '../../shared/secret';
import { SessionStore } from '../connection/session.store';
import type { Delivery, RawDelivery } from '../contract';
import { type KnownPlatform, PlatformRegistry } from '../platform.registry';
import { openAccount, type PlatformAccount } from './account';
import { Caller } from './caller';
import { Door } from './door';
import { ExchangeLog } from './exchange-log';
import { HttpLine } from './http-line';
import { PaceBook, type PaceKind } from './pace-book';
import type { Pacing } from './pacer';
import type { Pace } from './pacing.rules';
import { SessionKeeper } from './session.keeper';
import { SharedPacer } from './shared-pacer';

/** How the gateway reaches platforms. Nest token: a class, because an interface is gone at run time. */
export class GatewaySettings {
  constructor(
    readonly allowLoopback: boolean,
    readonly timeoutMs = 10_000,
  ) {}
}

/** What lives as long as a connection keeps its address and its credentials: sockets, pace, token. */
interface Live {
  readonly baseUrl: string;
  credentialsBox: Buffer;
  readonly credentials: Readonly<Record<string, string>>;
  readonly line: HttpLine;
  readonly caller: Caller;
  readonly session: SessionKeeper;
  readonly stockPacer: Pacing | null;
  trouble: Trouble | null;
}

/** The one way out to the platforms. */
@Injectable()
export class PlatformGateway implements BeforeApplicationShutdown {
  private readonly live = new Map<string, Live>();
  private readonly stopping = new AbortController();
  private readonly logger = new Logger('platform');
  private readonly log: ExchangeLog;
  private readonly sessions: SessionStore;
  private readonly door: Door;

  constructor(
    private readonly registry: PlatformRegistry,
    private readonly transactions: Transactions,
    private readonly boxes: SecretBoxes,
    private readonly clock: Clock,
    private readonly settings: GatewaySettings,
  ) {
    this.log = new ExchangeLog(
      () => transactions.reader,
      (message) => this.logger.warn(message),
    );
    this.sessions = new SessionStore(() => transactions.reader);
    this.door = new Door(registry, async (id) => {
      const row = await findConnection(transactions.reader, id);
      return row && { platform: row.platform, secrets: this.webhookSecrets(row) };
    });
  }

  /** Opens a shop of ours for use, as it stands now; a paused one too (whoever has work decides). Throws: Problem not-found. */
  async account(connectionId: string): Promise<PlatformAccount> {
    const row = await this.row(connectionId);
    const { adapter, description } = this.registry.get(row.platform);
    const { caller, stockPacer } = this.liveOf(row, { adapter, description });
    return openAccount({
      facts: {
        connectionId: row.id,
        platform: row.platform,
        name: row.name,
        isPaused: row.is_paused,
        isPractice: row.is_practice,
        trouble: row.trouble,
      },
      adapter,
      description,
      caller,
      stockPacer,
      stop: this.stopping.signal,
      webhookSecrets: this.webhookSecrets(row),
    });
  }

  /** Logs in with the stored credentials and uses the token once. Throws: what the platform answers, as PlatformError. */
  async tryOut(connectionId: string): Promise<void> {
    const row = await this.row(connectionId);
    const known = this.registry.get(row.platform);
    const { session, caller } = this.liveOf(row, known);
    await session.loginAgain();
    await caller.call((call) => known.adapter.listCategories(call));
  }

  /** What a delivery to `/webhooks/<platform>/<connectionId>` says; null: not authentic, or no such connection. Secrets are up to five seconds old. */
  openDelivery(platform: string, connectionId: string, raw: RawDelivery): Promise<Delivery | null> {
    return this.door.open(platform, connectionId, raw);
  }

  /** Writes the log of calls now (it is otherwise some 250 ms behind). */
  flushExchanges(): Promise<void> {
    return this.log.flush();
  }

  /** Cuts the calls under way, which end as CallCancelled, and writes the rest of the log. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    for (const each of this.live.values()) each.line.close();
    await this.log.close();
  }

  private async row(connectionId: string): Promise<ConnectionRow> {
    const row = await findConnection(this.transactions.reader, connectionId);
    if (!row) throw new Problem(problems.notFound, 'Không có kết nối này.');
    return row;
  }

  private liveOf(row: ConnectionRow, known: KnownPlatform): Live {
    const old = this.live.get(row.id);
    if (old && old.baseUrl === row.base_url && this.hasSameCredentials(old, row)) {
      old.trouble = row.trouble;
      return old;
    }
    const fresh = this.open(row, known);
    this.live.set(row.id, fresh); // calls under way keep the old line until they end
    return fresh;
  }

  /** Another box may hold the same: sealed anew with another key, which must not cost the pace and the token. */
  private hasSameCredentials(live: Live, row: ConnectionRow): boolean {
    if (live.credentialsBox.equals(row.credentials_box)) return true;
    if (!isDeepStrictEqual(live.credentials, this.credentials(row))) return false;
    live.credentialsBox = row.credentials_box;
    return true;
  }

  private open(row: ConnectionRow, { adapter, description }: KnownPlatform): Live {
    const stop = this.stopping.signal;
    const credentials = this.credentials(row);
    const { limits } = description.capabilities;
    const line = new HttpLine({
      baseUrl: row.base_url,
      allowLoopback: this.settings.allowLoopback,
      timeoutMs: this.settings.timeoutMs,
      stop,
    });
    const caller: Caller = new Caller(
      {
        connectionId: row.id,
        adapter,
        credentials,
        secrets: description.credentials.filter((field) => field.secret).flatMap((field) => credentials[field.key] ?? []),
        line,
        pacer: this.pacerOf(row.id, 'calls', limits),
        clock: this.clock,
        stop,
        log: this.log,
        trouble: (trouble) => this.noteTrouble(live, row.id, trouble),
      },
      () => session,
    );
    const session = new SessionKeeper({
      connectionId: row.id,
      credentialsBox: () => live.credentialsBox,
      store: this.sessions,
      boxes: this.boxes,
      clock: this.clock,
      stop,
      login: () => caller.login(),
    });
    const perSecond = limits.stockCallsPerSecond;
    const stockPacer = perSecond === undefined ? null : this.pacerOf(row.id, 'stock', { callsPerSecond: perSecond, burst: 1 });
    const live: Live = {
      baseUrl: row.base_url,
      credentialsBox: row.credentials_box,
      credentials,
      line,
      caller,
      session,
      stockPacer,
      trouble: row.trouble,
    };
    return live;
  }

  private pacerOf(connectionId: string, kind: PaceKind, pace: Pace): Pacing {
    return new SharedPacer(pace, new PaceBook(() => this.transactions.reader, connectionId, kind, pace));
  }

  private async noteTrouble(live: Live, connectionId: string, trouble: Trouble | null): Promise<void> {
    if (live.trouble === trouble) return;
    await setTrouble(this.transactions.reader, connectionId, trouble, this.clock.now());
    live.trouble = trouble;
  }

  private credentials(row: ConnectionRow): Readonly<Record<string, string>> {
    return this.boxes.open(credentialsPlace(row.id), row.credentials_box) as Record<string, string>; // sealed by ConnectionService after its checks
  }

  private webhookSecrets(row: ConnectionRow): readonly string[] {
    return this.boxes.open(webhookSecretsPlace(row.id), row.webhook_secrets_box) as string[]; // the same
  }
}
