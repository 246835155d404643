import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Transactions } from '../../shared/db';
import { decodeCursor, invalid, type Page, type PageQuery, toPage } from '../../shared/http';
import { AddressRefused, checkHost } from '../../shared/outside';
import { Clock, newId, Problem, problems } from '../../shared/kernel';
import { PlatformRegistry } from '../platform.registry';
import { readBaseUrl } from './base-url.rules';
import type { ChangeConnection, ConnectionDto, CreateConnection } from './connection.dto';
import { toConnectionDto } from './connection.mapper';
import { givesAllSecrets, MOST_WEBHOOK_SECRETS, readCredentials } from './connection.rules';
import {
  type ConnectionRow,
  credentialsPlace,
  findConnection,
  insertConnection,
  listConnections,
  lockConnection,
  type Trouble,
  updateConnection,
  webhookSecretsPlace,
} from './connection.store';
import { SecretBoxes } from '../../shared/secret';

/** Where platforms may live and where they find us. */
export class ConnectionSettings {
  constructor(
    /** How the world reaches us; asked late, because with port 0 it is known only when the program listens. */
    readonly publicUrl: () => string,
    readonly allowLoopback: boolean,
  ) {}
}

/** A connection as other folders see it. */
export interface ConnectionFacts {
  readonly id: string;
  readonly platform: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly isPaused: boolean;
  readonly isPractice: boolean;
  readonly trouble: Trouble | null;
}

