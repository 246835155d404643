import { checked } from '../../shared/http';
import { foldVi } from '../../shared/kernel';
import { SubmitCertificate } from '../document/certificate.dto';
import { proposedEnd } from '../document/certificate.rules';
import { CreateProduct } from '../product/product.dto';
import { OCOP_SETS } from '../reference/ocop-set.rules';
import { readDay, readFlag, readNumber, readText, type RawCell, type Reading } from './cell.rules';
import { ATTRIBUTE_PREFIX, setLabel, type SheetColumn } from './column.rules';
import { productKey, type RowIssue, type WantedCertificate, type WantedPack, type WantedRow } from './import-plan.rules';
import type { Places } from './place-finder.rules';
import type { ProductRow } from './sheet.reader';

export interface ReadRow {
  /** null: something in it cannot be taken. */
  readonly wanted: WantedRow | null;
  readonly issues: readonly RowIssue[];
}

/** Where the validation of the API means which column. */
const COLUMN_OF_POINTER: Readonly<Record<string, string>> = {
  '/communeCode': 'commune',
  '/number': 'certificate.number',
  '/stars': 'certificate.stars',
  '/issuedBy': 'certificate.issuedBy',
  '/issuedOn': 'certificate.issuedOn',
  '/expiresOn': 'certificate.expiresOn',
};
const columnOf = (pointer: string): string => COLUMN_OF_POINTER[pointer] ?? pointer.replace(/^\/(?:packs\/0\/)?/, '');

/** As the template offers them. */
const SETS_BY_LABEL = new Map(OCOP_SETS.map((set) => [setLabel(set), set.number] as const));
const SETS_BY_NAME = new Map(
  OCOP_SETS.flatMap((set) => [setLabel(set), set.nameVi, set.slug].map((name) => [foldVi(name), set.number] as const)),
);

/** Turns one row into what it asks for, by the same validation as a request to the API. */
export class RowReader {
  private readonly columns: ReadonlyMap<string, SheetColumn>;

  constructor(
    columns: readonly SheetColumn[],
    private readonly places: Places,
    private readonly today: string,
  ) {
    this.columns = new Map(columns.map((column) => [column.code, column]));
  }

  read({ number, cells }: ProductRow): ReadRow {
    const issues: RowIssue[] = [];
    const take = <T>(code: string, read: (raw: RawCell) => Reading<T>): T | undefined => {
      const raw = cells.get(code);
      if (!raw) return undefined;
      const reading = read(raw);
      if ('value' in reading) return reading.value;
      issues.push({ code, severity: 'error', messageVi: reading.fault });
      return undefined;
    };
    const whole = (code: string): number | undefined => take(code, (raw) => readNumber(raw, 'whole', this.columns.get(code)?.tail));
    const text = (code: string): string | undefined => take(code, readText);

    const province = text('province');
    const commune = text('commune');
    const communeCode = commune === undefined ? undefined : this.commune(commune, province, issues);
    const pack = given<WantedPack>({
      sku: text('sku')?.trim(),
      gtin: text('gtin'),
      unit: text('unit'),
      factor: whole('factor'),
      weightGrams: whole('weightGrams'),
      lengthCm: whole('lengthCm'),
      widthCm: whole('widthCm'),
      heightCm: whole('heightCm'),
      priceVnd: whole('priceVnd'),
    });
    const product = given({
      name: text('name'),
      ocopSet: take('ocopSet', readSet),
      description: text('description'),
      communeCode,
      shelfLifeDays: whole('shelfLifeDays'),
      traceUrl: text('traceUrl'),
    });
    const attributes = this.attributes(cells, take);
    const certificate = this.certificate(cells, take, issues);

    const judged = checked(CreateProduct, { ...product, packs: [pack] });
    if ('errors' in judged) this.note(judged.errors, issues);
    if (!('dto' in judged) || issues.some(({ severity }) => severity === 'error')) return { wanted: null, issues };
    const { packs, ...fields } = judged.dto;
    const [first] = packs;
    if (!first) return { wanted: null, issues };
    const key = productKey(fields.name, fields.ocopSet);
    return { wanted: { number, key, product: given({ ...fields, attributes }), pack: given({ ...first }), certificate }, issues };
  }

  private note(errors: readonly { readonly pointer: string; readonly message: string }[], issues: RowIssue[]): void {
    for (const { pointer, message } of errors) {
      const code = columnOf(pointer);
      // The cell itself could not be read: said already.
      if (issues.some((issue) => issue.code === code && issue.severity === 'error')) continue;
      issues.push({ code, severity: 'error', messageVi: `${this.columns.get(code)?.labelVi ?? code}: ${message}` });
    }
  }

