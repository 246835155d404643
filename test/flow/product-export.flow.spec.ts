import ExcelJS from 'exceljs';
import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { openApp, type Person, type TestApp } from '../support/app';
import { goodRow, HEADINGS, take, xlsx } from '../support/sheet-files';

interface Place {
  readonly app: TestApp;
  readonly mai: Person;
  readonly producerId: string;
}

async function open(): Promise<Place> {
  const app = await openApp();
  const mai = await app.person('producer');
  const producerId = await app.producer(mai, '08');
  await rows(
    app.app.get(Transactions).reader,
    `insert into attribute_definition (id, code, sets, kind, level, label_vi, choices, source, effective_from)
     values ($1, 'sweetTest', '{4}', 'choice', 'optional', 'Độ ngọt', '{ít,nhiều}', 'thử', '2020-01-01')`,
    [newId()],
  );
  return { app, mai, producerId };
}

async function exported({ app, mai, producerId }: Place): Promise<{ bytes: Buffer; table: unknown[][] }> {
  const answer = await fetch(`${app.url}/api/v1/producers/${producerId}/products/export`, { headers: { cookie: mai.cookie } });
  expect(answer.status).toBe(200);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const table: unknown[][] = [];
  book.worksheets[0]?.eachRow((row) => {
    row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula));
    table.push((row.values as unknown[]).slice(1));
  });
  return { bytes, table };
}

describe('all products as a table', () => {
  let here: Place;
  let there: Place;
  beforeAll(async () => {
    here = await open();
    there = await open();
  });
  afterAll(async () => {
    await here?.app.close();
    await there?.app.close();
  });

  it('goes into an empty installation and comes out of it the same, also what looks like a formula', async () => {
    const [commune] = await rows<{ code: string }>(
      here.app.app.get(Transactions).reader,
      `select code from commune where province_code = '08' order by code limit 1`,
    );
    const more = [
      'SKU',
      'Mô tả',
      'Xã',
      'Hạn sử dụng (ngày)',
      'Độ ngọt',
      'Số quyết định',
      'Số sao',
      'Cơ quan cấp',
      'Ngày cấp',
      'Hết hạn OCOP',
      'Mã vạch',
      'Truy xuất nguồn gốc',
    ];
    await take(
      here.mai,
      here.producerId,
      await xlsx([
        [...HEADINGS, ...more],
        [
          ...goodRow('Mật ong bạc hà'),
          'MO-1',
          'Dòng một\nDòng hai',
          commune?.code ?? '',
          365,
          'nhiều',
          '12/QĐ',
          4,
          'UBND tỉnh',
          '01/02/2025',
          '01/02/2028',
          8938500012341,
          'https://checkvn.mae.gov.vn/mo-1',
        ],
        [
          ...goodRow('Mật ong bạc hà', { 2: 'thùng', 3: 2_000_000 }),
          'MO-6',
          'Dòng một\nDòng hai',
          commune?.code ?? '',
          365,
          'nhiều',
          '',
          '',
          '',
          '',
          '',
          '',
          'https://checkvn.mae.gov.vn/mo-1',
        ],
        goodRow('@SUM Trà “dây”, loại <1> & 2'.normalize('NFD'), { 1: 12 }),
      ]),
    );
    const api = await here.mai.call('POST', `/api/v1/producers/${here.producerId}/products`, {
      body: {
        name: '=HYPERLINK("http://x")',
        ocopSet: 21,
        packs: [{ unit: '-cái', weightGrams: 1, lengthCm: 1, widthCm: 1, heightCm: 1, priceVnd: 1_000 }],
      },
    });
    expect(api.status).toBe(201);

    const first = await exported(here);
    expect(first.table).toHaveLength(6);
    expect(await take(there.mai, there.producerId, first.bytes)).toMatchObject({
      state: 'done',
      created: 3,
      changed: 1,
      refused: 0,
      warnings: 0,
    });
    const second = await exported(there);
    expect(second.table).toEqual(first.table);
    // Here nothing is new in it.
    expect(await take(here.mai, here.producerId, first.bytes)).toMatchObject({ created: 0, changed: 0, unchanged: 4 });
    const [certificate] = await rows<{ state: string }>(there.app.app.get(Transactions).reader, 'select state from certificate');
    expect(certificate?.state).toBe('submitted'); // another installation's word is no verification
  });

  it('is not for others', async () => {
    const other = await here.app.person('producer');
    expect((await other.get(`/api/v1/producers/${here.producerId}/products/export`)).status).toBe(404);
  });
});
