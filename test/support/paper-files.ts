import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createDeflate, deflateSync } from 'node:zlib';
import { PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { zip } from './photo-files';

/** An honest PDF. */
export async function pdf(pages = 1, text = 'Giay chung nhan'): Promise<Buffer> {
  const made = await PDFDocument.create();
  for (let i = 0; i < pages; i++) made.addPage([595, 842]).drawText(`${text} ${i + 1}`, { x: 50, y: 700 });
  return Buffer.from(await made.save());
}

/** A PDF written object by object, with whatever stands in `objects` besides a catalogue and one page. */
export function rawPdf(objects: readonly (string | Buffer)[], catalog = '', trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  const all = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    ...objects,
  ];
  let at = parts[0]?.length ?? 0;
  for (const [i, object] of all.entries()) {
    const bytes = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    offsets.push(at);
    at += bytes.length;
    parts.push(bytes);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${all.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${all.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function stream(dict: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`<< ${dict} /Length ${content.length} >>\nstream\n`), content, Buffer.from('\nendstream')]);
}

/** A packed part of a PDF that holds an object, blown up to some `megabytes` of blanks. Made piece by piece, so that making it costs nothing. */
export async function pdfBomb(megabytes: number, filters = 1): Promise<Buffer> {
  const blank = Buffer.alloc(1024 * 1024, 0x20);
  const pieces = [Buffer.from('9 0 '), ...Array.from({ length: megabytes }, () => blank), Buffer.from('null')];
  let content = await buffer(Readable.from(pieces).pipe(createDeflate()));
  for (let i = 1; i < filters; i++) content = deflateSync(content);
  const filter = `[${' /FlateDecode'.repeat(filters)} ]`;
  return rawPdf([stream(`/Type /ObjStm /N 1 /First 4 /Filter ${filter}`, content)]);
}

async function withScript(): Promise<Buffer> {
  const made = await PDFDocument.load(await pdf());
  made.addJavaScript('chao', 'app.alert("chao")');
  return Buffer.from(await made.save());
}

async function withAttachment(): Promise<Buffer> {
  const made = await PDFDocument.load(await pdf());
  await made.attach(Buffer.from('MZ'), 'hoa-don.exe', { mimeType: 'application/octet-stream' });
  return Buffer.from(await made.save());
}

async function withLaunch(): Promise<Buffer> {
  const made = await PDFDocument.load(await pdf());
  made.catalog.set(PDFName.of('OpenAction'), made.context.obj({ S: 'Launch', F: PDFString.of('cmd.exe') }));
  return Buffer.from(await made.save());
}

async function withXfa(): Promise<Buffer> {
  const made = await PDFDocument.load(await pdf());
  made.catalog.set(PDFName.of('AcroForm'), made.context.obj({ XFA: PDFHexString.fromText('<xdp/>'), Fields: [] }));
  return Buffer.from(await made.save({ useObjectStreams: false }));
}

/** Files that must be refused, with the reason. */
export async function hostilePapers(): Promise<readonly (readonly [name: string, reason: string, file: Buffer])[]> {
  const honest = await pdf();
  return [
    ['empty', 'empty', Buffer.alloc(0)],
    ['text', 'not-a-paper', Buffer.from('Giấy chứng nhận')],
    ['SVG', 'not-a-paper', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['HTML', 'not-a-paper', Buffer.from('<!doctype html><html><body>%PDF-1.7</body></html>')],
    ['Word file', 'not-a-paper', zip()],
    ['old Word file', 'not-a-paper', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)])],
    ['program', 'not-a-paper', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4096)])],
    ['PDF that begins late', 'not-a-paper', Buffer.concat([Buffer.from('GIF89a;\n'), honest])],
    ['PDF and zip', 'foreign-content', Buffer.concat([honest, zip()])],
    ['PDF and web page', 'foreign-content', Buffer.concat([honest, Buffer.from('<html><script>1</script></html>')])],
    ['truncated PDF', 'truncated', honest.subarray(0, honest.length - 200)],
    ['PDF and much after it', 'truncated', Buffer.concat([honest, Buffer.alloc(5000, 0x41)])],
    ['PDF without pages', 'damaged', Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n')],
    ['PDF of nothing', 'damaged', Buffer.from('%PDF-1.7\n%%EOF\n')],
    ['encrypted PDF', 'encrypted', rawPdf(['<< /Filter /Standard /V 2 /R 3 /O (x) /U (y) /P -44 >>'], '', '/Encrypt 4 0 R')],
    ['script', 'active-content', await withScript()],
    ['script by another spelling', 'active-content', rawPdf(['<< /S /Java#53cript /J#53 (app.alert\\(1\\)) >>'], '/OpenAction 4 0 R')],
    [
      'script behind an object of the same number',
      'active-content',
      rawPdf(['<< /S /JavaScript /JS (1) >>\nendobj\n4 0 obj\n<< /S /URI /URI (https://ocop.gov.vn) >>'], '/OpenAction 4 0 R'),
    ],
    [
      'script in a packed part',
      'active-content',
      rawPdf([stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(Buffer.from('9 0 << /S /JavaScript /JS (1) >>')))]),
    ],
    ['attachment', 'active-content', await withAttachment()],
    ['attachment without a type', 'active-content', rawPdf(['<< /F (a.exe) /EF << /F 5 0 R >> >>', stream('', Buffer.from('MZ'))])],
    ['launch', 'active-content', await withLaunch()],
    ['XFA form', 'active-content', await withXfa()],
    ['51 pages', 'too-many-pages', await pdf(51)],
    ['packed part of 600 MB', 'too-much-inside', await pdfBomb(600)],
    ['packed twice', 'too-much-inside', await pdfBomb(600, 2)],
    ['deep brackets', 'damaged', rawPdf(['['.repeat(200_000)])],
    ['page tree that bites its tail', 'damaged', tailBiter()],
  ];
}

function tailBiter(): Buffer {
  return Buffer.from(rawPdf([]).toString('latin1').replace('/Kids [3 0 R]', '/Kids [2 0 R]'), 'latin1');
}
