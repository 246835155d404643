import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Json } from './app';

export interface Wired {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Of the answer as it travelled, its headers included. */
  readonly bytes: number;
  readonly body: Json;
}

/** Asks as a browser does and counts what comes over the line: fetch unpacks before anybody can look. */
export function overTheWire(url: string, headers: Readonly<Record<string, string>>): Promise<Wired> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const sent = Buffer.concat(parts);
        const encoding = answer.headers['content-encoding'];
        const plain = encoding === 'br' ? brotliDecompressSync(sent) : encoding === 'gzip' ? gunzipSync(sent) : sent;
        const head = answer.rawHeaders.reduce((sum, each) => sum + each.length + 2, 0);
        const isJson = /[/+]json/.test(answer.headers['content-type'] ?? '') && plain.length > 0;
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          bytes: sent.length + head,
          body: isJson ? JSON.parse(plain.toString('utf8')) : undefined,
        });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}
