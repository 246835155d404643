import ExcelJS from 'exceljs';
import { newId } from '../../src/shared/kernel';
import type { Answer, Json, Person } from './app';
import { until } from './market';

export const HEADINGS = [
  'Tên sản phẩm',
  'Bộ sản phẩm OCOP',
  'Đơn vị tính',
  'Giá bán (đồng)',
  'Khối lượng cả bao bì (g)',
  'Dài (cm)',
  'Rộng (cm)',
  'Cao (cm)',
] as const;
export type CellInput = string | number | boolean | Date | null | { formula: string; result?: string | number };

/** A row of the mandatory columns that can be taken as it is. */
export const goodRow = (name: string, over: Readonly<Record<number, CellInput>> = {}): CellInput[] =>
  [name, 4, 'chai', 350_000, 750, 10, 10, 22].map((value, at) => over[at] ?? value);

const LIST_HEADINGS = [
  'Tên chủ thể',
  'Xã, phường, đặc khu',
  'Tên sản phẩm',
  'Số sao',
  'Số quyết định',
  'Ngày quyết định',
  'Có hiệu lực đến',
];

/** A decision of a province as a table: rows of maker, commune, product, stars, number; dated in March 2026 when nothing else is said. */
export const listSheet = (rows: readonly (readonly CellInput[])[]): Promise<Buffer> =>
  xlsx([LIST_HEADINGS, ...rows.map((row) => [...row, ...['12/03/2026', '12/03/2029'].slice(Math.max(0, row.length - 5))])]);

/** A list of one certificate of somebody whom nobody knows. */
export async function listForm(number: string, maker = 'HTX Không Có'): Promise<FormData> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(await listSheet([[maker, null, 'Mật ong', 4, number]]))]), 'quyet-dinh.xlsx');
  return form;
}

/** Answers the list's id. */
export async function sendList(person: Person, code: string, number: string, maker?: string): Promise<string> {
  const sent = await person.call('POST', `/api/v1/provinces/${code}/certificate-lists`, {
    body: await listForm(number, maker),
    key: newId(),
  });
  if (sent.status !== 202) throw new Error(`not taken: ${sent.text}`);
  return sent.body.id as string;
}

export async function xlsx(rows: readonly (readonly CellInput[])[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Sản phẩm');
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

export const csv = (rows: readonly (readonly (string | number | null)[])[], separator = ','): string =>
  rows
    .map((row) =>
      row
        .map((cell) => (/["\n,;\t]/.test(String(cell ?? '')) ? `"${String(cell).replace(/"/g, '""')}"` : String(cell ?? '')))
        .join(separator),
    )
    .join('\r\n');

/** Sends a file as an import. */
export function send(
  person: Person,
  producerId: string,
  bytes: Uint8Array | string,
  fileName = 'danh-sach.xlsx',
  key: string = newId(),
): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([Buffer.from(bytes)]), fileName);
  return person.call('POST', `/api/v1/producers/${producerId}/products/imports`, { body: form, key });
}

/** Waits until nothing is under way any more, and answers the import. */
export function settled(person: Person, producerId: string, importId: string, withinMs?: number): Promise<Json> {
  return until(
    'the import has come to an end',
    async () => {
      const { body } = await person.get(`/api/v1/producers/${producerId}/products/imports/${importId}`);
      return ['checking', 'running'].includes(body.state) ? false : body;
    },
    withinMs,
  );
}

/** Sends a file and waits for its check. */
export async function check(person: Person, producerId: string, bytes: Uint8Array | string, fileName?: string): Promise<Json> {
  const sent = await send(person, producerId, bytes, fileName);
  if (sent.status !== 202) throw new Error(`not taken: ${sent.text}`);
  return settled(person, producerId, sent.body.id);
}

/** Sends, checks and takes over. */
export async function take(
  person: Person,
  producerId: string,
  bytes: Uint8Array | string,
  fileName?: string,
  body: object = {},
): Promise<Json> {
  const checked = await check(person, producerId, bytes, fileName);
  const started = await person.post(`/api/v1/producers/${producerId}/products/imports/${checked.id}/run`, body);
  if (started.status !== 200) throw new Error(`not started: ${started.text}`);
  return settled(person, producerId, checked.id);
}
