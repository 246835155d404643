import type { EntityManager } from 'typeorm';
import { Bindings, rows, type Transactions } from '../db';
import { BoxUnreadable, type SecretBoxes } from './secret-box';
import type { RowKey, SealedColumn } from './sealed-column';

/** Rows that are sealed anew in one transaction: some 10 ms, so nobody waits long for a row. */
const BATCH = 200;

/** What became of the boxes of one column. */
export interface Rotated {
  readonly sealed: number;
  /** Left as they were: of a key that was not given, or damaged. */
  readonly unreadable: number;
}

export interface BoxCount {
  readonly newest: number;
  readonly older: number;
}

type SealedRow = RowKey & { readonly sealedBox: Buffer };

/** Seals what is not sealed with the newest key. May run beside the program, may be stopped at any moment and started again: what is done is not done twice. */
export class Rotation {
  constructor(
    private readonly transactions: Transactions,
    private readonly boxes: SecretBoxes,
  ) {}

  /** `takesPlain`: what lies there as JSON, because an upgrade has just made a column of boxes of it, is sealed too. */
  async run(column: SealedColumn, { takesPlain = false } = {}): Promise<Rotated> {
    let total: Rotated = { sealed: 0, unreadable: 0 };
    for (let after: readonly string[] | null = [] as const; after !== null;) {
      const from: readonly string[] = after;
      const batch: Batch = await this.transactions.run((tx) => this.sealBatch(tx, column, from, takesPlain));
      total = { sealed: total.sealed + batch.sealed, unreadable: total.unreadable + batch.unreadable };
      after = batch.last;
    }
    return total;
  }

  async count({ table, column }: SealedColumn): Promise<BoxCount> {
    const [count] = await rows<BoxCount>(
      this.transactions.reader,
      `select count(*) filter (where substring(${column} from 1 for $2) = $1)::int as newest,
              count(*) filter (where substring(${column} from 1 for $2) <> $1)::int as older from ${table}`,
      [this.boxes.mark, this.boxes.mark.length],
    );
    return count ?? { newest: 0, older: 0 };
  }

  private async sealBatch(tx: EntityManager, column: SealedColumn, after: readonly string[], takesPlain: boolean): Promise<Batch> {
    const keys = Object.keys(column.key);
    const found = await rows<SealedRow>(
      tx,
      `select ${keys.map((key) => `${key}::text`).join(', ')}, ${column.column} as "sealedBox" from ${column.table}
        where substring(${column.column} from 1 for $2) <> $1
          ${after.length === 0 ? '' : `and (${keys.join(', ')}) > (${keys.map((key, at) => `$${at + 3}::${column.key[key]}`).join(', ')})`}
        order by ${keys.join(', ')} limit ${BATCH} for no key update`,
      [this.boxes.mark, this.boxes.mark.length, ...after],
    );
    const fresh = found.flatMap((row) => this.sealedAnew(column, row, takesPlain) ?? []);
    if (fresh.length > 0) await this.write(tx, column, fresh);
    const last = found[found.length - 1];
    return {
      sealed: fresh.length,
      unreadable: found.length - fresh.length,
      last: last && found.length === BATCH ? keys.map((key) => last[key] ?? '') : null,
    };
  }

  private sealedAnew(column: SealedColumn, row: SealedRow, takesPlain: boolean): Fresh | null {
    const place = column.place(row);
    const content = this.contentOf(place, row.sealedBox, takesPlain);
    if (content === UNREADABLE) return null;
    const indexes = (column.indexes ?? []).map((index) => {
      const sought = index.of(content, row);
      return sought && this.boxes.keyedHash(sought.kind, sought.value);
    });
    return { row, box: this.boxes.seal(place, content), indexes };
  }

  private contentOf(place: string, box: Buffer, takesPlain: boolean): unknown {
    try {
      const isPlain = takesPlain && (box[0] ?? 0) >= FIRST_OF_JSON;
      return isPlain ? (JSON.parse(box.toString('utf8')) as unknown) : this.boxes.open(place, box);
    } catch (error) {
      if (error instanceof BoxUnreadable || error instanceof SyntaxError) return UNREADABLE;
      throw error;
    }
  }

  private async write(tx: EntityManager, { table, column, key, indexes = [] }: SealedColumn, fresh: readonly Fresh[]): Promise<void> {
    const bind = new Bindings();
    const given = [
      { name: 'new_box', values: `${bind.bind(fresh.map(({ box }) => box))}::bytea[]` },
      ...indexes.map((_, at) => ({ name: `new_index_${at}`, values: `${bind.bind(fresh.map((one) => one.indexes[at]))}::bytea[]` })),
      ...Object.entries(key).map(([name, type]) => ({
        name: `at_${name}`,
        values: `${bind.bind(fresh.map(({ row }) => row[name]))}::${type}[]`,
      })),
    ];
    await rows(
      tx,
      `update ${table} t set ${[`${column} = u.new_box`, ...indexes.map((index, at) => `${index.column} = u.new_index_${at}`)].join(', ')}
         from unnest(${given.map(({ values }) => values).join(', ')}) as u (${given.map(({ name }) => name).join(', ')})
        where ${Object.keys(key)
          .map((name) => `t.${name} = u.at_${name}`)
          .join(' and ')}`,
      bind.values,
    );
  }
}

interface Fresh {
  readonly row: RowKey;
  readonly box: Buffer;
  readonly indexes: readonly (Buffer | null)[];
}

interface Batch extends Rotated {
  /** Key of the last row; null: there are no more. */
  readonly last: readonly string[] | null;
}

const UNREADABLE = Symbol('unreadable');
/** JSON begins with a printable character, boxes with their version, which is smaller. */
const FIRST_OF_JSON = 0x20;
