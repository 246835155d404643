import fs from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FileStore } from '@tus/file-store' with { 'resolution-mode': 'import' };
import type { Server } from '@tus/server' with { 'resolution-mode': 'import' };
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problems, type ProblemKind } from '../../shared/kernel';
import { UPLOAD_LIMITS } from './upload.limits';

export interface NewUpload {
  readonly id: string;
  readonly bytes: number;
  readonly metadata: Readonly<Record<string, string | null>>;
}

/** What the protocol's server asks of us. `address` is the path that uploads of this producer lie under. */
export interface UploadHooks {
  readonly address: string;
  /** A file is announced; throws to refuse it. */
  announced(upload: NewUpload): Promise<void>;
}

/** The status that the library gives for a mistake, as one of our problems. */
const BY_STATUS: Readonly<Record<number, readonly [ProblemKind, string]>> = {
  400: [problems.badRequest, 'Yêu cầu tải tệp (giao thức tus 1.0.0) không đọc được hoặc bị đứt giữa chừng.'],
  403: [problems.badRequest, 'Thiếu tiêu đề Upload-Offset hoặc Content-Type: application/offset+octet-stream.'],
  404: [problems.notFound, 'Không có lượt tải lên này.'],
  409: [problems.uploadOffset, 'Phần gửi lên không nối tiếp phần đã nhận; hãy hỏi lại bằng HEAD rồi gửi tiếp.'],
  410: [problems.notFound, 'Lượt tải lên này đã hết hạn hoặc đã bị huỷ.'],
  412: [problems.tusVersion, 'Thiếu tiêu đề Tus-Resumable: 1.0.0.'],
  413: [problems.tooLarge, `Tệp lớn nhất được nhận là ${UPLOAD_LIMITS.bytes / 1024 / 1024} MB.`],
  501: [problems.badRequest, 'Hãy cho biết độ dài tệp ngay từ đầu (Upload-Length) và gửi tệp thành một dòng.'],
};

/**
 * The tus 1.0 protocol (creation, termination, expiration) by its own library; files lie in a folder until they are complete. Locks are of this process: two processes that
 * write parts of one file write the same bytes at the same places, so nothing is spoilt.
 */
export class Tus {
  private constructor(
    private readonly library: { readonly FileStore: typeof FileStore; readonly Server: typeof Server },
    private readonly store: FileStore,
    private readonly locker: ConstructorParameters<typeof Server>[0]['locker'],
  ) {}

  static async open(directory: string): Promise<Tus> {
    await fs.mkdir(directory, { recursive: true });
    const { FileStore } = await import('@tus/file-store'); // ES modules
    const { MemoryLocker, Server } = await import('@tus/server');
    const store = new FileStore({ directory, expirationPeriodInMilliseconds: UPLOAD_LIMITS.keptMs });
    store.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
    return new Tus({ FileStore, Server }, store, new MemoryLocker());
  }

  /** Answers a request of the protocol. The hooks' own problems are thrown as they are. */
  async answer(request: FastifyRequest, reply: FastifyReply, id: string, hooks: UploadHooks): Promise<string> {
    if (request.method === 'PATCH' && request.headers['content-type'] !== PART_TYPE)
      throw new Problem(problems.unsupportedMedia, `Hãy gửi từng phần của tệp với content-type: ${PART_TYPE}.`);
    const refusals: Problem[] = [];
    const server = new this.library.Server({
      path: hooks.address,
      datastore: this.store,
      locker: this.locker,
      relativeLocation: true,
      allowedOrigins: [], // the program's own pages only
      maxSize: UPLOAD_LIMITS.bytes,
      namingFunction: () => id,
      getFileIdFromRequest: () => id,
      onUploadCreate: async (_, { size, metadata }) => {
        try {
          await hooks.announced({ id, bytes: size ?? 0, metadata: metadata ?? {} });
        } catch (error) {
          if (error instanceof Problem) refusals.push(error);
          throw error;
        }
        return {};
      },
    });
    const { status, headers, body } = await server.handleWeb(webRequest(request));
    const tus = Object.fromEntries([...headers].filter(([name]) => !name.startsWith('content-') && !name.startsWith('access-')));
    void reply.headers(tus);
    const [refusal] = refusals;
    if (refusal) throw refusal;
    if (status >= 400) throw problemFor(status, body === null ? '' : await new Response(body).text());
    void reply.code(status);
    return '';
  }

  /** Bytes that have arrived; null when nothing is known of the upload. */
  async received(id: string): Promise<number | null> {
    const stat = await fs.stat(this.fileOf(id)).catch(() => null);
    return stat?.size ?? null;
  }

  read(id: string): Readable {
    return this.store.read(id);
  }

  async remove(id: string): Promise<void> {
    await Promise.all([this.fileOf(id), `${this.fileOf(id)}.json`].map((file) => fs.rm(file, { force: true })));
  }

  private fileOf(id: string): string {
    return `${this.store.directory}/${id}`;
  }
}

const PART_TYPE = 'application/offset+octet-stream';

/** Ends where the line breaks: an error would throw away what is still on its way to the file, 300 kB each time. */
async function* arriving(body: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body) yield chunk as Buffer; // no encoding is set
  } catch {
    return; // the client asks how much has arrived, and goes on there
  }
}

/** The library speaks in web requests. */
function webRequest({ method, url, headers, raw, host }: FastifyRequest): Request {
  const hasBody = headers['content-type'] === PART_TYPE; // anything else was read by its own parser, or by none
  const sent = Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return new Request(`http://${host}${url}`, {
    method,
    headers: new Headers(sent.map(([name, value]): [string, string] => [name, value])),
    ...(hasBody ? { body: Readable.toWeb(Readable.from(arriving(raw))) as ReadableStream<Uint8Array>, duplex: 'half' } : {}), // bytes, because no encoding is set
  });
}

function problemFor(status: number, text: string): Problem {
  const known = BY_STATUS[status];
  if (known) return new Problem(known[0], known[1]);
  if (status === 500 && text.includes('receiving the file'))
    return new Problem(problems.unavailable, 'Máy chủ chưa ghi được tệp; xin gửi tiếp sau.');
  throw new Error(`the upload library answered ${status}: ${text}`);
}
