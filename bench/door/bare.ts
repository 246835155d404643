import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { answering } from '../support/children';

/**
 * The control of the door: the same INSERT into a table of the same form, named, so that it is planned once; no signature, no framework. It stores as much
 * as the program does: a key as long, the headers that are kept, the body, and the body once more in place of the events.
 */
async function serve({ databaseUrl, pool }: { databaseUrl: string; pool: number }): Promise<{ port: number }> {
  const database = new Pool({ connectionString: databaseUrl, max: pool });
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const connectionId = (request.url ?? '').slice((request.url ?? '').lastIndexOf('/') + 1);
      const values = [connectionId, `order:${randomBytes(32).toString('hex')}`, '{"content-type":"application/json"}', body];
      database.query({ name: 'store', text: INSERT, values }).then(
        () => response.writeHead(200, { 'content-type': 'application/json', 'content-length': ANSWER.length }).end(ANSWER),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`);
          response.writeHead(500, { 'content-length': 0 }).end();
        },
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port };
}

const INSERT = `insert into bare_delivery (connection_id, delivery_key, headers, content_box) values ($1, $2, $3, $4)
  on conflict (connection_id, delivery_key) do nothing returning id`;
const ANSWER = '{"status":200,"error":false,"message":"OK","data":null}';

answering(serve);
