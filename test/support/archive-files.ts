import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { problems } from '../../src/shared/kernel';
import type { Answer, Json, Person, TestApp } from './app';
import { until } from './market';

/** Has an archive made and loads it. */
export async function exported(app: TestApp, person: Person, producerId: string): Promise<Buffer> {
  const home = `/api/v1/producers/${producerId}/archives`;
  const ordered = await person.post(home);
  if (ordered.status !== 202) throw new Error(`cannot order an archive: ${ordered.text}`);
  const made = await until('an archive', async () => {
    const { body } = await person.get(`${home}/${ordered.body.id}`);
    if (body.state === 'failed') throw new Error(JSON.stringify(body.problem));
    return body.state === 'ready' ? body : null;
  });
  const answer = await fetch(`${app.url}${home}/${ordered.body.id}/file`, { headers: { cookie: person.cookie } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 200 || bytes.length !== made.bytes)
    throw new Error(`cannot load the archive: ${answer.status}, ${bytes.length} bytes`);
  return bytes;
}

export function sendArchive(person: Person, bytes: Buffer, key?: string): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/zip' }), 'ban-xuat.zip');
  return person.call('POST', '/api/v1/producers/archives', { body: form, ...(key === undefined ? {} : { key }) });
}

/** Sends an archive and waits for what becomes of it: 201 with what was taken in, or the problem that it was refused for. */
export async function takeIn(person: Person, bytes: Buffer, key?: string): Promise<{ status: number; body: Json }> {
  const sent = await sendArchive(person, bytes, key);
  if (sent.status !== 202) return sent;
  const { state, problem, result } = await until('the archive was looked at', async () => {
    const { body } = await person.get(`/api/v1/producers/archives/${sent.body.id}`);
    return body.state === 'waiting' ? null : body;
  });
  if (state === 'taken') return { status: 201, body: result };
  const { code, reason, pointer } = problem;
  const status = Object.values(problems).find((kind) => kind.code === code)?.status ?? 500;
  return { status, body: { type: `urn:problem:${code}`, reason, ...(pointer === null ? {} : { errors: [{ pointer }] }) } };
}

export type Files = ReadonlyMap<string, Buffer>;

export async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

export interface Packing {
  readonly compress?: boolean;
  /** By name. */
  readonly modes?: Readonly<Record<string, number>>;
}

export function zip(files: Iterable<readonly [string, Buffer]>, { compress = false, modes = {} }: Packing = {}): Promise<Buffer> {
  const made = new ZipFile();
  for (const [name, bytes] of files) made.addBuffer(bytes, name, { compress, mode: modes[name] ?? 0o100644 });
  made.end();
  return buffer(made.outputStream);
}

/** The same files with right checksums. */
export function withSums(files: Files): Map<string, Buffer> {
  const lines = [...files]
    .filter(([name]) => name !== 'checksums.txt')
    .map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`);
  return new Map([...files, ['checksums.txt', Buffer.from(lines.sort().join(''))]]);
}

/** Other data in the same archive, with right checksums. */
export function withData(files: Files, change: (data: Json) => unknown): Map<string, Buffer> {
  const data: Json = JSON.parse(String(files.get('data.json')));
  const changed = change(data) ?? data;
  return withSums(new Map([...files, ['data.json', Buffer.from(typeof changed === 'string' ? changed : JSON.stringify(changed))]]));
}
