import { Injectable } from '@nestjs/common';
import { namedAlone, Transactions } from '../../shared/db';

/** A delivery as it is stored: JSON is text already, what was said is sealed. */
export interface DeliveryRow {
  readonly connectionId: string;
  readonly key: string;
  readonly headers: string;
  readonly contentBox: Buffer;
}

interface Waiting {
  readonly row: DeliveryRow;
  readonly stored: () => void;
  readonly failed: (error: unknown) => void;
}

const MOST_ROWS = 32;
/** Statements under way at once. A lone delivery never waits; in a burst, whatever comes while they are under way travels together in the next one. */
const MOST_STATEMENTS = 2;

/** Stores deliveries, those of a burst together: one commit is one flush of the disk, and it is the flush that limits how fast platforms are answered. */
@Injectable()
export class DeliveryWriter {
  private waiting: Waiting[] = [];
  private underWay = 0;

  constructor(private readonly transactions: Transactions) {}

  /** Resolves when the delivery is committed, or was there before under the same key. */
  store(row: DeliveryRow): Promise<void> {
    return new Promise((stored, failed) => {
      this.waiting.push({ row, stored, failed });
      this.begin();
    });
  }

  private begin(): void {
    while (this.underWay < MOST_STATEMENTS && this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_ROWS);
      this.underWay += 1;
      void this.write(batch).finally(() => {
        this.underWay -= 1;
        this.begin();
      });
    }
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.insert(batch.map(({ row }) => row));
    } catch (error) {
      // One that cannot be stored must not take its neighbours with it.
      if (batch.length > 1) for (const each of batch) await this.write([each]);
      else batch[0]?.failed(error);
      return;
    }
    for (const { stored } of batch) stored();
  }

  private async insert(rows: readonly DeliveryRow[]): Promise<void> {
    const values = rows.flatMap(({ connectionId, key, headers, contentBox }) => [connectionId, key, headers, contentBox]);
    await namedAlone(this.transactions.reader, `store-deliveries-${rows.length}`, statementFor(rows.length), values);
  }
}

const statements = new Map<number, string>();

function statementFor(rows: number): string {
  let statement = statements.get(rows);
  if (statement === undefined) {
    const places = Array.from({ length: rows }, (_, row) => `($${row * 4 + 1}, $${row * 4 + 2}, $${row * 4 + 3}, $${row * 4 + 4})`);
    statement = `insert into delivery (connection_id, delivery_key, headers, content_box) values ${places.join(', ')}
      on conflict (connection_id, delivery_key) do nothing`;
    statements.set(rows, statement);
  }
  return statement;
}
