import { trueNow } from './program-time';
import { ApiProblem } from '../api/problem';
import { toasts } from '../parts/toast.svelte';
import { database } from './database';

/** What was read before then may go first. */
const FRESH_MS = 86_400_000;

const isFull = (error: unknown): boolean =>
  /Quota/.test(String((error as { name?: unknown }).name) + String((error as { inner?: { name?: unknown } }).inner?.name));

/** The same for what a person does: that the device is full is told at once. Throws: ApiProblem device-full. */
export async function makeRoomAndTell<T>(keep: () => PromiseLike<T>): Promise<T> {
  try {
    return await makeRoom(keep);
  } catch (error) {
    if (error instanceof ApiProblem) toasts.say(error.message, 'bad');
    throw error;
  }
}

/** Keeps something; where the device is full, what was read and can be read again makes room. Throws: ApiProblem device-full. */
export async function makeRoom<T>(keep: () => PromiseLike<T>): Promise<T> {
  try {
    return await keep();
  } catch (error) {
    if (!isFull(error)) throw error;
  }
  const packed = new Set((await database.bag.toArray()).map(({ producerId }) => producerId));
  const old = new Date(trueNow().getTime() - FRESH_MS).toISOString();
  await database.answers
    .where('at')
    .below(old)
    .filter(({ url }) => ![...packed].some((producerId) => url.includes(producerId)))
    .delete();
  try {
    return await keep();
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new ApiProblem({
      type: 'urn:problem:device-full',
      title: 'Máy đã hết chỗ nên chưa ghi được. Xin xoá bớt ảnh, video trong máy rồi làm lại. Những việc đã ghi trước đó vẫn còn.',
      status: 507,
    });
  }
}
