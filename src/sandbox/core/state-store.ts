import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A named part of the state: plain JSON, changed in place. */
export interface Section<T> {
  readonly data: T;
}

/**
 * Everything a practice platform knows, written as one file before a change is answered. Written aside and renamed, so that kill -9 leaves
 * either the old or the new state, never half of one. (No fsync: it guards against a killed program, not against a power cut.)
 * Without a folder it is memory only.
 */
export class StateStore {
  private readonly sections = new Map<string, { data: unknown; fresh: () => unknown }>();
  private readonly loaded: Readonly<Record<string, unknown>>;
  private readonly file: string | null;
  private version = 0;
  private written = 0;
  private writing: Promise<void> | null = null;

  constructor(folder: string | undefined, name: string) {
    this.file = folder ? join(folder, `${name}.json`) : null;
    if (folder) mkdirSync(folder, { recursive: true });
    this.loaded = this.file ? readState(this.file) : {};
  }

  /** The section called `name`, as it was stored, or as `fresh` makes it. `T` must survive JSON. */
  section<T>(name: string, fresh: () => T): Section<T> {
    if (this.sections.has(name)) throw new Error(`section ${name} exists already`);
    const entry = { data: this.loaded[name] ?? fresh(), fresh };
    this.sections.set(name, entry);
    return {
      get data(): T {
        return entry.data as T; // only we write the file, under this name
      },
    };
  }

  /** True when the file brought back an earlier state. */
  get isRestored(): boolean {
    return Object.keys(this.loaded).length > 0;
  }

  /** Puts every section back to what it was on the first day. */
  reset(): void {
    for (const entry of this.sections.values()) entry.data = entry.fresh();
    this.changed();
  }

  changed(): void {
    this.version += 1;
  }

  /** Resolves when everything changed before this call is on disk. Callers that wait at the same time share one write. */
  async flush(): Promise<void> {
    if (!this.file) return;
    const wanted = this.version;
    while (this.written < wanted) {
      this.writing ??= this.write(this.file).finally(() => {
        this.writing = null;
      });
      await this.writing;
    }
  }

  private async write(file: string): Promise<void> {
    const version = this.version;
    const text = JSON.stringify(Object.fromEntries([...this.sections].map(([name, entry]) => [name, entry.data])));
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
    this.written = version;
  }
}

function readState(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>; // only we write this file
  } catch (error) {
    throw new Error(`Tệp trạng thái ${file} bị hỏng; hãy xoá hoặc chọn thư mục khác.`, { cause: error });
  }
}
