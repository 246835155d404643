import net, { type AddressInfo, type Socket } from 'node:net';
import { cloneDatabase } from '../support/database';
import { openApp } from '../support/app';

/** A wire between the program and its database that can be cut. */
async function wireTo(url: string): Promise<{ url: string; cut(): void; mend(): void; close(): void }> {
  const target = new URL(url);
  const open = new Set<Socket>();
  let isCut = false;
  const server = net.createServer((near) => {
    if (isCut) return void near.destroy();
    const far = net.connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          open.delete(socket);
          other.destroy();
        });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const near = new URL(url);
  near.port = String((server.address() as AddressInfo).port); // a TCP server's address is no text
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return { url: near.toString(), cut, mend: () => void (isCut = false), close: () => (cut(), void server.close()) };
}

describe('the program without its database', () => {
  it('[AP3] stays up, says that it is not ready, asks to come again, and recovers by itself', async () => {
    const database = await cloneDatabase();
    const wire = await wireTo(database.url);
    const app = await openApp({ DATABASE_URL: wire.url });
    try {
      const hoa = await app.person('producer');
      expect((await app.call('GET', '/readyz')).status).toBe(200);

      wire.cut();
      expect((await app.call('GET', '/healthz')).body).toEqual({ status: 'ok' });
      expect((await app.call('GET', '/readyz')).status).toBe(503);
      const refused = await hoa.get('/api/v1/session');
      expect(refused).toMatchObject({ status: 503, body: { type: 'urn:problem:unavailable' } });
      expect(refused.headers.get('retry-after')).toBe('2');

      wire.mend();
      expect((await app.call('GET', '/readyz')).status).toBe(200);
      expect((await hoa.get('/api/v1/session')).status).toBe(200);
    } finally {
      await app.close();
      wire.close();
      await database.drop();
    }
  });
});
