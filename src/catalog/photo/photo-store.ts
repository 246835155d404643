import type { Readable } from 'node:stream';

/**
 * Where the bytes of photos lie. Keys are paths of `a-z`, digits, `-`, `.` and `/`; what lies under a key never changes, so writing it again may do nothing.
 * Implementations: a folder (default); an object store later.
 */
export abstract class PhotoStore {
  /** Stores the bytes so that they survive a crash right after. Nobody sees half a file. */
  abstract put(key: string, bytes: Buffer): Promise<void>;
  /** Puts what lies under one key under the other one as well. Answers false when there is nothing. */
  abstract copy(from: string, to: string): Promise<boolean>;
  /** null when there is nothing under the key. */
  abstract open(key: string): Promise<{ readonly size: number; readonly stream: Readable } | null>;
  /** The whole of it. Throws: Error when there is nothing under the key. */
  abstract read(key: string): Promise<Buffer>;
  abstract has(key: string): Promise<boolean>;
  /** Does nothing when there is nothing. */
  abstract remove(key: string): Promise<void>;
}
