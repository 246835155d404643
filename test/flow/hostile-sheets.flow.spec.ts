import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { openAway, type Away } from '../support/program-home';
import { check, csv, goodRow, HEADINGS, send, settled, xlsx, type CellInput } from '../support/sheet-files';

type Parts = readonly (readonly [name: string, bytes: Buffer])[];

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const parts = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return parts;
}

async function zip(parts: Parts): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, bytes] of parts) if (!name.endsWith('/')) file.addBuffer(bytes, name);
  file.end();
  return buffer(file.outputStream);
}

/** A good workbook with other or more parts. */
async function spoilt(
  changes: Readonly<Record<string, Buffer | string | ((was: string) => string)>>,
  rows: readonly CellInput[][] = [goodRow('Mật ong')],
): Promise<Buffer> {
  const parts = await unzip(await xlsx([HEADINGS, ...rows]));
  for (const [name, change] of Object.entries(changes))
    parts.set(name, Buffer.from(typeof change === 'function' ? change(parts.get(name)?.toString() ?? '') : change));
  return zip([...parts]);
}

/** Every place where `from` stands becomes `to`, of the same length: what a zip says of itself. */
function patched(bytes: Buffer, from: Buffer, to: Buffer): Buffer {
  const made = Buffer.from(bytes);
  for (let at = made.indexOf(from); at !== -1; at = made.indexOf(from, at + 1)) to.copy(made, at);
  return made;
}

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const SHEET = 'xl/worksheets/sheet1.xml';
const STRINGS = 'xl/sharedStrings.xml';
const good = (): Promise<Buffer> => xlsx([HEADINGS, goodRow('Mật ong')]);
const table = (...more: (string | number | null)[][]): string => csv([[...HEADINGS], ...more]);
const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at} "${`&a${at === 0 ? '' : at - 1};`.repeat(10)}">`).join('')}]>`;

/** What is sent, under which name, and the reason it is refused for. */
const HOSTILE: readonly (readonly [what: string, fileName: string, make: () => Promise<Buffer> | Buffer | string, reason: string])[] = [
  ['nothing', 'a.xlsx', () => Buffer.alloc(0), 'empty'],
  ['headings alone', 'a.xlsx', () => xlsx([HEADINGS]), 'no-rows'],
  ['a table of something else', 'a.csv', () => 'a,b\n1,2\n', 'no-headings'],
  ['an old workbook', 'a.xls', () => Buffer.concat([OLE, randomBytes(4_000)]), 'old-excel'],
  [
    'a workbook with a password',
    'a.xlsx',
    () => Buffer.concat([OLE, Buffer.from('EncryptedPackage', 'utf16le'), randomBytes(4_000)]),
    'encrypted',
  ],
  ['macros by name', 'a.xlsm', good, 'macros'],
  ['macros inside', 'a.xlsx', () => spoilt({ 'xl/vbaProject.bin': 'x' }), 'macros'],
  [
    'macros by type',
    'a.xlsx',
    () => spoilt({ '[Content_Types].xml': (was) => was.replace('spreadsheetml.sheet.main', 'ms-excel.sheet.macroEnabled.main') }),
    'macros',
  ],
  ['a binary workbook', 'a.xlsx', () => spoilt({ 'xl/workbook.bin': 'x' }), 'macros'],
  [
    'an OpenDocument table',
    'a.ods',
    () =>
      zip([
        ['mimetype', Buffer.from('application/vnd.oasis.opendocument.spreadsheet')],
        ['content.xml', Buffer.from('<x/>')],
      ]),
    'open-document',
  ],
  ['links to other workbooks', 'a.xlsx', () => spoilt({ 'xl/externalLinks/externalLink1.xml': '<externalLink/>' }), 'external-content'],
  [
    'a DDE link',
    'a.xlsx',
    () => spoilt({ 'xl/externalLinks/externalLink1.xml': `<ddeLink ddeService="cmd" ddeTopic="/c calc"/>` }),
    'external-content',
  ],
  ['a connection to a database', 'a.xlsx', () => spoilt({ 'xl/connections.xml': '<connections/>' }), 'external-content'],
  ['an archive within', 'a.xlsx', async () => spoilt({ 'xl/media/more.zip': await good() }), 'nested-archive'],
  ['half a file', 'a.xlsx', async () => (await good()).subarray(0, 3_000), 'damaged'],
  ['a PDF called .xlsx', 'a.xlsx', () => '%PDF-1.7\n%âãÏÓ', 'damaged'],
  ['a picture called .csv', 'a.csv', () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(100)]), 'unknown-type'],
  ['300 MB of zeros', 'a.xlsx', () => spoilt({ [SHEET]: Buffer.alloc(300_000_000) }), 'bomb'],
  [
    '70 MB of zeros that call themselves 1 MB',
    'a.xlsx',
    async () => patched(await spoilt({ [SHEET]: Buffer.alloc(70_000_000, '<a/>') }), u32(70_000_000), u32(1_000_000)),
    'damaged',
  ],
  [
    'shared strings without end',
    'a.xlsx',
    () =>
      spoilt({
        [STRINGS]: `<sst>${Array.from({ length: 500_000 }, (_, at) => `<si><t>${(at * 7919).toString(36)}${(at * 104729).toString(36)} chuỗi dài thêm cho đủ lớn nhé</t></si>`).join('')}</sst>`,
      }),
    'bomb',
  ],
  [
    'a billion laughs in the sheet',
    'a.xlsx',
    () => spoilt({ [SHEET]: (was) => was.replace('<worksheet', `${LAUGHS}<worksheet`).replace('<v>', '<v>&a8;') }),
    'bomb',
  ],
  ['a billion laughs in the strings', 'a.xlsx', () => spoilt({ [STRINGS]: (was) => was.replace('<sst', `${LAUGHS}<sst`) }), 'bomb'],
  ['an entity nobody declared', 'a.xlsx', () => spoilt({ [STRINGS]: (was) => was.replace('<t>', '<t>&xxe;') }), 'damaged'],
  ['300 parts', 'a.xlsx', () => spoilt(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`xl/x${at}.xml`, 'x']))), 'bomb'],
  [
    'two parts of one name',
    'a.xlsx',
    async () => patched(await spoilt({ 'xl/worksheets/sheet2.xml': '<x/>' }), Buffer.from('sheet2.xml'), Buffer.from('sheet1.xml')),
    'damaged',
  ],
  [
    'a part that climbs out',
    'a.xlsx',
    async () => patched(await spoilt({ 'xx/evil.xml': 'x' }), Buffer.from('xx/evil.xml'), Buffer.from('../evil.xml')),
    'damaged',
  ],
  [
    'bytes that are no UTF-8',
    'a.xlsx',
    async () => spoilt({ [STRINGS]: Buffer.from('<sst><si><t>\xff\xfe</t></si></sst>', 'latin1') }),
    'damaged',
  ],
  [
    '20,001 rows',
    'a.csv',
    () => table(...Array.from({ length: 20_001 }, (_, at) => [`Hàng ${at}`, 4, 'g', 1000, 1, 1, 1, 1])),
    'too-many-rows',
  ],
  [
    '5,000 columns',
    'a.xlsx',
    () => xlsx([HEADINGS, [...goodRow('Mật ong'), ...Array.from({ length: 5_000 }, () => 1)]]),
    'too-many-columns',
  ],
  ['5,000 columns of CSV', 'a.csv', () => table(['Mật ong', ...Array.from({ length: 5_000 }, () => 1)]), 'too-many-columns'],
  ['one line of 100 MB', 'a.csv', () => Buffer.alloc(39_000_000, 'a'), 'too-many-bytes'],
  ['one line of 9 MB', 'a.csv', () => `${table()}\n${'a'.repeat(9_000_000)}`, 'cell-too-long'],
  ['a cell of 1 MB', 'a.xlsx', () => spoilt({ [STRINGS]: (was) => was.replace('Mật ong', 'Mật ong'.repeat(150_000)) }), 'cell-too-long'],
  ['NUL bytes', 'a.csv', () => table(['Mật\0ong', 4, 'g', 1000, 1, 1, 1, 1]), 'encoding'],
  ['UTF-16 that does not say so', 'a.csv', () => Buffer.from(table(['Mật ong', 4, 'g', 1000, 1, 1, 1, 1]), 'utf16le'), 'encoding'],
  ['a quote that never ends', 'a.csv', () => `${table()}\n"Mật ong,4,g,1000`, 'csv-quotes'],
  ['a column twice', 'a.xlsx', () => xlsx([[...HEADINGS, 'Tên hàng'], goodRow('Mật ong')]), 'double-columns'],
  ['no prices', 'a.xlsx', () => xlsx([HEADINGS.slice(0, 3), ['Mật ong', 4, 'chai']]), 'missing-columns'],
];

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

