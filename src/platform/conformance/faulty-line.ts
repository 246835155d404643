import { createServer, request as open, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/**
 * What happens to one request on its way. `-before`: the platform never sees it. `-after`: it is done there, and the answer does not come back whole.
 */
export const lineFaults = [
  'reset-before',
  'silent-before',
  'answer-lost',
  'silent-after',
  'page-502',
  'page-200',
  'cut-json',
  'renamed-fields',
  'empty-200',
  'too-many',
  'too-many-told',
] as const;
export type LineFault = (typeof lineFaults)[number] | { readonly body: string };

/** Seconds in the Retry-After of `too-many-told`. */
export const TOLD_SECONDS = 7;

const PAGE = '<html><head><title>Bad Gateway</title></head><body><center><h1>Bad Gateway</h1></center></body></html>';

/** A line between adapter and platform that breaks in a chosen way, over real HTTP. */
export class FaultyLine {
  private fault: LineFault | null = null;

  private constructor(
    private readonly server: Server,
    readonly baseUrl: string,
  ) {}

  static async to(target: string): Promise<FaultyLine> {
    const to = new URL(target);
    const server = createServer((incoming, outgoing) => {
      const fault = line.fault;
      line.fault = null;
      void carry(incoming, outgoing, to, fault);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const line = new FaultyLine(server, `http://127.0.0.1:${port}${to.pathname.replace(/\/+$/, '')}`);
    return line;
  }

  /** The next request meets this. */
  next(fault: LineFault): void {
    this.fault = fault;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

async function carry(incoming: IncomingMessage, outgoing: ServerResponse, to: URL, fault: LineFault | null): Promise<void> {
  const body = await read(incoming);
  if (fault === 'reset-before') return void incoming.socket.destroy();
  if (fault === 'silent-before') return;
  if (fault === 'page-502') return answer(outgoing, 502, PAGE);
  if (fault === 'too-many') return answer(outgoing, 429, PAGE);
  if (fault === 'too-many-told') return answer(outgoing, 429, PAGE, { 'retry-after': String(TOLD_SECONDS) });
  const real = await forward(incoming, body, to);
  switch (fault) {
    case null:
      outgoing.writeHead(real.status, real.headers).end(real.body);
      return;
    case 'answer-lost':
      return void incoming.socket.destroy();
    case 'silent-after':
      return;
    case 'page-200':
      return answer(outgoing, 200, PAGE);
    case 'empty-200':
      return answer(outgoing, 200, '');
    case 'cut-json':
      return answer(outgoing, real.status, real.body.subarray(0, Math.max(1, Math.floor(real.body.length / 2))), {
        'content-type': 'application/json',
      });
    case 'renamed-fields':
      return answer(outgoing, real.status, renamed(real.body), { 'content-type': 'application/json' });
    default:
      return answer(outgoing, 200, fault.body, { 'content-type': 'application/json' });
  }
}

function answer(
  outgoing: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = { 'content-type': 'text/html' },
): void {
  outgoing.writeHead(status, headers).end(body);
}

/** The day the platform renames its fields without telling anybody. */
function renamed(body: Buffer): string {
  try {
    return JSON.stringify(JSON.parse(body.toString('utf8')), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [`new_${key}`, inner]))
        : value,
    );
  } catch {
    return body.toString('utf8');
  }
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer); // no encoding is set, so chunks are bytes
  return Buffer.concat(chunks);
}

function forward(
  incoming: IncomingMessage,
  body: Buffer,
  to: URL,
): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const { 'transfer-encoding': _chunked, connection: _connection, 'content-length': _length, ...headers } = incoming.headers;
    const outgoing = open(
      {
        hostname: to.hostname,
        port: to.port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...headers, host: to.host, 'content-length': body.length },
      },
      (answered) => {
        const { 'transfer-encoding': _c, connection: _k, ...kept } = answered.headers;
        read(answered).then((whole) => resolve({ status: answered.statusCode ?? 502, headers: kept, body: whole }), reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
