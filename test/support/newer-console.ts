import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A program, and from some moment on a newer console in front of it: the same one, but for a mark in its page. */
export interface NewerConsole {
  readonly url: string;
  /** From now on there is a newer one. */
  comes(): void;
  /** Nothing that is sent arrives, until it is false again. */
  holdWrites(isHeld: boolean): void;
  close(): void;
}

const PAGES = /^\/app\/(sw\.js|index\.html)(\?|$)/;

export function openNewerConsole(target: string): Promise<NewerConsole> {
  let isNewer = false;
  let isHeld = false;
  const server = http.createServer((request, response) => {
    if (isHeld && request.method !== 'GET') return void request.socket.destroy();
    const isPage = isNewer && PAGES.test(request.url ?? '');
    const { 'if-none-match': _, 'if-modified-since': __, ...headers } = request.headers;
    const asked = http.request(
      `${target}${request.url}`,
      { method: request.method, headers: isPage ? { ...headers, 'accept-encoding': 'identity' } : request.headers },
      (answer) => {
        if (!isPage) return void answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers));
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts)
            .toString()
            .replace('<html', '<html data-console="newer"')
            .replace(/("?url"?: ?"index\.html",\s*"?revision"?: ?")[^"]*/, '$1newer');
          const { etag: ___, ...told } = answer.headers;
          response.writeHead(answer.statusCode ?? 502, { ...told, 'content-length': Buffer.byteLength(text) }).end(text);
        });
      },
    );
    asked.on('error', () => request.socket.destroy());
    request.pipe(asked);
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server's address is no text
        comes: () => (isNewer = true),
        holdWrites: (to) => (isHeld = to),
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      }),
    ),
  );
}
