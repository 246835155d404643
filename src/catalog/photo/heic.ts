import { Worker } from 'node:worker_threads';
import { PHOTO_LIMITS } from './photo.limits';
import { photoRefused } from './refusal';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel. */
  readonly data: Uint8Array;
}

/**
 * Runs in a thread of its own, because the WebAssembly decoder holds its thread for seconds. A text, not a file: the same in the compiled program and under
 * the test runner, which compiles files as it loads them. Refuses what says another size when opened than in its header (limits were checked on that).
 */
const WORKER = `
const { workerData, parentPort } = require('node:worker_threads');
const heic = require(workerData.decoder);
(async () => {
  const images = await heic.all({ buffer: new Uint8Array(workerData.file) });
  if (images.length !== 1) return parentPort.postMessage({ refused: 'animated' });
  const [image] = images;
  if (image.width * image.height > workerData.pixels) return parentPort.postMessage({ refused: 'too-many-pixels' });
  const { width, height, data } = await image.decode();
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  parentPort.postMessage({ width, height, data: bytes }, [bytes.buffer]);
})().catch(() => parentPort.postMessage({ refused: 'damaged' }));
`;

type Answer = Pixels | { readonly refused: 'animated' | 'too-many-pixels' | 'damaged' };

/** Upright pixels of a HEIC file: the decoder applies the turning that the file asks for, so EXIF must not be applied again. Throws: Problem photo-refused. */
export async function decodeHeic(file: Buffer): Promise<Pixels> {
  const worker = new Worker(WORKER, {
    eval: true,
    workerData: { decoder: require.resolve('heic-decode'), file, pixels: PHOTO_LIMITS.pixels },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    stdout: true, // the decoder prints its complaints; the answer says all there is to know
    stderr: true,
  });
  const limit = AbortSignal.timeout(PHOTO_LIMITS.decodeMs);
  try {
    const answer = await new Promise<Answer>((resolve) => {
      const damaged = (): void => resolve({ refused: 'damaged' });
      worker.once('message', resolve);
      worker.once('error', damaged); // out of memory inside the decoder
      worker.once('exit', damaged);
      limit.addEventListener('abort', damaged, { once: true });
    });
    if ('refused' in answer) throw photoRefused(answer.refused);
    return answer;
  } finally {
    await worker.terminate();
  }
}