  private commune(typed: string, province: string | undefined, issues: RowIssue[]): string | undefined {
    const found = this.places.commune(typed, province);
    if ('value' in found) return found.value;
    issues.push({ code: found.isProvince ? 'province' : 'commune', severity: 'error', messageVi: found.fault });
    return undefined;
  }

  private attributes(
    cells: ReadonlyMap<string, RawCell>,
    take: <T>(code: string, read: (raw: RawCell) => Reading<T>) => T | undefined,
  ): Record<string, string | number | boolean> | undefined {
    const values: Record<string, string | number | boolean> = {};
    for (const code of cells.keys()) {
      if (!code.startsWith(ATTRIBUTE_PREFIX)) continue;
      const column = this.columns.get(code);
      const value = column && take<string | number | boolean>(code, (raw) => readValue(raw, column));
      if (value !== undefined) values[code.slice(ATTRIBUTE_PREFIX.length)] = value;
    }
    return Object.keys(values).length > 0 ? values : undefined;
  }

  private certificate(
    cells: ReadonlyMap<string, RawCell>,
    take: <T>(code: string, read: (raw: RawCell) => Reading<T>) => T | undefined,
    issues: RowIssue[],
  ): WantedCertificate | undefined {
    if (![...cells.keys()].some((code) => code.startsWith('certificate.'))) return undefined;
    const faults = issues.length;
    const plain = given({
      number: take('certificate.number', readText),
      stars: take('certificate.stars', (raw) => readNumber(raw, 'whole')),
      issuedBy: take('certificate.issuedBy', readText),
      issuedOn: take('certificate.issuedOn', readDay),
      expiresOn: take('certificate.expiresOn', readDay),
    });
    const judged = checked(SubmitCertificate, plain);
    if ('errors' in judged) {
      this.note(judged.errors, issues);
      return undefined;
    }
    const { number, stars, issuedBy, issuedOn } = judged.dto;
    const expiresOn = judged.dto.expiresOn ?? proposedEnd(issuedOn);
    if (expiresOn <= issuedOn)
      issues.push({ code: 'certificate.expiresOn', severity: 'error', messageVi: 'Ngày hết hạn phải sau ngày cấp.' });
    if (issuedOn > this.today) issues.push({ code: 'certificate.issuedOn', severity: 'error', messageVi: 'Ngày cấp chưa đến.' });
    return issues.length > faults ? undefined : { number, stars, issuedBy, issuedOn, expiresOn };
  }
}

/** Without what is not there: an empty cell says nothing. */
function given<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) kept[key] = value;
  return kept as T; // its validation follows, or has been
}

function readSet(raw: RawCell): Reading<number> {
  if (raw.kind === 'number') return { value: raw.value };
  const text = readText(raw);
  if ('fault' in text) return text;
  const typed = text.value.trim();
  if (/^\d{1,2}$/.test(typed)) return { value: Number(typed) };
  const exact = SETS_BY_LABEL.get(typed);
  if (exact !== undefined) return { value: exact };
  const folded = foldVi(typed);
  const known = SETS_BY_NAME.get(folded) ?? SETS_BY_NAME.get(folded.replace(/^(\d{1,2})\s*[-:)]\s*/, '$1. '));
  if (known !== undefined) return { value: known };
  const near = OCOP_SETS.map((set) => ({ set, rank: nearness(folded, foldVi(set.groupVi), foldVi(set.nameVi)) }))
    .filter(({ rank }) => rank < 4)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 4)
    .map(({ set }) => set);
  const offer = near.length > 0 ? near : OCOP_SETS.slice(0, 3);
  return {
    fault: `Bộ sản phẩm “${typed}”: chọn một trong: ${offer.map(setLabel).join('; ')}${near.length > 0 ? '' : '; … (đủ 26 bộ ở trang Danh mục)'}.`,
  };
}

/** 0: its very group; 4: nothing in common. */
function nearness(typed: string, group: string, name: string): number {
  if (group === typed) return 0;
  if (name.startsWith(typed)) return 1;
  if (` ${group} ${name} `.replace(/[,;]/g, ' ').includes(` ${typed} `)) return 2;
  return `${group} ${name}`.includes(typed) ? 3 : 4;
}

function readValue(raw: RawCell, column: SheetColumn): Reading<string | number | boolean> {
  switch (column.kind) {
    case 'decimal':
      return readNumber(raw, 'decimal');
    case 'whole':
      return readNumber(raw, 'whole', column.tail);
    case 'flag':
      return readFlag(raw);
    case 'day':
      return readDay(raw);
    case 'choice':
    case 'text':
    case 'lines':
    case 'set':
    case 'place':
      return readText(raw);
    default:
      return column.kind satisfies never;
  }
}
