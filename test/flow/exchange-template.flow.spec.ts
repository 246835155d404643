import ExcelJS from 'exceljs';
import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { openApp, type Person, type TestApp } from '../support/app';

const SECTORS = ['thuc-pham', 'do-uong', 'duoc-lieu', 'thu-cong-my-nghe', 'sinh-vat-canh', 'du-lich'];
/** OCOP sets of each sector by the law. */
const SETS = [13, 4, 3, 2, 3, 1];

describe('the template', () => {
  let app: TestApp;
  let mai: Person;
  let home: string;
  beforeAll(async () => {
    app = await openApp();
    mai = await app.person('producer');
    home = `/api/v1/producers/${await app.producer(mai)}/products/template`;
  });
  afterAll(() => app.close());

  const fetched = (query: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${app.url}${home}?${query}`, { headers: { cookie: mai.cookie, ...headers } });
  const opened = async (query: string): Promise<ExcelJS.Workbook> => {
    const answer = await fetched(query);
    expect(answer.status).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    return book;
  };
  const sheetOf = (book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet => {
    const sheet = book.getWorksheet(name);
    if (!sheet) throw new Error(`no sheet ${name}`);
    return sheet;
  };
  const texts = (sheet: ExcelJS.Worksheet, row: number): string[] => (sheet.getRow(row).values as unknown[]).slice(1).map(String);
  const ruleAt = (sheet: ExcelJS.Worksheet, code: string): ExcelJS.DataValidation =>
    sheet.getRow(4).getCell(texts(sheet, 1).indexOf(code) + 1).dataValidation;

  it.each(SECTORS.map((sector, at) => [sector, SETS[at] ?? 0] as const))(
    '[BI1] of %s offers its %d sets and asks the mandatory fields only',
    async (sector, sets) => {
      const book = await opened(`sector=${sector}&form=short`);
      const sheet = sheetOf(book, 'Sản phẩm');
      expect(book.worksheets[0]?.name).toBe('Sản phẩm');
      expect(texts(sheet, 1)).toEqual(['remark', 'name', 'ocopSet', 'unit', 'priceVnd', 'weightGrams', 'lengthCm', 'widthCm', 'heightCm']);
      expect(sheet.getRow(1).hidden).toBe(true);
      expect(texts(sheet, 2).slice(1, 4)).toEqual(['Tên sản phẩm *', 'Bộ sản phẩm OCOP *', 'Đơn vị tính *']);
      expect(texts(sheet, 3)[0]).toContain('VÍ DỤ');
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 });
      expect(ruleAt(sheet, 'ocopSet')).toMatchObject({ type: 'list', formulae: [`'Danh mục'!$A$2:$A$${sets + 1}`] });
      expect(sheetOf(book, 'Danh mục').getColumn(1).values.slice(2)).toHaveLength(sets);
      expect(sheetOf(book, 'Hướng dẫn').getColumn(1).values).toContain('Cách điền');
      expect(JSON.stringify(sheet.getCell('B2').note)).toContain('Từ 3 đến 200 ký tự');
    },
  );

  it('[BI1] in full asks everything, with the attributes of the group valid today and their choices', async () => {
    const db = app.app.get(Transactions).reader;
    const define = (code: string, sets: string, from: string): Promise<unknown> =>
      rows(
        db,
        `insert into attribute_definition (id, code, sets, kind, level, label_vi, choices, source, effective_from)
         values ($1, $2, $3::int[], 'choice', 'optional', $4, '{ít,vừa,nhiều}', 'thử', $5)`,
        [newId(), code, sets, `Độ ngọt ${code}`, from],
      );
    await define('sweetTest', '{4,14}', '2020-01-01');
    await define('laterTest', '{4}', '2200-01-01');
    await define('craftTest', '{21}', '2020-01-01');

    const book = await opened('sector=thuc-pham&form=full');
    const sheet = sheetOf(book, 'Sản phẩm');
    const codes = texts(sheet, 1);
    expect(codes).toEqual(expect.arrayContaining(['sku', 'description', 'commune', 'certificate.number', 'attribute.sweetTest']));
    expect(codes).not.toContain('attribute.laterTest');
    expect(codes).not.toContain('attribute.craftTest');
    const lists = sheetOf(book, 'Danh mục');
    const column = texts(lists, 1).indexOf('Độ ngọt sweetTest') + 1;
    expect(lists.getColumn(column).values.slice(2, 5)).toEqual(['ít', 'vừa', 'nhiều']);
    expect(ruleAt(sheet, 'attribute.sweetTest').formulae?.[0]).toMatch(/^'Danh mục'!\$[A-Z]+\$2:\$[A-Z]+\$4$/);
    // Communes follow the province of the same row, where they stand together in the list.
    const commune = ruleAt(sheet, 'commune');
    expect(commune.formulae?.[0]).toContain('OFFSET');
    const places = sheetOf(book, 'Xã phường');
    expect(places.rowCount).toBe(3_322);
    const provinces = (places.getColumn(1).values as string[]).slice(2);
    expect(new Set(provinces).size).toBe(34);
    expect(provinces.filter((name, at) => name !== provinces[at - 1])).toHaveLength(34);
    expect(sheet.getRow(4).getCell(codes.indexOf('priceVnd') + 1).numFmt).toBe('#,##0');
  });

  it('[BI1] is made once for the same content, and anew when a definition changes', async () => {
    const first = await fetched('sector=do-uong&form=full');
    const again = await fetched('sector=do-uong&form=full');
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(Buffer.from(await again.arrayBuffer()).equals(Buffer.from(await first.arrayBuffer()))).toBe(true);
    await rows(app.app.get(Transactions).reader, `update attribute_definition set label_vi = 'Vị ngọt' where code = 'sweetTest'`);
    expect((await fetched('sector=do-uong&form=full')).headers.get('etag')).not.toBe(first.headers.get('etag'));
  });

  it('refuses a sector that does not exist', async () => {
    expect((await mai.get(`${home}?sector=x`)).body).toMatchObject({ status: 400, errors: [{ pointer: '?sector' }] });
  });
});
