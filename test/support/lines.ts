import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The way from a phone to a program on this machine, with its bad days. */
export interface Line {
  readonly port: number;
  /** Nobody answers any more, until it is false again. */
  cut(isCut: boolean): void;
  /** What is asked arrives, and the answer does not, until it is false again. */
  swallowAnswers(isSwallowing: boolean): void;
  /** Every so many ms each connection on it is cut; null: no longer. */
  breakEvery(ms: number | null): void;
  /** How often it broke while something was under way. */
  broken(): number;
  /** Bytes that went up. */
  sent(): number;
  close(): void;
}

export function openLine(port: number): Promise<Line> {
  const open = new Set<Socket>();
  let broken = 0;
  let sent = 0;
  let isCut = false;
  let isSwallowing = false;
  let timer: ReturnType<typeof setInterval> | undefined;
  const breakAll = (): void => {
    for (const client of open) client.destroy();
  };
  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const upstream = connect(port, '127.0.0.1');
    open.add(client);
    const end = (): void => {
      open.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const side of [client, upstream]) side.on('error', end).on('close', end);
    client.on('data', (chunk) => {
      sent += chunk.length;
      if (!upstream.write(chunk)) client.pause();
    });
    upstream.on('drain', () => client.resume());
    upstream.on('data', (chunk) => void (isSwallowing || client.write(chunk)));
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: (server.address() as AddressInfo).port, // a TCP server's address is no text
        cut: (to) => {
          isCut = to;
          if (to) breakAll();
        },
        swallowAnswers: (to) => (isSwallowing = to),
        breakEvery: (ms) => {
          clearInterval(timer);
          if (ms === null) return;
          timer = setInterval(() => {
            broken += open.size > 0 ? 1 : 0;
            breakAll();
          }, ms);
        },
        broken: () => broken,
        sent: () => sent,
        close: () => {
          clearInterval(timer);
          server.close();
          breakAll();
        },
      }),
    ),
  );
}
