import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { Problem } from '../../shared/kernel';
import { FORMULA, looksLikeFormula, type RawCell } from './cell.rules';
import { SHEET_LIMITS } from './sheet.limits';
import { sheetRefused } from './sheet.refusal';
import type { Sheet, SheetRow, SheetRows } from './sheet-row';

const SEPARATORS = [',', ';', '\t'] as const;
const CHUNK_CHARS = 65_536;
const BATCH_ROWS = 200;
/** A whole row: some long descriptions and the rest. */
const LONGEST_ROW = 200_000;

/** `judge` says how many headings it knows among these first rows. Throws: Problem sheet-refused. */
export async function openCsv(bytes: Buffer, judge: (rows: readonly (readonly string[])[]) => number): Promise<Sheet> {
  const { text, encoding } = decode(bytes);
  const said = /^sep=([,;\t])\r?\n/.exec(text)?.[1];
  const body = said === undefined ? text : text.slice(text.indexOf('\n') + 1);
  const firstRow = said === undefined ? 1 : 2;
  const separator = said ?? (await separatorOf(body, judge));
  return { type: 'csv', encoding, rows: () => readRows(body, separator, firstRow) };
}

/** Text in NFC, and the name of the encoding unless it was UTF-8. What cannot be told apart is refused. */
function decode(bytes: Buffer): { text: string; encoding: string | null } {
  const [first, second] = bytes;
  const utf16 = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  if (utf16) return { text: checked(iconv.decode(bytes, utf16)), encoding: utf16.toUpperCase() };
  if (bytes.includes(0)) throw sheetRefused('encoding');
  try {
    return { text: checked(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), encoding: null };
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Vietnamese Windows writes a letter and its tone apart, so put them together again.
    return { text: checked(iconv.decode(bytes, 'windows-1258')), encoding: 'Windows-1258' };
  }
}

function checked(text: string): string {
  if (/[\0\x01-\x08\x0e-\x1f\ufffd]/.test(text)) throw sheetRefused('encoding');
  return text.replace(/^\ufeff/, '').normalize('NFC');
}

/** The one by which most headings are known; of the others none may be as good. */
async function separatorOf(text: string, judge: (rows: readonly (readonly string[])[]) => number): Promise<string> {
  const head = text.slice(0, LONGEST_ROW);
  const known: { separator: string; count: number }[] = [];
  for (const separator of SEPARATORS) {
    const rows = await firstRows(head, separator);
    known.push({ separator, count: judge(rows) });
  }
  known.sort((a, b) => b.count - a.count);
  const [best, next] = known;
  if (!best || best.count === 0) throw sheetRefused('no-headings');
  if (next && next.count === best.count) throw sheetRefused('separator');
  return best.separator;
}

/** As many of the first rows as can be read this way: the text may be cut off, or be no table with this separator. */
async function firstRows(text: string, separator: string): Promise<string[][]> {
  const rows: string[][] = [];
  const parser = tableParser(separator, {
    to: 15,
    on_record: (row: unknown) => {
      rows.push(row as string[]); // without `columns` a record is a list of texts
      return null;
    },
  });
  await pipeline(Readable.from([text]), parser, async (records) => {
    for await (const none of records) void none;
  }).catch(() => undefined); // reading it all says what is wrong
  return rows;
}

const tableParser = (delimiter: string, more: { to?: number; on_record?: (row: unknown) => null } = {}) =>
  parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: false,
    skip_empty_lines: false,
    max_record_size: LONGEST_ROW,
    ...more,
  });

function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += CHUNK_CHARS) yield text.slice(at, at + CHUNK_CHARS);
}

async function* readRows(text: string, separator: string, firstRow: number): SheetRows {
  const source = Readable.from(chunksOf(text));
  const parser = source.pipe(tableParser(separator));
  try {
    let batch: SheetRow[] = [];
    let number = firstRow - 1;
    let count = 0;
    for await (const record of parser) {
      number += 1;
      const cells = (record as string[]).map(rawOf); // without `columns` a record is a list of texts
      if (cells.every((cell) => cell === undefined)) continue;
      if (cells.findLastIndex((cell) => cell !== undefined) >= SHEET_LIMITS.columns) throw sheetRefused('too-many-columns');
      if (++count > SHEET_LIMITS.rows + 100) throw sheetRefused('too-many-rows');
      batch.push({ number, cells });
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  } catch (error) {
    throw error instanceof Problem ? error : faultOf(error);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function faultOf(error: unknown): Problem {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'CSV_MAX_RECORD_SIZE') return sheetRefused('cell-too-long');
  return sheetRefused(/QUOTE/.test(code) ? 'csv-quotes' : 'damaged');
}

function rawOf(text: string): RawCell | undefined {
  if (text.trim() === '') return undefined;
  if (text.length > SHEET_LIMITS.cellChars) throw sheetRefused('cell-too-long');
  // Our own files guard such text with an apostrophe.
  if (/^'[=+\-@\t\r]/.test(text)) return { kind: 'text', text: text.slice(1) };
  return looksLikeFormula(text) ? { kind: 'refused', message: FORMULA } : { kind: 'text', text };
}