/** Keeps the shops that we have at platforms. */
@Injectable()
export class ConnectionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly registry: PlatformRegistry,
    private readonly boxes: SecretBoxes,
    private readonly clock: Clock,
    private readonly settings: ConnectionSettings,
  ) {}

  /** All of them, oldest first: a handful, so without pages. */
  async all(db: EntityManager = this.transactions.reader): Promise<readonly ConnectionFacts[]> {
    return (await listConnections(db, 10_000)).map(toFacts);
  }

  /** Throws: Problem not-found. */
  async facts(id: string, db: EntityManager = this.transactions.reader): Promise<ConnectionFacts> {
    return toFacts(found(await findConnection(db, id)));
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<ConnectionDto>> {
    const page = await listConnections(this.transactions.reader, limit + 1, cursor === undefined ? undefined : decodeCursor(cursor));
    return toPage(page, limit, (row) => this.toDto(row));
  }

  async get(id: string): Promise<ConnectionDto> {
    return this.toDto(found(await findConnection(this.transactions.reader, id)));
  }

  /** Reads an address and looks where its name leads; before the transaction, because it asks the network. Throws: Problem validation. */
  async checkedAddress(text: string): Promise<string> {
    const verdict = readBaseUrl(text, this.settings.allowLoopback);
    if ('refusal' in verdict) throw invalid([{ pointer: '/baseUrl', message: verdict.refusal }]);
    try {
      await checkHost(verdict.host, this.settings.allowLoopback);
    } catch (error) {
      const message =
        error instanceof AddressRefused ? `Không được gọi tới địa chỉ này: ${error.message}` : 'Không tìm thấy máy chủ có tên này.';
      throw invalid([{ pointer: '/baseUrl', message }]);
    }
    return verdict.url;
  }

  /** `address` comes from checkedAddress. */
  async create(tx: EntityManager, body: CreateConnection, address: string): Promise<ConnectionDto> {
    if (!this.registry.has(body.platform)) throw invalid([{ pointer: '/platform', message: 'Hệ thống chưa có sàn này.' }]);
    const verdict = readCredentials(this.registry.get(body.platform).description.credentials, body.credentials);
    if ('errors' in verdict) throw invalid(verdict.errors);
    const id = newId();
    const row: ConnectionRow = {
      id,
      platform: body.platform,
      name: body.name,
      base_url: address,
      credentials_box: this.boxes.seal(credentialsPlace(id), verdict.credentials),
      webhook_secrets_box: this.boxes.seal(webhookSecretsPlace(id), [...new Set(body.webhookSecrets ?? [])]),
      is_paused: false,
      is_practice: body.isPractice ?? false,
      trouble: null,
      trouble_since: null,
      created_at: this.clock.now(),
    };
    await insertConnection(tx, row);
    return this.toDto(row);
  }

  /** `address` comes from checkedAddress; absent: it stays. */
  async change(tx: EntityManager, id: string, body: ChangeConnection, address?: string): Promise<ConnectionDto> {
    const row = found(await lockConnection(tx, id));
    const credentials = this.changedCredentials(row, body, address);
    const secrets = this.changedSecrets(row, body);
    const endsSession = credentials !== null || (address !== undefined && address !== row.base_url);
    const next: ConnectionRow = {
      ...row,
      name: body.name ?? row.name,
      base_url: address ?? row.base_url,
      is_practice: body.isPractice ?? row.is_practice,
      credentials_box: credentials ? this.boxes.seal(credentialsPlace(id), credentials) : row.credentials_box,
      webhook_secrets_box: secrets ? this.boxes.seal(webhookSecretsPlace(id), secrets) : row.webhook_secrets_box,
      ...(endsSession ? { trouble: null, trouble_since: null } : {}),
    };
    await updateConnection(tx, next, endsSession);
    return this.toDto(next);
  }

  async setPaused(tx: EntityManager, id: string, isPaused: boolean): Promise<ConnectionDto> {
    const row: ConnectionRow = { ...found(await lockConnection(tx, id)), is_paused: isPaused };
    await updateConnection(tx, row, false);
    return this.toDto(row);
  }

  private changedCredentials(row: ConnectionRow, body: ChangeConnection, address?: string): Record<string, string> | null {
    const { credentials: fields } = this.registry.get(row.platform).description;
    const kept = this.boxes.open(credentialsPlace(row.id), row.credentials_box) as Record<string, string>; // sealed in create, after its checks
    const isMoved = address !== undefined && new URL(address).origin !== new URL(row.base_url).origin;
    if (isMoved && !givesAllSecrets(fields, body.credentials ?? {}, kept)) {
      throw invalid([{ pointer: '/credentials', message: 'Đổi địa chỉ của sàn thì phải nhập lại mật khẩu và các khoá.' }]);
    }
    if (!body.credentials) return null;
    const verdict = readCredentials(fields, body.credentials, kept);
    if ('errors' in verdict) throw invalid(verdict.errors);
    return verdict.credentials;
  }

  private changedSecrets(row: ConnectionRow, body: ChangeConnection): string[] | null {
    const { addWebhookSecret: added, removeWebhookSecret: removed } = body;
    if (added === undefined && removed === undefined) return null;
    const secrets = this.boxes.open(webhookSecretsPlace(row.id), row.webhook_secrets_box) as string[]; // the same
    if (removed !== undefined && !secrets.some((secret) => this.boxes.fingerprint(secret) === removed)) {
      throw invalid([{ pointer: '/removeWebhookSecret', message: 'Không có khoá nào mang dấu này.' }]);
    }
    const next = [
      ...new Set([...secrets.filter((secret) => this.boxes.fingerprint(secret) !== removed), ...(added === undefined ? [] : [added])]),
    ];
    if (next.length > MOST_WEBHOOK_SECRETS) {
      throw invalid([
        { pointer: '/addWebhookSecret', message: `Mỗi gian hàng có nhiều nhất ${MOST_WEBHOOK_SECRETS} khoá; hãy bỏ khoá cũ trước.` },
      ]);
    }
    return next;
  }

  private toDto(row: ConnectionRow): ConnectionDto {
    return toConnectionDto(row, {
      description: this.registry.has(row.platform) ? this.registry.get(row.platform).description : null,
      credentials: this.boxes.open(credentialsPlace(row.id), row.credentials_box) as Record<string, string>, // sealed in create, after its checks
      secretFingerprints: (this.boxes.open(webhookSecretsPlace(row.id), row.webhook_secrets_box) as string[]).map((secret) =>
        this.boxes.fingerprint(secret),
      ),
      publicUrl: this.settings.publicUrl().replace(/\/+$/, ''),
    });
  }
}

function found(row: ConnectionRow | null): ConnectionRow {
  if (!row) throw new Problem(problems.notFound, 'Không có kết nối này.');
  return row;
}

function toFacts(row: ConnectionRow): ConnectionFacts {
  const { id, platform, name, trouble } = row;
  return { id, platform, name, trouble, baseUrl: row.base_url, isPaused: row.is_paused, isPractice: row.is_practice };
}
