import net, { type AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createLogger } from './request-log';
import { RouteList } from './route-list';
import { createServer } from './server';

describe('a client that takes its time', () => {
  let server: FastifyInstance;
  let port: number;
  beforeAll(async () => {
    server = createServer(createLogger('silent'), new RouteList(), {
      headersWithinMs: 200,
      requestWithinMs: 600,
      lookEveryMs: 50,
    }).getInstance();
    server.get('/', (_request, reply) => reply.send('đây'));
    server.post('/', (_request, reply) => reply.send('đây'));
    await server.listen({ port: 0, host: '127.0.0.1' });
    port = (server.server.address() as AddressInfo).port; // a TCP server's address is no text
  });
  afterAll(() => server.close());

  /** Sends piece after piece, one each 50 ms, until the server hangs up. */
  const drip = (first: string, piece: string): Promise<{ answer: string; tookMs: number }> =>
    new Promise((resolve) => {
      const from = performance.now();
      let answer = '';
      const socket = net.connect(port, '127.0.0.1', () => socket.write(first));
      const timer = setInterval(() => socket.write(piece), 50);
      socket.on('data', (part) => (answer += part.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(timer);
        resolve({ answer, tookMs: performance.now() - from });
      });
    });

  it('is not waited for while it drips headers', async () => {
    const { answer, tookMs } = await drip('GET / HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(tookMs).toBeLessThan(5_000);
  });

  it('is not waited for while it drips a body', async () => {
    const { answer, tookMs } = await drip(
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n',
      ' ',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(tookMs).toBeLessThan(5_000);
  });

  it('others are answered meanwhile', async () => {
    const slow = Array.from({ length: 20 }, () => drip('GET / HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n'));
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('đây');
    await Promise.all(slow);
  });
});
