import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { Problem } from '../../shared/kernel';
import { SHEET_LIMITS } from './sheet.limits';
import { sheetRefused } from './sheet.refusal';

/** The files inside an .xlsx, looked at by the directory at its end before anything is unpacked. */
export interface ZipParts {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Text of one file, as it is unpacked. Throws: Problem sheet-refused when it is not what the directory said, or not plain XML. */
  xml(name: string, limitBytes?: number): AsyncGenerator<string>;
}

const FORBIDDEN: readonly (readonly [RegExp, 'macros' | 'open-document' | 'external-content' | 'nested-archive'])[] = [
  [/vbaproject|vbadata|\.bin$|macrosheets\//i, 'macros'],
  [/^(?:mimetype|content\.xml|meta-inf\/)/i, 'open-document'],
  [/externallinks\/|connections\.xml$|embeddings\/|activex\/|querytables\/|oleobject|customui|webextension|\/model\//i, 'external-content'],
  [/\.(?:zip|xlsx?|xlsm|xlsb|ods|docx?|rar|7z|gz|tar|jar|exe|dll)$/i, 'nested-archive'],
];
/** Printer settings are the one kind of binary part that ordinary workbooks carry. */
const HARMLESS_BINARY = /printersettings\/[^/]+\.bin$/i;

/** Throws: Problem sheet-refused. */
export async function openParts(bytes: Buffer): Promise<ZipParts> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch(() => {
    throw sheetRefused('damaged');
  });
  const entries = await readDirectory(zip);
  const names = [...entries.keys()];
  return {
    names,
    has: (name) => entries.has(name),
    xml: (name, limitBytes = SHEET_LIMITS.unpackedBytes) => readXml(zip, entries.get(name), limitBytes),
  };
}

async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  if (zip.entryCount > SHEET_LIMITS.entries) throw sheetRefused('bomb');
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName, uncompressedSize, compressedSize } = entry;
      if (entries.has(fileName)) throw sheetRefused('damaged');
      if (entry.isEncrypted()) throw sheetRefused('encrypted');
      const forbidden = HARMLESS_BINARY.test(fileName) ? undefined : FORBIDDEN.find(([pattern]) => pattern.test(fileName));
      if (forbidden) throw sheetRefused(forbidden[1]);
      unpacked += uncompressedSize;
      const isBlownUp = uncompressedSize > SHEET_LIMITS.ratioFromBytes && uncompressedSize > compressedSize * SHEET_LIMITS.ratio;
      if (isBlownUp || unpacked > SHEET_LIMITS.unpackedBytes || entries.size >= SHEET_LIMITS.entries) throw sheetRefused('bomb');
      entries.set(fileName, entry);
    }
  } catch (error) {
    throw error instanceof Problem ? error : sheetRefused('damaged');
  }
  return entries;
}

/** Not the whole piece may lie in one chunk; declarations are short. */
const LOOK_BACK = 16;
/** One value without any tag in between is longer than any cell may be. */
const LONGEST_RUN = 4 * SHEET_LIMITS.cellChars;

async function* readXml(zip: ZipFile, entry: Entry | undefined, limitBytes: number): AsyncGenerator<string> {
  if (!entry) throw sheetRefused('damaged');
  if (entry.uncompressedSize > limitBytes) throw sheetRefused('bomb');
  let stream: Readable;
  try {
    stream = await zip.openReadStreamPromise(entry);
  } catch {
    throw sheetRefused('damaged');
  }
  // exceljs decodes each chunk by itself and so breaks letters at their borders: it is given whole letters.
  const decoder = new StringDecoder('utf8');
  let tail = '';
  let sinceTag = 0;
  try {
    for await (const chunk of stream) {
      const text = decoder.write(chunk as Buffer); // a stream of bytes
      const seen = tail + text;
      if (seen.includes('<!DOCTYPE') || seen.includes('<!ENTITY')) throw sheetRefused('bomb');
      if (text.includes('\0') || text.includes('\ufffd')) throw sheetRefused('damaged');
      const lastTag = text.lastIndexOf('<');
      sinceTag = lastTag === -1 ? sinceTag + text.length : text.length - lastTag;
      if (sinceTag > LONGEST_RUN) throw sheetRefused('cell-too-long');
      tail = text.slice(-LOOK_BACK);
      yield text;
    }
  } catch (error) {
    throw error instanceof Problem ? error : sheetRefused('damaged');
  } finally {
    stream.destroy();
  }
}
