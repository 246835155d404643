import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { verifyChains, type ChainFault } from '../../src/people/act/act.chain';
import { rows, Transactions } from '../../src/shared/db';
import { newId } from '../../src/shared/kernel';
import { MANDATE, openApp, type Json, type Person, type TestApp } from '../support/app';
import { until } from '../support/market';
import { check, csv, goodRow, HEADINGS, listSheet, send, settled, take, xlsx, type CellInput } from '../support/sheet-files';

describe('importing products', () => {
  let app: TestApp;
  let mai: Person;
  let producerId: string;
  let home: string;
  beforeAll(async () => {
    app = await openApp();
    mai = await app.person('producer');
  });
  beforeEach(async () => {
    producerId = await app.producer(mai, '08');
    home = `/api/v1/producers/${producerId}/products`;
  });
  afterAll(() => app.close());

  const db = () => app.app.get(Transactions).reader;
  const products = async (): Promise<Json[]> => (await mai.get(home)).body.items;
  const issues = async (importId: string): Promise<Json[]> => (await mai.get(`${home}/imports/${importId}/issues`)).body.items;

  it('[BI2] checks every row and writes none; each error names its cell and what to do', async () => {
    const file = await xlsx([
      [...HEADINGS, 'Màu'],
      goodRow('Mật ong bạc hà'),
      goodRow('Chè Shan tuyết', { 1: 'Che' }),
      goodRow('X', { 3: '12k' }),
      goodRow('Trà dây', { 3: { formula: 'D2*2', result: 700_000 }, 4: -1 }),
      goodRow('Mật ong  BẠC HÀ'),
    ]);
    const done = await check(mai, producerId, file);

    expect(done).toMatchObject({ state: 'checked', created: 1, changed: 0, unchanged: 0, refused: 4, errors: 6, warnings: 1 });
    const found = await issues(done.id);
    const at = (cell: string): string => found.find((issue) => issue.cell === cell)?.messageVi ?? `nothing at ${cell}`;
    expect(found.map((issue) => issue.cell).sort()).toEqual(['A4', 'A6', 'B3', 'D4', 'D5', 'E5', 'I1']);
    expect(at('B3')).toMatch(/Bộ sản phẩm “Che”: chọn một trong: .*11\. Chè tươi, chè chế biến/);
    expect(at('D4')).toContain('“12k”');
    expect(at('A4')).toContain('từ 3 đến 200 ký tự');
    expect(at('D5')).toContain('công thức');
    expect(at('E5')).toContain('Nhỏ nhất là 1');
    expect(at('A6')).toContain('Trùng với dòng 2');
    expect(at('I1')).toContain('“Màu”');
    expect(await products()).toEqual([]);

    const refusal = await mai.post(`${home}/imports/${done.id}/run`, {});
    expect(refusal.body).toMatchObject({ type: 'urn:problem:sheet-has-errors', status: 422, refused: 4 });
    expect((await mai.post(`${home}/imports/${done.id}/run`, { skipRefused: true })).status).toBe(200);
  });

  it('[PD9] prices in the table of an officer are put before the producer, one at a time for each pack, and the rest is taken over', async () => {
    const officer = await app.person('officer');
    const proof = { method: 'app-tap', signerName: 'Mai', signerRelation: 'self' };
    const help = (rights: readonly string[]): Promise<Json> =>
      mai.post(`/api/v1/producers/${producerId}/mandates`, { ...MANDATE, proof, rights, officerId: officer.accountId });
    await help(MANDATE.rights);
    await take(mai, producerId, await xlsx([HEADINGS, goodRow('Mật ong'), goodRow('Chè Shan')]));
    const priced = (priceVnd: number, unit = 'lọ'): Promise<Buffer> =>
      xlsx([HEADINGS, goodRow('Mật ong', { 2: unit, 3: priceVnd }), goodRow('Chè Shan', { 2: unit }), goodRow('Trà dây')]);
    const prices = async (): Promise<[string, number][]> => (await products()).map(({ name, packs: [pack] }) => [name, pack.priceVnd]);
    const [[, before] = ['', 0]] = (await prices()).filter(([name]) => name === 'Mật ong');

    expect(await check(officer, producerId, await priced(before + 5_000))).toMatchObject({
      proposed: 1,
      created: 1,
      changed: 2,
      refused: 0,
      warnings: 1,
    });
    const done = await take(officer, producerId, await priced(before + 5_000));
    expect(done).toMatchObject({ state: 'done', proposed: 1, created: 1, changed: 2, refused: 0, warnings: 1 });
    expect((await issues(done.id)).map(({ cell, messageVi }) => [cell, messageVi])).toEqual([
      ['D2', expect.stringContaining('chờ chủ thể xác nhận')],
    ]);
    expect((await prices()).filter(([name]) => name === 'Mật ong')).toEqual([['Mật ong', before]]);
    const proposals = `/api/v1/producers/${producerId}/proposals`;
    const open = async (): Promise<Json[]> => (await mai.get(`${proposals}?state=open`)).body.items;
    const [proposal, ...others] = await open();
    expect([proposal, others]).toMatchObject([
      { kind: 'price', proposedBy: officer.accountId, summaryVi: expect.stringMatching(/^Đổi giá Mật ong/) },
      [],
    ]);

    const second = await take(officer, producerId, await priced(before + 9_000, 'hũ'), undefined, { skipRefused: true });
    expect(second).toMatchObject({ proposed: 0, changed: 1, refused: 1 });
    expect((await issues(second.id))[0]).toMatchObject({
      cell: 'D2',
      severity: 'error',
      messageVi: expect.stringContaining('Đang chờ chủ thể xác nhận: Đổi giá'),
    });
    expect((await open()).map(({ id }) => id)).toEqual([proposal.id]);

    expect((await mai.post(`${proposals}/${proposal.id}/confirm`, {})).body.state).toBe('confirmed');
    expect((await prices()).filter(([name]) => name === 'Mật ong')).toEqual([['Mật ong', before + 5_000]]);
    await help(MANDATE.rights.filter((right) => right !== 'price.update'));
    expect(await check(officer, producerId, await priced(before))).toMatchObject({ proposed: 0, refused: 1 });
  });

  it('[BI2] gives the table back with what is wrong beside each row', async () => {
    const done = await check(
      mai,
      producerId,
      await xlsx([HEADINGS, goodRow('Mật ong'), goodRow('Chè', { 1: 'Che' }), goodRow('-Cà phê', { 3: '=1+1' })]),
    );
    const report = await fetch(`${app.url}${home}/imports/${done.id}/report`, { headers: { cookie: mai.cookie } });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await report.arrayBuffer());
    const sheet = book.worksheets[0];
    expect(sheet?.getCell('I1').value).toBe('Lỗi');
    expect(sheet?.getCell('I2').value).toBeNull();
    expect(sheet?.getCell('I3').value).toContain('chọn một trong');
    expect(sheet?.getCell('A4').value).toBe('-Cà phê');
    // What began like a formula is text in it, never a formula.
    expect(sheet?.getCell('D4').type).not.toBe(ExcelJS.ValueType.Formula);
    // It can be mended and sent again as it is.
    const again = await check(mai, producerId, Buffer.from(await book.xlsx.writeBuffer()));
    expect(again).toMatchObject({ state: 'checked', created: 1, refused: 2, warnings: 0 });
  });

  it('[BI3] takes over what was checked, and the same file a second time changes nothing', async () => {
    const more = [
      'Mã hàng (SKU)',
      'Mô tả',
      'Xã, phường, đặc khu',
      'Hạn sử dụng (ngày)',
      'Số quyết định OCOP',
      'Số sao OCOP',
      'Cơ quan cấp OCOP',
      'Ngày cấp OCOP',
      'Hết hạn OCOP',
    ];
    const sku = `MO-${newId().slice(-6).toUpperCase()}`;
    const [commune] = await rows<{ name: string; code: string }>(
      db(),
      `select name, code from commune where province_code = '08' and kind = 'xa' order by code limit 1`,
    );
    const file = await xlsx([
      [...HEADINGS, ...more],
      [
        ...goodRow('Mật ong bạc hà'),
        `${sku}-1`,
        'Ngon.',
        `Xã ${commune?.name}`,
        '365',
        '12/QĐ',
        4,
        'UBND tỉnh',
        '01/02/2025',
        '01/02/2028',
      ],
      [...goodRow('Mật ong bạc hà', { 2: 'thùng', 3: '2.000.000đ' }), `${sku}-6`, 'Ngon.', `Xã ${commune?.name}`, '365'],
      [...goodRow('Trà dây', { 1: '12. Sản phẩm trà từ thực vật khác' }), null, null, commune?.code ?? null],
    ]);
    expect(await take(mai, producerId, file)).toMatchObject({ state: 'done', created: 2, changed: 1, unchanged: 0, refused: 0 });

    const made = await products();
    expect(made).toMatchObject([
      { name: 'Mật ong bạc hà', ocopSet: 4, communeCode: commune?.code, shelfLifeDays: 365, description: 'Ngon.', version: 1 },
      { name: 'Trà dây', ocopSet: 12, communeCode: commune?.code, shelfLifeDays: null, version: 1 },
    ]);
    expect(made[0].packs).toMatchObject([
      { sku: `${sku}-1`, priceVnd: 350_000 },
      { sku: `${sku}-6`, unit: 'thùng', priceVnd: 2_000_000 },
    ]);
    const certificates = await mai.get(`${home}/${made[0].id}/certificates`);
    expect(certificates.body.items).toMatchObject([
      { number: '12/QĐ', stars: 4, state: 'submitted', issuedOn: '2025-02-01', expiresOn: '2028-02-01' },
    ]);

    expect(await take(mai, producerId, file)).toMatchObject({ state: 'done', created: 0, changed: 0, unchanged: 3, refused: 0 });
    expect(await products()).toEqual(made);

    // A new price in one row is one change, and what the row does not say stays.
    const dearer = await xlsx([
      [...HEADINGS, 'SKU'],
      [...goodRow('Mật ong bạc hà', { 3: 400_000 }), `${sku}-1`],
    ]);
    expect(await take(mai, producerId, dearer)).toMatchObject({ created: 0, changed: 1, unchanged: 0 });
    const [honey] = await products();
    expect(honey).toMatchObject({ version: 2, description: 'Ngon.', shelfLifeDays: 365 });
    expect(honey.packs.map((pack: Json) => pack.priceVnd)).toEqual([400_000, 2_000_000]);
    const versions = await rows(db(), 'select version, changed_by as by from product_version where product_id = $1 order by version', [
      honey.id,
    ]);
    expect(versions).toEqual([1, 2].map((version) => ({ version, by: mai.accountId })));
  });

  it('[BI3] knows a product again by its name, keeps dừa and dưa apart, and asks where it cannot know', async () => {
    await take(mai, producerId, await xlsx([HEADINGS, goodRow('Dừa sấy', { 1: 7 }), goodRow('Cà phê hoà tan', { 1: 13 })]));
    const next = await take(
      mai,
      producerId,
      await xlsx([HEADINGS, goodRow('Dưa sấy', { 1: 7 }), goodRow('CÀ PHÊ  HÒA TAN'.normalize('NFD'), { 1: 13 })]),
    );
    expect(next).toMatchObject({ created: 1, changed: 1 }); // the capitals are a new way of writing the same product's name
    const names = (await products()).map(({ name }) => name);
    expect(names).toEqual(['Dừa sấy', 'CÀ PHÊ HÒA TAN'.replace(' HÒA', '  HÒA'), 'Dưa sấy']);

    await mai.post(home, {
      name: 'Dừa sấy',
      ocopSet: 7,
      packs: [{ unit: 'gói', weightGrams: 100, lengthCm: 1, widthCm: 1, heightCm: 1, priceVnd: 9_000 }],
    });
    const unsure = await check(mai, producerId, await xlsx([HEADINGS, goodRow('Dừa sấy', { 1: 7 })]));
    expect((await issues(unsure.id))[0]).toMatchObject({ cell: 'A2', messageVi: expect.stringContaining('Đã có 2 sản phẩm') });
  });

  it("[BI3] never reaches another producer's product by its SKU", async () => {
    const other = await app.person('producer');
    const otherId = await app.producer(other);
    const sku = `KHAC-${newId().slice(-6).toUpperCase()}`;
    await take(
      other,
      otherId,
      await xlsx([
        [...HEADINGS, 'SKU'],
        [...goodRow('Của người khác'), sku],
      ]),
    );
    const mine = await check(
      mai,
      producerId,
      await xlsx([
        [...HEADINGS, 'SKU'],
        [...goodRow('Của tôi', { 3: 1_000 }), sku],
      ]),
    );
    expect(mine).toMatchObject({ refused: 1, created: 0 });
    expect((await issues(mine.id))[0]).toMatchObject({ cell: 'I2', messageVi: expect.stringContaining('đã có') });
    expect((await other.get(`${home}/imports/${mine.id}`)).status).toBe(404);
    expect((await other.get(`/api/v1/producers/${otherId}/products/imports/${mine.id}`)).status).toBe(404);
  });

  const table = [
    HEADINGS,
    ['Nước mắm Phú Quốc', '9', 'chai', '120.000đ', '1 200', '8', '8', '30'],
    ['Hồng sấy dẻo; loại 1', '7', 'hộp', '1.234.000', '500', '20', '15', '5'],
  ];
  const encodings: readonly (readonly [string, string, (text: string) => Uint8Array, string | null])[] = [
    ['UTF-8', ',', (text) => Buffer.from(text), null],
    ['UTF-8 with BOM and ";"', ';', (text) => Buffer.from(`\ufeff${text}`), null],
    ['NFD and tabs', '\t', (text) => Buffer.from(text.normalize('NFD')), null],
    ['UTF-16LE', '\t', (text) => iconv.encode(text, 'utf-16le', { addBOM: true }), 'UTF-16LE'],
    ['UTF-16BE', ';', (text) => iconv.encode(text, 'utf-16be', { addBOM: true }), 'UTF-16BE'],
    ['Windows-1258', ';', (text) => windows1258(text), 'Windows-1258'],
    ['a line "sep=;" above', ';', (text) => Buffer.from(`sep=;\r\n${text}`), null],
  ];
  it.each(encodings)('[BI4] reads %s right', async (_name, separator, encode, encoding) => {
    const done = await take(mai, producerId, encode(csv(table, separator)), 'ds.csv');
    expect(done).toMatchObject({ state: 'done', created: 2, refused: 0, encoding });
    expect(await products()).toMatchObject([
      { name: 'Nước mắm Phú Quốc', ocopSet: 9, packs: [{ unit: 'chai', priceVnd: 120_000, weightGrams: 1_200 }] },
      { name: 'Hồng sấy dẻo; loại 1', ocopSet: 7, packs: [{ unit: 'hộp', priceVnd: 1_234_000 }] },
    ]);
  });

  it('[BI4] reads letters right wherever the file is cut into pieces', async () => {
    // Vietnamese letters of two and three bytes lie across every border of 64 kB.
    const many = Array.from({ length: 3_000 }, (_, at) => goodRow(`Ổi sấy dẻo hữu cơ vườn ươm số ${at}`, { 1: 7 }));
    const done = await check(mai, producerId, await xlsx([HEADINGS, ...many]));
    expect(done).toMatchObject({ created: 3_000, refused: 0 });
    const run = await mai.post(`${home}/imports/${done.id}/run`, {});
    expect(run.status).toBe(200);
    await settled(mai, producerId, done.id);
    const [wrong] = await rows<{ n: number }>(
      db(),
      `select count(*)::int as n from product where producer_id = $1 and name !~ '^Ổi sấy dẻo hữu cơ vườn ươm số [0-9]+$'`,
      [producerId],
    );
    expect(wrong?.n).toBe(0);
  });

  it.each([
    ['1,234', 'hai cách'],
    ['12k', 'viết tắt'],
    ['1.234,5', 'số nguyên'],
    ['mười nghìn', 'không phải một số'],
  ])('[BI4] a price of "%s" is refused by name', async (price, says) => {
    const done = await check(mai, producerId, csv([HEADINGS, ['Mật ong', '4', 'chai', price, '750', '1', '1', '1']], ';'), 'ds.csv');
    expect(done).toMatchObject({ refused: 1 });
    expect(await issues(done.id)).toMatchObject([{ cell: 'D2', severity: 'error', messageVi: expect.stringContaining(says) }]);
  });

  it('takes attributes of the group by the same rules as the API', async () => {
    const code = `doNgot${newId().slice(-4)}`;
    const label = `Độ ngọt ${code}`;
    await rows(
      db(),
      `insert into attribute_definition (id, code, sets, kind, level, label_vi, choices, source, effective_from) values ($1, $2, '{4}', 'choice', 'optional', $3, '{ít,nhiều}', 'thử', '2020-01-01')`,
      [newId(), code, label],
    );
    const done = await take(
      mai,
      producerId,
      await xlsx([
        [...HEADINGS, label],
        [...goodRow('Mật ong'), 'nhiều'],
        [...goodRow('Mật dừa'), 'vừa'],
        [...goodRow('Chè', { 1: 11 }), 'ít'],
      ]),
      undefined,
      { skipRefused: true },
    );
    expect(done).toMatchObject({ created: 1, refused: 2 });
    expect(await products()).toMatchObject([{ name: 'Mật ong', attributes: { [code]: 'nhiều' } }]);
    expect((await issues(done.id)).map(({ cell }) => cell)).toEqual(['I3', 'I4']);
  });

  it('is one import for one key, can be cancelled, and says what it cannot do any more', async () => {
    const file = await xlsx([HEADINGS, goodRow('Mật ong')]);
    const key = newId();
    const [first, again] = [await send(mai, producerId, file, 'a.xlsx', key), await send(mai, producerId, file, 'a.xlsx', key)];
    expect(again.body.id).toBe(first.body.id);
    expect((await send(mai, producerId, await xlsx([HEADINGS, goodRow('Khác')]), 'a.xlsx', key)).body.type).toBe(
      'urn:problem:idempotency-key-reused',
    );
    await mai.post(`${home}/imports/${first.body.id}/cancel`);
    expect((await mai.get(`${home}/imports/${first.body.id}`)).body.state).toBe('cancelled');
    expect((await mai.post(`${home}/imports/${first.body.id}/run`, {})).body).toMatchObject({
      type: 'urn:problem:illegal-move',
      state: 'cancelled',
    });
    expect((await mai.get(`${home}/imports?limit=1`)).body.items).toMatchObject([{ id: first.body.id, fileName: 'a.xlsx' }]);
  });

  it('takes the decision of a province as one list: enters what it is sure of, says why of the rest, and the same file twice changes nothing', async () => {
    const [office, elsewhere, operator] = [
      await app.person('province', '08'),
      await app.person('province', '66'),
      await app.person('operator'),
    ];
    const lists = '/api/v1/provinces/08/certificate-lists';
    const [commune, near] = (await mai.get('/api/v1/reference/provinces/08/communes')).body.items as { code: string }[];
    const [away] = (await mai.get('/api/v1/reference/provinces/66/communes')).body.items as { code: string }[];
    const pack = { unit: 'chai', weightGrams: 750, lengthCm: 10, widthCm: 10, heightCm: 22, priceVnd: 350_000 };
    const named = async (name: string, communeCode = commune?.code, kind = 'cooperative'): Promise<string> =>
      (await mai.post('/api/v1/producers', { kind, name, provinceCode: '08', communeCode })).body.id;
    const owned = async (id: string, name: string): Promise<string> =>
      (await mai.post(`/api/v1/producers/${id}/products`, { name, ocopSet: 4, packs: [pack] })).body.id;
    const bee = await named('Hợp tác xã Ong Vàng');
    const honey = await owned(bee, 'Mật ong bạc hà');
    const wax = await owned(bee, 'Sáp ong');
    for (const place of [commune, near]) await owned(await named('HTX Trùng Tên', place?.code), 'Chè');
    await owned(await named('Hộ Chưa Đăng Ký', commune?.code, 'household'), 'Chè');
    const { id: waiting } = (
      await mai.post(`/api/v1/producers/${bee}/products/${wax}/certificates`, {
        ...{ stars: 3, number: '99/QĐ-UBND', issuedBy: 'UBND tỉnh', issuedOn: '2026-03-12' },
      })
    ).body;
    const number = '125/QĐ-UBND';
    const file = await listSheet([
      ['HTX ONG VÀNG', commune?.code ?? '', 'mật ong  bạc hà', '4 sao', number],
      ['HTX Ong vàng', commune?.code ?? '', 'Mật ong bạc hà', 4, number],
      ['HTX Ong Vàng', null, 'Mật ong bạc hà', 4, number],
      ['HTX Ong Vàng', commune?.code ?? '', 'Sáp ong', 3, '99/QĐ-UBND'],
      ['HTX Ong Vàng', commune?.code ?? '', 'Phấn hoa', 3, number],
      ['HTX Ong Vàng', near?.code ?? '', 'Sáp ong', 3, number],
      ['HTX Trùng Tên', null, 'Chè', 3, number],
      ['HTX Ong Vàng', away?.code ?? '', 'Sáp ong', 3, number],
      ['HTX Ong Vàng', commune?.code ?? '', 'Sáp ong', 5, { formula: 'A1' }],
      ['Hộ Chưa Đăng Ký', commune?.code ?? '', 'Chè', 3, number],
    ] satisfies CellInput[][]);
    const upload = async (person: Person, bytes = file) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), '../quyet-dinh.xlsx');
      return person.call('POST', lists, { body: form, key: newId() });
    };
    const settledList = (id: string): Promise<Json> =>
      until('the list has been worked through', async () => {
        const { body } = await office.get(`${lists}/${id}`);
        return ['checking', 'running'].includes(body.state) ? false : body;
      });
    const fates = async (id: string): Promise<[number, string, string][]> =>
      (await office.get(`${lists}/${id}/rows`)).body.items.map((row: Json) => [row.row, row.fate, row.messageVi]);
    const certificates = async (productId: string): Promise<Json[]> =>
      (await mai.get(`/api/v1/producers/${bee}/products/${productId}/certificates`)).body.items;

    expect([(await upload(elsewhere)).status, (await upload(mai)).status]).toEqual([404, 403]);
    expect((await upload(office, Buffer.from('PK nothing'))).body.type).toBe('urn:problem:sheet-refused');
    const { id } = (await upload(office)).body;
    const checked = await settledList(id);
    expect(checked).toMatchObject({ state: 'checked', fileName: 'quyet-dinh.xlsx', rowsTotal: 10, percent: 100 });
    expect(await fates(id)).toEqual([
      [2, 'matched', ''],
      [3, 'faulty', 'Trùng với dòng 2.'],
      [4, 'matched', ''],
      [5, 'known', expect.stringContaining('đang chờ xác nhận')],
      [6, 'no-product', expect.stringContaining('Khi đăng ký')],
      [7, 'no-producer', expect.stringContaining('Khi chủ thể đăng ký')],
      [8, 'doubtful', expect.stringMatching(/2 chủ thể trùng tên: HTX Trùng Tên \(.+\); HTX Trùng Tên \(.+\)/)],
      [9, 'faulty', expect.stringMatching(/^Ô B9 .*không thuộc tỉnh này/)],
      [10, 'faulty', expect.stringMatching(/^Ô E10 .*công thức.* Ô D10 .*5 sao/)],
      [11, 'faulty', expect.stringContaining('Hộ chưa đăng ký kinh doanh')],
    ]);
    expect(await certificates(honey)).toEqual([]);
    const few = (await office.get(`${lists}/${id}/rows?fate=faulty&limit=3`)).body;
    expect(few.items.map(({ row }: Json) => row)).toEqual([3, 9, 10]);
    expect((await office.get(`${lists}/${id}/rows?fate=faulty&limit=3&cursor=${few.next}`)).body).toMatchObject({ items: [{ row: 11 }] });

    expect((await operator.post(`${lists}/${id}/run`)).status).toBe(403); // has decided nothing
    for (const path of ['', '/rows', '/report'])
      expect((await elsewhere.get(`/api/v1/provinces/66/certificate-lists/${id}${path}`)).status).toBe(404);
    expect((await elsewhere.post(`/api/v1/provinces/66/certificate-lists/${id}/run`)).status).toBe(404);
    await office.post(`${lists}/${id}/run`);
    const done = await settledList(id);
    expect(done).toMatchObject({ state: 'done', counts: { entered: 1, known: 2, matched: 0, faulty: 4, doubtful: 1 } });
    const [entered, ...more] = await certificates(honey);
    expect([entered, more]).toMatchObject([
      {
        ...{ number, stars: 4, state: 'verified', authority: 'province', issuedBy: 'UBND tỉnh Tuyên Quang' },
        ...{ issuedOn: '2026-03-12', expiresOn: '2029-03-12' },
      },
      [],
    ]);
    expect(await certificates(wax)).toMatchObject([{ id: waiting, state: 'submitted' }]);
    const [act] = (await mai.get(`/api/v1/producers/${bee}/acts?limit=1`)).body.items;
    expect(act).toMatchObject({ what: 'job certificate-list', actorRole: 'province' });
    const faults: ChainFault[] = [];
    await verifyChains(app.app.get(Transactions), (fault) => faults.push(fault));
    expect(faults).toEqual([]);

    const again = (await upload(office)).body.id;
    expect((await settledList(again)).counts).toMatchObject({ matched: 0, known: 3 });
    await office.post(`${lists}/${again}/run`);
    expect((await settledList(again)).state).toBe('done');
    expect(await certificates(honey)).toEqual([entered]);
    const download = async (path: string): Promise<ArrayBuffer> =>
      (await fetch(`${app.url}${lists}/${path}`, { headers: { cookie: office.cookie } })).arrayBuffer();
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await download(`${id}/report`));
    const report = book.worksheets[0];
    expect([report?.getCell('H1').value, report?.getCell('H2').value, report?.getCell('H3').value]).toEqual([
      ...['Kết quả', 'Đã đưa vào và xác nhận.', 'Có lỗi. Trùng với dòng 2.'],
    ]);
    const filled = (await upload(office, Buffer.from(await download('template')))).body.id;
    expect((await settledList(filled)).problem).toMatchObject({ reason: 'no-rows' });
    expect((await office.get(`${lists}?limit=100`)).body.items.map((each: Json) => each.id)).toEqual([id, again, filled]);
  });
});

/** As Vietnamese Windows writes it: the letter, then its tone. */
function windows1258(text: string): Buffer {
  const parts = [...text.normalize('NFC')].map((letter) => {
    const [base = '', ...marks] = letter.normalize('NFD');
    const tone = marks.find((mark) => '\u0300\u0301\u0303\u0309\u0323'.includes(mark));
    return tone === undefined ? letter : `${[base, ...marks.filter((mark) => mark !== tone)].join('').normalize('NFC')}${tone}`;
  });
  return iconv.encode(parts.join(''), 'windows-1258');
}
