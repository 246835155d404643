import { Client } from 'pg';

/**
 * Advisory locks on one connection of our own: they vanish with the process, however it ends, so a killed worker holds up nobody.
 * When that connection breaks, everything held is lost at once and `generation` changes.
 */
export class LaneLocks {
  private client: Client | null = null;
  private connecting: Promise<Client> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  generation = 0;

  constructor(
    private readonly url: string,
    private readonly onNotify: (payload: string) => void,
    private readonly channel: string,
  ) {}

  /** True when the lock of this lane is ours now. Never waits for another worker. */
  async acquire(connectionId: string, lane: string): Promise<boolean> {
    return this.inTurn(async () => {
      const client = await this.connected();
      const answer = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtext($1), hashtext($2)) as got', [
        connectionId,
        lane,
      ]);
      return answer.rows[0]?.got ?? false;
    });
  }

  async release(connectionId: string, lane: string): Promise<void> {
    await this.inTurn(async () => {
      if (!this.client) return; // the connection is gone, and the lock with it
      await this.client.query('select pg_advisory_unlock(hashtext($1), hashtext($2))', [connectionId, lane]);
    });
  }

  /** Connects, and so begins to hear the wake-ups of other processes. */
  async connected(): Promise<Client> {
    if (this.client) return this.client;
    this.connecting ??= this.connect().finally(() => {
      this.connecting = null;
    });
    return this.connecting;
  }

  /** One statement at a time on the one connection. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    const client = this.client;
    this.client = null;
    await client?.end();
  }

  private async connect(): Promise<Client> {
    const client = new Client({ connectionString: this.url, application_name: 'len-san lanes', keepAlive: true });
    const lost = (): void => {
      if (this.client !== client) return;
      this.client = null;
      this.generation += 1;
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', (message) => this.onNotify(message.payload ?? ''));
    await client.connect();
    await client.query(`listen ${this.channel}`);
    this.client = client;
    return client;
  }
}
