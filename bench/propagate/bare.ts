import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { answering } from '../support/children';

export interface BareOrder {
  readonly databaseUrl: string;
  readonly postmart: string;
}

const INSERT = `insert into bare_delivery (connection_id, delivery_key, headers, content_box) values ($1, $2, '{}', $3)
  on conflict (connection_id, delivery_key) do nothing`;

/** The control: a webhook comes in, one INSERT, the acknowledgement, one call to Postmart. No books, no shares, no order of things to keep. */
async function serve({ databaseUrl, postmart }: BareOrder): Promise<{ port: number }> {
  const database = new Pool({ connectionString: databaseUrl, max: 10 });
  const token = await logIn(postmart);
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const connectionId = (request.url ?? '').slice(1);
      const key = createHash('sha256').update(body).digest('hex');
      database
        .query({ name: 'store', text: INSERT, values: [connectionId, key, body] })
        .then(() => {
          response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":200,"error":false,"message":"OK","data":null}');
          return tell(postmart, token, orderNumberOf(body));
        })
        .catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port };
}

async function logIn(postmart: string): Promise<string> {
  const answer = await post(
    `${postmart}/customer-partner/GetAccessToken`,
    {},
    { username: 'htx-thuc-hanh', password: 'thuc-hanh', customerCode: 'C00001' },
  );
  return String(answer['token']);
}

/** Of a product that is not there: the call costs the same, and no listing of the program is touched. */
async function tell(postmart: string, token: string, sku: string): Promise<void> {
  await post(`${postmart}/customer-partner/product/updateInventory`, { token }, { warehouseCode: 'KHO01', items: [{ sku, quantity: 1 }] });
}

async function post(url: string, headers: Readonly<Record<string, string>>, body: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}

function orderNumberOf(body: Buffer): string {
  const { DATA } = JSON.parse(body.toString('utf8')) as { DATA: { ORDER_NUMBER: string } }; // from the practice Voso, which is ours
  return DATA.ORDER_NUMBER;
}

answering(serve);
