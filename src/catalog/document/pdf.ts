import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { isAlsoSomethingElse } from '../photo/foreign.rules';
import { PAPER_FILE_LIMITS } from './paper-file.limits';
import { paperRefused, type PaperRefusal } from './paper-refusal';

/**
 * Reads a PDF's structure in a thread of its own, which is thrown away afterwards: hostile files make readers slow, deep or fat. A text, not a file: the same in
 * the compiled program and under the test runner.
 *
 * - Every object is looked at when it is read, not only those that count in the end: a viewer may go by another table of contents than this reader.
 * - The reader's own unpacking has no bound, and what it unpacks lies outside the heap that a thread can be limited to: it is counted where its buffers grow.
 */
const WORKER = `
const { workerData: { pdfLib, decodeStream, file, limits }, parentPort } = require('node:worker_threads');
const { PDFArray, PDFContext, PDFDict, PDFDocument, PDFName, PDFStream, ParseSpeeds } = require(pdfLib);
const DecodeStream = require(decodeStream).default;

class Refused extends Error {}
let refused = null;
const refuse = (reason) => { refused ??= reason; throw new Refused(reason); };

let unpacked = 0;
const grow = DecodeStream.prototype.ensureBuffer;
DecodeStream.prototype.ensureBuffer = function (bytes) {
  const held = this.buffer.byteLength;
  if (bytes <= held) return this.buffer;
  if (unpacked + 2 * bytes > limits.unpackedBytes) refuse('too-much-inside'); // buffers are doubled
  const buffer = grow.call(this, bytes);
  unpacked += buffer.byteLength - held;
  return buffer;
};

const names = (...all) => new Set(all.map((name) => PDFName.of(name)));
const ACTIVE = names('JavaScript', 'JS', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'XFA', 'RichMedia', 'FileAttachment', 'SubmitForm', 'ImportData', 'GoToE', 'Rendition', 'Movie', 'Sound');
const [EF, F, UF] = ['EF', 'F', 'UF'].map((name) => PDFName.of(name));

function look(object) {
  const waiting = [object];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next instanceof PDFName && ACTIVE.has(next)) refuse('active-content');
    else if (next instanceof PDFArray) waiting.push(...next.asArray());
    else if (next instanceof PDFStream) waiting.push(next.dict);
    else if (next instanceof PDFDict) {
      if (next.has(EF) && (next.has(F) || next.has(UF))) refuse('active-content');
      for (const [key, value] of next.entries()) waiting.push(key, value);
    }
  }
}

let objects = 0;
const assign = PDFContext.prototype.assign;
PDFContext.prototype.assign = function (ref, object) {
  objects += 1;
  if (objects > limits.objects) refuse('too-much-inside');
  look(object);
  return assign.call(this, ref, object);
};

console.warn = console.error = () => undefined;
const answer = (message) => parentPort.postMessage(message);
PDFDocument.load(file, { ignoreEncryption: true, updateMetadata: false, parseSpeed: ParseSpeeds.Fastest, throwOnInvalidObject: true })
  .then((pdf) => {
    if (refused) return answer({ refused });
    if (pdf.context.trailerInfo.Encrypt !== undefined) return answer({ refused: 'encrypted' });
    const pages = pdf.getPageCount();
    answer(pages < 1 ? { refused: 'damaged' } : pages > limits.pages ? { refused: 'too-many-pages' } : { pages });
  })
  .catch(() => answer({ refused: refused ?? 'damaged' }));
`;

type Answer = { readonly pages: number } | { readonly refused: PaperRefusal };

/** A PDF ends with this, and at most some line ends come after it. */
const END = '%%EOF';
const AFTER_END = 1024;

export function isPdf(file: Buffer): boolean {
  return file.toString('latin1', 0, 5) === '%PDF-';
}

/** Number of pages of a PDF that can be opened without harm. Throws: Problem paper-refused. */
export async function inspectPdf(file: Buffer): Promise<number> {
  if (isAlsoSomethingElse(file)) throw paperRefused('foreign-content');
  if (!file.subarray(-AFTER_END).includes(END)) throw paperRefused('truncated');
  const answer = await read(file);
  if ('pages' in answer) return answer.pages;
  // What is encrypted can mostly not be read at all.
  throw paperRefused(answer.refused === 'damaged' && file.includes('/Encrypt') ? 'encrypted' : answer.refused);
}

async function read(file: Buffer): Promise<Answer> {
  const pdfLib = require.resolve('pdf-lib');
  const worker = new Worker(WORKER, {
    eval: true,
    workerData: { pdfLib, decodeStream: path.join(path.dirname(pdfLib), 'core/streams/DecodeStream.js'), file, limits: PAPER_FILE_LIMITS },
    resourceLimits: { maxOldGenerationSizeMb: PAPER_FILE_LIMITS.readHeapMb },
    stdout: true, // the reader prints its complaints; the answer says all there is to know
    stderr: true,
  });
  const limit = AbortSignal.timeout(PAPER_FILE_LIMITS.readMs);
  try {
    return await new Promise<Answer>((resolve) => {
      const tooMuch = (): void => resolve({ refused: 'too-much-inside' });
      worker.once('message', resolve);
      worker.once('error', tooMuch); // out of memory inside the reader
      worker.once('exit', tooMuch);
      limit.addEventListener('abort', tooMuch, { once: true });
    });
  } finally {
    await worker.terminate();
  }
}
