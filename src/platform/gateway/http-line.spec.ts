import type { lookup, LookupAddress } from 'node:dns';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type HttpRequest, PlatformError } from '../contract';
import { HttpLine, type LineOptions } from './http-line';

const ask: HttpRequest = { method: 'GET', path: '/thing', safeToRepeat: true };

describe('the line to a platform', () => {
  let server: Server;
  let baseUrl: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const lines: HttpLine[] = [];
  beforeEach(async () => {
    answer = (_request, response) => response.end('{}');
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    baseUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  afterEach(async () => {
    for (const each of lines.splice(0)) each.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  function line(options: Partial<LineOptions> = {}): HttpLine {
    const made = new HttpLine({ baseUrl, allowLoopback: true, timeoutMs: 400, ...options });
    lines.push(made);
    return made;
  }
  const failure = async (work: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    if (!(error instanceof PlatformError)) throw new Error(`no PlatformError: ${String(error)}`);
    return error.failure;
  };
  async function seen(
    request: Partial<HttpRequest>,
    options: Partial<LineOptions> = {},
  ): Promise<{ url: string; headers: IncomingMessage['headers']; body: string }> {
    let found: { url: string; headers: IncomingMessage['headers']; body: string } | null = null;
    answer = (incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        found = { url: incoming.url ?? '', headers: incoming.headers, body: Buffer.concat(chunks).toString('latin1') };
        response.end();
      });
    };
    await line(options).send({ ...ask, ...request });
    if (!found) throw new Error('nothing came');
    return found;
  }

  it('every status is an answer, with its bytes and its headers in small letters', async () => {
    answer = (_request, response) => response.writeHead(503, { 'X-Call-Limit': '3/80' }).end(Buffer.from([0, 255, 10]));

    expect(await line().send(ask)).toMatchObject({ status: 503, body: Buffer.from([0, 255, 10]), headers: { 'x-call-limit': '3/80' } });
  });

  it('a redirect is an answer and is not followed', async () => {
    let hits = 0;
    answer = (_request, response) => {
      hits += 1;
      response.writeHead(302, { location: `${baseUrl}/elsewhere` }).end();
    };

    expect((await line().send(ask)).status).toBe(302);
    expect(hits).toBe(1);
  });

  it('JSON goes out as UTF-8, queries are encoded, the path of the base address stays in front', async () => {
    const { url, headers, body } = await seen(
      { method: 'POST', json: { name: 'Mật ong' }, query: { q: 'a b&c', n: 1 } },
      { baseUrl: `${baseUrl}/customer-partner/` },
    );

    expect(url).toBe('/customer-partner/thing?q=a+b%26c&n=1');
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(Buffer.from(body, 'latin1').toString('utf8')).toBe('{"name":"Mật ong"}');
  });

  it('a file goes out as multipart with its bytes unchanged', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0, 1, 2, 0xff, 0xd9]);
    const { headers, body } = await seen({
      method: 'POST',
      form: { field: 'FILE', fileName: 'ảnh.jpg', contentType: 'image/jpeg', bytes },
    });

    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(body).toContain('name="FILE"');
    expect(body).toContain('Content-Type: image/jpeg');
    expect(body).toContain(bytes.toString('latin1'));
  });

  it.each(['http://evil.example/x', '/../secret', '/a/../../x', '/x?y=1', '/x#y', '/\\evil.example', 'x'])(
    'a path of %s goes nowhere',
    async (path) => {
      let hits = 0;
      answer = (_request, response) => {
        hits += 1;
        response.end();
      };

      await expect(line({ baseUrl: `${baseUrl}/api` }).send({ ...ask, path })).rejects.toBeInstanceOf(RangeError);
      expect(hits).toBe(0);
    },
  );

  it('silence ends at the time limit with unknown outcome', async () => {
    answer = () => undefined;

    expect(await failure(line().send(ask))).toEqual({ kind: 'unavailable', outcome: 'unknown' });
  });

  it('an answer that drips ends at the time limit, too', async () => {
    answer = (_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(drip));
    };

    expect(await failure(line().send(ask))).toEqual({ kind: 'unavailable', outcome: 'unknown' });
  });

  it('an answer that is too large is malformed and is not read to the end', async () => {
    answer = (_request, response) => response.end(Buffer.alloc(200_000));

    expect(await failure(line({ maxAnswerBytes: 100_000 }).send(ask))).toEqual({ kind: 'malformed' });
  });

  it('[WO3] a name that led outside when it was checked and leads inside now is not called', async () => {
    let hits = 0;
    answer = (_request, response) => {
      hits += 1;
      response.writeHead(200, { connection: 'close' }).end('{}');
    };
    const { port } = new URL(baseUrl);
    /** Answers the next address each time it is asked, as a rebinding name server does. */
    const names = (...addresses: string[]): { asked: () => number; resolve: typeof lookup } => {
      let asked = 0;
      const resolve = (_host: string, _options: object, done: (error: null, found: LookupAddress[]) => void): void => {
        const address = addresses[Math.min(asked, addresses.length - 1)] ?? '';
        asked += 1;
        done(null, [{ address, family: 4 }]);
      };
      return { asked: () => asked, resolve: resolve as unknown as typeof lookup }; // only the form that the guard uses
    };
    const refused = { kind: 'unavailable', outcome: 'not-applied' };
    const at = `http://san.example:${port}`;

    const inside = names('127.0.0.1');
    expect(await failure(line({ baseUrl: at, allowLoopback: false, resolve: inside.resolve }).send(ask))).toEqual(refused);
    expect(hits).toBe(0);

    const turning = names('127.0.0.1', '169.254.169.254');
    const one = line({ baseUrl: at, resolve: turning.resolve }); // this machine is allowed here, so the first answer leads to the server of this test
    expect((await one.send(ask)).status).toBe(200);
    expect([hits, turning.asked()]).toEqual([1, 1]); // the address that was judged is the one that was called
    expect(await failure(one.send(ask))).toEqual(refused);
    expect([hits, turning.asked()]).toEqual([1, 2]);
  });

  it('a refused connection and an unknown host were certainly not applied; a broken one may have been', async () => {
    expect(await failure(line({ baseUrl: 'http://127.0.0.1:9' }).send(ask))).toEqual({ kind: 'unavailable', outcome: 'not-applied' });
    expect(await failure(line({ baseUrl: 'http://khong-co.invalid', timeoutMs: 5_000 }).send(ask))).toMatchObject({ kind: 'unavailable' });
    answer = (request) => request.socket.destroy();
    expect(await failure(line().send(ask))).toEqual({ kind: 'unavailable', outcome: 'unknown' });
  });

  it('a proxy of the environment is not used', async () => {
    const before = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = 'http://127.0.0.1:9';
    try {
      expect((await line().send(ask)).status).toBe(200);
    } finally {
      if (before === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = before;
    }
  });

  it('an error tells neither token nor address nor headers', async () => {
    answer = (request) => request.socket.destroy();
    const error: unknown = await line()
      .send({ ...ask, headers: { Token: 'bi-mat-1' } })
      .catch((thrown: unknown) => thrown);

    const told = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).cause);
    expect(told).not.toContain('bi-mat-1');
  });

  it('sockets are used again', async () => {
    const ports = new Set<number | undefined>();
    answer = (request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    };
    const one = line();
    for (let each = 0; each < 5; each++) await one.send(ask);

    expect(ports.size).toBe(1);
  });
});
