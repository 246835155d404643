import { createHash } from 'node:crypto';
import { EXAMPLE_MARK, REMARK } from './column.rules';
import type { RowIssue, WantedRow } from './import-plan.rules';
import type { RowReader } from './row.reader';
import type { ProductRow } from './sheet.reader';

const CHUNK_ROWS = 500;
/** Rows that are judged before others get a turn: what writes the chunk before waits no longer than some milliseconds for each of its answers. */
const ROWS_A_TURN = 50;

export type Issue = RowIssue & { readonly row: number };

/** Rows that are decided together: those that can be taken, and what is wrong with the others. */
export interface Chunk {
  readonly wanted: readonly WantedRow[];
  readonly issues: readonly Issue[];
  readonly read: number;
  readonly refused: number;
  readonly lastRow: number;
}

/** Reads the rows of one file, and knows what the earlier ones said. */
export class ChunkReader {
  /** Rows by what they speak of. */
  private readonly seen = new Map<string, number>();
  /** What the first row of a product said of it. */
  private readonly sameProduct = new Map<string, { readonly row: number; readonly said: string }>();

  constructor(private readonly rows: RowReader) {}

  async *chunks(products: AsyncIterable<readonly ProductRow[]>): AsyncGenerator<Chunk> {
    let chunk = new GrowingChunk();
    for await (const some of products) {
      for (const product of some) {
        this.take(chunk, product);
        if (chunk.read % ROWS_A_TURN === 0) await turn();
        if (chunk.read < CHUNK_ROWS) continue;
        yield chunk;
        chunk = new GrowingChunk();
      }
    }
    if (chunk.read > 0) yield chunk;
  }

  private take(chunk: GrowingChunk, product: ProductRow): void {
    const { wanted, issues } = this.rows.read(product);
    const double = wanted ? this.doubleOf(wanted) : null;
    for (const issue of issues) chunk.issues.push({ ...issue, row: product.number });
    if (double) chunk.issues.push({ ...double, row: product.number });
    if (wanted && !double) chunk.wanted.push(wanted);
    chunk.read += 1;
    chunk.lastRow = product.number;
  }

  /** What the row says that an earlier one of the file said already, or said otherwise. */
  private doubleOf({ number, key, product, pack }: WantedRow): RowIssue | null {
    const name = pack.sku === undefined ? `name ${key}` : `sku ${pack.sku}`;
    const earlier = this.seen.get(name);
    if (earlier !== undefined) {
      return pack.sku === undefined
        ? {
            code: 'name',
            severity: 'error',
            messageVi: `Trùng với dòng ${earlier} (cùng tên, cùng bộ); nếu là quy cách khác, xin ghi mã hàng (SKU) cho từng dòng.`,
          }
        : { code: 'sku', severity: 'error', messageVi: `Mã hàng ${pack.sku} trùng với dòng ${earlier}.` };
    }
    // A description may be long, and every row of the file is remembered.
    const said = createHash('sha256').update(JSON.stringify(product)).digest('base64');
    const first = this.sameProduct.get(key);
    if (first && first.said !== said)
      return {
        code: 'name',
        severity: 'error',
        messageVi: `Dòng ${first.row} là cùng sản phẩm nhưng nói khác về sản phẩm; xin ghi giống nhau, chỉ khác quy cách.`,
      };
    this.seen.set(name, number);
    if (!first) this.sameProduct.set(key, { row: number, said });
    return null;
  }
}

class GrowingChunk implements Chunk {
  readonly wanted: WantedRow[] = [];
  readonly issues: Issue[] = [];
  read = 0;
  lastRow = 0;

  get refused(): number {
    return this.read - this.wanted.length;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const MARK = EXAMPLE_MARK.slice(0, 5).toLowerCase();

/** The example and what has nothing but a remark are no products. */
export function isProduct({ cells }: ProductRow): boolean {
  const remark = cells.get(REMARK);
  if (remark?.kind === 'text' && remark.text.trim().normalize('NFC').toLowerCase().startsWith(MARK)) return false;
  for (const code of cells.keys()) if (code !== REMARK && code !== 'faults') return true;
  return false;
}
