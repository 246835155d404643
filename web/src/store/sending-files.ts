import { Upload, DetailedError } from 'tus-js-client';
import { at } from '../api/address';
import { call, get, type Reply } from '../api/client';
import { ApiProblem, silence, type ProblemBody } from '../api/problem';
import { database, type OutboxItem } from './database';
import { deviceId } from './device';

/** Small enough that a line that breaks every few seconds gets one through. Units: bytes. */
const PART_BYTES = 64 * 1024;
/** How often somebody else may save the same product between our reading and our writing. */
const ATTEMPTS = 5;

/** What a photo item carries: the product that it is a photo of. */
interface PhotoOf {
  readonly productId?: string;
}

/** Sends the file of an item in parts, going on where the program stopped reading, and adds the photo to its product. Throws: ApiProblem. */
export async function sendFile(item: OutboxItem): Promise<Reply> {
  const photoId = await upload(item);
  const { productId } = (item.body ?? {}) as PhotoOf;
  if (productId === undefined || item.producerId === null) return { status: 200, etag: null, body: { photoId } };
  return attach(item, item.producerId, productId, photoId);
}

async function upload(item: OutboxItem): Promise<string> {
  const file = item.fileId === undefined ? undefined : await database.files.get(item.fileId);
  if (!file) throw new ApiProblem({ type: 'urn:problem:file-gone', title: 'Ảnh không còn trên máy này. Hãy chụp lại.', status: 410 });
  return new Promise((resolve, reject) => {
    const sending = new Upload(file.blob, {
      endpoint: item.url,
      ...(file.uploadUrl === undefined ? {} : { uploadUrl: file.uploadUrl }),
      chunkSize: PART_BYTES,
      headers: { 'x-requested-with': 'len-san', 'x-device-id': deviceId(), 'x-captured-at': item.capturedAt, 'x-author': item.author },
      metadata: { purpose: 'photo' },
      retryDelays: [500, 1_000, 2_000, 4_000],
      storeFingerprintForResuming: false, // kept in the database, with the file
      onUploadUrlAvailable: () => void database.files.update(file.id, { uploadUrl: sending.url ?? undefined }),
      onChunkComplete: (_, sentBytes) => void database.files.update(file.id, { sentBytes }),
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('upload-result') ?? ''),
      onError: (error) => reject(refusalOf(error)),
    });
    sending.start();
  });
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