describe('hostile tables', () => {
  let away: Away;
  let start: number;
  beforeAll(async () => {
    away = await openAway();
    await check(away.mai, away.producerId, await good());
    start = away.peakMb();
  });
  afterAll(() => away?.close());

  it.each(HOSTILE)('[BI4] %s: refused by name, in bounded memory, and the program lives', async (_what, fileName, make, reason) => {
    const { mai, producerId } = away;
    const sent = await send(mai, producerId, await make(), fileName);
    if (sent.status === 202) {
      const done = await settled(mai, producerId, sent.body.id, 60_000);
      expect(done).toMatchObject({ state: 'refused', problem: { reason, detail: expect.stringMatching(/\p{L}/u) } });
    } else {
      expect(sent.body).toMatchObject({ type: 'urn:problem:sheet-refused', status: 422, reason });
      expect(sent.body.detail).toMatch(/[\u00c0-\u1ef9]/);
    }
    expect((await mai.get(`/api/v1/producers/${producerId}/products`)).body.items).toEqual([]);
    expect(away.peakMb() - start).toBeLessThan(300);
  });

  const FORMULAS = ['=1+1', '=HYPERLINK("http://x","y")', '=WEBSERVICE("http://x")', `=cmd|'/C calc'!A0`];
  it('[BI4] formulas are never taken for values, whatever a workbook says they gave', async () => {
    const { mai, producerId } = away;
    const rows = FORMULAS.map((formula) => goodRow('x', { 0: { formula: formula.slice(1), result: 'Mật ong' } }));
    const inXlsx = await check(mai, producerId, await xlsx([HEADINGS, ...rows]));
    expect(inXlsx).toMatchObject({ state: 'checked', created: 0, refused: 4 });
    const inCsv = await check(
      mai,
      producerId,
      table(...[...FORMULAS, `+cmd|'/C calc'!A0`, '@SUM(A1)'].map((text) => [text, 4, 'g', 1000, 1, 1, 1, 1])),
      'a.csv',
    );
    expect(inCsv).toMatchObject({ state: 'checked', created: 0, refused: 6 });
    const { body } = await mai.get(`/api/v1/producers/${producerId}/products/imports/${inCsv.id}/issues`);
    expect(body.items.map((issue: { cell: string }) => issue.cell)).toEqual(['A2', 'A3', 'A4', 'A5', 'A6', 'A7']);
    expect(body.items[0].messageVi).toContain('công thức');
  });
});
