import { PassThrough, type Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import ExcelJS from 'exceljs';
import { rows, Transactions } from '../../shared/db';
import { fullNameVi, type Commune } from '../reference/place.rules';
import { ocopSet } from '../reference/ocop-set.rules';
import {
  ATTRIBUTE_PREFIX,
  attributeColumn,
  MANDATORY_COLUMNS,
  MORE_COLUMNS,
  REMARK_COLUMN,
  setLabel,
  type SheetColumn,
} from './column.rules';
import { ExchangeReader } from './exchange.reader';
import { onePerCode } from './template.service';
import { faultText } from '../../shared/kernel';

/** One pack with its product, as a row of the table. */
interface ExportRow {
  readonly id: string;
  readonly createdAt: string;
  readonly name: string;
  readonly description: string;
  readonly ocopSet: number;
  readonly communeCode: string | null;
  readonly shelfLifeDays: number | null;
  readonly traceUrl: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly packs: readonly Readonly<Record<string, string | number | null>>[];
  readonly certificate: Readonly<Record<string, string | number>> | null;
}

const PAGE = 500;

/** Gives all products of a producer as a table that an import takes back. */
@Injectable()
export class ProductExport {
  private readonly log = new Logger(ProductExport.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly reader: ExchangeReader,
  ) {}

  /** A workbook as it is made: some hundred products in memory at a time. */
  async workbook(producerId: string): Promise<Readable> {
    const { attributes, communes } = await this.reader.ground(this.transactions.reader);
    const columns = [REMARK_COLUMN, ...MANDATORY_COLUMNS, ...MORE_COLUMNS, ...onePerCode(attributes).map(attributeColumn)];
    const stream = new PassThrough();
    this.write(stream, producerId, columns, new Map(communes.map((commune) => [commune.code, commune]))).catch((error: unknown) => {
      this.log.error(`export of ${producerId}: ${faultText(error)}`);
      stream.destroy(error instanceof Error ? error : new Error(String(error))); // whoever is loading it sees that it broke off
    });
    return stream;
  }

  private async write(
    stream: PassThrough,
    producerId: string,
    columns: readonly SheetColumn[],
    communes: ReadonlyMap<string, Commune>,
  ): Promise<void> {
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
    const sheet = book.addWorksheet('Sản phẩm', { views: [{ state: 'frozen', ySplit: 2 }] });
    sheet.columns = columns.map(({ width }) => ({ width }));
    const codes = sheet.addRow(columns.map(({ code }) => code));
    codes.hidden = true;
    codes.commit();
    sheet.addRow(columns.map(({ labelVi, isRequired }) => (isRequired ? `${labelVi} *` : labelVi))).commit();
    let after: { readonly at: string; readonly id: string } | null = null;
    for (;;) {
      const page: ExportRow[] = await this.page(producerId, after);
      for (const product of page)
        for (const [at, pack] of product.packs.entries())
          sheet.addRow(columns.map((column) => cellOf(column, product, pack, at === 0, communes))).commit();
      const last = page[page.length - 1];
      if (page.length < PAGE || !last) break;
      after = { at: last.createdAt, id: last.id };
      if (stream.writableNeedDrain) await new Promise((resolve) => stream.once('drain', resolve));
    }
    sheet.commit();
    await book.commit();
  }

  private page(producerId: string, after: { readonly at: string; readonly id: string } | null): Promise<ExportRow[]> {
    return rows<ExportRow>(
      this.transactions.reader,
      `select p.id, p.created_at::text as "createdAt", p.name, p.description, p.ocop_set as "ocopSet", p.commune_code as "communeCode",
         p.shelf_life_days as "shelfLifeDays", p.trace_url as "traceUrl", p.attributes,
         coalesce((select jsonb_agg(jsonb_build_object('sku', k.sku, 'unit', k.unit, 'factor', k.factor, 'weightGrams', k.weight_grams, 'lengthCm', k.length_cm,
           'widthCm', k.width_cm, 'heightCm', k.height_cm, 'priceVnd', k.price_vnd, 'gtin', k.gtin) order by k.created_at, k.id) from pack k where k.product_id = p.id), '[]') as packs,
         (select jsonb_build_object('number', c.number, 'stars', c.stars, 'issuedBy', c.issued_by, 'issuedOn', to_char(c.issued_on, 'DD/MM/YYYY'),
           'expiresOn', to_char(c.expires_on, 'DD/MM/YYYY')) from certificate c where c.product_id = p.id and c.state in ('submitted', 'verified')
           order by c.issued_on desc, c.number limit 1) as certificate
       from product p where p.producer_id = $1 and ($2::timestamptz is null or (p.created_at, p.id) > ($2, $3::uuid)) order by p.created_at, p.id limit $4`,
      [producerId, after?.at ?? null, after?.id ?? null, PAGE],
    );
  }
}

/** Text goes into a text cell, whatever it begins with: nothing in the file is a formula. */
function cellOf(
  { code }: SheetColumn,
  product: ExportRow,
  pack: Readonly<Record<string, string | number | null>>,
  isFirst: boolean,
  communes: ReadonlyMap<string, Commune>,
): string | number | null {
  if (code.startsWith(ATTRIBUTE_PREFIX)) {
    const value = product.attributes[code.slice(ATTRIBUTE_PREFIX.length)];
    return typeof value === 'boolean' ? (value ? 'có' : 'không') : (value ?? null);
  }
  // A certificate is the product's, so it stands in its first row only.
  if (code.startsWith('certificate.')) return isFirst ? (product.certificate?.[code.slice('certificate.'.length)] ?? null) : null;
  switch (code) {
    case 'name':
      return product.name;
    case 'description':
      return product.description === '' ? null : product.description;
    case 'ocopSet':
      return setLabel(ocopSet(product.ocopSet));
    case 'shelfLifeDays':
      return product.shelfLifeDays;
    case 'traceUrl':
      return product.traceUrl;
    case 'commune': {
      const commune = product.communeCode === null ? undefined : communes.get(product.communeCode);
      return commune ? `${commune.code} - ${fullNameVi(commune)}` : product.communeCode;
    }
    default:
      return pack[code] ?? null;
  }
}
