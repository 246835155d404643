import { createServer, type Server } from 'node:http';
import type { RawDelivery } from '../contract';

const PATIENCE_MS = 5_000;

/** Receives webhooks as they come, byte for byte. */
export class WebhookCatcher {
  readonly caught: RawDelivery[] = [];
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<WebhookCatcher> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
        catcher.caught.push({ headers, body: Buffer.concat(chunks) });
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
        for (const look of catcher.waiting) look();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const catcher = new WebhookCatcher(server, `http://127.0.0.1:${port}/webhook`);
    return catcher;
  }

  /** The first delivery, caught or still to come, for which `isIt` holds. */
  find(isIt: (delivery: RawDelivery) => boolean, what: string): Promise<RawDelivery> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`no webhook came: ${what} (${this.caught.length} others did)`));
      }, PATIENCE_MS);
      const look = (): void => {
        const found = this.caught.find(isIt);
        if (!found) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
