import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import http from 'node:http';

/** The limit of a first load: a page with one field, and one style of as many bytes as the console sends, nothing run. */
export interface BarePage {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startBarePage(bytes: number): Promise<BarePage> {
  const style = `/* ${randomBytes(bytes).toString('latin1').replaceAll('*', '+')} */`;
  const server = http.createServer((request, response) => {
    const isStyle = request.url === '/style.css';
    response.setHeader('content-type', isStyle ? 'text/css; charset=latin1' : 'text/html; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.end(
      isStyle
        ? Buffer.from(style, 'latin1')
        : '<!doctype html><title>Bare</title><link rel="stylesheet" href="/style.css"><label>Field <input /></label>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is no text
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
