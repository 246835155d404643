import { DetailedError, Upload } from 'tus-js-client';
import { at } from '../api/address';
import { call, get, type Reply } from '../api/client';
import { ApiProblem, silence, type ProblemBody } from '../api/problem';
import { database, type OutboxItem } from './database';
import { deviceId } from './device';
import { signal } from './signal.svelte';

/** Small enough that a line that breaks every few seconds gets one through. Units: bytes. */
const PART_BYTES = 64 * 1024;
/** A line that carries nothing for so long is dead, whatever the browser hopes. */
const STALLED_MS = 60_000;
/** The program knows no such upload (any more): the file is sent from its beginning, and nobody has to do anything. */
const GONE: readonly number[] = [404, 410];
/** How often somebody else may save the same product between our reading and our writing. */
const ATTEMPTS = 5;

/** What a photo item carries: the product that it is a photo of. */
interface PhotoOf {
  readonly productId?: string;
}

/**
 * Sends the file of an item: to `…/uploads` in parts, going on where the program stopped reading, and then into the photos of its product; to any other
 * address as the file of a form. Throws: ApiProblem.
 */
export async function sendFile(item: OutboxItem): Promise<Reply> {
  const { fileId = '', method, url, id: key, capturedAt, author } = item;
  const file = await database.files.get(fileId);
  if (!file) throw new ApiProblem({ type: 'urn:problem:file-gone', title: 'Ảnh không còn trên máy này. Hãy chụp lại.', status: 410 });
  if (!url.endsWith('/uploads')) return call({ method, url, file: file.blob, key, capturedAt, author });
  const photoId = await upload(item, file.blob);
  const { productId } = (item.body ?? {}) as PhotoOf;
  if (productId === undefined || item.producerId === null) return { status: 200, etag: null, body: { photoId } };
  return attach(item, item.producerId, productId, photoId);
}

async function upload(item: OutboxItem, blob: Blob): Promise<string> {
  const fileId = item.fileId ?? '';
  const known = await database.transfers.get(fileId);
  return new Promise((resolve, reject) => {
    let watchdog: ReturnType<typeof setTimeout>;
    const isAlive = (): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => {
        void sending.abort();
        signal.silent();
        reject(silence());
      }, STALLED_MS);
    };
    const sending = new Upload(blob, {
      endpoint: item.url,
      ...(known?.uploadUrl === undefined ? {} : { uploadUrl: known.uploadUrl }),
      chunkSize: PART_BYTES,
      headers: { 'x-requested-with': 'len-san', 'x-device-id': deviceId(), 'x-captured-at': item.capturedAt, 'x-author': item.author },
      metadata: { purpose: 'photo' },
      retryDelays: [500, 1_000, 2_000, 4_000],
      storeFingerprintForResuming: false, // kept in the database
      onUploadUrlAvailable: () => void database.transfers.update(fileId, { uploadUrl: sending.url ?? undefined }),
      onProgress: isAlive,
      onChunkComplete: (_, sentBytes) => {
        signal.heard();
        void database.transfers.update(fileId, { sentBytes });
      },
      onSuccess: ({ lastResponse }) => {
        clearTimeout(watchdog);
        const photoId = lastResponse.getHeader('upload-result');
        if (photoId) resolve(photoId);
        else resultOf(sending.url).then(resolve, reject); // it had all bytes already when we asked
      },
      onError: (error) => {
        clearTimeout(watchdog);
        const problem = refusalOf(error);
        const isForgotten = sending.url !== null && GONE.includes(problem.body.status);
        if (isForgotten) void database.transfers.update(fileId, { uploadUrl: undefined, sentBytes: 0 });
        if (problem.isSilence || isForgotten) signal.silent();
        reject(isForgotten ? silence() : problem);
      },
    });
    isAlive();
    sending.start();
  });
}

/** What became of an upload that is complete. Throws: ApiProblem. */
async function resultOf(uploadUrl: string | null): Promise<string> {
  const { body } = await call({ method: 'get', url: new URL(uploadUrl ?? '', location.href).pathname });
  const { photoId, reasonVi } = body as { photoId: string | null; reasonVi: string | null };
  if (photoId !== null) return photoId;
  throw new ApiProblem({ type: 'urn:problem:photo-refused', title: reasonVi ?? 'Ảnh chưa gửi được. Hãy thử lại.', status: 422 });
}

function refusalOf(error: Error | DetailedError): ApiProblem {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return silence();
  try {
    return new ApiProblem(JSON.parse(response.getBody()) as ProblemBody);
  } catch {
    const status = response.getStatus();
    return new ApiProblem({ type: 'urn:problem:upload-failed', title: 'Ảnh chưa gửi được. Hãy thử lại.', status });
  }
}

/** Adds the photo at the end of the product's photos, on top of whatever they are by now. */
async function attach(item: OutboxItem, producerId: string, productId: string, photoId: string): Promise<Reply> {
  for (let attempt = 1; ; attempt++) {
    const { photoIds, version } = await get(at('/api/v1/producers/{producerId}/products/{productId}', { producerId, productId }));
    if (photoIds.includes(photoId)) return { status: 200, etag: null, body: { photoId } };
    try {
      return await call({
        method: 'put',
        url: at('/api/v1/producers/{producerId}/products/{productId}/photos', { producerId, productId }),
        body: { version, photoIds: [...photoIds, photoId] },
        key: `${item.id}-${version}`,
        capturedAt: item.capturedAt,
        author: item.author,
      });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'stale-version' || attempt === ATTEMPTS) throw error;
    }
  }
}
