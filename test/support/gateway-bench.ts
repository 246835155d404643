import { cloneDatabase } from './database';
import { dataSourceOptions } from '../../config/data-source';
import { DataSource } from 'typeorm';
import { rows, Transactions } from '../../src/shared/db';
import { FakeClock, toVnd } from '../../src/shared/kernel';
import { referenceAdapter, ReferencePlatform } from '../../src/platform/conformance/reference';
import type { CreateConnection } from '../../src/platform/connection/connection.dto';
import { ConnectionService, ConnectionSettings } from '../../src/platform/connection/connection.service';
import { SecretBoxes } from '../../src/shared/secret';
import type { ListingDraft, PlatformAdapter } from '../../src/platform/contract';
import { PlatformRegistry } from '../../src/platform/platform.registry';
import { GatewaySettings, PlatformGateway } from '../../src/platform/gateway/gateway';

/** One program: a gateway with database connections of its own. */
export interface Program {
  readonly gateway: PlatformGateway;
  readonly connections: ConnectionService;
  readonly transactions: Transactions;
  stop(): Promise<void>;
}

/** For the specs of the gateway: a reference platform, a database, and as many programs on them as wanted. */
export class GatewayBench {
  readonly clock = new FakeClock();
  readonly boxes = new SecretBoxes(Buffer.alloc(32, 7));
  private readonly programs: Program[] = [];

  private constructor(
    readonly platform: ReferencePlatform,
    private readonly database: { readonly url: string; readonly drop: () => Promise<void> },
  ) {}

  static async open(): Promise<GatewayBench> {
    return new GatewayBench(await ReferencePlatform.start(), await cloneDatabase());
  }

  async program(options: { adapter?: PlatformAdapter; allowLoopback?: boolean; timeoutMs?: number } = {}): Promise<Program> {
    const { adapter = referenceAdapter, allowLoopback = true, timeoutMs = 2_000 } = options;
    const dataSource = await new DataSource({ ...dataSourceOptions(this.database.url, 8), entities: [] }).initialize();
    const transactions = new Transactions(dataSource);
    const registry = new PlatformRegistry([adapter]);
    const gateway = new PlatformGateway(registry, transactions, this.boxes, this.clock, new GatewaySettings(allowLoopback, timeoutMs));
    const connections = new ConnectionService(
      transactions,
      registry,
      this.boxes,
      this.clock,
      new ConnectionSettings(() => 'http://len-san.test', true),
    );
    const stop = async (): Promise<void> => {
      await gateway.beforeApplicationShutdown();
      await dataSource.destroy();
    };
    const program: Program = { gateway, connections, transactions, stop };
    this.programs.push(program);
    return program;
  }

  /** A shop at the reference platform; answers its id. */
  async shop({ connections, transactions }: Program, changes: Partial<CreateConnection> = {}): Promise<string> {
    const { baseUrl, credentials, webhookSecrets } = this.platform;
    const body: CreateConnection = {
      platform: 'reference',
      name: 'HTX Kiểm Thử',
      baseUrl,
      credentials,
      webhookSecrets: [...webhookSecrets],
      ...changes,
    };
    return (await transactions.run((tx) => connections.create(tx, body, body.baseUrl))).id;
  }

  /** Both clocks, ours and the platform's. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.platform.pass(ms);
  }

  row<T>(sql: string, ...parameters: unknown[]): Promise<T[]> {
    const [program] = this.programs;
    if (!program) throw new Error('no program runs');
    return rows<T>(program.transactions.reader, sql, parameters);
  }

  async close(): Promise<void> {
    for (const program of this.programs.splice(0)) await program.stop();
    await this.platform.stop();
    await this.database.drop();
  }

  /** A program was stopped by the test itself. */
  forget(program: Program): void {
    this.programs.splice(this.programs.indexOf(program), 1);
  }
}

/** Content that the reference platform takes. */
export function draft(sku: string): ListingDraft {
  return {
    sku,
    title: `Mật ong ${sku}`,
    description: 'Mật ong nguyên chất.',
    categoryCode: 'OCOP',
    unit: 'chai',
    price: toVnd(350_000),
    weightGrams: 750,
    lengthCm: 10,
    widthCm: 10,
    heightCm: 22,
    shelfLifeDays: null,
    originVi: 'Tuyên Quang',
    makerVi: 'HTX Kiểm Thử',
    photos: [],
    ocop: null,
  };
}
