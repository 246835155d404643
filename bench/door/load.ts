import net from 'node:net';
import { answering } from '../support/children';

/** A delivery with a number in it that makes every copy another one. */
export interface Template {
  readonly body: string;
  /** Where the digits of the number stand. They must be in the body once. */
  readonly digits: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly template: Template;
  readonly connections: number;
  readonly seconds: number;
  /** The first number; the next order must begin after the last one. */
  readonly from: number;
}

export interface LoadReport {
  readonly accepted: number;
  readonly refused: number;
  readonly perSecond: number;
  readonly next: number;
}

/** Keeps `connections` sockets busy, one request after the other on each. Sockets and ready-made bytes, so that the load generator is not what is measured. */
async function load({ port, path, template, connections, seconds, from }: LoadOrder): Promise<LoadReport> {
  const { head, bytes, at } = requestBytes(port, path, template);
  let next = from;
  let accepted = 0;
  let refused = 0;
  const started = performance.now();
  const end = started + seconds * 1000;

  const connection = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const request = Buffer.from(bytes);
      const socket = net.connect(port, '127.0.0.1');
      socket.setNoDelay(true);
      let heard = '';
      const send = (): void => {
        request.write(String(next++).padStart(template.digits.length, '0'), head + at, 'latin1');
        socket.write(request);
      };
      socket.once('connect', send);
      socket.on('data', (chunk) => {
        heard += chunk.toString('latin1');
        const status = statusOf(heard);
        if (status === null) return;
        heard = '';
        if (status === 200) accepted += 1;
        else refused += 1;
        if (performance.now() < end) send();
        else {
          socket.destroy();
          resolve();
        }
      });
      socket.once('error', reject);
      socket.once('end', () => reject(new Error('the server hung up')));
    });

  await Promise.all(Array.from({ length: connections }, connection));
  return { accepted, refused, perSecond: accepted / ((performance.now() - started) / 1000), next };
}

function requestBytes(port: number, path: string, { body, digits, headers }: Template): { head: number; bytes: Buffer; at: number } {
  const payload = Buffer.from(body, 'utf8');
  const at = payload.indexOf(digits);
  if (at < 0 || payload.indexOf(digits, at + 1) >= 0) throw new Error('the number must be in the body once');
  const lines = Object.entries({
    host: `127.0.0.1:${port}`,
    'content-type': 'application/json',
    ...headers,
    'content-length': payload.length,
  });
  const head = Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`, 'latin1');
  return { head: head.length, bytes: Buffer.concat([head, payload]), at };
}

/** Status of the answer once all of it is here, else null. */
function statusOf(heard: string): number | null {
  const headEnd = heard.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(heard)?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) throw new Error(`no content-length: ${heard}`);
  return heard.length >= headEnd + 4 + length ? Number(heard.slice(9, 12)) : null;
}

answering(load);
