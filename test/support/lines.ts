import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to a port of this machine that breaks, again and again. */
export interface BadLine {
  readonly port: number;
  /** How often it broke while something was under way. */
  broken(): number;
  close(): void;
}

/** Every so many ms each connection on it is cut. */
export function lineThatBreaks(port: number, everyMs: number): Promise<BadLine> {
  const open = new Set<Socket>();
  let broken = 0;
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    open.add(client);
    const end = (): void => {
      open.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const side of [client, upstream]) side.on('error', end).on('close', end);
    client.pipe(upstream);
    upstream.pipe(client);
  });
  const timer = setInterval(() => {
    broken += open.size > 0 ? 1 : 0;
    for (const client of open) client.destroy();
  }, everyMs);
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: (server.address() as AddressInfo).port, // a TCP server's address is no text
        broken: () => broken,
        close: () => {
          clearInterval(timer);
          server.close();
          for (const client of open) client.destroy();
        },
      }),
    ),
  );
}
